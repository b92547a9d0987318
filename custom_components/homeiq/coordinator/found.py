"""What the tables hold for the doors to show."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from ..model.acceptance import Version
from ..model.home import Home
from ..model.pattern import Pattern
from ..model.run import Run
from ..model.suggestion import Decision, Suggestion, Verdict
from ..suggest.objections import REACHING, Objections
from .tables import Tables

RECENT = 7 * 86400.0  # how long what was accepted is still shown, seconds


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """The open suggestions, best first, those accepted lately, all patterns, and the newest run that is over."""

    suggestions: tuple[Suggestion, ...]
    accepted: tuple[Version, ...]
    patterns: tuple[Pattern, ...]
    last_run: Run | None


async def async_read_found(tables: Tables, now: float, home: Callable[[], Home], wants: Callable[[str], bool]) -> Found:
    """Read what was found last.

    Args:
        tables: the database.
        now: UTC epoch seconds.
        home: reads the home as it is.
        wants: tells whether an entity is listened to; habits of others are not shown, however old they are.
    """
    found = await tables.findings.suggestions()
    suggestions = [one for one in found if all(map(wants, one.pattern.named))]
    patterns = tuple(one for one in await tables.findings.patterns() if all(map(wants, one.named)))
    last_run = await tables.runs.last()
    accepted = await tables.versions.recent(now - RECENT)
    # Read last: a person may decide while the rest is read.
    decisions = await tables.findings.decisions()
    return Found(
        suggestions=find_open(suggestions, decisions, now, home),
        accepted=accepted,
        patterns=patterns,
        last_run=last_run,
    )


def find_open(
    suggestions: Iterable[Suggestion], decisions: Mapping[str, Decision], now: float, home: Callable[[], Home]
) -> tuple[Suggestion, ...]:
    """Return the suggestions that nobody has decided on, and that nobody's objection to another one speaks against."""
    settled = find_settled(decisions, now)
    unsettled = tuple(suggestion for suggestion in suggestions if suggestion.signature not in settled)
    if not any(decision.objection in REACHING for decision in decisions.values()):
        return unsettled
    objections = Objections(decisions.values(), home())
    return tuple(suggestion for suggestion in unsettled if objections.limit(suggestion.pattern) == suggestion.pattern)


def find_settled(decisions: Mapping[str, Decision], now: float) -> frozenset[str]:
    """Return the signatures that nobody wants to see now: accepted, dismissed, or snoozed until later."""
    return frozenset(signature for signature, decision in decisions.items() if is_in_force(decision, now))


def is_in_force(decision: Decision, now: float) -> bool:
    """Tell whether a decision holds; a snooze that is over does not."""
    return decision.verdict is not Verdict.SNOOZED or (decision.until or 0.0) > now
