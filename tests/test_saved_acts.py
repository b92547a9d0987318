from typing import Any

from homeassistant.core import Context, HomeAssistant
import pytest
from pytest_homeassistant_custom_component.common import MockUser

from custom_components.homeiq.const import DOMAIN
from custom_components.homeiq.model.decisions.edit import Place
from custom_components.homeiq.model.decisions.followed import Fate
from tests.followed import followed
from tests.homes import async_publish, async_set_up
from tests.lamps import AUTOMATION, async_a_lamp, async_move, async_switch
from tests.test_sensor import ATTRIBUTES_LIMIT, attributes_of, size_of, state_of

SAVED = "sensor.homeiq_acts_saved"
OVERRIDES = "sensor.homeiq_overrides"


async def async_accepted(hass: HomeAssistant, **fields: Any) -> list[dict[str, Any]]:
    answer: Any = await hass.services.async_call(DOMAIN, "list_accepted", fields, blocking=True, return_response=True)
    accepted: list[dict[str, Any]] = answer["accepted"]
    return accepted


async def test_without_anything_accepted_nothing_was_saved(hass: HomeAssistant) -> None:
    await async_set_up(hass)

    assert (state_of(hass, SAVED), state_of(hass, OVERRIDES)) == ("0", "0")
    assert attributes_of(hass, SAVED)["automations"] == []
    assert attributes_of(hass, SAVED)["state_class"] == "total_increasing"


async def test_the_totals_keep_what_is_gone_but_only_what_is_there_is_named(hass: HomeAssistant) -> None:
    entry = await async_set_up(hass)

    await async_publish(
        hass,
        entry,
        followed=(
            followed("gone", fate=Fate.DELETED, runs=9, acts=9, overridden=2),
            followed("few", runs=4, acts=3, overridden=1),
            followed("many", runs=9, acts=8, undecided=1, fate=Fate.DISABLED),
            followed("scene", place=Place.SCENE, runs=2, acts=2),
        ),
    )

    assert (state_of(hass, SAVED), state_of(hass, OVERRIDES)) == ("16", "3")
    assert [one["signature"] for one in attributes_of(hass, SAVED)["automations"]] == ["many", "few", "scene"]
    assert attributes_of(hass, OVERRIDES)["automations"][0] == {
        "title": "Kitchen at 07:00",
        "signature": "few",
        "state": "active",
        "runs": 4,
        "saved": 2,
        "overridden": 1,
    }


async def test_attributes_stay_small_whatever_was_accepted(hass: HomeAssistant) -> None:
    entry = await async_set_up(hass)

    long = [followed(f"{number}" * 40, title="Küche " * 40, runs=10**6, acts=10**6) for number in range(30)]
    await async_publish(hass, entry, followed=tuple(long))

    attributes = attributes_of(hass, SAVED)
    assert len(attributes["automations"]) == 10
    assert attributes["automations"][0]["title"].endswith("…")
    assert size_of(attributes) < ATTRIBUTES_LIMIT


@pytest.mark.parametrize("expected_lingering_timers", [True])
async def test_what_was_accepted_is_listed_with_what_it_did(hass: HomeAssistant, hass_admin_user: MockUser) -> None:
    await async_a_lamp(hass)
    await async_move(hass)
    await async_switch(hass, "off", Context(user_id=hass_admin_user.id))

    (accepted,) = await async_accepted(hass)

    assert {name: accepted[name] for name in ("signature", "title", "kind", "id", "entity_id", "state")} == {
        "signature": "lamp",
        "title": "Lamp after motion",
        "kind": "automation",
        "id": "homeiq_lamp",
        "entity_id": AUTOMATION,
        "state": "active",
    }
    assert [accepted[name] for name in ("runs", "acts", "overridden", "undecided", "saved")] == [1, 1, 1, 0, 0]


async def test_what_is_gone_is_listed_without_an_entity_the_newest_first(hass: HomeAssistant) -> None:
    entry = await async_set_up(hass)
    gone = followed("gone", fate=Fate.DELETED, since=0.0)
    await async_publish(hass, entry, followed=(gone, followed("new"), followed("newer", since=2000.0)))

    two = await async_accepted(hass, limit=2)
    everything = await async_accepted(hass)

    assert [one["signature"] for one in two] == ["newer", "new"]
    assert everything[:2] == two
    assert (everything[2]["entity_id"], everything[2]["accepted_at"]) == (None, "1970-01-01T00:00:00+00:00")
