"""What is suggested from night to night: it stays for as long as its figures may be noise, and what is new waits."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

import numpy as np
import pytest

from custom_components.homeiq.learn import learn
from custom_components.homeiq.model.event import Cause, EventRow
from custom_components.homeiq.model.existing import Effect, Existing, ExistingAutomation, Occasion
from custom_components.homeiq.model.habits.gate import Gate
from custom_components.homeiq.model.habits.known import NOTHING, Known
from custom_components.homeiq.model.habits.rung import Rung
from custom_components.homeiq.model.habits.shown import Shown
from custom_components.homeiq.model.habits.suggestion import Learned
from custom_components.homeiq.settings import Settings
from tests.histories import ENGLISH, HOME, at, columns, event, living, routine

DAYS = 50
FAN = "fan.bath"


def loose_evenings(seed: int) -> list[EventRow]:
    """A fan that is turned on at about eight, on three evenings of four."""
    generator = np.random.default_rng(seed)
    kept = [day for day in range(DAYS) if generator.uniform() < 0.74]
    return [*living(range(DAYS)), *routine(FAN, "20:00", kept, seed=seed, looseness=8)]


def night(rows: Sequence[EventRow], day: int, known: Known = NOTHING, settings: Settings | None = None) -> Learned:
    return learn(columns(rows), HOME, settings or Settings(), now=at(day, "03:00"), words=ENGLISH, known=known)


def nights(rows: Sequence[EventRow], days: range) -> Iterator[tuple[Learned, Learned]]:
    """What is learned on one night after the other, and on each of them by who has forgotten what was suggested."""
    known = NOTHING
    for day in days:
        learned, alone = (night(rows, day, each) for each in (known, replace(known, shown=())))
        yield learned, alone
        known = Known(patterns=learned.patterns, lessons=learned.lessons, shown=learned.shown)


def changes(several: Sequence[object]) -> int:
    return sum(one != other for one, other in pairwise(several))


def rungs(learned: Learned) -> str:
    return next((one.rung.value[1] for one in learned.suggestions if one.rung), ".")


def told(seed: int, days: range) -> tuple[str, str]:
    """The rung on each night, one after the other, and of who has forgotten what was suggested: c acts, s asks."""
    both = list(nights(loose_evenings(seed), days))
    return "".join(rungs(one) for one, _ in both), "".join(rungs(one) for _, one in both)


def test_what_is_suggested_is_told_alike_the_next_night() -> None:
    both = list(nights(loose_evenings(2), range(20, 48)))
    titles, alone = ([one.suggestions[0].title for one in some] for some in zip(*both, strict=True))

    assert changes(titles) < changes(alone) / 3


@pytest.mark.parametrize(
    ("seed", "days", "stays", "alone"),
    [(14, range(30, 38), "..ssss..", "..s....."), (12, range(26, 34), "ssssss..", "sss.....")],
)
def test_what_misses_by_a_few_runs_stays_for_three_nights_and_goes(
    seed: int, days: range, stays: str, alone: str
) -> None:
    assert told(seed, days) == (stays, alone)


def test_what_comes_and_goes_within_three_nights_stays() -> None:
    stays, alone = told(23, range(30, 48))

    assert set(stays) == {"s"}
    assert ".s" in alone


def test_what_acts_acts_for_three_nights_more_and_so_does_not_change_its_mind_each_night() -> None:
    stays, alone = told(36, range(28, 40))

    assert changes(stays) < changes(alone) / 2


@pytest.mark.parametrize(("day", "rung"), [(28, "s"), (30, "s"), (31, "c")])
def test_what_asks_is_let_act_once_its_figures_let_it_three_days_before_as_well(day: int, rung: str) -> None:
    rows = loose_evenings(36)
    asking = night(rows, 28, Known(shown=()))
    known = Known(patterns=asking.patterns, shown=asking.shown)

    assert (rungs(asking), rungs(night(rows, day)), rungs(night(rows, day, known))) == ("s", "c", rung)


def test_what_stays_is_no_longer_said_to_be_refused_and_keeps_its_place_among_the_habits() -> None:
    learned, alone = list(nights(loose_evenings(14), range(30, 35)))[-1]

    (name,) = (one.signature for one in learned.suggestions)
    assert not alone.suggestions
    assert name not in learned.refused
    assert [one.rung for one in learned.patterns if one.signature == name] == [Rung.ASKS]


def test_what_is_new_has_to_have_stood_some_days_before() -> None:
    rows = loose_evenings(30)
    several = [night(rows, day, Known(shown=())) for day in range(28, 33)]

    assert [[why.gate for why in one.refused.values()] for one in several[1:4]] == [[Gate.DAYS]] * 3
    assert [len(one.suggestions) for one in several] == [0, 0, 0, 0, 1]


def test_who_hears_of_suggestions_for_the_first_time_hears_of_all_that_stand() -> None:
    rows = loose_evenings(30)

    assert [len(night(rows, day).suggestions) for day in range(28, 33)] == [0, 1, 1, 1, 1]


def test_whoever_asks_for_more_certainty_is_not_shown_what_has_less() -> None:
    rows = loose_evenings(2)
    learned = night(rows, 40)
    known = Known(patterns=learned.patterns, shown=learned.shown)
    strict = Settings.from_options({"thresholds": {"time_of_day_confidence_overrides": {"fan": 0.9}}})

    assert night(rows, 41, known).suggestions
    assert not night(rows, 41, known, strict).suggestions


def coming_home(*, with_door: bool) -> list[EventRow]:
    """A lamp is lit at about six, right after the door; only some homes have a sensor there."""
    lamp, door = "light.hall", "binary_sensor.door"
    rows = [event(-1, "00:30", lamp, "off"), event(-1, "00:30", door, "off", Cause.DEVICE)]
    for day in range(DAYS):
        late = 60.0 * (7 * day % 20)
        if day % 8:
            rows += [
                event(day, "18:00", lamp, "on", delay=late + 5 + day % 7),
                event(day, "23:00", lamp, "off", delay=late),
            ]
            if with_door:
                rows += [
                    event(day, "18:00", door, state, Cause.DEVICE, late + 9 * (state == "off"))
                    for state in ("on", "off")
                ]
    return [*living(range(DAYS)), *rows]


def lamp_by_the_clock() -> tuple[Known, Shown]:
    learned = night(coming_home(with_door=False), 40)
    (shown,) = (one for one in learned.shown if one.pattern.state == "on")
    return Known(patterns=learned.patterns, shown=(shown,)), shown


def lit(learned: Learned) -> list[str]:
    return [one.signature for one in learned.suggestions if one.pattern.state == "on"]


def test_what_is_suggested_stays_what_it_is_where_something_else_explains_it_as_well() -> None:
    rows = coming_home(with_door=True)
    known, shown = lamp_by_the_clock()

    alone, stays = (night(rows, 41, one) for one in (NOTHING, known))

    (other,) = lit(alone)
    assert lit(stays) == [shown.pattern.signature] != [other]
    assert stays.refused[other].gate is Gate.SAME


def test_what_stays_keeps_no_other_habit_of_the_same_lamp_waiting() -> None:
    mornings = routine("light.hall", "06:40", range(DAYS), seed=9)
    rows = [*coming_home(with_door=True), *(row for row in mornings if at(0, "00:00") <= row[0])]
    known, shown = lamp_by_the_clock()

    stays = night([row for row in rows if row[0] < at(DAYS, "00:00")], 41, known)

    assert shown.pattern.signature in lit(stays)
    assert [one.title for one in stays.suggestions if one.title.startswith("Turn on Hall at 06")]


def test_what_the_home_does_by_now_does_not_stay() -> None:
    known, shown = lamp_by_the_clock()
    effect = Effect(
        entities=shown.pattern.entities, state=shown.pattern.state, occasion=Occasion(trigger=shown.pattern.trigger)
    )
    known = replace(
        known,
        existing=Existing(
            automations=(ExistingAutomation(entity_id="automation.hall", name="Hall", effects=(effect,)),)
        ),
    )

    learned = night(coming_home(with_door=True), 41, known)

    assert shown.pattern.signature not in lit(learned)


def test_what_was_dismissed_does_not_stay() -> None:
    known, shown = lamp_by_the_clock()

    learned = night(coming_home(with_door=False), 41, replace(known, dismissed=frozenset({shown.pattern.signature})))

    assert not lit(learned)


def test_what_acts_on_things_that_are_gone_does_not_stay() -> None:
    _, shown = lamp_by_the_clock()
    gone = replace(shown, pattern=replace(shown.pattern, entities=("light.gone",)))

    learned = night(loose_evenings(1), 41, Known(shown=(gone,)))

    assert not learned.suggestions


def test_what_has_ended_goes_after_three_nights_at_most() -> None:
    kept = range(30)
    rows = [*living(range(DAYS + 40)), *routine(FAN, "20:00", kept, looseness=8)]
    known = NOTHING
    shown: list[bool] = []
    alone: list[bool] = []
    for day in range(28, 55):
        learned = night(rows, day, known)
        shown.append(bool(learned.suggestions))
        alone.append(bool(night(rows, day, replace(known, shown=())).suggestions))
        known = Known(patterns=learned.patterns, lessons=learned.lessons, shown=learned.shown)

    assert shown[0]
    assert alone.index(False) <= shown.index(False) <= alone.index(False) + 3


def test_what_is_noted_for_the_next_night_tells_when_it_stood() -> None:
    both = [one for one, _ in nights(loose_evenings(14), range(32, 36))]
    stood = [one.shown[0].stood_at for one in both]

    assert stood == [at(32, "03:00")] * 4
    assert all(isinstance(one.shown[0], Shown) and one.shown[0].pattern.rung is Rung.ASKS for one in both)


def two_lamps(first: str, second: str | None) -> list[EventRow]:
    """One lamp is lit at about eight, and in some homes another one right before or after it."""
    rows = [event(-1, "00:30", name, "off", Cause.DEVICE) for name in (first, second) if name]
    for day in range(DAYS):
        late = 60.0 * (7 * day % 17)
        apart = (5 + day % 9) * (1 if day % 2 else -1)
        for name, delay in ((first, late), (second, late + apart)):
            if name and day % 9:
                rows += [event(day, clock, name, to, delay=delay) for clock, to in (("20:00", "on"), ("23:30", "off"))]
    return [*living(range(DAYS)), *rows]


def test_what_is_suggested_keeps_its_name_with_a_lamp_more() -> None:
    before = night(two_lamps("light.kitchen", None), 40)
    known = Known(patterns=before.patterns, shown=before.shown)

    alone, learned = (night(two_lamps("light.kitchen", "light.hall"), 41, one) for one in (NOTHING, known))

    assert [one.title for one in learned.suggestions if one.pattern.state == "on"] == [
        "Turn on Hall and Kitchen at 20:00 every day"
    ]
    assert lit(learned) == lit(before) != lit(alone)
