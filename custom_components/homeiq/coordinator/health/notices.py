"""Each problem under Repairs for as long as it is one: what, since when, and what to do."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from types import MappingProxyType

from homeassistant.core import HomeAssistant, callback
from homeassistant.exceptions import ConfigEntryNotReady
from homeassistant.helpers import issue_registry as ir
from homeassistant.util import dt as dt_util

from ...const import DOMAIN
from ...model.overview import Problem
from ...store.file.errors import ADVISED
from ...telemetry.shortage import CPU, DISK, MEMORY
from ..spoken import async_spoken
from .problems import BEHIND, DROPPED, FAILING, LACKING, NOT_LEARNED, OVERDUE, SET_ASIDE, UNREADABLE, WAITING, Problems

NOTICES: Mapping[str, ir.IssueSeverity] = MappingProxyType(
    {
        FAILING: ir.IssueSeverity.ERROR,
        WAITING: ir.IssueSeverity.ERROR,
        DROPPED: ir.IssueSeverity.ERROR,
        UNREADABLE: ir.IssueSeverity.ERROR,
        LACKING: ir.IssueSeverity.ERROR,
        NOT_LEARNED: ir.IssueSeverity.WARNING,
        OVERDUE: ir.IssueSeverity.WARNING,
        BEHIND: ir.IssueSeverity.WARNING,
        SET_ASIDE: ir.IssueSeverity.WARNING,
        CPU: ir.IssueSeverity.WARNING,
        MEMORY: ir.IssueSeverity.WARNING,
        DISK: ir.IssueSeverity.WARNING,
    }
)
"""How grave each is. What is wrong with InfluxDB is told where the server's own words are known."""

FIXABLE = frozenset({NOT_LEARNED, OVERDUE, BEHIND, SET_ASIDE})
"""Those about which something can be done at once."""

WAITS = "set_up_waits"
"""HomeIQ can't be set up now, so that nobody else could tell what is wrong."""


@callback
def async_withdraw(hass: HomeAssistant, names: Iterable[str] = NOTICES) -> None:
    """Take notices back."""
    for name in names:
        ir.async_delete_issue(hass, DOMAIN, name)


@callback
def async_tell(hass: HomeAssistant, problems: Problems, details: Iterable[Problem]) -> None:
    """Tell of what is wrong now, and of nothing else."""
    async_withdraw(hass, NOTICES.keys() - problems.keys())
    for problem in details:
        if problem.name in NOTICES:
            async_tell_of(hass, problem, problems[problem.name])


@callback
def async_tell_of(hass: HomeAssistant, problem: Problem, what: Mapping[str, str]) -> None:
    """Tell of one thing that is wrong."""
    words = async_spoken(hass)
    numbers = {name: words.number(text) if words else text for name, text in what.items()}
    told = {**numbers, "since": async_moment(hass, problem.since)}
    is_fixable = problem.name in FIXABLE
    ir.async_create_issue(
        hass,
        DOMAIN,
        problem.name,
        is_fixable=is_fixable,
        severity=NOTICES[problem.name],
        translation_key=advised(problem.name, told.pop("trouble", "")),
        translation_placeholders=told,
        data={"question": problem.name, **told} if is_fixable else None,
    )


def advised(name: str, reason: str) -> str:
    """Return the key of the words for a problem of the database: those that say what to do, where there are any."""
    return f"{name}_{reason}" if reason in ADVISED else name


@callback
def async_moment(hass: HomeAssistant, timestamp: float) -> str:
    """Return a moment (epoch seconds) as people of the home say it; in numbers while its words are still read."""
    at = dt_util.as_local(dt_util.utc_from_timestamp(timestamp))
    words = async_spoken(hass)
    return words.full_moment(at) if words else at.strftime("%Y-%m-%d %H:%M")


@contextmanager
def told_while_waiting(hass: HomeAssistant) -> Iterator[None]:
    """Set HomeIQ up within; where that has to wait, its owner is told why until it succeeds."""
    try:
        yield
    except ConfigEntryNotReady as err:
        ir.async_create_issue(
            hass,
            DOMAIN,
            WAITS,
            is_fixable=False,
            severity=ir.IssueSeverity.ERROR,
            translation_key=advised(WAITS, getattr(err.__cause__, "reason", "")),
            # The database's own words say more than the reason that people read elsewhere.
            translation_placeholders={"reason": str(err.__cause__ or err)},
        )
        raise
    ir.async_delete_issue(hass, DOMAIN, WAITS)
