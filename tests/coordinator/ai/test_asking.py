from datetime import datetime, timedelta
import json
from typing import Any

from freezegun.api import FrozenDateTimeFactory
from homeassistant.core import HomeAssistant
from homeassistant.exceptions import HomeAssistantError
from homeassistant.helpers import entity_registry as er
from homeassistant.util import dt as dt_util
import pytest
from pytest_homeassistant_custom_component.common import MockConfigEntry
from pytest_homeassistant_custom_component.components.diagnostics import get_diagnostics_for_config_entry
from pytest_homeassistant_custom_component.typing import ClientSessionGenerator

from custom_components.homeiq.coordinator.ai import budget
from custom_components.homeiq.model.ai_use import AiUse
from custom_components.homeiq.went_out import Way, WentOut
from tests.a_kitchen import LATER, async_a_kitchen, async_refine
from tests.accepted import async_a_home
from tests.an_ai import async_an_ai
from tests.evenings import async_live, evenings
from tests.homes import async_set_up
from tests.offers import a_suggestion

pytestmark = [
    pytest.mark.parametrize("expected_lingering_timers", [True]),
    # Home Assistant's own web server warns about itself.
    pytest.mark.filterwarnings("ignore:It is recommended to use web"),
]


async def async_a_home_with(hass: HomeAssistant, **options: Any) -> MockConfigEntry:
    """Set up a home with a suggestion and with options for AI."""
    entry = await async_a_home(hass, a_suggestion())
    await async_a_kitchen(hass)
    hass.config_entries.async_update_entry(entry, options={"ai": options})
    await async_restart(hass, entry)
    return entry


async def async_restart(hass: HomeAssistant, entry: MockConfigEntry) -> None:
    await hass.config_entries.async_reload(entry.entry_id)
    await hass.async_block_till_done(wait_background_tasks=True)


async def async_refused(hass: HomeAssistant) -> HomeAssistantError:
    with pytest.raises(HomeAssistantError) as refused:
        await async_refine(hass)
    return refused.value


async def test_the_calls_of_a_day_are_limited_also_after_a_restart(hass: HomeAssistant) -> None:
    entry = await async_a_home_with(hass, calls_per_day=2)
    notes = await async_an_ai(hass, LATER)
    await async_refine(hass)
    await async_restart(hass, entry)
    await async_refine(hass)

    refused = await async_refused(hass)

    assert refused.translation_key == "ai_calls_used_up"
    assert refused.translation_placeholders == {"number": "2"}
    assert len(notes.tasks) == 2
    assert entry.runtime_data.asking.use.calls == 2


async def test_what_an_ai_was_asked_has_left_the_house(hass: HomeAssistant, monkeypatch: pytest.MonkeyPatch) -> None:
    out = WentOut()
    monkeypatch.setattr(budget, "WENT_OUT", out)
    await async_a_home_with(hass, calls_per_day=2)
    notes = await async_an_ai(hass, LATER)

    await async_refine(hass)

    # It goes to whichever the home prefers, which Home Assistant knows.
    sent = out.take()
    assert [(one.way, one.receiver) for one in sent] == [(Way.AI, "")] * len(notes.tasks)
    # What came to the AI, word for word.
    assert [one.what and one.what.data and one.what.data["instructions"] for one in sent] == [
        task.instructions for task in notes.tasks
    ]


async def test_after_midnight_it_may_be_asked_again(hass: HomeAssistant, freezer: FrozenDateTimeFactory) -> None:
    entry = await async_a_home_with(hass, calls_per_day=1)
    await async_an_ai(hass, LATER)
    await async_refine(hass)
    tomorrow = dt_util.now() + timedelta(days=1)

    freezer.move_to(tomorrow)
    fresh = entry.runtime_data.asking.use
    await async_refine(hass)

    assert fresh == AiUse(day=tomorrow.date().isoformat())


async def test_no_call_is_allowed_where_ai_is_switched_off(hass: HomeAssistant) -> None:
    await async_a_home_with(hass, calls_per_day=0)
    notes = await async_an_ai(hass, LATER)

    assert (await async_refused(hass)).translation_key == "ai_calls_used_up"
    assert notes.tasks == []


async def test_the_tokens_of_a_day_are_limited(hass: HomeAssistant) -> None:
    entry = await async_a_home_with(hass, tokens_per_day=1000)
    notes = await async_an_ai(hass, LATER)
    notes.tokens = 1200
    await async_refine(hass)

    refused = await async_refused(hass)

    assert refused.translation_key == "ai_tokens_used_up"
    assert entry.runtime_data.asking.use.tokens == 1200


async def test_a_call_that_fails_counts_and_so_does_what_it_cost(hass: HomeAssistant) -> None:
    entry = await async_a_home_with(hass)
    notes = await async_an_ai(hass, HomeAssistantError("quota"))
    notes.tokens = 70

    await async_refused(hass)

    use = entry.runtime_data.asking.use
    assert (use.calls, use.tokens, use.failures) == (1, 70, 1)


async def test_the_owner_chooses_the_ai(hass: HomeAssistant) -> None:
    await async_a_home_with(hass, entity_id="ai_task.clever")
    chosen = await async_an_ai(hass, LATER)
    await async_refine(hass)

    preview = await async_refine(hass, preview=True)

    assert preview["data"]["entity_id"] == "ai_task.clever"
    assert len(chosen.tasks) == 1


async def test_an_ai_that_is_gone_is_an_error_that_says_so(hass: HomeAssistant) -> None:
    await async_a_home_with(hass, entity_id="ai_task.gone")
    await async_an_ai(hass, LATER)

    assert (await async_refused(hass)).translation_key == "ai_failed"


async def test_names_are_told_where_the_owner_allows_it(hass: HomeAssistant) -> None:
    await async_a_home_with(hass, names=True)
    notes = await async_an_ai(hass, {**LATER, "entities": ["light.kitchen", "light.table"]})

    refined = await async_refine(hass, wish="Only with Anna")

    (task,) = notes.tasks
    data = json.loads(task.instructions.partition("---\n")[2])
    assert {"entity": "light.table", "area": "Kitchen", "name": "Table"} in data["may_switch"]
    assert data["wish"] == "Only with Anna"
    assert refined["proposal"]["entity_id"] == ["light.kitchen", "light.table"]


@pytest.mark.parametrize(
    ("entities", "key"), [(["light.nowhere"], "refused_unknown"), (["lock.front"], "ai_not_offered")]
)
async def test_names_that_were_told_are_checked_as_well(hass: HomeAssistant, entities: list[str], key: str) -> None:
    await async_a_home_with(hass, names=True)
    await async_an_ai(hass, {**LATER, "entities": entities})

    assert (await async_refused(hass)).translation_key == key


async def test_a_report_tells_how_often_the_ai_was_asked(
    hass: HomeAssistant, hass_client: ClientSessionGenerator
) -> None:
    entry = await async_a_home_with(hass, entity_id="ai_task.clever")
    notes = await async_an_ai(hass, LATER)
    notes.tokens = 321
    await async_refine(hass)

    report = await get_diagnostics_for_config_entry(hass, hass_client, entry)

    today = datetime.now(tz=dt_util.get_default_time_zone()).date().isoformat()
    assert report["ai"] == {"day": today, "calls": 1, "tokens": 321, "failures": 0}
    assert "ai_task.clever" not in json.dumps(report)


async def test_two_sensors_tell_it_where_they_are_switched_on(
    hass: HomeAssistant, entity_registry: er.EntityRegistry
) -> None:
    entry = await async_a_home_with(hass)
    notes = await async_an_ai(hass, LATER)
    notes.tokens = 321
    await async_refine(hass)
    ids = [f"sensor.homeiq_ai_{figure}" for figure in ("calls", "tokens")]
    disabled = [entity_registry.entities[entity_id].disabled for entity_id in ids]

    for entity_id in ids:
        entity_registry.async_update_entity(entity_id, disabled_by=None)
    await async_restart(hass, entry)

    assert disabled == [True, True]
    assert [state.state for entity_id in ids if (state := hass.states.get(entity_id))] == ["1", "321"]


async def test_without_any_ai_homeiq_is_set_up_as_ever(hass: HomeAssistant) -> None:
    entry = await async_set_up(hass, {"ai": {"entity_id": "ai_task.gone", "names": True}})

    assert entry.runtime_data.health.problems == ()


async def test_titles_are_worded_without_telling_names(hass: HomeAssistant, freezer: FrozenDateTimeFactory) -> None:
    await async_live(hass, evenings())
    hass.states.async_set("light.hall", "off", {"friendly_name": "Grandma's lantern"})
    notes = await async_an_ai(hass, lambda task: {"texts": [reversed_words(task.instructions)]})
    entry = await async_set_up(hass, {"learning": {"ai_titles": True}})
    freezer.tick(61)

    await hass.services.async_call("homeiq", "refresh", {"use_ai": True}, blocking=True)
    await hass.async_block_till_done(wait_background_tasks=True)

    assert [name for name in ("grandma", "lantern", "light.hall") if name in notes.text.lower()] == []
    titles = [suggestion.title for suggestion in entry.runtime_data.data.suggestions]
    assert titles[0].endswith("Grandma's lantern off Turn")
    assert entry.runtime_data.asking.use.calls == 1


def reversed_words(instructions: str) -> dict[str, Any]:
    """Word the first suggestion anew, in its own words."""
    first = json.loads(instructions[instructions.index("[") :])[0]
    return {**first, "title": " ".join(reversed(first["title"].split()))}
