import pytest

from custom_components.homeiq.telemetry.families import Family
from custom_components.homeiq.telemetry.samples import EVERY, POINTS, SERIES, Samples


def a_gauge(value: float) -> Family:
    return Family(name="homeiq_database_bytes", kind="gauge", help="Size.", values={"": value})


def a_counter(**values: float) -> Family:
    return Family(name="homeiq_answers_total", kind="counter", help="Answers.", label="status", values=values)


def a_histogram(times: int) -> Family:
    family = Family(name="homeiq_answer_seconds", kind="histogram", help="How long.", label="door")
    for _ in range(times):
        family.observe(0.5, "http")
    return family


def samples_of(*families: Family) -> Samples:
    samples = Samples()
    for at, family in enumerate(families):
        samples.take([family], at * EVERY)
    return samples


def points(samples: Samples, family: Family, label: str = "") -> tuple[float | None, ...]:
    line = samples.line(family, label)
    assert line
    return line.points


def test_a_gauge_is_told_as_it_was() -> None:
    samples = samples_of(a_gauge(10), a_gauge(20), a_gauge(15))

    assert points(samples, a_gauge(0)) == (20, 15)
    assert samples.at == (EVERY, 2 * EVERY)


def test_of_what_is_counted_it_is_told_what_was_added() -> None:
    samples = samples_of(a_counter(ok=10), a_counter(ok=12), a_counter(ok=17))

    assert points(samples, a_counter(), "ok") == (2, 5)


def test_what_was_counted_anew_is_not_told_below_nothing() -> None:
    samples = samples_of(a_counter(ok=100), a_counter(ok=101), a_counter(ok=3))

    assert points(samples, a_counter(), "ok") == (1, 3)


def test_of_how_long_something_took_it_is_told_how_often() -> None:
    samples = samples_of(a_histogram(1), a_histogram(1), a_histogram(5))

    assert points(samples, a_histogram(0), "http") == (0, 4)


def test_what_came_later_was_not_known_before() -> None:
    samples = samples_of(a_counter(ok=1), a_counter(ok=1), a_counter(ok=2, lost=3), a_counter(ok=2, lost=4))

    assert points(samples, a_counter(), "lost") == (None, 3, 1)


def test_where_nothing_changed_there_is_no_line() -> None:
    samples = samples_of(a_gauge(10), a_gauge(10), a_gauge(10))

    assert samples.line(a_gauge(10), "") is None
    assert Samples().line(a_gauge(10), "") is None


def test_no_more_than_a_day_is_remembered() -> None:
    samples = samples_of(*(a_gauge(number) for number in range(3 * POINTS)))

    assert points(samples, a_gauge(0)) == tuple(range(2 * POINTS, 3 * POINTS))
    assert len(samples.at) == POINTS


def test_labels_without_end_have_no_lines_without_end() -> None:
    many = a_counter(**{f"label{number}": number for number in range(2 * SERIES)})
    more = a_counter(**{f"label{number}": 2 * number + number % 2 for number in range(2 * SERIES)})
    samples = samples_of(many, more, many)

    lines = [samples.line(many, label) for label in many.values]

    assert sum(line is not None for line in lines) <= SERIES


@pytest.mark.parametrize(("later", "is_due"), [(EVERY - 1, False), (EVERY, True), (-5.0, True)])
def test_a_sample_is_due_after_a_quarter_of_an_hour_or_where_the_clock_was_set_back(
    later: float,
    is_due: bool,  # noqa: FBT001 - a case
) -> None:
    samples = Samples()
    samples.take([a_gauge(1)], 1_000_000.0)

    assert samples.is_due(1_000_000.0 + later) is is_due
