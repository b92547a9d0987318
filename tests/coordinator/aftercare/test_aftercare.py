from http import HTTPStatus

from freezegun.api import FrozenDateTimeFactory
from homeassistant.auth.models import User
from homeassistant.core import Context, HomeAssistant
from homeassistant.exceptions import ServiceValidationError
from homeassistant.helpers import entity_registry as er
import pytest
from pytest_homeassistant_custom_component.common import async_capture_events
from pytest_homeassistant_custom_component.typing import ClientSessionGenerator

from custom_components.homeiq.const import EVENT_SUGGESTION_RESOLVED
from custom_components.homeiq.model.decisions.edit import Place
from custom_components.homeiq.model.decisions.followed import Fate
from tests.a_lamp import async_add_lamps
from tests.accepted import OWN, async_a_home, async_accept, async_undo, file_of
from tests.actions import async_signatures
from tests.evenings import query
from tests.lamps import AUTOMATION, LAMP, async_a_lamp, async_look, async_move, async_switch, the_lamp
from tests.offers import a_pattern, a_suggestion

pytestmark = pytest.mark.parametrize("expected_lingering_timers", [True])


@pytest.fixture
def ann(hass_admin_user: User) -> Context:
    return Context(user_id=hass_admin_user.id)


async def test_an_accepted_automation_is_followed_from_then_on(hass: HomeAssistant) -> None:
    entry = await async_a_lamp(hass)

    followed = the_lamp(entry)

    assert (followed.signature, followed.title, followed.place) == ("lamp", "Lamp after motion", Place.AUTOMATION)
    assert followed.fate is Fate.ACTIVE
    assert followed.since == followed.judged_since > 0


async def test_what_it_did_and_who_undid_it_is_counted(
    hass: HomeAssistant, ann: Context, freezer: FrozenDateTimeFactory
) -> None:
    entry = await async_a_lamp(hass)
    for _ in range(2):
        await async_move(hass)
        await async_look(hass, freezer, minutes=15)
        await async_switch(hass, "off", ann)

    await async_move(hass)
    at_once = the_lamp(entry)
    await async_switch(hass, "off", ann)

    assert (at_once.runs, at_once.acts, at_once.overridden, at_once.undecided, at_once.saved) == (3, 3, 0, 1, 2)
    followed = the_lamp(entry)
    assert (followed.runs, followed.acts, followed.overridden, followed.undecided, followed.saved) == (3, 3, 1, 0, 2)


async def test_the_counts_survive_a_restart(hass: HomeAssistant, ann: Context) -> None:
    entry = await async_a_lamp(hass)
    await async_move(hass)
    await async_switch(hass, "off", ann)
    before = the_lamp(entry)

    await hass.config_entries.async_reload(entry.entry_id)
    await hass.async_block_till_done(wait_background_tasks=True)
    after = the_lamp(entry)
    await async_move(hass)

    assert (after.runs, after.acts, after.overridden) == (1, 1, 1)
    assert after == before
    assert the_lamp(entry).runs == 2
    assert query(hass, "SELECT entity_id, state FROM overrides") == [(LAMP, "off")]


async def test_what_happens_at_the_very_end_is_kept(hass: HomeAssistant) -> None:
    entry = await async_a_lamp(hass)

    await async_move(hass)
    await hass.config_entries.async_unload(entry.entry_id)

    assert query(hass, "SELECT runs, acts FROM followed") == [(1, 1)]


async def test_while_the_database_cannot_be_written_the_counts_wait(
    hass: HomeAssistant, caplog: pytest.LogCaptureFixture
) -> None:
    entry = await async_a_lamp(hass)
    query(hass, "CREATE TRIGGER full BEFORE INSERT ON followed_hours BEGIN SELECT raise(ABORT, 'full'); END")
    await async_move(hass)
    await hass.async_block_till_done(wait_background_tasks=True)
    failed = query(hass, "SELECT runs FROM followed")
    query(hass, "DROP TRIGGER full")

    await async_move(hass)
    await hass.async_block_till_done(wait_background_tasks=True)

    assert failed == [(0,)]
    assert query(hass, "SELECT runs FROM followed") == [(2,)]
    assert the_lamp(entry).runs == 2
    assert "full" in caplog.text


async def test_counts_that_can_be_written_no_more_at_the_end_are_said(
    hass: HomeAssistant, caplog: pytest.LogCaptureFixture
) -> None:
    entry = await async_a_lamp(hass)
    query(hass, "CREATE TRIGGER full BEFORE INSERT ON followed_hours BEGIN SELECT raise(ABORT, 'full'); END")
    await async_move(hass)

    await hass.config_entries.async_unload(entry.entry_id)

    assert "2 things that accepted automations did are not counted" in caplog.text


async def test_an_automation_that_is_turned_off_is_disabled_until_it_is_turned_on(
    hass: HomeAssistant, freezer: FrozenDateTimeFactory
) -> None:
    entry = await async_a_lamp(hass)

    await hass.services.async_call("automation", "turn_off", {"entity_id": AUTOMATION}, blocking=True)
    await async_look(hass, freezer)
    off = the_lamp(entry)
    await async_move(hass)
    await hass.services.async_call("automation", "turn_on", {"entity_id": AUTOMATION}, blocking=True)
    await async_look(hass, freezer)

    assert off.fate is Fate.DISABLED
    assert the_lamp(entry).fate is Fate.ACTIVE
    assert the_lamp(entry).runs == 0
    assert the_lamp(entry).judged_since > off.judged_since


async def test_one_that_is_accepted_switched_off_is_disabled(
    hass: HomeAssistant, freezer: FrozenDateTimeFactory
) -> None:
    entry = await async_a_lamp(hass, mode="disabled")

    await async_look(hass, freezer)

    assert the_lamp(entry).fate is Fate.DISABLED


async def test_one_whose_entity_is_disabled_is_disabled(
    hass: HomeAssistant, entity_registry: er.EntityRegistry, freezer: FrozenDateTimeFactory
) -> None:
    entry = await async_a_lamp(hass)

    entity_registry.async_update_entity(AUTOMATION, disabled_by=er.RegistryEntryDisabler.USER)
    await async_look(hass, freezer)

    assert the_lamp(entry).fate is Fate.DISABLED


async def test_one_that_a_person_has_changed_is_theirs(
    hass: HomeAssistant, hass_client: ClientSessionGenerator, freezer: FrozenDateTimeFactory
) -> None:
    entry = await async_a_lamp(hass)
    client = await hass_client()
    config = await (await client.get("/api/config/automation/config/homeiq_lamp")).json()

    edited = await client.post("/api/config/automation/config/homeiq_lamp", json={**config, "alias": "My lamp"})
    await async_look(hass, freezer)

    assert edited.status == HTTPStatus.OK
    assert the_lamp(entry).fate is Fate.EDITED
    assert the_lamp(entry).title == "Lamp after motion"


async def test_one_that_a_person_has_changed_is_followed_no_longer_where_they_say_so(
    hass: HomeAssistant, hass_client: ClientSessionGenerator, freezer: FrozenDateTimeFactory
) -> None:
    entry = await async_a_lamp(hass)
    client = await hass_client()
    config = await (await client.get("/api/config/automation/config/homeiq_lamp")).json()
    await client.post("/api/config/automation/config/homeiq_lamp", json={**config, "alias": "My lamp"})
    await async_look(hass, freezer)

    await hass.services.async_call("homeiq", "dismiss_suggestion", {"signature": "lamp"}, blocking=True)
    await async_look(hass, freezer)
    await async_move(hass)

    assert (the_lamp(entry).fate, the_lamp(entry).runs) == (Fate.LEFT, 0)
    assert (await (await client.get("/api/config/automation/config/homeiq_lamp")).json())["alias"] == "My lamp"
    assert await async_signatures(hass) == []
    assert query(hass, "SELECT signature, verdict FROM decisions") == [("lamp", "dismissed")]


async def test_one_that_is_as_it_was_written_is_taken_back_and_not_left(hass: HomeAssistant) -> None:
    entry = await async_a_lamp(hass)

    with pytest.raises(ServiceValidationError):
        await hass.services.async_call("homeiq", "dismiss_suggestion", {"signature": "lamp"}, blocking=True)

    assert the_lamp(entry).fate is Fate.ACTIVE


async def test_one_that_a_person_has_deleted_is_never_offered_again(
    hass: HomeAssistant, hass_client: ClientSessionGenerator, freezer: FrozenDateTimeFactory
) -> None:
    entry = await async_a_lamp(hass, automations=OWN)
    resolved = async_capture_events(hass, EVENT_SUGGESTION_RESOLVED)
    client = await hass_client()

    deleted = await client.delete("/api/config/automation/config/homeiq_lamp")
    await async_look(hass, freezer)

    assert deleted.status == HTTPStatus.OK
    assert the_lamp(entry).fate is Fate.DELETED
    assert [(event.data["signature"], event.data["verdict"]) for event in resolved] == [("lamp", "dismissed")]
    assert await async_signatures(hass) == []
    assert query(hass, "SELECT signature, verdict FROM decisions") == [("lamp", "dismissed")]
    assert query(hass, "SELECT count(*) FROM automation_versions") == [(0,)]


async def test_with_a_deleted_automation_goes_the_proposal_to_move_it(
    hass: HomeAssistant, hass_client: ClientSessionGenerator, freezer: FrozenDateTimeFactory
) -> None:
    moved = a_suggestion(title="Later", moved_from="lamp")
    entry = await async_a_lamp(hass, also=[moved])
    client = await hass_client()

    await client.delete("/api/config/automation/config/homeiq_lamp")
    await async_look(hass, freezer)
    await hass.config_entries.async_reload(entry.entry_id)
    await hass.async_block_till_done(wait_background_tasks=True)

    assert await async_signatures(hass) == []
    assert the_lamp(entry).fate is Fate.DELETED


async def test_a_file_that_cannot_be_read_tells_nothing(hass: HomeAssistant, freezer: FrozenDateTimeFactory) -> None:
    entry = await async_a_lamp(hass)
    text = file_of(hass).read_text()

    file_of(hass).write_text("- id: [")
    await async_look(hass, freezer, hours=1)
    broken = the_lamp(entry).fate
    file_of(hass).unlink()
    await async_look(hass, freezer, hours=1)
    missing = the_lamp(entry).fate
    file_of(hass).write_text(text)
    await async_look(hass, freezer, hours=1)

    assert {broken, missing, the_lamp(entry).fate} == {Fate.ACTIVE}


async def test_one_that_its_owner_moved_to_another_file_is_theirs(
    hass: HomeAssistant, freezer: FrozenDateTimeFactory
) -> None:
    entry = await async_a_lamp(hass)

    # It still runs: nothing was reloaded.
    file_of(hass).write_text("[]\n")
    await async_look(hass, freezer, hours=1)

    assert the_lamp(entry).fate is Fate.EDITED


async def test_what_is_taken_back_is_remembered_with_what_it_did(
    hass: HomeAssistant, freezer: FrozenDateTimeFactory
) -> None:
    entry = await async_a_lamp(hass)
    await async_move(hass)

    await async_undo(hass, "lamp")
    await async_look(hass, freezer)
    undone = the_lamp(entry)
    await async_accept(hass, "lamp")
    await async_look(hass, freezer)

    assert (undone.fate, undone.runs) == (Fate.UNDONE, 1)
    assert (the_lamp(entry).fate, the_lamp(entry).runs) == (Fate.ACTIVE, 1)
    assert the_lamp(entry).since > undone.since


@pytest.mark.parametrize("mode", ["scene", "script"])
async def test_scenes_and_scripts_are_followed_too(
    hass: HomeAssistant, freezer: FrozenDateTimeFactory, mode: str
) -> None:
    await async_add_lamps(hass, "kitchen", "hall")
    entry = await async_a_home(hass, a_suggestion(a_pattern(entities=("light.hall", "light.kitchen"))))

    accepted = await async_accept(hass, "kitchen-at-seven", mode=mode)
    await async_look(hass, freezer)
    await hass.services.async_call(mode, "turn_on", {"entity_id": accepted["entity_id"]}, blocking=True)
    await hass.async_block_till_done(wait_background_tasks=True)

    followed = the_lamp(entry)
    assert (followed.place, followed.fate, followed.runs) == (Place(mode), Fate.ACTIVE, 1)
    assert followed.saved == 0
