from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest

from custom_components.homeiq.deliver.plan import due, is_quiet, latest_digest, untold
from custom_components.homeiq.model.decisions.told import How, Told
from custom_components.homeiq.settings import Notifications, Weekday
from tests.offers import suggestions_of

BERLIN = ZoneInfo("Europe/Berlin")
NOON = datetime(2026, 11, 25, 12, tzinfo=BERLIN)  # a Wednesday
WISHES = Notifications(targets=("notify.phone",))


def told(*signatures: str, ago: timedelta = timedelta(hours=1), how: How = How.NOTIFICATION) -> dict[str, Told]:
    at = (NOON - ago).timestamp()
    return {signature: Told(signature=signature, how=how, told_at=at) for signature in signatures}


def signatures_due(*before: dict[str, Told], wishes: Notifications = WISHES, now: datetime = NOON) -> list[str]:
    merged = {name: one for each in before for name, one in each.items()}
    return [one.signature for one in due(suggestions_of("a", "b", "c", "d", "e"), merged, wishes, now)]


def test_the_best_three_of_a_week_are_told() -> None:
    assert signatures_due() == ["a", "b", "c"]


def test_what_was_told_within_the_week_counts() -> None:
    assert signatures_due(told("x", "a")) == ["b"]


def test_what_was_told_a_week_ago_counts_no_longer_but_is_not_told_again() -> None:
    assert signatures_due(told("a", "b", ago=timedelta(days=8))) == ["c", "d", "e"]


def test_a_digest_costs_nothing_of_the_budget_and_tells_as_well() -> None:
    assert signatures_due(told("a", "b", how=How.DIGEST)) == ["c", "d", "e"]


def test_more_than_the_budget_is_never_owed() -> None:
    assert signatures_due(told("w", "x", "y", "z")) == []


def test_a_budget_of_nothing_tells_nothing() -> None:
    assert signatures_due(wishes=Notifications(per_week=0)) == []


def test_at_night_nothing_is_told() -> None:
    assert signatures_due(now=NOON.replace(hour=23)) == []


def test_what_somebody_asked_for_is_told_once_more() -> None:
    asked = Told(signature="a", how=How.NOTIFICATION, told_at=0.0, is_asked_for=True)

    assert [one.signature for one in untold(suggestions_of("a", "b"), {"a": asked} | told("b"))] == ["a"]


@pytest.mark.parametrize(
    ("begin", "end", "clock", "quiet"),
    [
        (time(21), time(8), time(21), True),
        (time(21), time(8), time(3), True),
        (time(21), time(8), time(8), False),
        (time(21), time(8), time(20, 59), False),
        (time(13), time(15), time(14), True),
        (time(13), time(15), time(15), False),
        (time(8), time(8), time(8), False),
    ],
)
def test_quiet_hours_may_span_midnight_and_end_when_they_say(
    begin: time, end: time, clock: time, *, quiet: bool
) -> None:
    now = datetime.combine(NOON.date(), clock, BERLIN)

    assert is_quiet(Notifications(quiet_from=begin, quiet_until=end), now) is quiet


@pytest.mark.parametrize(
    ("day", "clock", "expected"),
    [
        (Weekday.WED, time(12), datetime(2026, 11, 25, 12, tzinfo=BERLIN)),
        (Weekday.WED, time(12, 1), datetime(2026, 11, 18, 12, 1, tzinfo=BERLIN)),
        (Weekday.SUN, time(18), datetime(2026, 11, 22, 18, tzinfo=BERLIN)),
        (Weekday.MON, time(0), datetime(2026, 11, 23, 0, tzinfo=BERLIN)),
    ],
)
def test_the_latest_digest_was_at_the_wanted_day_and_time(day: Weekday, clock: time, expected: datetime) -> None:
    assert latest_digest(Notifications(digest_day=day, digest_time=clock), NOON) == expected


def test_a_digest_keeps_its_time_of_day_when_the_clocks_change() -> None:
    tuesday_after_the_change = datetime(2026, 10, 27, 9, tzinfo=BERLIN)

    at = latest_digest(Notifications(digest_day=Weekday.SAT, digest_time=time(18)), tuesday_after_the_change)

    assert at == datetime(2026, 10, 24, 18, tzinfo=BERLIN)
    assert at.utcoffset() == timedelta(hours=2)
