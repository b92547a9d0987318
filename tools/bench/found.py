"""What a large home's night leaves behind, made up: ten thousand habits, forty of them suggested."""

from custom_components.homeiq.model.habits.diary import Recent
from custom_components.homeiq.model.habits.pattern import WORKDAYS, Evidence, Pattern
from custom_components.homeiq.model.habits.suggestion import Backtest, Suggestion
from custom_components.homeiq.model.habits.trigger import AtTime
from custom_components.homeiq.model.run import RunStatus, RunTrigger
from custom_components.homeiq.store.file.database import Database
from custom_components.homeiq.store.tables.findings import Findings
from custom_components.homeiq.store.tables.runs import Runs

PATTERNS = 10_000
SUGGESTIONS = 40
LAMPS = 70
"""``light.lamp_0`` and so on, which they act on; what is not in the home is not offered."""
_EVIDENCE = Evidence(
    opportunities=40,
    hits=37,
    support_days=37,
    eligible_days=40,
    chance=0.05,
    lower_bound=0.8,
    spread_seconds=420,
    window_seconds=1200,
)
_RECENT = Recent(first_day=20752, letters="ss-swim" * 4, saved=12, idle=4, wrong=4, missed=4)


async def save_findings(database: Database, now: float) -> None:
    """Save them as the end of a run does, and that there was one: where none was, one would begin and find others."""
    patterns = [made_up(number) for number in range(PATTERNS)]
    runs = Runs(database)
    run_id = await runs.start(RunTrigger.NIGHTLY, now)
    await Findings(database).save(patterns, [_suggestion(number) for number in range(SUGGESTIONS)], now)
    await runs.finish(run_id, RunStatus.SUCCESS, now, patterns=PATTERNS, suggestions=SUGGESTIONS)


def made_up(number: int) -> Pattern:
    """Return a habit of some minute of the day."""
    return Pattern(
        signature=f"habit-{number}",
        trigger=_moment(number),
        entities=(f"light.lamp_{number % LAMPS}",),
        state="on" if number % 2 else "off",
        weekdays=WORKDAYS,
        conditions=(),
        evidence=_EVIDENCE,
    )


def _moment(number: int) -> AtTime:
    return AtTime(minute=number % 1440)


def _suggestion(number: int) -> Suggestion:
    pattern, clock = made_up(number), _moment(number).clock
    (entity_id,) = pattern.entities
    return Suggestion(
        pattern=pattern,
        title=f"Turn {pattern.state} {entity_id} at {clock} on workdays",
        reason="You did it on 37 of 40 days",
        backtest=Backtest(days=40, runs=40, hits=37, false_alarms=3, misses=1),
        recent=_RECENT,
        score=0.87,
        automation={
            "alias": f"{entity_id} at {clock}",
            "description": "You did it on 37 of 40 days",
            "triggers": [{"trigger": "time", "at": f"{clock}:00"}],
            "conditions": [{"condition": "time", "weekday": ["mon", "tue", "wed", "thu", "fri"]}],
            "actions": [{"action": f"light.turn_{pattern.state}", "target": {"entity_id": [entity_id]}}],
            "mode": "single",
        },
    )
