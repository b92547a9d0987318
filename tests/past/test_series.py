import pytest

from custom_components.homeiq.mine.co_occurrence import trigger_times
from custom_components.homeiq.model.event import Cause, EventColumns
from custom_components.homeiq.model.existing import ANY_STATE
from custom_components.homeiq.model.home import Home
from custom_components.homeiq.model.moments import CHANGED
from custom_components.homeiq.past.series import series_of
from custom_components.homeiq.past.timeline import Timeline

MARCH = 1_772_000_000.0


def a_history(name: str, *states: str) -> EventColumns:
    return EventColumns.from_rows([(MARCH + n, name, state, Cause.DEVICE) for n, state in enumerate(states)])


@pytest.mark.parametrize("name", ["event.remote", "button.bell", "input_button.guests", "scene.movie"])
def test_each_time_something_was_pressed_is_a_moment_of_its_own(name: str) -> None:
    ((_, series),) = series_of(a_history(name, "unknown", CHANGED, CHANGED, "unavailable", CHANGED))

    # Back from an absence, it tells the last moment once more.
    assert series.time.tolist() == [MARCH + 1, MARCH + 2]
    assert series.states == (ANY_STATE,)


def test_what_is_new_each_time_is_not_learned_from() -> None:
    assert list(series_of(a_history("sensor.clock", CHANGED, CHANGED, CHANGED))) == []


def test_the_words_of_what_is_mostly_new_are_learned_from() -> None:
    ((_, series),) = series_of(a_history("sensor.title", "idle", CHANGED, CHANGED, "idle", "off"))

    assert series.time.tolist() == [MARCH, MARCH + 4]
    assert series.states == ("idle", "off")


def test_each_time_an_event_is_heard_is_an_occasion() -> None:
    timeline = Timeline.of(a_history("event.remote", "unknown", CHANGED, CHANGED, CHANGED), Home())

    (times,) = trigger_times(timeline).values()

    assert times.tolist() == [MARCH + 2, MARCH + 3]
