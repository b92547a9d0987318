"""Home Assistant by a clock that is moved: ``hurried.py FILE [what hass takes]``.

The file holds two numbers of seconds: how far the clock is wrong, and how much more time has passed than really has.
Timers see what passes as well, so that nobody waits for them. What has come of it is written into ``FILE.seen``.
"""

from datetime import UTC, datetime, tzinfo
from pathlib import Path
import sys
import threading
import time
from typing import Any, override

FILE = Path(sys.argv.pop(1))
SEEN = FILE.with_suffix(".seen")
LOOK_EVERY = 0.2  # seconds

real, steady = time.time, time.monotonic
moved = [0.0, 0.0]


def look() -> None:
    """Follow what the file says."""
    text = FILE.read_text()
    # Whoever writes it may not have ended yet.
    if text.endswith("\n") and (now := [*map(float, text.split())]) != moved:
        moved[:] = now
        SEEN.write_text(text)


def watch() -> None:
    """Do so for ever."""
    while True:
        time.sleep(LOOK_EVERY)
        look()


class Anywhen(type):
    """Has every moment be one of the wrong clock's."""

    @override
    def __instancecheck__(cls, one: object) -> bool:
        return isinstance(one, datetime)

    @override
    def __subclasscheck__(cls, one: type) -> bool:
        return issubclass(one, datetime)


class Shifted(datetime, metaclass=Anywhen):
    """A moment whose now is the wrong one; all that it makes are ordinary moments."""

    def __new__(cls, *args: Any, **fields: Any) -> Any:
        return datetime.__new__(datetime, *args, **fields)

    @classmethod
    @override
    def now(cls, tz: tzinfo | None = None) -> Any:
        return datetime.fromtimestamp(time.time(), tz)

    @classmethod
    @override
    def utcnow(cls) -> Any:
        return datetime.fromtimestamp(time.time(), UTC).replace(tzinfo=None)


if __name__ == "__main__":
    look()
    time.time = lambda: real() + sum(moved)
    time.monotonic = lambda: steady() + moved[1]
    sys.modules["datetime"].datetime = Shifted  # type: ignore[attr-defined]
    threading.Thread(target=watch, daemon=True).start()
    # Only now: its modules take the clock that they find.
    from homeassistant.__main__ import main

    sys.argv[0] = "hass"
    sys.exit(main())
