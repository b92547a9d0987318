from collections.abc import Callable, Iterator
import json
from pathlib import Path
import shutil
import sys
from typing import Any

import pytest

from tools import validate

INSIDE = validate.INTEGRATION.relative_to(validate.ROOT)


def stamps(root: Path) -> dict[Path, tuple[int, int]]:
    """Return what tells that a file was written: its time and size."""
    files = (path for path in root.rglob("*") if path.is_file())
    return {path: (path.stat().st_mtime_ns, path.stat().st_size) for path in files}


@pytest.fixture(scope="module")
def unbroken(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Copy the integration, once."""
    root = tmp_path_factory.mktemp("unbroken")
    ignored = shutil.ignore_patterns("__pycache__")
    shutil.copytree(validate.INTEGRATION, root / INSIDE, ignore=ignored)
    shutil.copy(validate.ROOT / "hacs.json", root)
    return root


@pytest.fixture
def copied(unbroken: Path) -> Iterator[Path]:
    """Return a copy of the integration that can be broken, and mend it afterwards."""
    before = stamps(unbroken)
    yield unbroken / INSIDE
    after = stamps(unbroken)
    for path in after.keys() - before.keys():
        path.unlink()
    for path in [path for path, stamp in before.items() if after.get(path) != stamp]:
        shutil.copy2(validate.ROOT / path.relative_to(unbroken), path)


def change(path: Path, edit: Callable[[dict[str, Any]], object]) -> None:
    content = json.loads(path.read_text())
    edit(content)
    path.write_text(json.dumps(content))


def replace(path: Path, old: str, new: str) -> None:
    text = path.read_text()
    assert old in text
    path.write_text(text.replace(old, new))


def test_an_untouched_copy_has_no_problems(copied: Path) -> None:
    assert validate.find_problems(copied) == []


@pytest.mark.parametrize(
    ("edit", "problem"),
    [
        (lambda manifest: manifest.update(colour="blue"), "manifest: unknown key colour"),
        (lambda manifest: manifest.pop("codeowners"), "manifest: codeowners is missing"),
        (lambda manifest: manifest.update(domain="other"), "manifest: domain must be the name of the folder"),
        (lambda manifest: manifest.update(version="one"), "manifest: version must look like 1.2.3"),
    ],
)
def test_a_broken_manifest_is_named(copied: Path, edit: Callable[[dict[str, Any]], object], problem: str) -> None:
    change(copied / "manifest.json", edit)

    assert problem in validate.find_problems(copied)


def test_keys_out_of_order_are_named(copied: Path) -> None:
    change(copied / "manifest.json", lambda manifest: manifest.update(codeowners=manifest.pop("codeowners")))

    assert [problem for problem in validate.find_problems(copied) if "must stand in the order" in problem] != []


@pytest.mark.parametrize(
    ("edit", "problems"),
    [
        (
            lambda german: german["exceptions"].pop("not_loaded"),
            ["de: exceptions.not_loaded.message is missing"],
        ),
        (lambda german: german["common"].update(extra="Mehr"), ["de: common.extra is not in en"]),
        (
            lambda german: german["exceptions"]["refresh_cooldown"].update(message="Ab {wann}"),
            ["de: exceptions.refresh_cooldown.message has other placeholders than en"],
        ),
        (
            lambda german: german["exceptions"]["not_loaded"].update(message="Siehe https://example.org"),
            ["de: exceptions.not_loaded.message has a link or HTML, which belongs into a placeholder"],
        ),
        (
            lambda german: german["exceptions"]["not_loaded"].update(message="[%key:common::x%]"),
            ["de: exceptions.not_loaded.message has a reference, which only core integrations may have"],
        ),
        (
            lambda german: german["exceptions"]["not_loaded"].update(message=" "),
            ["de: exceptions.not_loaded.message has no text"],
        ),
    ],
)
def test_languages_that_differ_are_named(
    copied: Path, edit: Callable[[dict[str, Any]], object], problems: list[str]
) -> None:
    change(copied / "translations" / "de.json", edit)

    assert validate.find_problems(copied) == problems


def _drop_everywhere(*path: str) -> Callable[[dict[str, Any]], object]:
    def drop(texts: dict[str, Any]) -> None:
        *parents, last = path
        node = texts
        for parent in parents:
            node = node[parent]
        del node[last]

    return drop


SECTIONS = ("options", "step", "init", "sections")


@pytest.mark.parametrize(
    ("path", "problem"),
    [
        (("entity", "sensor", "cpu"), "translations: entity.sensor.cpu is missing"),
        (("exceptions", "not_loaded"), "translations: exceptions.not_loaded is missing"),
        (("services", "refresh"), "translations: services.refresh is missing"),
        (
            ("services", "refresh", "fields", "reason"),
            "translations: services.refresh.fields.reason is missing",
        ),
        (
            ("services", "refresh", "fields", "reason", "description"),
            "translations: services.refresh needs a name and a description wherever it has texts",
        ),
        (("triggers", "analysis_complete"), "translations: triggers.analysis_complete is missing"),
        (
            ("triggers", "suggestion_created", "fields", "kind"),
            "translations: triggers.suggestion_created.fields.kind is missing",
        ),
        ((*SECTIONS, "storage", "description"), "options: storage has no description"),
        (
            (*SECTIONS, "advanced", "data_description", "batch_size"),
            "options: data_description of advanced.batch_size is missing",
        ),
    ],
)
def test_a_text_that_the_code_needs_is_missed(copied: Path, path: tuple[str, ...], problem: str) -> None:
    change(copied / "translations" / "en.json", _drop_everywhere(*path))
    change(copied / "translations" / "de.json", _drop_everywhere(*path))

    assert validate.find_problems(copied) == [problem]


@pytest.mark.parametrize(
    "code",
    [
        'ir.async_create_issue(hass, DOMAIN, "x", translation_key="unheard_of")',
        'KEY = "unheard_of"\nir.async_create_issue(hass, DOMAIN, KEY, translation_key=KEY)',
        'KEY: Final = "unheard_of"\nir.async_create_issue(hass, DOMAIN, KEY, translation_key=KEY)',
    ],
)
def test_a_repair_without_a_text_is_missed(copied: Path, code: str) -> None:
    (copied / "extra.py").write_text(code)

    assert validate.find_problems(copied) == ["translations: issues.unheard_of is missing"]


def test_texts_of_what_is_not_there_are_named(copied: Path) -> None:
    def add(texts: dict[str, Any]) -> None:
        sections = texts["options"]["step"]["init"]["sections"]
        sections["storage"]["data"]["colour"] = "Colour"
        sections["garden"] = {}
        texts["services"]["refresh"]["fields"]["colour"] = {"name": "Colour", "description": "Which."}

    change(copied / "translations" / "en.json", add)
    change(copied / "translations" / "de.json", add)

    assert validate.find_problems(copied) == [
        "options: data of storage.colour is not a setting",
        "options: section garden is not a part of the settings",
        "translations: services.refresh.fields.colour is not in services.yaml",
    ]


def test_icons_that_are_missing_or_strange_are_named(copied: Path) -> None:
    def spoil(icons: dict[str, Any]) -> None:
        del icons["services"]["refresh"]
        icons["entity"]["sensor"]["cpu"]["default"] = "fa:cpu"
        icons["entity"]["sensor"]["colour"] = {"default": "mdi:palette"}

    change(copied / "icons.json", spoil)

    assert validate.find_problems(copied) == [
        "icons: entity.sensor.colour is not in the code",
        "icons: entity.sensor.cpu.default must be an mdi icon, not fa:cpu",
        "icons: services.refresh is missing",
    ]


def test_a_quality_rule_that_is_missing_unknown_or_unexplained_is_named(copied: Path) -> None:
    rules = copied / "quality_scale.yaml"
    replace(rules, "  brands: done\n", "  brand: done\n")
    replace(rules, "  devices: done\n", "  devices: perhaps\n")

    assert validate.find_problems(copied) == [
        "quality scale: devices must be done, todo, or exempt with a comment",
        "quality scale: rule brands is missing",
        "quality scale: there is no rule brand",
    ]


def test_brand_images_are_there_in_their_sizes(copied: Path) -> None:
    shutil.copy(copied / "brand" / "icon@2x.png", copied / "brand" / "icon.png")
    (copied / "brand" / "icon@2x.png").unlink()

    assert validate.find_problems(copied) == [
        "brand: icon.png must be 256 x 256 pixels",
        "brand: icon@2x.png is missing",
    ]


def test_files_that_others_look_for_are_there(copied: Path) -> None:
    (copied / "py.typed").unlink()
    (copied / "strings.json").write_text("{}")
    (copied.parents[1] / "hacs.json").unlink()

    assert validate.find_problems(copied) == [
        "hacs.json is missing",
        "py.typed is missing",
        "strings.json is not read for custom integrations",
    ]


def test_an_unknown_key_for_hacs_is_named(copied: Path) -> None:
    change(copied.parents[1] / "hacs.json", lambda hacs: hacs.update(colour="blue"))

    assert validate.find_problems(copied) == ["hacs.json: unknown key colour"]


def test_the_command_prints_the_problems_and_fails(
    copied: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    (copied / "py.typed").unlink()
    monkeypatch.setattr(sys, "argv", ["validate", str(copied)])

    assert validate.main() == 1
    assert capsys.readouterr().out == "py.typed is missing\n"


def test_the_command_checks_the_integration_by_default(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "argv", ["validate"])

    assert validate.main() == 0
    assert capsys.readouterr().out == "the files of the integration agree\n"
