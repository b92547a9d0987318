from datetime import timedelta
from typing import Any

from freezegun.api import FrozenDateTimeFactory
from homeassistant.core import HomeAssistant
from homeassistant.exceptions import HomeAssistantError, ServiceValidationError
from homeassistant.helpers import issue_registry as ir
import probatio as vol
import pytest
import yaml

from custom_components.homeiq.const import DOMAIN
from tests.accepted import async_a_home, async_accept, async_undo, file_of
from tests.actions import async_adjust, async_learn_now, async_suggestions
from tests.evenings import async_learned, async_live, evenings, query
from tests.homes import async_learn
from tests.offers import a_suggestion, hall_light

pytestmark = pytest.mark.parametrize("expected_lingering_timers", [True])

WEEK = {"mon", "tue", "wed", "thu", "fri", "sat", "sun"}


async def test_an_adjusted_time_is_tried_on_the_history_at_once(hass: HomeAssistant) -> None:
    _, habit = await async_learned(hass)

    late = await async_adjust(hass, habit["signature"], time="02:00:00")
    right = await async_adjust(hass, habit["signature"], time="18:06:00", weekdays=["sat", "sun"])

    assert late["time"] == "02:00"
    assert late["backtest"]["hits"] == 0
    (trigger,) = late["automation"]["triggers"]
    assert (trigger["at"], trigger["note"]) == ("02:00:00", late["reason"].splitlines()[0])
    assert right["weekdays"] == [5, 6]
    assert 10 < right["backtest"]["hits"] == right["backtest"]["runs"] < 20
    assert right["signature"] == habit["signature"]
    assert "18:06" in right["title"]


async def test_what_was_narrowed_and_widened_again_is_told_by_all_of_its_days(hass: HomeAssistant) -> None:
    _, habit = await async_learned(hass)
    every_day = await async_adjust(hass, habit["signature"], weekdays=sorted(WEEK))

    narrow = await async_adjust(hass, habit["signature"], weekdays=["mon", "tue"])
    wide = await async_adjust(hass, habit["signature"], weekdays=sorted(WEEK))

    assert wide["reason"] == every_day["reason"] != narrow["reason"]


async def test_an_adjusted_suggestion_takes_the_place_of_the_old_one(hass: HomeAssistant) -> None:
    entry, habit = await async_learned(hass)
    before = [one["signature"] for one in await async_suggestions(hass)]

    adjusted = await async_adjust(hass, habit["signature"], time="18:10:00")
    at_once = await async_suggestions(hass)
    await hass.config_entries.async_reload(entry.entry_id)
    await hass.async_block_till_done(wait_background_tasks=True)

    assert [one["signature"] for one in at_once] == before
    assert adjusted in at_once
    assert adjusted in await async_suggestions(hass)


async def test_an_adjusted_suggestion_stays_so_when_homeiq_learns_again(
    hass: HomeAssistant, freezer: FrozenDateTimeFactory
) -> None:
    _, habit = await async_learned(hass)
    adjusted = await async_adjust(hass, habit["signature"], time="18:10:00")

    freezer.tick(61)
    await async_learn_now(hass)

    assert adjusted in await async_suggestions(hass)


async def test_a_change_that_changes_nothing_is_none(hass: HomeAssistant) -> None:
    _, habit = await async_learned(hass)

    for fields in ({}, {"time": habit["time"]}, {"weekdays": sorted(WEEK), "entity_id": habit["entities"]}):
        told = await async_adjust(hass, habit["signature"], **fields)
        assert (told["title"], told["signature"]) == (habit["title"], habit["signature"])

    assert query(hass, "SELECT signature FROM adjustments") == []


async def test_an_accepted_automation_is_not_written_anew_for_nothing(hass: HomeAssistant) -> None:
    await async_a_home(hass, a_suggestion())
    await async_accept(hass, "kitchen-at-seven")
    accepted = file_of(hass).read_text()

    await async_adjust(hass, "kitchen-at-seven", time="07:00:00")
    await async_undo(hass, "kitchen-at-seven")

    assert "07:00" in accepted
    assert file_of(hass).read_text() == "[]\n"


async def test_what_was_adjusted_stays_also_where_learning_no_longer_finds_it(
    hass: HomeAssistant, freezer: FrozenDateTimeFactory
) -> None:
    await async_live(hass, evenings())
    hass.states.async_set("binary_sensor.hall_motion", "off")
    await async_a_home(hass, hall_light())
    await async_adjust(hass, "hall-after-motion", **{"for": "00:10:00"})

    freezer.tick(61)
    await async_learn_now(hass)

    kept = [one for one in await async_suggestions(hass) if one["signature"] == "hall-after-motion"]
    assert kept[0]["trigger"]["for_seconds"] == 600


async def test_an_adjusted_suggestion_is_accepted_as_it_was_adjusted(hass: HomeAssistant) -> None:
    await async_a_home(hass, a_suggestion())
    await async_adjust(hass, "kitchen-at-seven", time="06:30:00", weekdays=sorted(WEEK))

    await async_accept(hass, "kitchen-at-seven")

    (automation,) = yaml.safe_load(file_of(hass).read_text())
    note = "On your own history it would never have run."
    assert automation["triggers"] == [{"trigger": "time", "at": "06:30:00", "note": note}]
    assert automation["conditions"] == []


async def test_an_accepted_automation_is_adjusted_in_its_place_and_undone_step_by_step(hass: HomeAssistant) -> None:
    await async_a_home(hass, a_suggestion(), automations="# mine\n")
    await async_accept(hass, "kitchen-at-seven")
    file_of(hass).write_text(file_of(hass).read_text() + "- id: after\n  alias: A\n  triggers: []\n  actions: []\n")
    accepted = file_of(hass).read_text()

    await async_adjust(hass, "kitchen-at-seven", time="06:30:00", entity_id=["light.kitchen", "light.hall"])
    adjusted = file_of(hass).read_text()
    await async_undo(hass, "kitchen-at-seven")
    undone_once = file_of(hass).read_text()
    await async_undo(hass, "kitchen-at-seven")

    first, second = yaml.safe_load(adjusted)
    assert (first["triggers"][0]["at"], second["id"]) == ("06:30:00", "after")
    assert first["actions"][0]["target"] == {"entity_id": ["light.hall", "light.kitchen"]}
    assert undone_once == accepted
    assert file_of(hass).read_text() == "# mine\n- id: after\n  alias: A\n  triggers: []\n  actions: []\n"
    assert [one["signature"] for one in await async_suggestions(hass)] == ["kitchen-at-seven"]


async def test_an_automation_that_a_person_has_changed_is_not_adjusted(hass: HomeAssistant) -> None:
    await async_a_home(hass, a_suggestion())
    await async_accept(hass, "kitchen-at-seven")
    edited = file_of(hass).read_text().replace("07:00:00", "07:01:00")
    file_of(hass).write_text(edited)

    with pytest.raises(HomeAssistantError) as refused:
        await async_adjust(hass, "kitchen-at-seven", time="06:30:00")

    assert refused.value.translation_key == "entry_edited"
    assert file_of(hass).read_text() == edited


async def test_conditions_can_be_changed(hass: HomeAssistant) -> None:
    hass.states.async_set("sun.sun", "below_horizon")
    hass.states.async_set("binary_sensor.hall_motion", "off")
    await async_a_home(hass, hall_light())
    dark = {"condition": "state", "entity_id": "sun.sun", "state": "below_horizon"}
    evening = {"condition": "time", "after": "18:00:00", "before": "23:00:00"}

    adjusted = await async_adjust(hass, "hall-after-motion", conditions=[dark, evening])

    assert adjusted["automation"]["conditions"] == [dark, evening]


@pytest.mark.parametrize(
    ("fields", "key"),
    [
        ({"offset_minutes": 5}, "adjustment_offset_minutes"),
        ({"for": "00:01:00"}, "adjustment_for_seconds"),
        ({"weekdays": []}, "adjustment_weekdays"),
        ({"conditions": [{"condition": "template"}]}, "adjustment_conditions"),
        ({"entity_id": "binary_sensor.door"}, "adjustment_entity_id"),
        ({"entity_id": "light.nowhere"}, "refused_unknown"),
    ],
)
async def test_what_makes_no_sense_changes_nothing(hass: HomeAssistant, fields: dict[str, Any], key: str) -> None:
    await async_a_home(hass, a_suggestion())
    before = await async_suggestions(hass)

    with pytest.raises(ServiceValidationError) as refused:
        await async_adjust(hass, "kitchen-at-seven", **fields)

    assert refused.value.translation_key == key
    assert await async_suggestions(hass) == before


async def test_a_dismissed_suggestion_stays_away_also_when_it_was_adjusted(
    hass: HomeAssistant, freezer: FrozenDateTimeFactory
) -> None:
    _, habit = await async_learned(hass)
    await async_adjust(hass, habit["signature"], time="18:10:00")
    await hass.services.async_call(DOMAIN, "dismiss_suggestion", {"signature": habit["signature"]}, blocking=True)

    freezer.tick(timedelta(minutes=2))
    await async_learn_now(hass)

    assert habit["signature"] not in [one["signature"] for one in await async_suggestions(hass)]


async def test_of_an_entity_without_a_past_nothing_is_known(hass: HomeAssistant) -> None:
    entry = await async_a_home(hass)
    await async_learn(hass, entry, [a_suggestion()])

    adjusted = await async_adjust(hass, "kitchen-at-seven", time="06:30:00")

    assert set(adjusted["backtest"].values()) == {0}


def data_in(automation: dict[str, Any]) -> list[dict[str, float]]:
    return [action.get("data", {}) for action in automation["actions"]]


async def test_a_value_is_changed_and_left_open_while_the_figures_stay(hass: HomeAssistant) -> None:
    _, habit = await async_learned(hass)

    dimmed = await async_adjust(hass, habit["signature"], values={"light.hall": {"brightness_pct": 40}})
    opened = await async_adjust(hass, habit["signature"], values={"light.hall": None})

    assert data_in(dimmed["automation"]) == [{"brightness_pct": 40}]
    assert dimmed["title"] == "Turn on Hall to 40% at 18:00 every day"
    assert data_in(opened["automation"]) == [{}]
    assert opened["title"] == habit["title"]
    # What a person has changed was learned from no days, so it is told by all of them.
    assert habit["backtest"].keys() - dimmed["backtest"].keys() <= {"forward"}
    assert [dimmed["backtest"][key] for key in ("runs", "hits")] == [habit["backtest"][key] for key in ("runs", "hits")]


async def test_a_value_that_was_changed_stays_when_homeiq_learns_again(
    hass: HomeAssistant, freezer: FrozenDateTimeFactory
) -> None:
    _, habit = await async_learned(hass)
    await async_adjust(hass, habit["signature"], values={"light.hall": {"color_temp_kelvin": 2700}})

    freezer.tick(timedelta(minutes=10))
    await async_learn_now(hass)

    (again,) = [one for one in await async_suggestions(hass) if one["signature"] == habit["signature"]]
    assert data_in(again["automation"]) == [{"color_temp_kelvin": 2700}]


async def test_an_accepted_automation_gets_another_value_and_undo_takes_it_back(hass: HomeAssistant) -> None:
    _, habit = await async_learned(hass)
    await async_accept(hass, habit["signature"])
    before = file_of(hass).read_bytes()

    await async_adjust(hass, habit["signature"], values={"light.hall": {"brightness_pct": 40}})
    (written,) = yaml.safe_load(file_of(hass).read_text())
    await async_undo(hass, habit["signature"])

    assert data_in(written) == [{"brightness_pct": 40}]
    assert file_of(hass).read_bytes() == before


@pytest.mark.parametrize(
    "values",
    [
        {"light.hall": {"brightness_pct": 0}},
        {"light.hall": {"brightness_pct": 101}},
        {"light.hall": {"color_temp_kelvin": 40}},
        {"light.hall": {"temperature": 21}},
        {"light.kitchen": {"brightness_pct": 40}},
        {"switch.hall": {"brightness_pct": 40}},
    ],
)
async def test_a_value_that_makes_no_sense_is_refused(hass: HomeAssistant, values: dict[str, Any]) -> None:
    _, habit = await async_learned(hass)

    with pytest.raises(ServiceValidationError) as refused:
        await async_adjust(hass, habit["signature"], values=values)

    assert refused.value.translation_key == "adjustment_values"
    assert habit in await async_suggestions(hass)


async def test_nothing_is_set_farther_than_its_thing_goes(hass: HomeAssistant) -> None:
    _, habit = await async_learned(hass)
    hass.states.async_set("light.hall", "on", {"min_color_temp_kelvin": 2202, "max_color_temp_kelvin": 6535})

    with pytest.raises(ServiceValidationError) as refused:
        await async_adjust(hass, habit["signature"], values={"light.hall": {"color_temp_kelvin": 2000}})
    warm = await async_adjust(hass, habit["signature"], values={"light.hall": {"color_temp_kelvin": 2210}})

    assert refused.value.translation_key == "adjustment_values"
    assert data_in(warm["automation"]) == [{"color_temp_kelvin": 2210}]


async def test_a_value_that_is_no_number_is_refused_by_its_name(hass: HomeAssistant) -> None:
    _, habit = await async_learned(hass)

    with pytest.raises(vol.Invalid, match="brightness_pct"):
        await async_adjust(hass, habit["signature"], values={"light.hall": {"brightness_pct": "nan"}})

    assert habit in await async_suggestions(hass)


async def test_what_is_turned_off_is_set_to_nothing(hass: HomeAssistant) -> None:
    await async_learned(hass)
    night = next(one for one in await async_suggestions(hass) if one["state"] == "off")

    with pytest.raises(ServiceValidationError) as refused:
        await async_adjust(hass, night["signature"], values={"light.hall": {"brightness_pct": 40}})

    assert refused.value.translation_key == "adjustment_values"


async def test_where_the_file_is_included_no_more_nothing_is_changed_and_the_owner_is_told(
    hass: HomeAssistant, issue_registry: ir.IssueRegistry
) -> None:
    _, habit = await async_learned(hass)
    await async_accept(hass, habit["signature"])
    before = file_of(hass).read_bytes()
    file_of(hass, "configuration.yaml").write_text("automation: []\n")
    await hass.services.async_call("automation", "reload", {}, blocking=True)

    with pytest.raises(HomeAssistantError) as refused:
        await async_adjust(hass, habit["signature"], time="18:10:00")

    assert refused.value.translation_key == "file_not_included"
    assert file_of(hass).read_bytes() == before
    assert issue_registry.async_get_issue(DOMAIN, "file_not_included")


@pytest.mark.parametrize("cut_off", ["INSERT", "UPDATE"])
async def test_an_adjustment_that_the_database_cuts_off_is_no_edit_of_a_person(
    hass: HomeAssistant, cut_off: str
) -> None:
    await async_a_home(hass, a_suggestion())
    await async_accept(hass, "kitchen-at-seven")
    query(
        hass,
        f"CREATE TRIGGER cut_off BEFORE {cut_off} ON automation_versions BEGIN SELECT RAISE(ABORT, 'cut off'); END",
    )

    with pytest.raises(HomeAssistantError):
        await async_adjust(hass, "kitchen-at-seven", time="06:30:00")
    query(hass, "DROP TRIGGER cut_off")
    await async_adjust(hass, "kitchen-at-seven", time="06:15:00")
    adjusted = yaml.safe_load(file_of(hass).read_text())
    steps = query(hass, "SELECT count(*) FROM automation_versions WHERE NOT is_pending")
    for _ in range(steps[0][0]):
        await async_undo(hass, "kitchen-at-seven")

    assert adjusted[0]["triggers"][0]["at"] == "06:15:00"
    assert steps == [({"INSERT": 2, "UPDATE": 3}[cut_off],)]
    assert yaml.safe_load(file_of(hass).read_text()) in ([], None)
