import json
from typing import Any

from homeassistant.const import STATE_UNKNOWN
from homeassistant.core import HomeAssistant
from homeassistant.helpers import device_registry as dr, entity_registry as er
from homeassistant.helpers.entity import Entity
import pytest

from custom_components.homeiq.model.habits.trigger import AtTime
from custom_components.homeiq.model.run import Run, RunStatus, RunTrigger
from tests.homes import async_learn, async_publish, async_set_up
from tests.offers import BACKTEST_TOLD, a_pattern, a_suggestion, hall_light, suggestions_of

ATTRIBUTES_LIMIT = 4096  # bytes of JSON
PROMISED = {
    "binary_sensor.homeiq_health",
    "binary_sensor.homeiq_may_ask",
    "button.homeiq_refresh",
    "event.homeiq_suggestion",
    "sensor.homeiq_acts_saved",
    "sensor.homeiq_analysis_status",
    "sensor.homeiq_import_progress",
    "sensor.homeiq_last_analysis",
    "sensor.homeiq_next_refresh",
    "sensor.homeiq_overrides",
    "sensor.homeiq_patterns",
    "sensor.homeiq_suggestion_1",
    "sensor.homeiq_suggestion_2",
    "sensor.homeiq_suggestion_3",
    "sensor.homeiq_suggestion_4",
    "sensor.homeiq_suggestion_5",
    "sensor.homeiq_suggestions",
    "switch.homeiq_learning",
    "todo.homeiq_suggestions",
}


@pytest.fixture
def _all_switched_on(monkeypatch: pytest.MonkeyPatch) -> None:
    """Set up as somebody's who has switched every entity on."""
    monkeypatch.setattr(Entity, "entity_registry_enabled_default", True)


def state_of(hass: HomeAssistant, entity_id: str) -> str:
    state = hass.states.get(entity_id)
    assert state is not None
    return state.state


def attributes_of(hass: HomeAssistant, entity_id: str) -> dict[str, Any]:
    state = hass.states.get(entity_id)
    assert state is not None
    return dict(state.attributes)


def size_of(attributes: dict[str, Any]) -> int:
    return len(json.dumps(attributes, ensure_ascii=False).encode())


@pytest.mark.parametrize("language", ["en", "de", "ja"])
async def test_entity_ids_are_the_promised_ones_in_every_language(
    hass: HomeAssistant, entity_registry: er.EntityRegistry, language: str
) -> None:
    hass.config.language = language

    entry = await async_set_up(hass)

    registered = er.async_entries_for_config_entry(entity_registry, entry.entry_id)
    assert {entity.entity_id for entity in registered if entity.disabled_by is None} == PROMISED
    assert set(hass.states.async_entity_ids()) >= PROMISED


async def test_names_are_in_the_language_of_the_home(hass: HomeAssistant) -> None:
    hass.config.language = "de"

    await async_set_up(hass)

    assert attributes_of(hass, "sensor.homeiq_suggestion_2")["friendly_name"] == "HomeIQ Vorschlag 2"
    assert attributes_of(hass, "sensor.homeiq_patterns")["friendly_name"] == "HomeIQ Gewohnheiten"


async def test_all_entities_belong_to_one_service(hass: HomeAssistant, device_registry: dr.DeviceRegistry) -> None:
    entry = await async_set_up(hass)

    (device,) = dr.async_entries_for_config_entry(device_registry, entry.entry_id)
    assert (device.name, device.entry_type, device.sw_version) == ("HomeIQ", dr.DeviceEntryType.SERVICE, "0.1.0")


async def test_a_new_home_has_nothing_to_suggest(hass: HomeAssistant) -> None:
    await async_set_up(hass)

    assert state_of(hass, "sensor.homeiq_suggestions") == "0"
    assert state_of(hass, "sensor.homeiq_suggestion_1") == STATE_UNKNOWN
    assert state_of(hass, "sensor.homeiq_patterns") == "0"
    assert state_of(hass, "sensor.homeiq_last_analysis") == STATE_UNKNOWN
    assert state_of(hass, "sensor.homeiq_next_refresh") == STATE_UNKNOWN
    assert state_of(hass, "sensor.homeiq_analysis_status") == "idle"
    assert state_of(hass, "binary_sensor.homeiq_health") == "off"


async def test_the_best_suggestions_have_sensors_of_their_own(hass: HomeAssistant) -> None:
    entry = await async_set_up(hass)

    await async_learn(hass, entry, [a_suggestion(), hall_light()])

    assert state_of(hass, "sensor.homeiq_suggestions") == "2"
    assert state_of(hass, "sensor.homeiq_patterns") == "2"
    rungs = attributes_of(hass, "sensor.homeiq_patterns")
    assert {name: rungs[name] for name in ("acts", "asks", "reminds", "forming")} == {
        "acts": 2,
        "asks": 0,
        "reminds": 0,
        "forming": 0,
    }
    assert state_of(hass, "sensor.homeiq_suggestion_1") == "Turn on Kitchen at 07:00 on workdays"
    assert state_of(hass, "sensor.homeiq_suggestion_2") == "Turn on Hall after motion"
    assert state_of(hass, "sensor.homeiq_suggestion_3") == STATE_UNKNOWN
    assert attributes_of(hass, "sensor.homeiq_suggestion_1") == {
        "kind": "routine",
        "confidence": 0.93,
        "backtest": BACKTEST_TOLD,
        "entities": ["light.kitchen"],
        "signature": "kitchen-at-seven",
        "reason": "You did it on 37 of 40 days",
        "friendly_name": "HomeIQ Suggestion 1",
        "unit_of_measurement": "",
    }


async def test_a_reason_is_told_to_its_end(hass: HomeAssistant) -> None:
    entry = await async_set_up(hass)
    reason = " ".join(["You did this on 34 of 36 days, as far as HomeIQ knows."] * 10)

    await async_learn(hass, entry, [a_suggestion(reason=reason)])

    assert attributes_of(hass, "sensor.homeiq_suggestion_1")["reason"] == reason


async def test_the_first_ten_suggestions_are_listed(hass: HomeAssistant) -> None:
    entry = await async_set_up(hass)

    await async_learn(hass, entry, suggestions_of(*(f"habit-{number}" for number in range(12))))

    listed = attributes_of(hass, "sensor.homeiq_suggestions")["suggestions"]
    assert [suggestion["signature"] for suggestion in listed] == [f"habit-{number}" for number in range(10)]
    assert listed[0] == {"title": "Do habit-0", "kind": "routine", "confidence": 0.93, "signature": "habit-0"}


async def test_attributes_and_states_stay_small_however_long_the_names_are(hass: HomeAssistant) -> None:
    entry = await async_set_up(hass)
    lamps = tuple(f"light.{'lamp' * 40}_{number}" for number in range(50))
    verbose = [
        a_suggestion(
            a_pattern(f"{'s' * 60}{number}", trigger=AtTime(minute=number), entities=lamps),
            title="Küchenlämpchen " * 40,
            reason="Öfter als üblich " * 100,
        )
        for number in range(20)
    ]

    await async_learn(hass, entry, verbose)

    assert len(state_of(hass, "sensor.homeiq_suggestion_1")) == 255
    assert size_of(attributes_of(hass, "sensor.homeiq_suggestion_1")) < ATTRIBUTES_LIMIT
    assert size_of(attributes_of(hass, "sensor.homeiq_suggestions")) < ATTRIBUTES_LIMIT


async def test_the_newest_run_and_the_next_one_are_shown(hass: HomeAssistant) -> None:
    entry = await async_set_up(hass)
    run = Run(
        run_id=1,
        trigger=RunTrigger.NIGHTLY,
        status=RunStatus.NO_DATA,
        started_at=1_800_000_000,
        finished_at=1_800_000_010,
    )

    await async_publish(hass, entry, last_run=run, next_refresh_at=1_800_000_060.0, next_run_at=1_800_080_000.0)

    assert state_of(hass, "sensor.homeiq_last_analysis") == "2027-01-15T08:00:10+00:00"
    assert state_of(hass, "sensor.homeiq_analysis_status") == "no_data"
    assert state_of(hass, "sensor.homeiq_next_refresh") == "2027-01-15T08:01:00+00:00"


async def test_a_run_in_progress_is_shown(hass: HomeAssistant) -> None:
    entry = await async_set_up(hass)

    await async_publish(hass, entry, is_running=True)

    assert state_of(hass, "sensor.homeiq_analysis_status") == "running"


async def test_of_the_diagnostics_only_the_health_is_switched_on(
    hass: HomeAssistant, entity_registry: er.EntityRegistry
) -> None:
    entry = await async_set_up(hass)

    registered = er.async_entries_for_config_entry(entity_registry, entry.entry_id)
    diagnostics = {one.entity_id: one.disabled_by for one in registered if one.entity_category}
    assert {name for name, disabled_by in diagnostics.items() if disabled_by is None} == {"binary_sensor.homeiq_health"}
    assert set(diagnostics.values()) == {None, er.RegistryEntryDisabler.INTEGRATION}


@pytest.mark.usefixtures("_all_switched_on")
@pytest.mark.parametrize(
    ("language", "names"),
    [
        ("en", ["HomeIQ CPU of Home Assistant", "HomeIQ Memory of Home Assistant"]),
        ("de", ["HomeIQ CPU von Home Assistant", "HomeIQ Arbeitsspeicher von Home Assistant"]),
    ],
)
async def test_what_all_of_home_assistant_uses_bears_its_name(
    hass: HomeAssistant, language: str, names: list[str]
) -> None:
    hass.config.language = language

    await async_set_up(hass)

    shown = [attributes_of(hass, f"sensor.homeiq_{key}")["friendly_name"] for key in ("cpu", "memory")]
    assert shown == names


async def test_what_a_run_took_is_shown(hass: HomeAssistant) -> None:
    entry = await async_set_up(hass)
    run = Run(
        run_id=1,
        trigger=RunTrigger.NIGHTLY,
        status=RunStatus.SUCCESS,
        started_at=1_800_000_000,
        finished_at=1_800_000_002.34,
        events=5000,
    )

    await async_publish(hass, entry, last_run=run)

    shown = attributes_of(hass, "sensor.homeiq_last_analysis")
    assert (shown["duration"], shown["events"]) == (2.3, 5000)


@pytest.mark.usefixtures("_all_switched_on")
async def test_figures_of_health_have_units(hass: HomeAssistant) -> None:
    await async_set_up(hass)

    units = {
        entity_id.removeprefix("sensor.homeiq_"): attributes_of(hass, entity_id).get("unit_of_measurement")
        for entity_id in (
            "sensor.homeiq_database_size",
            "sensor.homeiq_flush_time",
            "sensor.homeiq_cpu",
            "sensor.homeiq_memory",
            "sensor.homeiq_own_cpu",
            "sensor.homeiq_own_memory",
        )
    }
    assert units == {
        "database_size": "MB",
        "flush_time": "ms",
        "cpu": "%",
        "memory": "MB",
        "own_cpu": "%",
        "own_memory": "MB",
    }
    assert float(state_of(hass, "sensor.homeiq_events_stored")) >= 0
    assert float(state_of(hass, "sensor.homeiq_write_errors")) == 0


async def test_a_state_that_says_the_same_is_not_written_again(hass: HomeAssistant) -> None:
    entry = await async_set_up(hass)
    await async_publish(hass, entry, suggestions=suggestions_of("a"))
    before = reported(hass)

    await async_publish(hass, entry, suggestions=suggestions_of("b"))

    after = reported(hass)
    assert {name for name, moment in after.items() if moment != before[name]} == {
        "event.homeiq_suggestion",
        "sensor.homeiq_suggestion_1",
        "sensor.homeiq_suggestions",
        "todo.homeiq_suggestions",
    }


def reported(hass: HomeAssistant) -> dict[str, float]:
    """Return when each of HomeIQ's states was written last, whether it said something else or not."""
    return {one.entity_id: one.last_reported_timestamp for one in hass.states.async_all() if "homeiq" in one.entity_id}
