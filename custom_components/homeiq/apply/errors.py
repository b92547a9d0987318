"""Why a configuration file could not be changed. Whatever the reason, it was left as it was."""

from __future__ import annotations


class ConfigFileError(Exception):
    """A configuration file can't be changed."""


class BrokenFileError(ConfigFileError):
    """It is no YAML.

    Attributes:
        line: where, from 1; None where the parser can't tell.
        problem: what is wrong with it.
    """

    def __init__(self, line: int | None, problem: str) -> None:
        """Say where and what."""
        super().__init__(problem if line is None else f"line {line}: {problem}")
        self.line = line
        self.problem = problem


class UnsupportedFileError(ConfigFileError):
    """It is YAML of a form that can't be changed without changing more than one entry."""


class UnwritableFileError(ConfigFileError):
    """It is protected against writing, or the disk refuses."""


class BusyFileError(ConfigFileError):
    """Another program keeps writing it."""


class KnownEntryError(ConfigFileError):
    """An entry with that key is there already."""


class MissingEntryError(ConfigFileError):
    """No entry with that key is there."""


class MovedEntryError(ConfigFileError):
    """The entry is not in the file any more, and works elsewhere: a person has moved it, and it is theirs."""


class EditedEntryError(ConfigFileError):
    """The entry says something else than what was written; a person's work is not touched."""
