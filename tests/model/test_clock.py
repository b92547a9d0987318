import pytest

from custom_components.homeiq.model.clock import Belief, has_been

NOW = 1_772_000_000.0
HOUR = 3600.0
DAY = 86400.0
YEARS = 400 * DAY


def run(belief: Belief, now: float, hours: float) -> Belief:
    """Look every five minutes at a clock that begins at a time and goes on steadily."""
    running = belief.running or 0.0
    for minutes in range(0, int(hours * 60) + 1, 5):
        belief = belief.look(now + 60.0 * minutes, running + 60.0 * minutes)
    return belief


@pytest.fixture
def belief() -> Belief:
    return run(Belief(believed=NOW), NOW, 1)


def test_a_clock_that_goes_on_is_believed(belief: Belief) -> None:
    later = run(belief, NOW + HOUR, 100)

    assert (later.believed, later.doubted) == (NOW + 101 * HOUR, None)


@pytest.mark.parametrize("jump", [YEARS, -800 * DAY, -NOW, 2 * DAY])
def test_a_clock_that_jumps_is_doubted_and_by_age_nothing_is_older_than_it_was(belief: Belief, jump: float) -> None:
    after = run(belief, NOW + HOUR + jump, 20)

    assert after.doubted == NOW + 21 * HOUR + jump
    assert after.believed == pytest.approx(NOW + 21 * HOUR)
    assert after.earlier(after.doubted) <= after.believed


@pytest.mark.parametrize("jump", [3 * HOUR, -3 * HOUR, -HOUR, 20 * HOUR])
def test_a_clock_that_is_set_a_little_is_believed(belief: Belief, jump: float) -> None:
    assert belief.look(NOW + HOUR + jump, HOUR).believed == NOW + HOUR + jump


@pytest.mark.parametrize("jump", [YEARS, -300 * DAY])
def test_a_clock_that_stands_for_a_day_is_believed(belief: Belief, jump: float) -> None:
    after = run(belief, NOW + HOUR + jump, 24.1)

    assert after.doubted is None
    assert after.believed == pytest.approx(NOW + 25.1 * HOUR + jump, abs=301)


def test_a_clock_that_is_put_right_is_believed_at_once(belief: Belief) -> None:
    wrong = run(belief, NOW + HOUR + YEARS, 5)

    right = wrong.look(NOW + 6 * HOUR, (wrong.running or 0.0) + 60)

    assert (right.believed, right.doubted) == (NOW + 6 * HOUR, None)
    assert wrong.is_put_right(right.believed)


def test_a_clock_that_jumps_about_is_never_believed(belief: Belief) -> None:
    for number in range(1, 60):
        belief = run(belief, NOW + number * YEARS, 1)

    assert belief.doubted is not None
    assert belief.believed == pytest.approx(NOW + 60 * HOUR, abs=2 * HOUR)


def test_restarts_do_not_begin_the_day_anew(belief: Belief) -> None:
    first = run(belief, NOW + YEARS, 13)
    restarted = Belief(believed=first.believed, doubted=first.doubted, stood=first.stood)

    assert run(restarted, NOW + YEARS + 14 * HOUR, 12).doubted is None


def test_a_gap_in_which_nobody_looked_is_no_running() -> None:
    belief = Belief(believed=NOW).look(NOW, 0.0)

    assert belief.look(NOW + YEARS, YEARS).doubted == NOW + YEARS


def test_a_clock_that_was_never_set_is_not_believed_and_the_first_one_that_is_set_is() -> None:
    belief = run(Belief(believed=100.0), 100.0, 48)

    assert belief.look(NOW, (belief.running or 0.0) + 60).believed == NOW


@pytest.mark.parametrize(("moment", "past"), [(None, False), (NOW, True), (NOW + 30, True), (NOW + 90, False)])
def test_a_moment_ahead_has_not_been(moment: float | None, past: bool) -> None:  # noqa: FBT001 - a column of the table
    assert has_been(moment, NOW) is past
