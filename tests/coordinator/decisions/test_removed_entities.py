"""What a suggestion names may be removed from Home Assistant: it waits until that is back, at every door."""

from typing import Any

from freezegun.api import FrozenDateTimeFactory
from homeassistant.const import EVENT_HOMEASSISTANT_STARTED
from homeassistant.core import CoreState, HomeAssistant
from homeassistant.exceptions import ServiceValidationError
from homeassistant.helpers import entity_registry as er
import pytest
from pytest_homeassistant_custom_component.common import MockUser, async_capture_events
from pytest_homeassistant_custom_component.typing import ClientSessionGenerator

from custom_components.homeiq.const import DOMAIN, EVENT_SUGGESTION_CREATED
from custom_components.homeiq.model.habits.pattern import EVERY_DAY, Condition, Idle, NumberIs, SetTo, StateIs
from custom_components.homeiq.model.habits.suggestion import Suggestion
from custom_components.homeiq.suggest.draft import draft
from tests.accepted import async_a_home, async_accept, file_of
from tests.actions import async_signatures
from tests.asking import PIXEL, a_phone
from tests.homes import async_later, async_remember, async_set_up
from tests.offers import HALL_MOTION, a_pattern, a_suggestion, hall_light

pytestmark = pytest.mark.parametrize("expected_lingering_timers", [True])
AFTER_MOTION = "hall-after-motion"


async def async_remove(hass: HomeAssistant, freezer: FrozenDateTimeFactory, entity_id: str) -> None:
    """Take an entity out of the home, and wait until HomeIQ has looked."""
    hass.states.async_remove(entity_id)
    await async_later(hass, freezer, seconds=61)


def asking(condition: Condition) -> Suggestion:
    return a_suggestion(a_pattern(AFTER_MOTION, trigger=HALL_MOTION, entities=("light.hall",), conditions=(condition,)))


@pytest.mark.parametrize("removed", ["binary_sensor.hall_motion", "light.hall"])
async def test_a_suggestion_about_a_removed_entity_is_neither_offered_nor_counted(
    hass: HomeAssistant, freezer: FrozenDateTimeFactory, removed: str
) -> None:
    await async_remember(hass, a_suggestion(), hall_light())
    await async_set_up(hass)

    await async_remove(hass, freezer, removed)

    count = hass.states.get("sensor.homeiq_suggestions")
    assert await async_signatures(hass) == ["kitchen-at-seven"]
    assert count
    assert count.state == "1"


@pytest.mark.parametrize(
    "condition",
    [
        StateIs(entity_id="sensor.gone", state="on"),
        Idle(entity_id="sensor.gone", state="on", seconds=60),
        NumberIs(entity_id="sensor.gone", above=3),
    ],
)
async def test_what_its_conditions_ask_has_to_be_there_as_well(
    hass: HomeAssistant, freezer: FrozenDateTimeFactory, condition: Condition
) -> None:
    await async_remember(hass, asking(condition))
    await async_set_up(hass)

    await async_remove(hass, freezer, "sensor.gone")

    assert await async_signatures(hass) == []


async def test_what_it_sets_has_to_be_there_as_well(hass: HomeAssistant, freezer: FrozenDateTimeFactory) -> None:
    value = SetTo(entity_id="light.gone", attribute="brightness", value=100, spread=0)
    pattern = a_pattern(weekdays=EVERY_DAY)
    pattern = type(pattern)(
        **{name: getattr(pattern, name) for name in pattern.__slots__ if name != "values"}, values=(value,)
    )
    await async_remember(hass, a_suggestion(pattern))
    await async_set_up(hass)

    await async_remove(hass, freezer, "light.gone")

    assert await async_signatures(hass) == []


async def test_it_is_offered_again_when_the_entity_is_back_and_nobody_is_told_that_it_is_new(
    hass: HomeAssistant, freezer: FrozenDateTimeFactory
) -> None:
    created = async_capture_events(hass, EVENT_SUGGESTION_CREATED)
    await async_remember(hass, a_suggestion(), hall_light())
    await async_set_up(hass)
    await async_remove(hass, freezer, "light.hall")
    fired = hass.states.get("event.homeiq_suggestion")
    # Somebody decides meanwhile, which is when news are told of.
    await hass.services.async_call(DOMAIN, "snooze_suggestion", {"signature": "kitchen-at-seven"}, blocking=True)

    hass.states.async_set("light.hall", "off")
    await async_later(hass, freezer, seconds=61)
    await hass.services.async_call(DOMAIN, "take_back_decision", {"signature": "kitchen-at-seven"}, blocking=True)

    now_fired = hass.states.get("event.homeiq_suggestion")
    assert await async_signatures(hass) == ["kitchen-at-seven", AFTER_MOTION]
    assert [one.data["signature"] for one in created if one.data["signature"] == AFTER_MOTION] == []
    assert fired
    assert now_fired
    assert now_fired.attributes.get("signature") != AFTER_MOTION


async def test_what_is_unavailable_is_not_removed(hass: HomeAssistant, freezer: FrozenDateTimeFactory) -> None:
    await async_remember(hass, hall_light())
    await async_set_up(hass)

    hass.states.async_set("light.hall", "unavailable")
    await async_later(hass, freezer, hours=2)

    assert await async_signatures(hass) == [AFTER_MOTION]


async def test_an_entity_without_a_state_is_there_as_long_as_the_registry_knows_it(
    hass: HomeAssistant, freezer: FrozenDateTimeFactory
) -> None:
    entry = er.async_get(hass).async_get_or_create("light", "test", "hall", suggested_object_id="hall")
    await async_remember(hass, hall_light())
    await async_set_up(hass)
    await async_remove(hass, freezer, "light.hall")
    before = await async_signatures(hass)

    er.async_get(hass).async_update_entity(entry.entity_id, disabled_by=er.RegistryEntryDisabler.USER)
    await async_later(hass, freezer, seconds=61)

    assert (before, await async_signatures(hass)) == ([AFTER_MOTION], [])


async def test_while_home_assistant_starts_nothing_is_missed(hass: HomeAssistant) -> None:
    hass.set_state(CoreState.starting)
    await async_remember(hass, hall_light())
    hass.states.async_remove("light.hall")
    await async_set_up(hass)
    before = await async_signatures(hass)

    hass.set_state(CoreState.running)
    hass.bus.async_fire(EVENT_HOMEASSISTANT_STARTED)
    await hass.async_block_till_done(wait_background_tasks=True)

    assert (before, await async_signatures(hass)) == ([AFTER_MOTION], [])


@pytest.mark.parametrize("looked_after", [0, 61])
@pytest.mark.parametrize(
    ("action", "fields"),
    [
        ("accept_suggestion", {}),
        ("accept_suggestion", {"mode": "shadow"}),
        ("adjust_suggestion", {"weekdays": ["mon"]}),
        ("export", {}),
        ("snooze_suggestion", {}),
    ],
)
async def test_who_decides_on_it_is_told_what_is_missing(
    hass: HomeAssistant, freezer: FrozenDateTimeFactory, action: str, fields: dict[str, Any], looked_after: int
) -> None:
    await async_a_home(hass, hall_light())
    hass.states.async_remove("binary_sensor.hall_motion")
    await async_later(hass, freezer, seconds=looked_after)

    with pytest.raises(ServiceValidationError, match="There is no entity binary_sensor"):
        await hass.services.async_call(
            DOMAIN,
            action,
            {"signature": AFTER_MOTION, **fields},
            blocking=True,
            return_response=action == "export",
        )

    assert file_of(hass).read_text() == "[]\n"


async def test_what_asks_first_does_not_climb_where_something_is_missing(
    hass: HomeAssistant, hass_owner_user: MockUser
) -> None:
    a_phone(hass, "pixel", hass_owner_user)
    suggestion = a_suggestion(automation=draft(a_pattern(), "Kitchen", "Why"))
    await async_a_home(hass, suggestion, options={"notifications": {"targets": [PIXEL]}})
    await async_accept(hass, "kitchen-at-seven", mode="ask")
    before = file_of(hass).read_text()
    hass.states.async_remove("light.kitchen")

    with pytest.raises(ServiceValidationError, match="There is no entity light"):
        await async_accept(hass, "kitchen-at-seven")

    assert file_of(hass).read_text() == before


async def test_a_program_that_accepts_it_is_told_what_is_missing(
    hass: HomeAssistant, hass_client: ClientSessionGenerator
) -> None:
    await async_a_home(hass, hall_light())
    client = await hass_client()
    hass.states.async_remove("light.hall")

    answer = await client.post(f"/api/homeiq/suggestions/{AFTER_MOTION}/accept", json={})
    told = await answer.json()

    assert answer.status == 409
    assert told["message"] == "There is no entity light.hall in this home"
