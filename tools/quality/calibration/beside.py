"""How messy simulated homes are beside real ones: medians over homes of the homes' medians, in or out of the range."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import partial
from itertools import batched

import numpy as np

from ..recordings import read, recordings
from ..section import Asked, Figures, Section, on_all_cores, table
from ..subject import Case, make_up
from .measured import measure_home
from .ranges import FIGURES

SPANS = (16, 28, 56)  # days
REAL = "real"


def measure(asked: Asked) -> Figures:
    """Measure the homes of each simulator, or the recordings that are given, over their last 16, 28 and 56 days."""
    if asked.real:
        return {REAL: {str(span): beside(_recorded(asked, span)) for span in SPANS}}
    return {simulator: _one(simulator, asked) for simulator in asked.simulators}


def _recorded(asked: Asked, span: int) -> Iterator[Mapping[str, float]]:
    for path in recordings(asked.real):
        history, home = read(path)
        if len(history):
            yield medians(measure_home(history, home.time_zone, span))


def _one(simulator: str, asked: Asked) -> Figures:
    kinds = {"messy": 1.0, "tidy": 0.0}
    cases = [
        Case(simulator=simulator, seed=seed, days=max(SPANS), messy=messy)
        for messy in kinds.values()
        for seed in asked.seeds
    ]
    tried = on_all_cores(_measured, cases, asked.jobs)
    return {
        kind: {str(span): beside(each[span] for each in homes) for span in SPANS}
        for kind, homes in zip(kinds, batched(tried, len(asked.seeds), strict=True), strict=True)
    }


def _measured(case: Case) -> dict[int, dict[str, float]]:
    subject = make_up(case)
    measured = partial(measure_home, subject.history, subject.home.time_zone)
    return {span: medians(measured(span)) for span in SPANS}


def medians(figures: Mapping[str, Sequence[float]]) -> dict[str, float]:
    """Return the median of each figure of a home."""
    return {name: float(np.median(values)) for name, values in figures.items() if len(values)}


def beside(homes: Iterable[Mapping[str, float]]) -> Figures:
    """Return, for each figure, the median of the homes' medians, and whether it lies within the range of real homes."""
    told = list(homes)
    found: Figures = {}
    for name, figure in FIGURES.items():
        values = [home[name] for home in told if name in home]
        if values:
            middle = float(np.median(values))
            found[name] = {"median": round(middle, 3), "within": bool(figure.low <= middle <= figure.high)}
    return found


def tables(figures: Figures) -> Iterator[str]:
    """Show a row a figure, the real homes' range first."""
    if REAL in figures:
        yield columns_beside({f"{span} days": one for span, one in figures[REAL].items()})
        return
    for simulator, kinds in figures.items():
        columns = {f"{kind}, {span} days": one for kind, spans in kinds.items() for span, one in spans.items()}
        yield f"**{simulator}**\n\n{columns_beside(columns)}"


def columns_beside(columns: Mapping[str, Figures]) -> str:
    """Return a table with a column for each group of homes, the range of real homes first."""
    rows: list[list[object]] = [
        [figure.target, figure.said, f"{figure.low:g} to {figure.high:g}, {figure.middle:g}"]
        + [_cell(one.get(name)) for one in columns.values()]
        for name, figure in FIGURES.items()
    ]
    outside = [sum(not each["within"] for each in one.values()) for one in columns.values()]
    rows.append([None, "figures outside", None, *outside])
    return table(["target", "figure", "real homes, median", *columns], rows)


def _cell(figure: Figures | None) -> str | None:
    if figure is None:
        return None
    return f"{figure['median']:g}" if figure["within"] else f"**{figure['median']:g}**"


SECTION = Section(name="calibration", measure=measure, tables=tables)
