"""How HomeIQ has fared: all figures, with the last day of each, its last runs, and what its database holds."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from homeassistant.core import HomeAssistant, callback
import probatio as vol

from ..answers.record import told
from ..answers.runs import ran_of
from ..coordinator.health.figures import async_figures
from ..rights import Right
from ..services.paging import CURSOR, NUMBERED
from ..store.tables.runs import FIRST
from ..telemetry.families import Family, to_json
from ..telemetry.samples import Samples
from .asking import Asked, async_register_question

NAMES = "names"
_FIELDS = {vol.Optional(NAMES): vol.All([vol.All(str, vol.Length(max=100))], vol.Length(max=100))}


@dataclass(frozen=True, slots=True, kw_only=True)
class FigureLines:
    """Figures, and when the points of their lines were.

    Attributes:
        at: UTC epoch seconds; empty in the first quarter of an hour.
        metrics: as HTTP tells them, with a ``line`` in every series that has one.
    """

    at: tuple[float, ...]
    metrics: tuple[dict[str, Any], ...]


@callback
def async_register(hass: HomeAssistant) -> None:
    """Register them."""
    async_register_question(hass, "homeiq/metrics/list", _async_list, Right.READ, _FIELDS)
    async_register_question(hass, "homeiq/runs/list", _async_runs, Right.READ, NUMBERED)
    async_register_question(hass, "homeiq/storage/get", _async_sizes, Right.READ)


async def _async_list(asked: Asked) -> dict[str, Any]:
    figures, names = async_figures(asked.hass), asked.fields.get(NAMES)
    families = figures.families(asked.coordinator.health)
    wanted = (one for one in families if names is None or one.name in names)
    return told(FigureLines(at=figures.samples.at, metrics=tuple(_with_lines(one, figures.samples) for one in wanted)))


async def _async_sizes(asked: Asked) -> dict[str, Any]:
    return told(await asked.coordinator.async_sizes())


async def _async_runs(asked: Asked) -> dict[str, Any]:
    limit = asked.fields["limit"]
    # One more than is told tells whether there is another page.
    runs = await asked.coordinator.tracing.async_runs(limit + 1, asked.fields.get(CURSOR, FIRST))
    shown = runs[:limit]
    return {
        "runs": [told(ran_of(run)) for run in shown],
        "next_cursor": str(shown[-1].run_id) if len(runs) > limit else None,
    }


def _with_lines(family: Family, samples: Samples) -> dict[str, Any]:
    (written,) = to_json([family])
    for series, label in zip(written["series"], (*family.values, *family.buckets), strict=True):
        if line := samples.line(family, label):
            series["line"] = line.points
    return written
