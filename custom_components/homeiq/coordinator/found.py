"""What the tables hold for the doors to show."""

from collections.abc import Mapping
from dataclasses import dataclass

from ..model.acceptance import Version
from ..model.pattern import Pattern
from ..model.run import Run
from ..model.suggestion import Decision, Suggestion, Verdict
from .tables import Tables

RECENT = 7 * 86400.0  # how long what was accepted is still shown, seconds


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """The open suggestions, best first, those accepted lately, all patterns, and the newest run that is over."""

    suggestions: tuple[Suggestion, ...]
    accepted: tuple[Version, ...]
    patterns: tuple[Pattern, ...]
    last_run: Run | None


async def async_read_found(tables: Tables, now: float) -> Found:
    """Read what was found last.

    Args:
        tables: the database.
        now: UTC epoch seconds.
    """
    suggestions = await tables.findings.suggestions()
    patterns = await tables.findings.patterns()
    last_run = await tables.runs.last()
    accepted = await tables.versions.recent(now - RECENT)
    # Read last: a person may decide while the rest is read.
    settled = find_settled(await tables.findings.decisions(), now)
    return Found(
        suggestions=tuple(suggestion for suggestion in suggestions if suggestion.signature not in settled),
        accepted=accepted,
        patterns=patterns,
        last_run=last_run,
    )


def find_settled(decisions: Mapping[str, Decision], now: float) -> frozenset[str]:
    """Return the signatures that nobody wants to see now: accepted, dismissed, or snoozed until later."""
    return frozenset(
        signature
        for signature, decision in decisions.items()
        if decision.verdict is not Verdict.SNOOZED or (decision.until or 0.0) > now
    )
