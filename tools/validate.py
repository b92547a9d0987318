"""Checks the integration's files against each other, offline, in the spirit of Home Assistant's hassfest.

    python -m tools.validate [FOLDER]

Prints a line for each problem and exits with 1 where there is one. A check is a function from the integration to its
problems; adding one is adding it to ``CHECKS``.
"""

from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
import re
import struct
import sys
from typing import Any

from custom_components.homeiq.settings import OPTIONS
from tools.integration import LANGUAGES, Integration, read_json

ROOT = Path(__file__).parents[1]
INTEGRATION = ROOT / "custom_components" / "homeiq"
REQUIRED_KEYS = {
    "domain",
    "name",
    "codeowners",
    "documentation",
    "integration_type",
    "iot_class",
    "issue_tracker",
    "version",
}
KNOWN_KEYS = REQUIRED_KEYS | {
    "after_dependencies",
    "config_flow",
    "dependencies",
    "loggers",
    "requirements",
    "single_config_entry",
}
HACS_KEYS = {"name", "content_in_root", "filename", "hacs", "hide_default_branch", "homeassistant", "zip_release"}
_RULE_IDS = """
action-setup appropriate-polling brands common-modules config-flow-test-coverage config-flow dependency-transparency
docs-actions docs-triggers docs-conditions docs-high-level-description docs-installation-instructions
docs-removal-instructions entity-event-setup entity-unique-id has-entity-name runtime-data test-before-configure
test-before-setup unique-config-entry
action-exceptions config-entry-unloading docs-configuration-parameters docs-installation-parameters
entity-unavailable integration-owner log-when-unavailable parallel-updates reauthentication-flow test-coverage
devices diagnostics discovery discovery-update-info docs-data-update docs-examples docs-known-limitations
docs-supported-devices docs-supported-functions docs-troubleshooting docs-use-cases dynamic-devices entity-category
entity-device-class entity-disabled-by-default entity-translations exception-translations icon-translations
reconfiguration-flow repair-issues stale-devices
async-dependency inject-websession strict-typing
"""
RULES = frozenset(_RULE_IDS.split())

type Problems = Iterator[str]


def flatten(node: Any, path: str = "") -> dict[str, str]:
    """Return every text of a tree by its dotted path."""
    if isinstance(node, str):
        return {path: node}
    return {
        key: text for name, child in node.items() for key, text in flatten(child, f"{path}.{name}".strip(".")).items()
    }


def check_manifest(this: Integration) -> Problems:
    """Keys are known, complete and in order; the version is one that Home Assistant can compare."""
    keys = this.manifest.keys()
    yield from (f"manifest: unknown key {key}" for key in keys - KNOWN_KEYS)
    yield from (f"manifest: {key} is missing" for key in REQUIRED_KEYS - keys)
    order = ["domain", "name", *sorted(keys - {"domain", "name"})]
    if list(keys) != order:
        yield f"manifest: keys must stand in the order {', '.join(order)}"
    if this.manifest.get("domain") != this.folder.name:
        yield "manifest: domain must be the name of the folder"
    if not re.fullmatch(r"\d+\.\d+\.\d+([ab]\d+|rc\d+)?", this.manifest.get("version", "")):
        yield "manifest: version must look like 1.2.3"


def check_languages(this: Integration) -> Problems:
    """All languages have the same keys and placeholders, and texts that are plain."""
    english = flatten(this.translations["en"])
    for language in LANGUAGES:
        local = flatten(this.translations[language])
        yield from (f"{language}: {key} is missing" for key in english.keys() - local.keys())
        yield from (f"{language}: {key} is not in en" for key in local.keys() - english.keys())
        yield from (
            f"{language}: {key} has other placeholders than en"
            for key in english.keys() & local.keys()
            if _placeholders(english[key]) != _placeholders(local[key])
        )
        yield from (f"{language}: {key} has {fault}" for key, text in local.items() if (fault := _fault(text)))


def _placeholders(text: str) -> set[str]:
    return set(re.findall(r"{(\w+)}", text))


def _fault(text: str) -> str | None:
    if not text.strip():
        return "no text"
    if "[%key:" in text:
        return "a reference, which only core integrations may have"
    return "a link or HTML, which belongs into a placeholder" if re.search(r"https?://|</?[a-z]+", text) else None


def check_used_keys(this: Integration) -> Problems:
    """Every key of the code has its text, and its icon where it is an entity; no entity's text or icon is left over."""
    english = this.translations["en"]
    texts = {(platform, key) for platform, keys in english["entity"].items() for key in keys}
    icons = {(platform, key) for platform, keys in this.icons["entity"].items() for key in keys}
    for name, known in (("translations", texts), ("icons", icons)):
        yield from (f"{name}: entity.{'.'.join(key)} is missing" for key in this.used.entities - known)
        yield from (f"{name}: entity.{'.'.join(key)} is not in the code" for key in known - this.used.entities)
    yield from (
        f"translations: exceptions.{key} is missing" for key in this.used.exceptions - english["exceptions"].keys()
    )
    yield from (f"translations: issues.{key} is missing" for key in this.used.issues - english["issues"].keys())


def check_options(this: Integration) -> Problems:
    """Every setting has a name and a description, in its section; nothing else has."""
    sections = this.translations["en"]["options"]["step"]["init"]["sections"]
    pages = dict.fromkeys(option.page for option in OPTIONS.values())
    yield from (f"options: section {name} is not a part of the settings" for name in sections.keys() - pages.keys())
    for name in pages:
        section = sections.get(name, {})
        yield from (f"options: {name} has no {text}" for text in {"name", "description"} - section.keys())
        settings = {option.key for option in OPTIONS.values() if option.page == name}
        for text in ("data", "data_description"):
            known = section.get(text, {}).keys()
            yield from (f"options: {text} of {name}.{key} is missing" for key in settings - known)
            yield from (f"options: {text} of {name}.{key} is not a setting" for key in known - settings)


def check_services(this: Integration) -> Problems:
    """Actions and their fields are the same in services.yaml, the translations and the icons."""
    return _check_described(this, "services", this.services)


def check_triggers(this: Integration) -> Problems:
    """Triggers and their fields are the same in triggers.yaml, the translations and the icons."""
    return _check_described(this, "triggers", this.triggers)


def _check_described(this: Integration, sort: str, described: Mapping[str, Any]) -> Problems:
    texts = this.translations["en"][sort]
    for name, known in (("translations", texts.keys()), ("icons", this.icons[sort].keys())):
        yield from (f"{name}: {sort}.{key} is missing" for key in described.keys() - known)
        yield from (f"{name}: {sort}.{key} is not in {sort}.yaml" for key in known - described.keys())
    for key in described.keys() & texts.keys():
        wanted, known = _fields(described[key]), _fields(texts[key])
        yield from (f"translations: {sort}.{key}.fields.{field} is missing" for field in wanted.keys() - known.keys())
        yield from (
            f"translations: {sort}.{key}.fields.{field} is not in {sort}.yaml" for field in known.keys() - wanted.keys()
        )
        yield from (
            f"translations: {sort}.{key} needs a name and a description wherever it has texts"
            for text in (texts[key], *known.values())
            if not {"name", "description"} <= text.keys()
        )


def _fields(described: Mapping[str, Any] | None) -> Mapping[str, Any]:
    return described.get("fields", {}) if described else {}


def check_icons(this: Integration) -> Problems:
    """Icons are names of Material Design icons."""
    for key, icon in flatten(dict(this.icons)).items():
        if not re.fullmatch(r"mdi:[a-z0-9-]+", icon):
            yield f"icons: {key} must be an mdi icon, not {icon}"


def check_quality_scale(this: Integration) -> Problems:
    """Every rule is there, and says how it stands; an exemption says why."""
    yield from (f"quality scale: rule {rule} is missing" for rule in RULES - this.rules.keys())
    yield from (f"quality scale: there is no rule {rule}" for rule in this.rules.keys() - RULES)
    for rule, state in this.rules.items():
        match state:
            case "done" | "todo" | {"status": "done" | "todo" | "exempt", "comment": str()}:
                continue
            case _:
                yield f"quality scale: {rule} must be done, todo, or exempt with a comment"


def check_brand(this: Integration) -> Problems:
    """The icon is there in both sizes."""
    for name, pixels in (("icon.png", 256), ("icon@2x.png", 512)):
        path = this.folder / "brand" / name
        if not path.is_file():
            yield f"brand: {name} is missing"
        elif struct.unpack(">II", path.read_bytes()[16:24]) != (pixels, pixels):
            yield f"brand: {name} must be {pixels} x {pixels} pixels"


def check_files(this: Integration) -> Problems:
    """Files are there that others look for; those are not that Home Assistant would ignore."""
    yield from (f"{name} is missing" for name in ("config_flow.py", "py.typed") if not (this.folder / name).is_file())
    if (this.folder / "strings.json").exists():
        yield "strings.json is not read for custom integrations"
    hacs = this.folder.parents[1] / "hacs.json"
    if not hacs.is_file():
        yield "hacs.json is missing"
    else:
        yield from (f"hacs.json: unknown key {key}" for key in read_json(hacs).keys() - HACS_KEYS)


CHECKS: tuple[Callable[[Integration], Problems], ...] = (
    check_manifest,
    check_languages,
    check_used_keys,
    check_options,
    check_services,
    check_triggers,
    check_icons,
    check_quality_scale,
    check_brand,
    check_files,
)


def find_problems(folder: Path) -> list[str]:
    """Run all checks on an integration's folder and return what they found, sorted."""
    this = Integration.read(folder)
    return sorted(problem for check in CHECKS for problem in check(this))


def main() -> int:
    """Check the integration and tell."""
    problems = find_problems(Path(sys.argv[1]) if len(sys.argv) > 1 else INTEGRATION)
    print("\n".join(problems) or "the files of the integration agree")
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main())
