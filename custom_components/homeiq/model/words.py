"""The words for titles and reasons, in the owner's language."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
import re
from typing import Any, Self
from unicodedata import bidirectional

# By CLDR 47, where people speak English, or the app is set to it.
_TWELVE_HOURS = frozenset({"US", "CA", "AU", "NZ", "IN", "PH", "PK", "BD", "MY", "EG", "SA", "CO", "HK", "SG"})
_MONTH_FIRST = frozenset({"US", "PH"})
_NOON = 12
_ISOLATE, _END = "\u2068", "\u2069"  # around what may run the other way; nobody sees or types them
_UNTYPED = {ord(one): None for one in (_ISOLATE, _END)}
_TO_THE_LEFT = frozenset({"R", "AL"})  # classes of letters that are written from right to left
_LAST = re.compile(r"\{(\w+)\}\.")  # what stands at the end of a sentence


def shortened(text: str, length: int) -> str:
    """Return a text of so many characters at most; what was cut off ends in an ellipsis."""
    return text if len(text) <= length else f"{text[: length - 1]}…"


def isolated(name: str) -> str:
    """Keep a name that runs from right to left from turning round what stands beside it.

    Examples:
        >>> isolated("Lamp"), [*map(ord, isolated("دلو"))]
        ('Lamp', [8296, 1583, 1604, 1608, 8297])
    """
    runs_back = any(bidirectional(letter) in _TO_THE_LEFT for letter in name)
    return f"{_ISOLATE}{name}{_END}" if runs_back else name


def typed(text: str) -> str:
    """Return a text as people type it, who neither isolate names nor care for capitals.

    Examples:
        >>> typed(f"Turn on {isolated("دلو")}") == typed("turn ON دلو")
        True
    """
    return text.translate(_UNTYPED).casefold()


def itemised(items: Sequence[str], most: int) -> str:
    """Write texts as a list, each on a line of its own, and how many more there are than may be told."""
    more = len(items) - most
    return "\n".join([*(f"- {item}" for item in items[:most]), *([f"- … (+{more})"] if more > 0 else [])])


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """Templates by key, taken from the ``common`` part of a translation file.

    A key that the language lacks is taken from English, which has them all.

    Attributes:
        counts_twelve: times have twelve hours and a half of the day.
        month_first: dates begin with the month.
    """

    templates: Mapping[str, str]
    counts_twelve: bool = False
    month_first: bool = False

    def say(self, key: str, **values: str | int) -> str:
        """Fill a template; thousands get the mark that the language parts them with.

        Raises:
            KeyError: neither the language nor English has the key.
        """
        template = self.templates[key]
        told = {name: self._told(value) for name, value in values.items()}
        # What ends in a full stop of its own, as an abbreviation does, ends the sentence with it.
        for name in _LAST.findall(template):
            told[name] = told[name].removesuffix(".")
        return template.format(**told)

    def clock(self, minute: int) -> str:
        """Say a time of day, with twelve or twenty-four hours as the country counts them.

        Args:
            minute: local minutes after midnight.
        """
        hour, minute = divmod(minute, 60)
        if not self.counts_twelve:
            return self.say("clock", hour=f"{hour:02}", minute=f"{minute:02}")
        half = "PM" if hour >= _NOON else "AM"
        return self.say("clock_of_12", hour=f"{hour % _NOON or _NOON}", minute=f"{minute:02}", half=half)

    def full_date(self, day: date) -> str:
        """Say a day, in the order in which the country does."""
        return self.say(
            "date_month_first" if self.month_first else "date",
            year=f"{day.year}",
            month=self.say(f"month_{day.month}"),
            day=f"{day.day}",
        )

    def day(self, day: date) -> str:
        """Say a day of this year or the next months."""
        key = "day_month_first" if self.month_first else "day"
        return self.say(key, month=self.say(f"month_{day.month}"), day=f"{day.day}")

    def moment(self, at: datetime, now: datetime) -> str:
        """Say a local moment as people do: the time alone today, with the day otherwise."""
        clock = self.clock(60 * at.hour + at.minute)
        away = (at.date() - now.date()).days
        key = {-1: "moment_yesterday", 0: "moment_today", 1: "moment_tomorrow"}.get(away, "moment")
        return self.say(key, date=self.full_date(at.date()), time=clock)

    def full_moment(self, at: datetime) -> str:
        """Say a local moment that is read whenever: with its day and its year."""
        return self.say("moment_full", date=self.full_date(at.date()), time=self.clock(60 * at.hour + at.minute))

    def decimal(self, number: float) -> str:
        """Write a number with the mark that the language puts before its decimals, of which there are few."""
        return f"{number:g}".replace(".", self.say("decimal_mark"))

    def number(self, text: str) -> str:
        """Write a text that is a whole number as the language does, and any other as it is."""
        return self._told(int(text)) if text.isdecimal() else text

    def _told(self, value: str | int) -> str:
        return value if isinstance(value, str) else f"{value:,}".replace(",", self.templates["thousands_mark"])

    def say_count(self, key: str, count: int, **values: str | int) -> str:
        """Fill the template for so many: the one for a single one, where the language has it, else the usual one."""
        return self.say_first(*((f"{key}_one",) if count == 1 else ()), key, count=count, **values)

    def say_first(self, *keys: str, **values: str | int) -> str:
        """Fill the first template that exists; the last key must."""
        known = (key for key in keys[:-1] if key in self.templates)
        return self.say(next(known, keys[-1]), **values)

    @classmethod
    def from_translations(cls, english: Mapping[str, Any], local: Mapping[str, Any], country: str = "") -> Self:
        """Take the templates from two whole translation files, the second winning.

        Args:
            english: the file that has them all.
            local: the one of the language.
            country: of the home, by its code; in some, people say times and dates in another way.
        """
        return cls.of({**english.get("common", {}), **local.get("common", {})}, country)

    @classmethod
    def of(cls, templates: Mapping[str, str], country: str) -> Self:
        """Speak with templates, in the ways of a country where the language follows them."""
        follows = templates.get("follows_country") == "yes"
        return cls(
            templates=templates,
            counts_twelve=follows and country in _TWELVE_HOURS,
            month_first=follows and country in _MONTH_FIRST,
        )
