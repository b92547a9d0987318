"""What hands did by way of Home Assistant, as the recorder remembers it."""

from datetime import UTC, datetime
import time

from homeassistant.auth.models import User
from homeassistant.components.recorder import Recorder
from homeassistant.core import Context, HomeAssistant
from homeassistant.helpers import entity_registry as er
from homeassistant.setup import async_setup_component
import pytest

from custom_components.homeiq.capture.cause import CauseClassifier
from custom_components.homeiq.capture.listener import Listener
from custom_components.homeiq.capture.recorder.backfill import history_days
from custom_components.homeiq.capture.scope import EntityScope
from custom_components.homeiq.model.event import Cause
from custom_components.homeiq.settings import Scope
from tests.capture.a_home import Heard, act
from tests.capture.a_recorder import Announced, Written, write
from tests.capture.presses import LAMP, MACHINES, PRESSES, changes, furnish, furnish_first_lamp

DAY = 86_400.0
MONDAY = datetime(2026, 9, 21, tzinfo=UTC).timestamp()
PRESS, RUN = b"p" * 16, b"r" * 16


async def causes_of(hass: HomeAssistant, causes: CauseClassifier, entity_id: str, until: float) -> list[Cause]:
    """Import everything, and list whose the changes of an entity were."""
    days = history_days(hass, until, set(), EntityScope(hass, Scope()), causes)
    return [Cause(row[3]) async for day in days for row in day.rows if row[1] == entity_id]


@pytest.mark.parametrize("what", [*PRESSES, *MACHINES])
async def test_the_past_tells_hands_from_machines_as_the_listener_does(
    recorder_mock: Recorder, hass: HomeAssistant, listener: Listener, causes: CauseClassifier, heard: Heard, what: str
) -> None:
    trigger, happen = {**PRESSES, **MACHINES}[what]
    await furnish(hass, [trigger])

    await happen(hass)

    assert await causes_of(hass, causes, LAMP, time.time()) == heard.causes_of(LAMP)


async def test_the_past_knows_whose_hand_it_was(
    recorder_mock: Recorder,
    hass: HomeAssistant,
    causes: CauseClassifier,
    hass_admin_user: User,
) -> None:
    await furnish(hass, [changes("input_boolean.film")])

    await act(hass, "input_boolean.turn_on", "input_boolean.film", Context(user_id=hass_admin_user.id))

    assert await causes_of(hass, causes, LAMP, time.time()) == [Cause.STARTUP, Cause.PERSON]


def a_run(*, at: float, source: str = "state of sensor.knob_action", parent: bytes | None = PRESS) -> Announced:
    """A run as the recorder keeps it, some seconds into Monday."""
    data = f'{{"entity_id":"automation.a","source":"{source}"}}'
    return Announced(time=MONDAY + at, event_type="automation_triggered", context=RUN, data=data, parent=parent)


def knob(*states: tuple[float, str]) -> list[Written]:
    """A sensor of actions and what it told, each so many seconds into Monday, the last one under the press."""
    *before, (at, state) = states
    rows = [Written(time=MONDAY + when, entity_id="sensor.knob_action", state=told) for when, told in before]
    return [*rows, Written(time=MONDAY + at, entity_id="sensor.knob_action", state=state, context=PRESS)]


def lamp(at: float) -> list[Written]:
    """A lamp that is lit under the run, so many seconds into Monday."""
    return [
        Written(time=MONDAY, entity_id="light.a", state="off"),
        Written(time=MONDAY + at, entity_id="light.a", state="on", context=RUN, parent=PRESS),
    ]


PRESSED = ((0, ""), (10.0, "single"))


@pytest.mark.parametrize(
    ("rows", "runs", "cause"),
    [
        ([*knob(*PRESSED), *lamp(10.3)], [a_run(at=10.01)], Cause.DEVICE),
        ([*knob(*PRESSED), *lamp(40.0)], [a_run(at=10.01)], Cause.AUTOMATION),
        ([*knob(*PRESSED), *lamp(40.3)], [a_run(at=40.0)], Cause.AUTOMATION),
        ([*knob(*PRESSED), *lamp(10.3)], [], Cause.AUTOMATION),
        ([*knob((0, "unavailable"), (10.0, "single")), *lamp(10.3)], [a_run(at=10.01)], Cause.AUTOMATION),
        ([*lamp(10.3)], [a_run(at=10.01)], Cause.AUTOMATION),
        ([*lamp(10.3)], [a_run(at=10.01, source="mqtt topic z/knob/action", parent=None)], Cause.DEVICE),
        ([*lamp(10.3)], [a_run(at=10.01, source="mqtt topic z/weather", parent=None)], Cause.AUTOMATION),
    ],
    ids=[
        "at once",
        "after a delay",
        "after the run has waited",
        "the announcement is gone",
        "it came back",
        "the press is gone",
        "a topic of presses",
        "another topic",
    ],
)
async def test_only_what_is_certain_of_the_past_is_a_hands(
    utc: HomeAssistant, causes: CauseClassifier, rows: list[Written], runs: list[Announced], cause: Cause
) -> None:
    er.async_get(utc).async_get_or_create("sensor", "mqtt", "knob", suggested_object_id="knob_action")
    await write(utc, rows, runs)

    assert await causes_of(utc, causes, "light.a", MONDAY + DAY) == [Cause.STARTUP, cause]


async def test_a_radios_event_is_a_press_in_the_past_too(utc: HomeAssistant, causes: CauseClassifier) -> None:
    press = Announced(time=MONDAY + 10, event_type="zha_event", context=PRESS, data='{"command":"on"}')
    await write(utc, lamp(10.3), [press, a_run(at=10.01, source="event 'zha_event'")])

    assert await causes_of(utc, causes, "light.a", MONDAY + DAY) == [Cause.STARTUP, Cause.DEVICE]


async def test_what_a_persons_script_of_the_past_did_long_afterwards_is_the_scripts(
    utc: HomeAssistant, causes: CauseClassifier
) -> None:
    person = b"u" * 16
    lit = [
        Written(time=MONDAY + at, entity_id="light.a", state=state, context=RUN, user=person)
        for at, state in ((10.2, "on"), (900.0, "off"))
    ]
    script = Announced(time=MONDAY + 10, event_type="script_started", context=RUN, data="{}")
    await write(utc, [Written(time=MONDAY, entity_id="light.a", state="off"), *lit], [script])

    assert await causes_of(utc, causes, "light.a", MONDAY + DAY) == [Cause.STARTUP, Cause.PERSON, Cause.AUTOMATION]


async def test_the_script_that_somebody_starts_makes_no_hands_of_what_echoes_its_lamp(
    recorder_mock: Recorder,
    hass: HomeAssistant,
    listener: Listener,
    causes: CauseClassifier,
    heard: Heard,
    hass_admin_user: User,
) -> None:
    furnish_first_lamp(hass)
    assert await async_setup_component(hass, "script", {"script": {"first": {"sequence": [{"action": "lamps.light"}]}}})
    await furnish(hass, [changes("light.first")])

    await act(hass, "script.turn_on", "script.first", Context(user_id=hass_admin_user.id))

    assert heard.causes_of("light.first") == [Cause.STARTUP, Cause.PERSON]
    assert heard.causes_of(LAMP) == [Cause.STARTUP, Cause.AUTOMATION]
    assert await causes_of(hass, causes, LAMP, time.time()) == heard.causes_of(LAMP)
