from collections.abc import Mapping
from enum import StrEnum
import itertools
import json
import re
from typing import Any

from homeassistant.core import HomeAssistant
from homeassistant.helpers.icon import async_get_icons
from homeassistant.helpers.service import async_get_all_descriptions
from homeassistant.helpers.translation import async_get_translations
import pytest

from custom_components.homeiq.const import DOMAIN
from custom_components.homeiq.model.decisions.acceptance import AcceptMode
from custom_components.homeiq.model.habits.suggestion import DecisionKind, Objection
from custom_components.homeiq.model.habits.trigger import Kind
from custom_components.homeiq.model.run import RunStatus
from custom_components.homeiq.settings import OPTIONS, Preset, Profile, Weekday
from custom_components.homeiq.settings.kinds import Decimal, Whole
from tests.homes import async_set_up
from tools.integration import LANGUAGES, Integration, read_json
from tools.validate import INTEGRATION, find_problems, flatten

FILES = Integration.read(INTEGRATION)
CHOICES: dict[str, type[StrEnum]] = {
    "kind": Kind,
    "mode": AcceptMode,
    "objection": Objection,
    "verdict": DecisionKind,
    "weekday": Weekday,
}
NAMED: dict[str, type[StrEnum]] = {**CHOICES, "preset": Preset, "profile": Profile}
"""By the key of their texts."""
TOLD_LATER = "on_trial"  # how a trial ends is said on the bus as an event of its own


def choices(described: Mapping[str, Any]) -> dict[str, tuple[str, set[str]]]:
    """List what can be chosen where: the key of its texts and the options, by action or trigger and field."""
    return {
        f"{name}.{field}": (select["translation_key"], set(select["options"]))
        for name, one in described.items()
        for field, details in (one or {}).get("fields", {}).items()
        if (select := details["selector"].get("select"))
    }


def test_the_files_of_the_integration_agree() -> None:
    assert find_problems(INTEGRATION) == []


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(("key", "choice"), [(key, choice) for key, words in NAMED.items() for choice in words])
async def test_every_choice_has_a_name(hass: HomeAssistant, language: str, key: str, choice: StrEnum) -> None:
    texts = await async_get_translations(hass, language, "selector", [DOMAIN])

    assert f"component.homeiq.selector.{key}.options.{choice.value}" in texts


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("status", ["idle", *RunStatus])
async def test_every_status_has_a_name(hass: HomeAssistant, language: str, status: str) -> None:
    texts = await async_get_translations(hass, language, "entity", [DOMAIN])

    assert f"component.homeiq.entity.sensor.analysis_status.state.{status}" in texts


async def test_home_assistant_describes_every_action(hass: HomeAssistant) -> None:
    await async_set_up(hass)

    descriptions: dict[str, Any] = await async_get_all_descriptions(hass)

    assert {action: set(described["fields"]) for action, described in descriptions[DOMAIN].items()} == {
        "refresh": {"reason", "use_ai"},
        "list_suggestions": {"limit", "cursor", "kind", "entity_id", "area_id"},
        "list_patterns": {"limit", "cursor", "kind", "entity_id", "area_id"},
        "list_automations": {"limit", "cursor"},
        "list_accepted": {"limit", "cursor"},
        "dismiss_suggestion": {"signature", "reason", "objection"},
        "list_decisions": {"limit", "cursor", "verdict"},
        "take_back_decision": {"signature"},
        "snooze_suggestion": {"signature", "until", "duration"},
        "accept_suggestion": {"signature", "mode"},
        "undo_suggestion": {"signature"},
        "adjust_suggestion": {
            "signature",
            "time",
            "offset_minutes",
            "weekdays",
            "limit",
            "for",
            "entity_id",
            "conditions",
            "values",
        },
        "refine_suggestion": {"signature", "instruction", "preview"},
        "export": {"signature", "format", "install"},
        "import_history": {"source"},
        "forget": {"entity_id", "area_id", "start", "end"},
        "check_database": set(),
        "copy_to_influxdb": set(),
        "pause_learning": {"until", "duration"},
        "resume_learning": set(),
        "query_events": {"start", "end", "entity_id", "limit", "cursor"},
        "list_webhooks": set(),
        "list_deliveries": {"webhook", "state", "limit", "cursor"},
        "test_webhook": {"webhook"},
        "redeliver": {"webhook", "delivery"},
    }


async def test_home_assistant_finds_the_icons(hass: HomeAssistant) -> None:
    await async_set_up(hass)

    icons = await async_get_icons(hass, "services", [DOMAIN])

    assert icons[DOMAIN]["refresh"] == {"service": "mdi:refresh"}


@pytest.mark.parametrize(("where", "choice"), choices({**FILES.services, **FILES.triggers}).items())
def test_every_choice_of_an_action_or_a_trigger_has_a_text(where: str, choice: tuple[str, set[str]]) -> None:
    key, options = choice

    assert options <= FILES.translations["en"]["selector"][key]["options"].keys()


@pytest.mark.parametrize(
    ("where", "choice"),
    [(where, choice) for where, choice in choices(FILES.services).items() if choice[0] in CHOICES],
)
def test_actions_offer_all_there_is(where: str, choice: tuple[str, set[str]]) -> None:
    key, options = choice

    assert options == {option.value for option in CHOICES[key]}


def test_triggers_offer_all_kinds_and_outcomes() -> None:
    offered = choices(FILES.triggers)

    assert offered["suggestion_created.kind"][1] == offered["suggestion_resolved.kind"][1] == {*Kind}
    assert offered["suggestion_resolved.verdict"][1] == {*DecisionKind} - {TOLD_LATER}


def test_german_says_du() -> None:
    texts = flatten(json.loads((INTEGRATION / "translations/de.json").read_text("utf-8")))
    formal = (
        r"\b(?:Ihnen|Ihren?|Ihrem|Ihrer|Ihres|Sie haben|Sie können|haben Sie|können Sie|Sie bitte)\b|[a-zäöü]en Sie\b"
    )

    assert [key for key, text in texts.items() if re.search(formal, text)] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_count_is_followed_by_a_word_that_is_wrong_for_one(language: str) -> None:
    # Home Assistant has one unit for every number, and nobody says "1 suggestions".
    sensors = FILES.translations[language]["entity"]["sensor"]

    assert {key for key, texts in sensors.items() if "unit_of_measurement" in texts} == {"events_per_minute"}


@pytest.mark.parametrize("language", LANGUAGES)
async def test_every_number_that_is_asked_for_has_its_unit_in_words(hass: HomeAssistant, language: str) -> None:
    texts = await async_get_translations(hass, language, "selector", [DOMAIN])
    units = {one.kind.unit for one in OPTIONS.values() if isinstance(one.kind, Whole | Decimal)} - {None, "MB"}

    assert "d" in units
    assert [unit for unit in units if f"component.homeiq.selector.number.unit_of_measurement.{unit}" not in texts] == []


def test_german_calls_thresholds_what_everybody_calls_them() -> None:
    texts = FILES.translations["de"]["options"]["step"]["init"]["sections"]

    assert texts["thresholds"]["name"] == "Schwellenwerte"
    assert not [text for text in flatten(texts).values() if re.search(r"\bSchwellen\b", text)]


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_panels_texts_leave_the_form_of_a_time_to_whoever_looks(language: str) -> None:
    texts = flatten(read_json(INTEGRATION / f"translations/{language}.json")["config_panel"])

    assert {text for text in texts.values() if re.search(r"\}(:\d\d| Uhr| o.clock| [ap]\.?m\b)", text)} == set()


def test_german_texts_call_automations_and_phones_by_one_word_each() -> None:
    texts = flatten(read_json(INTEGRATION / "translations/de.json"))

    assert {text for text in texts.values() if re.search(r"\b(Automation(en)?|Handys?)\b", text)} == set()


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_sentence_says_again_what_the_one_before_it_said(language: str) -> None:
    texts = flatten(FILES.translations[language])
    said = {key: re.split(r"(?<=[.:?!])\s+", text.casefold()) for key, text in texts.items()}

    twice = [
        key
        for key, sentences in said.items()
        for one, other in itertools.pairwise(sentences)
        if other.startswith(one.rstrip(".:")) and len(one) > len("{name}:")
    ]
    assert twice == []


def test_percent_stands_as_english_and_german_write_it() -> None:
    parted = re.compile(r"[}\d] %")

    assert [key for key, text in flatten(FILES.translations["en"]).items() if parted.search(text)] == []
    assert [key for key, text in flatten(FILES.translations["de"]).items() if re.search(r"[}\d]%", text)] == []


def test_german_calls_the_button_below_a_form_as_home_assistant_does() -> None:
    assert [key for key, text in flatten(FILES.translations["de"]).items() if "Absenden" in text] == []
