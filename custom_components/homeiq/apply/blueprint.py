"""An automation as a blueprint: the same rule, for entities that are chosen when it is used."""

from __future__ import annotations

from collections.abc import Mapping
from copy import deepcopy
from dataclasses import dataclass, field
import hashlib
import re
from typing import Any

from homeassistant.components.automation.config import AUTOMATION_BLUEPRINT_SCHEMA
from homeassistant.components.automation.helpers import async_get_blueprints
from homeassistant.components.blueprint import Blueprint
from homeassistant.core import HomeAssistant
from homeassistant.util import slugify
from homeassistant.util.yaml import Input

from ..model.home import Home

FOLDER = "homeiq"
_LONGEST_NAME = 100  # characters; file systems take 255 bytes, and Windows 260 with all folders
_MARK = 8  # hexadecimal digits
_NAMELESS = "unknown"  # what Home Assistant makes of a title without letters
_DEVICE = re.compile(r"con|prn|aux|nul|(?:com|lpt)[0-9]")  # which Windows takes for a device, whatever the ending
_FIXED = ("sun.", "zone.")  # every home has them


@dataclass(slots=True, kw_only=True, eq=False)
class _Inputs:
    """The entities that are taken out of an automation, each once."""

    home: Home
    found: dict[str, dict[str, Any]] = field(default_factory=dict)
    names: dict[tuple[str, ...], str] = field(default_factory=dict)

    def take(self, part: str, entities: Any) -> Any:
        """Return what stands in the place of some entities."""
        ids = tuple(entities) if isinstance(entities, list) else (str(entities),)
        if not ids or any(name.startswith(_FIXED) for name in ids):
            return entities
        if ids not in self.names:
            name = part if part not in self.found else f"{part}_{len(self.found) + 1}"
            self.names[ids] = name
            self.found[name] = {"name": self._label(ids), "selector": {"entity": self._selector(ids)}}
        return Input(self.names[ids])

    def _label(self, ids: tuple[str, ...]) -> str:
        return ", ".join(self.home.name_of(name) for name in ids)

    def _selector(self, ids: tuple[str, ...]) -> dict[str, Any]:
        narrowed: dict[str, Any] = {"domain": sorted({name.partition(".")[0] for name in ids})}
        classes = {self.home.device_class_of(name) for name in ids}
        if len(classes) == 1 and (device_class := classes.pop()):
            narrowed["device_class"] = device_class
        return {"filter": [narrowed], "multiple": True}


def blueprint_of(config: Mapping[str, Any], home: Home) -> Blueprint:
    """Return an automation as a blueprint."""
    inputs = _Inputs(home=home)
    rule = {part: _general(deepcopy(config.get(part, [])), part, inputs) for part in ("triggers", "conditions")}
    rule["actions"] = _general(deepcopy(config["actions"]), "actions", inputs)
    return Blueprint(
        {
            "blueprint": {
                "name": config["alias"],
                "description": config.get("description", ""),
                "domain": "automation",
                "input": inputs.found,
            },
            **rule,
            "mode": config.get("mode", "single"),
        },
        expected_domain="automation",
        schema=AUTOMATION_BLUEPRINT_SCHEMA,
    )


def _general(node: Any, part: str, inputs: _Inputs) -> Any:
    name = {"triggers": "trigger", "conditions": "condition", "actions": "target"}[part]
    if isinstance(node, dict):
        return {
            key: inputs.take(name, value) if key == "entity_id" else _general(value, part, inputs)
            for key, value in node.items()
        }
    return [_general(one, part, inputs) for one in node] if isinstance(node, list) else node


def file_name(title: str) -> str:
    """Return what the file of a title is called on every system, without its ending: ASCII, short, and no device.

    A title of which that leaves something out bears a mark of its own, so that another one like it is another file.
    """
    name = slugify(title)
    if name and len(name) <= _LONGEST_NAME and name != _NAMELESS and not _DEVICE.fullmatch(name):
        return name
    mark = hashlib.sha256(title.encode(errors="replace")).hexdigest()[:_MARK]
    return f"{name[:_LONGEST_NAME].rstrip('_') or _NAMELESS}_{mark}"


async def async_install(hass: HomeAssistant, blueprint: Blueprint) -> str:
    """Put a blueprint among the owner's and return its path below the folder of automation blueprints.

    Raises:
        FileAlreadyExists: one of that name is there; it is not overwritten.
        OSError: it can't be written.
    """
    path = f"{FOLDER}/{file_name(blueprint.name)}.yaml"
    await async_get_blueprints(hass).async_add_blueprint(blueprint, path)
    return path
