"""One timer or listener at a time: whoever sets another ends the one before, and ends the last when it stops."""

from __future__ import annotations

from homeassistant.core import CALLBACK_TYPE, callback


class Subscription:
    """What goes on until it is ended, or another takes its place."""

    __slots__ = ("_cancel",)

    def __init__(self) -> None:
        """Begin with none."""
        self._cancel: CALLBACK_TYPE | None = None

    @property
    def is_on(self) -> bool:
        """Whether something goes on. A timer that has run goes on until somebody ends it."""
        return self._cancel is not None

    @callback
    def async_set(self, cancel: CALLBACK_TYPE) -> None:
        """End what went on, and remember what ends this one."""
        self.async_end()
        self._cancel = cancel

    @callback
    def async_end(self) -> None:
        """End it. Ending twice, or ending a timer that has run, does no harm."""
        if self._cancel:
            cancel, self._cancel = self._cancel, None
            cancel()
