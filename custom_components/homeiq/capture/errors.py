"""Why the past can't be imported."""

from __future__ import annotations


class RecorderMissingError(RuntimeError):
    """This home has no recorder, or its database could not be opened: there is no past to import."""


class RecorderBusyError(RuntimeError):
    """The recorder's database can't be read now, while it migrates for example; later it can."""
