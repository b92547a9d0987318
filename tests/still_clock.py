"""A clock that stands still until a test moves it."""

from collections.abc import Callable
from dataclasses import dataclass, field

BEGIN = 1_800_000_000.0


@dataclass(slots=True)
class Clock:
    """Time that stands still until somebody moves it, with an alarm."""

    now: float = BEGIN
    rests: list[float] = field(default_factory=list)
    alarm: Callable[[], None] | None = None

    def tell(self) -> float:
        return self.now

    def later(self, seconds: float, call: Callable[[], None]) -> Callable[[], None]:
        self.rests.append(seconds)
        self.alarm = call
        return self.silence

    def silence(self) -> None:
        self.alarm = None

    def ring(self) -> None:
        """Let the rest be over."""
        assert self.alarm
        alarm, self.alarm = self.alarm, None
        self.now += self.rests[-1]
        alarm()
