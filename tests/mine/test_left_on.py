"""What is forgotten, and what only looks like it."""

from collections.abc import Sequence

import numpy as np
import pytest

from custom_components.homeiq.mine.left_on import find_left_on
from custom_components.homeiq.model.event import Cause, EventRow
from custom_components.homeiq.model.habits.pattern import Pattern
from custom_components.homeiq.model.habits.suggestion import Suggestion
from custom_components.homeiq.model.habits.trigger import Kind, LeftOn
from custom_components.homeiq.model.home import Entity, Home
from custom_components.homeiq.past.acts import find_units
from custom_components.homeiq.past.uses import overlong
from custom_components.homeiq.settings import Settings
from tests.histories import HOME, event, learned, timeline

HOUR = 3600.0
FORGOTTEN = ((8, 6 * HOUR), (33, 7 * HOUR))


def about(days: Sequence[int]) -> list[EventRow]:
    """Somebody puts the kettle on and off all day."""
    return [
        event(day, f"{hour:02}:17", "switch.kettle", ("on", "off")[hour % 2]) for day in days for hour in range(7, 23)
    ]


def fan(
    overlong: Sequence[tuple[int, float]],
    *,
    clock: str = "10:00",
    ended_by: Cause = Cause.PERSON,
    name: str = "fan.attic",
    states: tuple[str, str] = ("off", "on"),
    days: int = 40,
) -> list[EventRow]:
    """Something that runs for up to half an hour, and now and then far longer."""
    lasting = np.random.default_rng(13).uniform(400, 1800, size=days)
    rows = [event(-1, "00:30", name, states[0], Cause.DEVICE)]
    longer = dict(overlong)
    for day in range(days):
        lasts = longer.get(day, float(lasting[day]))
        rows.append(event(day, clock, name, states[1]))
        rows.append(event(day, clock, name, states[0], ended_by if day in longer else Cause.PERSON, lasts))
    return rows


def found(*stories: Sequence[EventRow], home: Home = HOME, days: int = 40) -> tuple[Pattern, ...]:
    past = timeline(about(range(days)), *stories, home=home)
    return find_left_on(past, find_units(past), Settings())


def reminder(*stories: Sequence[EventRow]) -> Suggestion:
    (suggestion,) = [one for one in learned(about(range(40)), *stories).suggestions if one.pattern.kind is Kind.LEFT_ON]
    return suggestion


def test_what_was_forgotten_twice_is_worth_a_reminder() -> None:
    (pattern,) = found(fan(FORGOTTEN))

    assert pattern.trigger == LeftOn(entity_id="fan.attic", to="on", for_seconds=2700)
    assert (pattern.evidence.hits, pattern.evidence.opportunities) == (2, 2)
    assert pattern.evidence.support_days == 38


def test_what_is_used_for_a_minute_or_for_hours_is_never_overlong() -> None:
    minutes = np.random.default_rng(5).permutation(np.geomspace(1, 200, 40))
    used = [(day, 60.0 * float(long)) for day, long in enumerate(minutes) if day not in dict(FORGOTTEN)]
    hours = [(day, 10 * HOUR + 600 * day) for day, _ in FORGOTTEN]

    assert found(fan([*used, *hours])) == ()


def test_what_was_forgotten_once_is_an_accident() -> None:
    assert found(fan(FORGOTTEN[:1])) == ()


def test_a_reminder_would_not_come_every_week() -> None:
    assert found(fan([(day, 6 * HOUR) for day in range(3, 40, 7)])) == ()


def test_what_ends_by_itself_needs_no_reminder() -> None:
    assert found(fan(FORGOTTEN, ended_by=Cause.AUTOMATION)) == ()


def test_a_night_of_sleep_is_nobodys_forgetting() -> None:
    assert found(fan([(8, 11 * HOUR), (33, 11 * HOUR)], clock="22:00")) == ()


@pytest.mark.parametrize(("nights", "reminders"), [((8, 21, 33), 1), ((8, 33), 0)])
def test_what_was_left_on_over_night_three_times_is_worth_a_reminder_in_the_evening(
    nights: Sequence[int], reminders: int
) -> None:
    overlong = [(day, (13 + day % 2) * HOUR) for day in nights]

    assert len(found(fan(overlong, clock="19:00", days=50), days=50)) == reminders


@pytest.mark.parametrize(("leaves", "reminders"), [("10:20", 0), ("12:00", 1)])
def test_who_has_left_by_then_can_not_be_reminded(leaves: str, reminders: int) -> None:
    ann = [event(-1, "00:30", "person.ann", "home", Cause.DEVICE)]
    for day in range(50):
        ann += [event(day, clock, "person.ann", at) for clock, at in ((leaves, "not_home"), ("15:30", "home"))]

    assert len(found(fan([*FORGOTTEN, (21, 6 * HOUR)], days=50), ann, days=50)) == reminders


def test_a_little_longer_is_still_usual() -> None:
    assert found(fan([(8, 3200.0), (33, 3300.0)])) == ()


def test_a_garage_that_stays_open_is_worth_a_reminder() -> None:
    garage = Entity(entity_id="cover.garage", name="Garage", device_class="garage")
    home = Home(time_zone="Europe/Berlin", latitude=52.5, longitude=13.4, entities={"cover.garage": garage})

    (pattern,) = found(fan(FORGOTTEN, name="cover.garage", states=("closed", "open")), home=home)

    assert (pattern.entities, pattern.state) == (("cover.garage",), "open")


@pytest.mark.parametrize("name", ["media_player.tv", "cover.blind"])
def test_what_may_be_on_for_long_is_never_forgotten(name: str) -> None:
    states = ("closed", "open") if name.startswith("cover") else ("off", "on")

    assert found(fan(FORGOTTEN, name=name, states=states)) == ()


def test_a_reminder_only_tells() -> None:
    suggestion = reminder(fan(FORGOTTEN))

    assert suggestion.title == "Remind me once Attic has been on for 45 min"
    assert suggestion.automation["triggers"][0]["for"] == "00:45:00"
    assert suggestion.automation["actions"] == [
        {
            "action": "persistent_notification.create",
            "data": {
                "title": "HomeIQ",
                "message": "Attic has been on for 45 min, far longer than usual.",
                "notification_id": f"homeiq_{suggestion.signature}",
            },
        }
    ]
    assert suggestion.reason.startswith("2 of 2 right.\nUsually it is in use for 30 min at most.")


def test_a_reminder_in_the_back_test_is_a_run() -> None:
    test = reminder(fan(FORGOTTEN)).backtest

    assert (test.runs, test.hits, test.false_alarms, test.misses, test.reversals) == (2, 2, 0, 0, 0)


def test_a_reminder_nobody_needed_is_a_false_alarm() -> None:
    past = timeline(about(range(40)), fan([*FORGOTTEN, (20, 2800.0)]))

    outcomes = overlong(past, "fan.attic", "on", 2700)

    assert outcomes.hit.tolist() == [True, False, True]


def test_an_entity_that_is_gone_reminds_of_nothing() -> None:
    assert len(overlong(timeline(about(range(3))), "fan.gone", "on", 60).time) == 0


def test_lamps_that_are_lit_together_are_worth_one_reminder() -> None:
    lamps = [fan(FORGOTTEN, name=f"light.loft_{one}") for one in ("a", "b", "c")]

    assert [one.entities for one in found(*lamps)] == [("light.loft_a",)]


def test_a_group_is_reminded_of_and_not_its_lamps() -> None:
    lamps = [fan(FORGOTTEN, name=f"light.loft_{one}") for one in ("a", "b")]
    group = Entity(entity_id="light.loft", name="Loft", members=("light.loft_a", "light.loft_b"))
    home = Home(time_zone="Europe/Berlin", latitude=52.5, longitude=13.4, entities={"light.loft": group})

    assert [one.entities for one in found(*lamps, fan(FORGOTTEN, name="light.loft"), home=home)] == [("light.loft",)]


def test_what_is_used_apart_is_forgotten_apart() -> None:
    apart = found(fan(FORGOTTEN), fan(FORGOTTEN, name="light.shed", clock="15:00"))

    assert sorted(one.entities for one in apart) == [("fan.attic",), ("light.shed",)]
