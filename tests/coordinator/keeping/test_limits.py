"""A limit that somebody chose, once the sensor that it is held against tells another unit."""

from dataclasses import replace
from datetime import timedelta
from threading import Event
from typing import Any

from freezegun.api import FrozenDateTimeFactory
from homeassistant.core import HomeAssistant
from homeassistant.util import dt as dt_util
from homeassistant.util.unit_system import METRIC_SYSTEM, US_CUSTOMARY_SYSTEM
import pytest
from pytest_homeassistant_custom_component.common import MockConfigEntry, async_fire_time_changed

from custom_components.homeiq.const import DOMAIN
from custom_components.homeiq.coordinator.keeping.limits import AFTER
from custom_components.homeiq.coordinator.learning import analysis
from custom_components.homeiq.model.habits.pattern import SetTo
from custom_components.homeiq.model.habits.suggestion import Suggestion
from custom_components.homeiq.model.habits.trigger import Crosses
from custom_components.homeiq.suggest.draft import draft
from tests.accepted import async_a_home, async_accept, file_of
from tests.actions import async_adjust, async_learn_now, async_say, async_signatures, async_suggestions
from tests.coordinator.learning.test_during_a_run import HeldUp
from tests.evenings import async_live
from tests.offers import a_pattern, a_suggestion

pytestmark = pytest.mark.parametrize("expected_lingering_timers", [True])

HALL = "sensor.hall"
WARM = {"condition": "numeric_state", "entity_id": HALL, "above": 70}


def warm() -> Suggestion:
    pattern = a_pattern("fan", trigger=Crosses(entity_id=HALL, limit=70.0, is_above=True), entities=("switch.fan",))
    return a_suggestion(pattern, title="Fan when warm", automation=draft(pattern, "Fan when warm", ""))


async def async_measure(hass: HomeAssistant, state: str, unit: str) -> None:
    kind = {"°F": "temperature", "°C": "temperature"}.get(unit)
    hass.states.async_set(HALL, state, {"unit_of_measurement": unit, "device_class": kind, "friendly_name": "Hall"})
    await hass.async_block_till_done(wait_background_tasks=True)


async def async_a_hall(hass: HomeAssistant) -> MockConfigEntry:
    """Suggest the fan once it is above 70 °F."""
    hass.states.async_set("switch.fan", "off")
    await async_live(hass, [])
    entry = await async_a_home(hass, warm(), a_suggestion())
    await async_measure(hass, "68", "°F")
    return entry


async def async_wait(hass: HomeAssistant, freezer: FrozenDateTimeFactory) -> None:
    freezer.tick(timedelta(seconds=AFTER + 1))
    async_fire_time_changed(hass, dt_util.utcnow())
    await hass.async_block_till_done(wait_background_tasks=True)


async def async_limits(hass: HomeAssistant) -> list[tuple[str, float]]:
    found = [(one["title"], one["automation"]["triggers"]) for one in await async_suggestions(hass)]
    return [(title, trigger["above"]) for title, (trigger,) in found if "above" in trigger]


async def test_a_limit_that_somebody_chose_is_told_in_the_unit_of_now(
    hass: HomeAssistant, freezer: FrozenDateTimeFactory
) -> None:
    await async_a_hall(hass)
    await async_adjust(hass, "fan", limit=77)
    before = await async_limits(hass)

    await async_measure(hass, "20", "°C")
    await async_wait(hass, freezer)
    after = await async_limits(hass)
    await async_learn_now(hass)

    ((title_before, limit_before),), ((title_after, limit_after),) = before, after
    assert (limit_before, limit_after) == (77, 25)
    assert "above 77\N{NO-BREAK SPACE}°F" in title_before
    assert "above 25\N{NO-BREAK SPACE}°C" in title_after
    assert await async_limits(hass) == after


async def test_it_is_accepted_as_it_is_told_now(hass: HomeAssistant, freezer: FrozenDateTimeFactory) -> None:
    await async_a_hall(hass)
    await async_adjust(hass, "fan", limit=77)
    await async_measure(hass, "20", "°C")
    await async_wait(hass, freezer)

    await async_accept(hass, "fan")

    assert "above: 25" in file_of(hass).read_text()


async def test_what_was_accepted_before_stays_as_it_is(hass: HomeAssistant, freezer: FrozenDateTimeFactory) -> None:
    await async_a_hall(hass)
    await async_adjust(hass, "fan", limit=77)
    await async_accept(hass, "fan")

    await async_measure(hass, "20", "°C")
    await async_wait(hass, freezer)
    await async_learn_now(hass)

    assert "above: 77" in file_of(hass).read_text()


async def test_what_is_taken_back_comes_in_the_unit_of_now(hass: HomeAssistant, freezer: FrozenDateTimeFactory) -> None:
    await async_a_hall(hass)
    await async_say(hass, "dismiss", "fan")
    await async_measure(hass, "20", "°C")
    await async_wait(hass, freezer)

    await hass.services.async_call(DOMAIN, "take_back_decision", {"signature": "fan"}, blocking=True)

    assert [round(limit, 2) for _, limit in await async_limits(hass)] == [21.11]


async def test_a_limit_that_nobody_can_tell_is_taken_off_the_list(
    hass: HomeAssistant, freezer: FrozenDateTimeFactory
) -> None:
    await async_a_hall(hass)
    await async_adjust(hass, "fan", limit=77)

    await async_measure(hass, "40", "%")
    at_once = await async_signatures(hass)
    await async_wait(hass, freezer)

    assert at_once == await async_signatures(hass) == ["kitchen-at-seven"]


async def test_what_turned_just_before_a_stop_is_told_after_it(
    hass: HomeAssistant, freezer: FrozenDateTimeFactory
) -> None:
    entry = await async_a_hall(hass)
    await async_measure(hass, "20", "°C")
    assert await hass.config_entries.async_reload(entry.entry_id)
    await hass.async_block_till_done(wait_background_tasks=True)
    before = await async_limits(hass)

    await async_wait(hass, freezer)

    assert before == []
    assert [round(limit, 2) for _, limit in await async_limits(hass)] == [21.11]


async def test_what_turns_during_a_run_is_told_once_that_is_over(
    hass: HomeAssistant, freezer: FrozenDateTimeFactory, monkeypatch: pytest.MonkeyPatch
) -> None:
    await async_a_hall(hass)
    await async_adjust(hass, "fan", limit=77)
    held_up = HeldUp()
    monkeypatch.setattr(analysis, "learn", held_up)
    await held_up.async_begin(hass)

    hass.states.async_set(HALL, "20", {"unit_of_measurement": "°C", "device_class": "temperature"})
    for _ in range(1000):
        if not await async_limits(hass):
            break
        # The clock of the event loop stands still.
        await hass.async_add_executor_job(Event().wait, 0.01)
    freezer.tick(timedelta(seconds=AFTER + 1))
    async_fire_time_changed(hass, dt_util.utcnow())
    await hass.async_block_till_done()
    meanwhile = await async_limits(hass)
    await held_up.async_end(hass)

    assert meanwhile == []
    assert [limit for _, limit in await async_limits(hass)] == [25]


async def test_a_run_tells_limits_anew_before_it_learns(hass: HomeAssistant) -> None:
    await async_a_hall(hass)
    await async_adjust(hass, "fan", limit=77)
    await async_measure(hass, "20", "°C")

    await async_learn_now(hass)

    assert [limit for _, limit in await async_limits(hass)] == [25]


def heating() -> Suggestion:
    pattern = replace(
        a_pattern("heat", entities=("climate.hall",)),
        state="heat",
        values=(SetTo(entity_id="climate.hall", attribute="temperature", value=68.0, spread=0.0),),
    )
    return a_suggestion(pattern, title="Heat to 68", automation=draft(pattern, "Heat to 68", ""))


async def async_heat(hass: HomeAssistant, degrees: float) -> None:
    hass.states.async_set("climate.hall", "heat", {"temperature": degrees, "friendly_name": "Hall"})
    await hass.async_block_till_done(wait_background_tasks=True)


async def async_set_points(hass: HomeAssistant) -> list[float]:
    found = [one["automation"]["actions"] for one in await async_suggestions(hass)]
    return [step["data"]["temperature"] for steps in found for step in steps if "temperature" in step.get("data", {})]


@pytest.mark.parametrize(("chosen", "told"), [({}, [20]), ({"values": {"climate.hall": {"temperature": 77}}}, [25])])
async def test_a_set_point_is_told_in_the_unit_that_the_home_has_now(
    hass: HomeAssistant, freezer: FrozenDateTimeFactory, chosen: dict[str, Any], told: list[float]
) -> None:
    hass.config.units = US_CUSTOMARY_SYSTEM
    await async_live(hass, [])
    await async_a_home(hass, heating())
    await async_heat(hass, 68)
    if chosen:
        await async_adjust(hass, "heat", **chosen)

    hass.config.units = METRIC_SYSTEM
    await async_heat(hass, 20)
    await async_wait(hass, freezer)

    assert await async_set_points(hass) == told
