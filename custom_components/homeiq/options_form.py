"""The form of the options: a collapsed section for each part of the settings, a selector for each value."""

from collections.abc import Mapping
from dataclasses import fields
from datetime import time
from enum import StrEnum
from typing import Any

from homeassistant.core import HomeAssistant
from homeassistant.data_entry_flow import section
from homeassistant.helpers.selector import (
    AreaSelector,
    AreaSelectorConfig,
    BooleanSelector,
    EntitySelector,
    EntitySelectorConfig,
    LabelSelector,
    LabelSelectorConfig,
    NumberSelector,
    NumberSelectorConfig,
    NumberSelectorMode,
    ObjectSelector,
    SelectOptionDict,
    SelectSelector,
    SelectSelectorConfig,
    SelectSelectorMode,
    TextSelector,
    TextSelectorConfig,
    TimeSelector,
)
from homeassistant.helpers.translation import async_get_translations
import probatio as vol

from .const import DOMAIN
from .deliver.phones import async_known_targets
from .settings import SECTIONS, Preset, Profile, Role, SettingsError, Weekday

type FormField = Any
"""A selector, or a chain of validators that begins with one."""


def _whole(low: int, high: int, unit: str | None = None) -> FormField:
    config = NumberSelectorConfig(min=low, max=high, step=1, mode=NumberSelectorMode.BOX)
    if unit:
        config["unit_of_measurement"] = unit
    return vol.All(NumberSelector(config), vol.Coerce(int))


def _choice(options: type[StrEnum], translation_key: str) -> FormField:
    return SelectSelector(
        SelectSelectorConfig(options=[option.value for option in options], translation_key=translation_key)
    )


_SHARE = NumberSelector(NumberSelectorConfig(min=0, max=1, step=0.01, mode=NumberSelectorMode.SLIDER))
_GLOBS = TextSelector(TextSelectorConfig(multiple=True))
_THRESHOLDS: Mapping[str, FormField] = {
    "time_of_day_min_occurrences": _whole(1, 365, "d"),
    "time_of_day_min_occurrences_overrides": ObjectSelector(),
    "time_of_day_confidence": _SHARE,
    "time_of_day_confidence_overrides": ObjectSelector(),
    "co_occurrence_min_support": _whole(1, 365, "d"),
    "co_occurrence_min_support_overrides": ObjectSelector(),
    "co_occurrence_confidence": _SHARE,
    "co_occurrence_confidence_overrides": ObjectSelector(),
}
_STORAGE: Mapping[str, FormField] = {
    "profile": _choice(Profile, "profile"),
    "batch_size": _whole(1, 10_000),
    "batch_seconds": NumberSelector(
        NumberSelectorConfig(min=0.1, max=300, step=0.1, mode=NumberSelectorMode.BOX, unit_of_measurement="s")
    ),
    "acts_days": _whole(7, 3650, "d"),
    "retention_days": _whole(7, 3650, "d"),
    "numbers_days": _whole(1, 3650, "d"),
    "sample_minutes": _whole(0, 1440, "min"),
    "max_megabytes": _whole(0, 1_000_000, "MB"),
}
_INFLUXDB: Mapping[str, FormField] = {
    "role": _choice(Role, "role"),
    "recent_days": _whole(14, 3650, "d"),
    "outbox_megabytes": _whole(1, 100_000, "MB"),
    "outbox_days": _whole(1, 365, "d"),
    "attributes": _GLOBS,
}
_SCHEDULE: Mapping[str, FormField] = {
    "nightly": BooleanSelector(),
    "nightly_time": TimeSelector(),
    "ai_cooldown_hours": _whole(0, 24 * 30, "h"),
}
_AI: Mapping[str, FormField] = {
    "entity_id": EntitySelector(EntitySelectorConfig(filter={"domain": "ai_task"})),
    "names": BooleanSelector(),
    "calls_per_day": _whole(0, 1000),
    "tokens_per_day": _whole(0, 100_000_000),
    "assist": BooleanSelector(),
}
_AUTOMATIONS: Mapping[str, FormField] = {"report": BooleanSelector(), "stale_days": _whole(1, 3650, "d")}


async def async_options_form(
    hass: HomeAssistant, values: Mapping[str, Any], *, opened: str = "", has_influxdb: bool = False
) -> vol.Schema:
    """Build the form.

    Args:
        hass: the home whose users and domains can be picked.
        values: what is set now, as options; picks that are gone stay pickable.
        opened: ``section.key`` of a field whose section starts open.
        has_influxdb: show what can be set where one is connected.
    """
    form: Mapping[str, Mapping[str, FormField]] = {
        "learning": await _async_learning(hass, values.get("learning", {})),
        "scope": _scope(hass),
        "thresholds": _THRESHOLDS,
        "storage": _STORAGE,
        **({"influxdb": _INFLUXDB} if has_influxdb else {}),
        "schedule": _SCHEDULE,
        "automations": _AUTOMATIONS,
        "notifications": _notifications(hass, values.get("notifications", {})),
        "ai": _AI,
    }
    return vol.Schema(
        {
            vol.Required(name): section(
                vol.Schema({_marker(name, key): form_field for key, form_field in form_fields.items()}),
                {"collapsed": not opened.startswith(f"{name}.")},
            )
            for name, form_fields in form.items()
        }
    )


async def explain(hass: HomeAssistant, error: SettingsError) -> tuple[dict[str, str], dict[str, str]]:
    """Say which field is wrong, by the label it bears, and what it takes.

    Returns:
        The form's errors and the placeholders of their texts.
    """
    name, _, key = error.field.partition(".")
    path = f"component.{DOMAIN}.options.step.init.sections.{name}.data.{key}"
    labels = await async_get_translations(hass, hass.config.language, "options", [DOMAIN])
    return {"base": _error_key(key)}, {"field": labels.get(path, error.field)}


def _error_key(key: str) -> str:
    if not key.endswith("_overrides"):
        return "invalid_value"
    return "invalid_shares" if "confidence" in key else "invalid_days"


def _marker(name: str, key: str) -> vol.Marker:
    """Ask for a value, starting with its default.

    Lists and mappings may be left empty, and come without a default: the form could not be emptied otherwise.
    """
    default = _as_option(_DEFAULTS[name, key])
    match default:
        case None | list():
            return vol.Optional(key)
        case dict():
            return vol.Optional(key, description={"suggested_value": default})
        case _:
            return vol.Required(key, default=default)


def _as_option(value: Any) -> Any:
    """Write a setting as options hold it: plain JSON."""
    match value:
        case StrEnum():
            return value.value
        case time():
            return value.isoformat()
        case tuple():
            return list(value)
        case Mapping():
            return dict(value)
        case _:
            return value


_DEFAULTS = {
    (name, setting.name): getattr(defaults, setting.name)
    for name, defaults in ((name, build()) for name, build in SECTIONS.items())
    for setting in fields(defaults)
}


async def _async_learning(hass: HomeAssistant, values: Mapping[str, Any]) -> Mapping[str, FormField]:
    return {
        "preset": _choice(Preset, "preset"),
        "history_days": _whole(7, 3650, "d"),
        "max_suggestions": _whole(1, 100),
        "excluded_users": await _async_users(hass, values.get("excluded_users", [])),
        "machine_users": await _async_users(hass, values.get("machine_users", [])),
        "ai_titles": BooleanSelector(),
    }


async def _async_users(hass: HomeAssistant, picked: list[str]) -> FormField:
    # System users are offered as well: add-ons act in their name.
    names = {user.id: user.name or user.id for user in await hass.auth.async_get_users() if user.is_active}
    options = {**{user_id: user_id for user_id in picked}, **names}
    return SelectSelector(
        SelectSelectorConfig(
            options=[SelectOptionDict(value=user_id, label=name) for user_id, name in options.items()],
            multiple=True,
            mode=SelectSelectorMode.DROPDOWN,
        )
    )


def _notifications(hass: HomeAssistant, values: Mapping[str, Any]) -> Mapping[str, FormField]:
    targets = SelectSelector(
        SelectSelectorConfig(
            options=sorted({*async_known_targets(hass), *values.get("targets", [])}),
            multiple=True,
            custom_value=True,
            mode=SelectSelectorMode.DROPDOWN,
        )
    )
    return {
        "targets": targets,
        "per_week": _whole(0, 50),
        "quiet_from": TimeSelector(),
        "quiet_until": TimeSelector(),
        "digest": BooleanSelector(),
        "digest_day": _choice(Weekday, "weekday"),
        "digest_time": TimeSelector(),
    }


def _scope(hass: HomeAssistant) -> Mapping[str, FormField]:
    domains = SelectSelector(
        SelectSelectorConfig(
            options=sorted({state.domain for state in hass.states.async_all()}),
            multiple=True,
            custom_value=True,
            mode=SelectSelectorMode.DROPDOWN,
        )
    )
    kinds = {
        "domains": domains,
        "areas": AreaSelector(AreaSelectorConfig(multiple=True)),
        "labels": LabelSelector(LabelSelectorConfig(multiple=True)),
        "entities": EntitySelector(EntitySelectorConfig(multiple=True)),
        "globs": _GLOBS,
    }
    return {f"{word}_{kind}": form_field for word in ("include", "exclude") for kind, form_field in kinds.items()}
