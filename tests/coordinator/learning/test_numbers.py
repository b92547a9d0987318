"""What sensors measure, from the database to a suggestion, and to the owner's automations."""

from datetime import timedelta

from homeassistant.core import HomeAssistant
from homeassistant.helpers import area_registry as ar, entity_registry as er
from homeassistant.util import dt as dt_util
import numpy as np
import pytest

from custom_components.homeiq.model.event import Cause, EventRow
from tests.accepted import async_a_home, async_accept, file_of
from tests.actions import async_adjust, async_learn_now, async_suggestions
from tests.evenings import async_live

pytestmark = pytest.mark.parametrize("expected_lingering_timers", [True])

MOTION, FAN, DAMP = "binary_sensor.bath_motion", "fan.bath", "sensor.bath_humidity"
DAYS = range(1, 46)


def bathing() -> list[EventRow]:
    """Somebody comes into a bath every two hours, and turns the fan on where it is damp."""
    chance, rows = np.random.default_rng(6), list[EventRow]()
    for day in DAYS:
        for hour in range(7, 23, 2):
            local = dt_util.now().replace(hour=hour, minute=int(chance.integers(40)), second=0, microsecond=0)
            moment, damp = (local - timedelta(days=day)).timestamp(), float(chance.uniform(40, 90))
            rows += [
                (moment - 90, DAMP, f"{damp:.1f}", Cause.DEVICE),
                (moment, MOTION, "on", Cause.DEVICE),
                (moment + 40, MOTION, "off", Cause.DEVICE),
            ]
            if damp > 65:
                delay = float(chance.uniform(3, 9))
                rows += [(moment + delay, FAN, "on", Cause.PERSON), (moment + 1100 + delay, FAN, "off", Cause.PERSON)]
    return [(min(row[0] for row in rows) - 600, FAN, "off", Cause.DEVICE), *rows]


async def async_a_bath(hass: HomeAssistant, measured: str = "humidity", unit: str = "%") -> None:
    bath, registry = ar.async_get(hass).async_create("Bath"), er.async_get(hass)
    classes = {MOTION: "motion", FAN: None, DAMP: measured}
    for entity_id, kind in classes.items():
        domain, _, name = entity_id.partition(".")
        registry.async_get_or_create(domain, "test", name, suggested_object_id=name, original_device_class=kind)
        registry.async_update_entity(entity_id, area_id=bath.id)
    hass.states.async_set(DAMP, "50", {"device_class": measured, "unit_of_measurement": unit})
    hass.states.async_set(FAN, "off")
    hass.states.async_set(MOTION, "off", {"device_class": "motion"})


async def test_a_number_that_people_go_by_is_suggested_changed_and_accepted(hass: HomeAssistant) -> None:
    await async_a_bath(hass)
    await async_live(hass, bathing())
    await async_a_home(hass)

    await async_learn_now(hass)
    (found,) = [one for one in await async_suggestions(hass) if one["state"] == "on"]
    changed = await async_adjust(
        hass,
        signature=found["signature"],
        conditions=[{"condition": "numeric_state", "entity_id": DAMP, "above": 70}],
    )
    await async_accept(hass, found["signature"])

    assert found["conditions"] == [{"condition": "numeric_state", "entity_id": DAMP, "above": 65}]
    assert changed["title"].endswith("is above 70%")
    assert 0 < changed["backtest"]["saved"] < found["backtest"]["saved"]
    assert "above: 70" in file_of(hass).read_text()


async def test_the_weather_that_the_owner_named_is_asked_from_history_to_automation(
    hass: HomeAssistant,
) -> None:
    outside = "weather.home#humidity"
    await async_a_bath(hass)
    hass.states.async_set("weather.home", "sunny", {"humidity": 50})
    await async_live(
        hass, [(time, outside if name == DAMP else name, state, cause) for time, name, state, cause in bathing()]
    )
    await async_a_home(hass, options={"context": {"weather": "weather.home"}})

    await async_learn_now(hass)
    (found,) = [one for one in await async_suggestions(hass) if one["state"] == "on"]
    await async_accept(hass, found["signature"])

    number = {"condition": "numeric_state", "entity_id": "weather.home", "attribute": "humidity", "above": 65}
    assert found["conditions"] == [number]
    assert found["title"].endswith("while the humidity outside is above 65%")
    assert "attribute: humidity" in file_of(hass).read_text()
