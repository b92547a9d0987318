"""What there is to know of an option beside its name: declared in one line, read by the parser and by the form."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, fields
from typing import Any

from .kinds import ByDomain, Kind, Of, OneEntity, Parses, Texts

ADVANCED = "advanced"  # the page of the form with what hardly anybody needs
_KEY = "option"
_DEFAULT = "default"


class SettingsError(ValueError):
    """A value that can't be used.

    Attributes:
        field: ``section.key`` of the value.
    """

    def __init__(self, field: str, reason: str) -> None:
        """Name the field and what is wrong with it."""
        super().__init__(f"{field}: {reason}")
        self.field = field


@dataclass(frozen=True, slots=True, kw_only=True)
class Option:
    """One option, as its line in ``settings`` says it.

    Attributes:
        section: the field of ``Settings`` that it belongs to.
        key: its name there.
        default: what it is where nobody set it.
        is_advanced: it is kept from those who don't look for it.
    """

    section: str
    key: str
    kind: Kind
    default: Any
    is_advanced: bool

    @property
    def page(self) -> str:
        """The section of the form that it is in."""
        return ADVANCED if self.is_advanced else self.section

    @property
    def name(self) -> str:
        """``section.key``."""
        return f"{self.section}.{self.key}"

    @property
    def names_entities(self) -> bool:
        """Tell whether it holds ids that renaming an entity changes; notifiers are actions or entities."""
        match self.kind:
            case Texts(of=Of.ENTITIES | Of.SENSORS | Of.NOTIFIERS) | OneEntity():
                return True
            case _:
                return False

    @property
    def is_private(self) -> bool:
        """Tell whether it may say something of the home or its people: whatever people pick or write freely."""
        return isinstance(self.kind, Texts | OneEntity | ByDomain)

    def parse(self, value: Any) -> Any:
        """Take a value as JSON holds it.

        Raises:
            SettingsError: it is of the wrong type or out of range.
        """
        try:
            return self.kind.parse(value)
        except (TypeError, ValueError) as err:
            raise SettingsError(self.name, str(err)) from err


def option[T](default: T, kind: Parses[T], *, advanced: bool = False) -> T:
    """Declare an option: a field of a dataclass, with all that the parser and the form have to know of it."""
    return field(default=default, metadata={_KEY: kind, _DEFAULT: default, ADVANCED: advanced})


def options_of(section: str, record: type[Any]) -> Iterator[Option]:
    """List the options that a dataclass declares, in its order."""
    for one in fields(record):
        kind, default, is_advanced = (one.metadata[key] for key in (_KEY, _DEFAULT, ADVANCED))
        yield Option(section=section, key=one.name, kind=kind, default=default, is_advanced=is_advanced)
