"""Why something was not written, as errors that people can read."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from types import MappingProxyType
from typing import Any

from homeassistant.core import HomeAssistant, callback
from homeassistant.exceptions import HomeAssistantError, ServiceValidationError
from homeassistant.helpers import issue_registry as ir
from homeassistant.util.yaml import dump

from ..apply.errors import (
    BrokenFileError,
    BusyFileError,
    ConfigFileError,
    EditedEntryError,
    KnownEntryError,
    MissingEntryError,
    MovedEntryError,
    UnsupportedFileError,
    UnwritableFileError,
)
from ..apply.refusal import ConfigFault, FaultKind
from ..const import DOMAIN
from ..model.decisions.adjustment import AdjustmentError
from ..model.habits.suggestion import Suggestion
from ..store.file.errors import DatabaseClosedError, DatabaseUnusableError
from .health.notices import advised

NOT_INCLUDED = "file_not_included"

_KEYS = MappingProxyType(
    {
        BrokenFileError: "file_broken",
        UnsupportedFileError: "file_unsupported",
        UnwritableFileError: "file_unwritable",
        BusyFileError: "file_busy",
        KnownEntryError: "entry_known",
        MissingEntryError: "entry_missing",
        MovedEntryError: "entry_moved",
        EditedEntryError: "entry_edited",
    }
)
"""The message of each reason."""


@callback
def async_not_included(
    hass: HomeAssistant, file: str, suggestion: Suggestion, config: Mapping[str, Any]
) -> HomeAssistantError:
    """Tell the owner how to have a file included, and return the error that says so, with the text to copy."""
    placeholders = {"file": file, "domain": file.removesuffix("s.yaml"), "title": suggestion.title}
    text = dump([dict(config)])
    ir.async_create_issue(
        hass,
        DOMAIN,
        NOT_INCLUDED,
        is_fixable=False,
        severity=ir.IssueSeverity.WARNING,
        translation_key=NOT_INCLUDED,
        translation_placeholders={**placeholders, "yaml": f"```yaml\n{text}```"},
    )
    return HomeAssistantError(
        translation_domain=DOMAIN,
        translation_key=NOT_INCLUDED,
        translation_placeholders={**placeholders, "yaml": text},
    )


@contextmanager
def translated(file: str = "") -> Iterator[None]:
    """Turn what can go wrong with a file of the owner's and with the database into errors that people can read."""
    try:
        with unusable_as(HomeAssistantError):
            yield
    except ConfigFileError as err:
        raise HomeAssistantError(
            translation_domain=DOMAIN,
            translation_key=_KEYS[type(err)],
            translation_placeholders={"file": file, "reason": str(err)},
        ) from err


@contextmanager
def unusable_as(error: type[HomeAssistantError]) -> Iterator[None]:
    """Turn a database that can't be used into an error of that sort which people can read."""
    try:
        yield
    except DatabaseClosedError as err:
        raise error(translation_domain=DOMAIN, translation_key="not_loaded") from err
    except DatabaseUnusableError as err:
        raise error(
            translation_domain=DOMAIN,
            translation_key=advised("database_unusable", err.reason),
            translation_placeholders={"reason": err.reason},
        ) from err


def refused(refusal: ConfigFault) -> ServiceValidationError:
    """Return the error that says why a config is not created."""
    return ServiceValidationError(
        translation_domain=DOMAIN,
        translation_key=refusal.why.value,
        translation_placeholders={"what": refusal.what},
    )


def removed(entities: Iterable[str]) -> ServiceValidationError:
    """Return the error that says what a suggestion names that is no longer in Home Assistant."""
    return refused(ConfigFault(why=FaultKind.UNKNOWN, what=", ".join(entities)))


def impossible(error: AdjustmentError) -> ServiceValidationError:
    """Return the error that says which field of a change doesn't fit, and why."""
    return ServiceValidationError(translation_domain=DOMAIN, translation_key=f"adjustment_{error.field}")
