"""The pages agree with the program: every link leads somewhere, every name exists, nothing is left out."""

from collections.abc import Iterator
import json
from pathlib import Path
import re

import pytest

from custom_components.homeiq.coordinator.health.figures import Figures
from custom_components.homeiq.model.habits.trigger import Kind
from custom_components.homeiq.model.overview import Health, StoreStats
from custom_components.homeiq.sensor.figures import HEALTH_SENSORS, INFLUX_SENSORS
from tests.test_sensor import PROMISED
from tools.integration import Integration
from tools.validate import INTEGRATION, flatten

ROOT = Path(__file__).parents[1]
FILES = Integration.read(INTEGRATION)
PAGES = [ROOT / name for name in ("README.md", "CHANGELOG.md", "CONTRIBUTING.md")] + sorted(
    (ROOT / "docs").glob("*.md")
)
ENGLISH = FILES.translations["en"]
SAID_ON_THE_BUS = {
    "suggestion_created",
    "suggestion_resolved",
    "suggestion_undone",
    "suggestions_found",
    "analysis_complete",
    "trial_ended",
    "webhook_failed",
    "game",
}
FIGURES = {one.name.removeprefix("homeiq_") for one in Figures().families(Health(store=StoreStats()))}
SWITCHED_ON_BY_HAND = {f"sensor.homeiq_{one.key}" for one in HEALTH_SENSORS + INFLUX_SENSORS}


def page(name: str) -> str:
    return (ROOT / name).read_text("utf-8")


def anchors(text: str) -> set[str]:
    """Return what GitHub makes of a page's headings."""
    plain = (re.sub(r"[^\w\- ]", "", heading.lower()) for heading in re.findall(r"^#+ (.+)$", text, re.MULTILINE))
    return {heading.replace(" ", "-") for heading in plain}


def links() -> Iterator[tuple[str, str]]:
    for path in PAGES:
        text = path.read_text("utf-8")
        for target in re.findall(r"\]\(([^)\s]+)\)|(?:src|srcset)=\"([^\"]+)\"", text):
            yield str(path.relative_to(ROOT)), "".join(target)


@pytest.mark.parametrize(("name", "target"), [(name, to) for name, to in links() if "://" not in to])
def test_every_link_leads_somewhere(name: str, target: str) -> None:
    place, _, anchor = target.partition("#")
    path = (ROOT / name).parent / place if place else ROOT / name

    assert path.exists()
    assert not anchor or anchor in anchors(path.read_text("utf-8"))


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.name)
def test_every_action_and_trigger_that_a_page_names_exists(path: Path) -> None:
    named = set(re.findall(r"(?<![\w/.])homeiq\.(?!db\b)([a-z_]+)", path.read_text("utf-8")))

    assert named - FILES.services.keys() - FILES.triggers.keys() == set()


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.name)
def test_every_entity_and_event_that_a_page_names_exists(path: Path) -> None:
    text = path.read_text("utf-8")

    assert set(re.findall(r"\b(?:sensor|binary_sensor|button|event|switch|todo)\.homeiq_\w+", text)) <= (
        PROMISED | SWITCHED_ON_BY_HAND
    )
    assert set(re.findall(r"`homeiq_(\w+)`", text)) <= SAID_ON_THE_BUS | FIGURES


@pytest.mark.parametrize("entity", sorted(PROMISED | SWITCHED_ON_BY_HAND))
def test_every_entity_is_told_of(entity: str) -> None:
    # Of five alike, the first and the last are named.
    assert re.sub(r"_[2-4]$", "_5", entity) in page("docs/configuration.md")


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.name)
def test_every_script_that_a_page_names_exists(path: Path) -> None:
    scripts = set(re.findall(r"\bscripts/(\w+)", path.read_text("utf-8")))

    assert {name for name in scripts if not (ROOT / "scripts" / name).exists()} == set()


@pytest.mark.parametrize("action", FILES.services)
def test_every_action_is_explained(action: str) -> None:
    assert f"`homeiq.{action}`" in page("docs/configuration.md")


@pytest.mark.parametrize("trigger", FILES.triggers)
def test_every_trigger_is_explained(trigger: str) -> None:
    assert f"`homeiq.{trigger}`" in page("docs/configuration.md")


@pytest.mark.parametrize(
    ("section", "label"),
    [
        (section["name"], label)
        for section in ENGLISH["options"]["step"]["init"]["sections"].values()
        for label in section["data"].values()
    ],
)
def test_every_setting_is_explained_where_it_belongs(section: str, label: str) -> None:
    _, _, below = page("docs/configuration.md").partition(f"\n## {section}\n")
    text, _, _ = below.partition("\n## ")

    assert f"| {label} |" in text


@pytest.mark.parametrize("kind", Kind)
def test_every_kind_of_habit_is_in_the_glossary(kind: Kind) -> None:
    assert f"| **{kind.value.replace('_', '-')}**" in page("docs/glossary.md").replace("left on", "left-on")


def first_words(text: str) -> str:
    """Return the first stretch of a text that is always the same."""
    stretches: list[str] = re.split(r"{\w+}|[.:;(\n]", text)
    return next(words for part in stretches if (words := part.strip(" ,“”")))


@pytest.mark.parametrize("title", [issue["title"] for issue in ENGLISH["issues"].values()])
def test_every_notice_is_explained(title: str) -> None:
    assert first_words(title) in page("docs/troubleshooting.md")


@pytest.mark.parametrize("message", [error["message"] for error in ENGLISH["exceptions"].values()])
def test_every_error_is_explained(message: str) -> None:
    assert first_words(message) in page("docs/troubleshooting.md")


@pytest.mark.parametrize(
    "name", sorted(one.stem for one in INTEGRATION.iterdir() if one.suffix == ".py" or (one / "__init__.py").exists())
)
def test_everything_at_the_top_is_on_the_map(name: str) -> None:
    the_map = page("docs/design.md").split("```")[1]

    assert re.search(rf"(?<!\w){name}(?!\w)", the_map)


def test_the_languages_speak_of_the_same_things() -> None:
    assert (
        flatten(json.loads((INTEGRATION / "translations/de.json").read_text("utf-8"))).keys() == flatten(ENGLISH).keys()
    )
