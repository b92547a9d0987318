"""The form of the options: a collapsed section for each part of the settings, a selector for each kind of option."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import time
from enum import StrEnum
from typing import Any, assert_never

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
    ObjectSelectorConfig,
    SelectOptionDict,
    SelectSelector,
    SelectSelectorConfig,
    SelectSelectorMode,
    TextSelector,
    TextSelectorConfig,
    TimeSelector,
)
from homeassistant.helpers.translation import async_get_translations
from homeassistant.util import slugify
import probatio as vol

from .const import DOMAIN
from .deliver.phones import async_known_targets
from .settings import ADVANCED, OPTIONS, SECTIONS, Option, SettingsError
from .settings.kinds import ByDomain, Choice, Clock, Decimal, Flag, Of, OneEntity, Share, Texts, Whole

_DOMAIN, _NUMBER = "domain", "number"  # of a row of those lists; what they are called is in the translations

type FormField = Any
"""A selector, or a chain of validators that begins with one."""


async def async_options_form(
    hass: HomeAssistant, values: Mapping[str, Any], *, opened: str = "", has_influxdb: bool = False
) -> vol.Schema:
    """Build the form.

    Args:
        hass: the home whose users and domains can be picked.
        values: what is set now, as options; picks that are gone stay pickable.
        opened: ``section.key`` of an option whose part of the form starts open.
        has_influxdb: show what can be set where one is connected.
    """
    offers = await _async_offers(hass)
    page = _page_of(opened)
    sections = [name for name in SECTIONS if name != "influxdb" or has_influxdb]
    shown = [one for one in OPTIONS.values() if one.section in sections]
    # In the order of the settings, advanced ones last; a part of which all is advanced has no page of its own.
    pages = sorted(dict.fromkeys(one.page for one in shown), key=ADVANCED.__eq__)
    form: dict[str, dict[vol.Marker, FormField]] = {name: {} for name in pages}
    for one in shown:
        form[one.page][_marker(one)] = _field(one, offers, values.get(one.section, {}).get(one.key) or [])
    return vol.Schema(
        {vol.Required(name): section(vol.Schema(fields), {"collapsed": name != page}) for name, fields in form.items()}
    )


class NamedTwiceError(SettingsError):
    """A list has two numbers for one domain."""


def refuse_twice(answers: Mapping[str, Mapping[str, Any]]) -> None:
    """Refuse a form in which nobody can say which of two numbers is meant.

    Raises:
        NamedTwiceError: a domain stands in a list twice.
    """
    lists = (one for one in OPTIONS.values() if isinstance(one.kind, ByDomain))
    for one in lists:
        domains = [row[_DOMAIN] for row in answers.get(one.page, {}).get(one.key) or ()]
        if len(domains) > len({*domains}):
            raise NamedTwiceError(f"{one.section}.{one.key}", "a domain stands there twice")


def to_options(answers: Mapping[str, Mapping[str, Any]]) -> dict[str, Any]:
    """Return what a form was answered as options: what is advanced goes back to where it belongs.

    Of two numbers for one domain, the later one counts.
    """
    options: dict[str, Any] = {name: dict(values) for name, values in answers.items() if name != ADVANCED}
    advanced = {one.key: one for one in OPTIONS.values() if one.is_advanced}
    for key, value in answers.get(ADVANCED, {}).items():
        one = advanced[key]
        if not isinstance(one.kind, ByDomain):
            options.setdefault(one.section, {})[key] = value
        elif value:  # none at all is what the form says of the defaults
            options.setdefault(one.section, {})[key] = {row[_DOMAIN]: row[_NUMBER] for row in value}
    return options


def to_answers(options: Mapping[str, Any]) -> dict[str, dict[str, Any]]:
    """Return options as the form shows them; the reverse of ``to_options``."""
    answers: dict[str, dict[str, Any]] = {}
    for one in OPTIONS.values():
        if one.key in options.get(one.section, {}):
            value = options[one.section][one.key]
            answers.setdefault(one.page, {})[one.key] = _rows(value) if isinstance(value, Mapping) else value
    return answers


def _rows(numbers: Mapping[str, float]) -> list[dict[str, Any]]:
    """Return numbers for single domains as the form lists them."""
    return [{_DOMAIN: domain, _NUMBER: number} for domain, number in numbers.items()]


async def explain(hass: HomeAssistant, error: SettingsError) -> tuple[dict[str, str], dict[str, str]]:
    """Say which field is wrong, by the label it bears, and what it takes.

    Returns:
        The form's errors, each at its part of the form: whoever is far down in it would not see one at the top; and
        the placeholders of their texts.
    """
    key, page = error.field.rpartition(".")[2], _page_of(error.field)
    path = f"component.{DOMAIN}.options.step.init.sections.{page}.data.{key}"
    labels = await async_get_translations(hass, hass.config.language, "options", [DOMAIN])
    called = {"field": labels.get(path, error.field)}
    if isinstance(error, NamedTwiceError):
        return {page: "named_twice"}, called
    if number := _number_of(error.field):
        return {page: "invalid_number"}, {**called, "low": f"{number.low:.12g}", "high": f"{number.high:.12g}"}
    return {page: "invalid_value"}, called


def _page_of(name: str) -> str:
    """Return the part of the form that an option is in."""
    return OPTIONS[name].page if name in OPTIONS else name.partition(".")[0]


def _number_of(name: str) -> Whole | Decimal | None:
    """Return the number that an option takes, or takes by domain; None where it takes none, or a share."""
    kind = OPTIONS[name].kind if name in OPTIONS else None
    number = kind.number if isinstance(kind, ByDomain) else kind
    return number if isinstance(number, Whole | Decimal) else None


def _marker(one: Option) -> vol.Marker:
    """Ask for a value, starting with its default.

    Lists and mappings may be left empty, and come without a default: the form could not be emptied otherwise.
    """
    match one.default:
        case None | ():
            return vol.Optional(one.key)
        case Mapping():
            return vol.Optional(one.key, description={"suggested_value": _rows(one.default)})
        case StrEnum():
            return vol.Required(one.key, default=one.default.value)
        case time():
            return vol.Required(one.key, default=one.default.isoformat())
        case _:
            return vol.Required(one.key, default=one.default)


type _Offers = Mapping[Of, Mapping[str, str]]
"""What can be picked where Home Assistant has no selector for it: labels by what is stored."""


async def _async_offers(hass: HomeAssistant) -> _Offers:
    return {
        # System users are offered as well: add-ons act in their name.
        Of.USERS: {user.id: user.name or user.id for user in await hass.auth.async_get_users() if user.is_active},
        Of.NOTIFIERS: async_known_targets(hass),
        Of.DOMAINS: await _async_domains(hass),
    }


async def _async_domains(hass: HomeAssistant) -> Mapping[str, str]:
    """Return what the home's domains are called in its language; the domain behind it where one could not guess it."""
    domains = sorted({state.domain for state in hass.states.async_all()})
    titles = await async_get_translations(hass, hass.config.language, "title", domains)
    called = {domain: titles.get(f"component.{domain}.title", domain) for domain in domains}
    return {name: title if slugify(title) == name else f"{title} ({name})" for name, title in called.items()}


def _field(one: Option, offers: _Offers, picked: list[str]) -> FormField:
    match one.kind:
        case Whole() | Decimal() | Share():
            return _number(one.kind)
        case Choice(words):
            options = [word.value for word in words]
            return SelectSelector(SelectSelectorConfig(options=options, translation_key=words.__name__.lower()))
        case OneEntity(domains):
            return EntitySelector(EntitySelectorConfig(filter={"domain": [*domains]}))
        case Texts(of):
            return _list_of(of, offers, picked)
        case _:
            return _plain(one.kind, offers[Of.DOMAINS])


def _plain(kind: Flag | Clock | ByDomain[Any], domains: Mapping[str, str]) -> FormField:
    match kind:
        case Flag():
            return BooleanSelector()
        case Clock():
            return TimeSelector()
        case ByDomain(number):
            return _numbers(number, domains)
        case _ as never:
            assert_never(never)


def _numbers(kind: object, domains: Mapping[str, str]) -> FormField:
    """List numbers for single domains, to add to, change and take from."""
    number = NumberSelector(NumberSelectorConfig(mode=NumberSelectorMode.BOX)) if isinstance(kind, Whole) else _share()
    return ObjectSelector(
        ObjectSelectorConfig(
            fields={
                _DOMAIN: {"required": True, "selector": _dropdown(_labelled(domains), is_open=True, several=False)},
                _NUMBER: {"required": True, "selector": number},
            },
            multiple=True,
            label_field=_DOMAIN,
            description_field=_NUMBER,
            translation_key="by_domain",
        )
    )


def _number(kind: Whole | Decimal | Share) -> FormField:
    if isinstance(kind, Share):
        return _share()
    # What is beyond the limits, the settings refuse: Home Assistant would say so in English, and by the option's key.
    step = kind.step if isinstance(kind, Decimal) else 1
    config = NumberSelectorConfig(step=step, mode=NumberSelectorMode.BOX)
    if kind.unit:
        config["unit_of_measurement"] = kind.unit
        config["translation_key"] = "number"
    return NumberSelector(config) if isinstance(kind, Decimal) else vol.All(NumberSelector(config), vol.Coerce(int))


def _share() -> NumberSelector:
    return NumberSelector(NumberSelectorConfig(min=0, max=1, step=0.01, mode=NumberSelectorMode.SLIDER))


def _list_of(of: Of, offers: _Offers, picked: list[str]) -> FormField:
    match of:
        case Of.ANYTHING:
            return TextSelector(TextSelectorConfig(multiple=True))
        case Of.AREAS:
            return AreaSelector(AreaSelectorConfig(multiple=True))
        case Of.LABELS:
            return LabelSelector(LabelSelectorConfig(multiple=True))
        case Of.ENTITIES | Of.SENSORS:
            config = EntitySelectorConfig(multiple=True)
            if of is Of.SENSORS:
                config["filter"] = {"domain": "sensor"}
            return EntitySelector(config)
        case Of.USERS | Of.NOTIFIERS | Of.DOMAINS:
            labels = {value: value for value in picked} | dict(offers[of])
            return _dropdown(_labelled(labels), is_open=of is not Of.USERS)


def _labelled(labels: Mapping[str, str]) -> list[SelectOptionDict]:
    """Return what can be picked in the order of its labels."""
    in_order = sorted(labels.items(), key=lambda one: one[1].casefold())
    return [SelectOptionDict(value=value, label=label) for value, label in in_order]


def _dropdown(options: Sequence[SelectOptionDict], *, is_open: bool, several: bool = True) -> SelectSelector:
    """Let one or several be picked; where it is open, others can be typed."""
    mode = SelectSelectorMode.DROPDOWN
    return SelectSelector(SelectSelectorConfig(options=options, multiple=several, custom_value=is_open, mode=mode))
