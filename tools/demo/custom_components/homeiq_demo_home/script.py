"""What is in the simulated home and what happens in it, as the demo wrote it down. Knows nothing of Home Assistant."""

from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
import json
from pathlib import Path
from typing import Any, Final, NamedTuple

DOMAIN: Final = "homeiq_demo_home"
WEEK = 7 * 86400.0  # seconds; what happens is repeated after a week, on the same weekday


@dataclass(frozen=True, slots=True, kw_only=True)
class Thing:
    """An entity of the simulated home.

    Attributes:
        state: how it stood at the end of the history, as text.
        members: the entities it stands for, when it is a group.
    """

    entity_id: str
    name: str
    state: str
    area: str | None = None
    device_class: str | None = None
    unit: str | None = None
    members: tuple[str, ...] = ()

    @property
    def domain(self) -> str:
        """The part of the id before the dot."""
        return self.entity_id.partition(".")[0]


class Change(NamedTuple):
    """An entity reaches a state. ``time`` is in UTC epoch seconds; the causes are ids, None where there is none."""

    time: float
    entity_id: str
    state: str
    user_id: str | None = None
    parent_id: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Script:
    """The home, and a week of its life in time order.

    Attributes:
        speed: how many times faster than real time life goes on.
    """

    things: tuple[Thing, ...]
    week: tuple[Change, ...] = ()
    speed: float = 1.0

    @classmethod
    def read(cls, path: Path) -> Script:
        """Read what ``write`` wrote."""
        data: dict[str, Any] = json.loads(path.read_text())
        return cls(
            things=tuple(Thing(**{**thing, "members": tuple(thing["members"])}) for thing in data["things"]),
            week=tuple(Change(*change) for change in data["week"]),
            speed=data["speed"],
        )

    def write(self, path: Path) -> None:
        """Write what ``read`` reads."""
        path.write_text(json.dumps({"things": list(map(asdict, self.things)), "week": self.week, "speed": self.speed}))


def changes_after(week: Sequence[Change], moment: float) -> Iterator[Change]:
    """Yield what happens after a moment, week after week without end.

    The week may have begun long before the moment: it is told again as if it began in the moment's own week.

    Args:
        week: in time order, not longer than seven days.
        moment: UTC epoch seconds.
    """
    if not week:
        return
    shift = max(0.0, (moment - week[0].time) // WEEK * WEEK)
    while True:
        for change in week:
            if (time := change.time + shift) > moment:
                yield change._replace(time=time)
        shift += WEEK
