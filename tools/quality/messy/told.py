"""Messy homes in tables: rungs, what was found of what deserves it, the oracle's best, what was promised."""

from collections.abc import Iterator, Mapping, Sequence
from itertools import batched
import sys

from ..calibration.beside import beside, columns_beside
from ..real import came_true, promised
from ..section import Asked, Figures, Section, on_all_cores, table
from ..subject import Case
from ..tally import share
from .home import judge_home
from .oracle import SHARES

# How many times as many habits as in real homes; in homes without any, the mess is that of real ones.
KINDS: Mapping[str, tuple[float, bool]] = {
    "as rare as in real homes": (1.0, False),
    "ten times as many": (10.0, False),
    "no habits": (1.0, True),
}
RUNGS = ("acts", "asks", "forming", "reminds")


def measure(asked: Asked) -> Figures:
    """Judge homes with as few habits as real ones, with ten times as many, and with none."""
    return {simulator: _one(simulator, asked) for simulator in asked.simulators}


def _one(simulator: str, asked: Asked) -> Figures:
    cases = [
        Case(simulator=simulator, seed=seed, days=asked.days, messy=messy, null=null)
        for messy, null in KINDS.values()
        for seed in asked.seeds
    ]
    tried = on_all_cores(judge_home, cases, asked.jobs)
    found = {
        kind: {"homes": list(homes)}
        for kind, homes in zip(KINDS, batched(tried, len(asked.seeds), strict=True), strict=True)
    }
    if asked.verbose:
        _tell(found)
    return found


def _tell(found: Figures) -> None:
    for kind, one in found.items():
        for number, home in enumerate(one["homes"]):
            for each in home["suggestions"]:
                later = f"{each['saved']} saved, {each['idle']} idle, {each['wrong']} wrong"
                verdict = each["sort"] or "right"
                print(
                    f"{kind} | {number} | {each['rung']} | {verdict} | {each['title']} | {each['told']} | {later}",
                    file=sys.stderr,
                )
            for each in home["deserving"]:
                print(
                    f"{kind} | {number} | deserves {each['deserves']} | found: {each['found']} | {each['habit']}",
                    file=sys.stderr,
                )


def tables(figures: Figures) -> Iterator[str]:
    """Show a table a question, for each simulator."""
    for simulator, kinds in figures.items():
        homes: Mapping[str, Sequence[Figures]] = {kind: one["homes"] for kind, one in kinds.items()}
        yield f"**{simulator}**\n\n{_rungs(homes)}"
        yield _deserving(homes)
        yield _coverage(homes)
        every = [each for several in homes.values() for home in several for each in home["suggestions"]]
        yield promised([each for each in every if is_peoples(each)])
        yield columns_beside({kind: beside(home["calibration"] for home in several) for kind, several in homes.items()})


def _rungs(homes: Mapping[str, Sequence[Figures]]) -> str:
    rows: list[list[object]] = []
    for kind, several in homes.items():
        for rung in RUNGS:
            mine = [each for home in several for each in home["suggestions"] if each["rung"] == rung]
            if mine or rung == RUNGS[0]:
                people = [each for each in mine if is_peoples(each)]
                right = share(sum(each["right"] for each in mine), len(mine))
                a_home, machines = round(len(mine) / len(several), 2), len(mine) - len(people)
                rows.append([kind, rung, len(mine), a_home, machines, right, *_fared(people)])
    header = ["homes", "rung", "suggestions", "a home", "of machines", "right by the truth"]
    header += ["saved", "idle", "wrong", "came true"]
    return table([*header, "a suggestion"], rows)


def is_peoples(suggestion: Figures) -> bool:
    """Tell whether people do what is suggested: what a machine does anyway is wrong, however sure it comes."""
    return bool(suggestion["sort"] != "forbidden")


def _fared(suggestions: Sequence[Figures]) -> list[object]:
    """Return what became of all runs, the share that came true, and the mean of the suggestions' own shares."""
    counts = [sum(each[name] for each in suggestions) for name in ("saved", "idle", "wrong")]
    shares = [each["saved"] / (each["saved"] + each["wrong"]) for each in suggestions if each["saved"] + each["wrong"]]
    return [*counts, came_true(suggestions), round(sum(shares) / len(shares), 3) if shares else None]


def _deserving(homes: Mapping[str, Sequence[Figures]]) -> str:
    rows: list[list[object]] = []
    for kind, several in homes.items():
        for rung in ("acts", "asks"):
            mine = [each for home in several for each in home["deserving"] if each["deserves"] == rung]
            found = [each["found"] for each in mine if each["found"]]
            rows.append([kind, rung, len(mine), len(found), share(len(found), len(mine)), found.count(rung)])
    return table(["homes", "deserves", "habits", "found", "share", "on that very rung"], rows)


def _coverage(homes: Mapping[str, Sequence[Figures]]) -> str:
    rows: list[list[object]] = []
    for kind, several in homes.items():
        acts = sum(home["acts"] for home in several)
        for place, (asked, rungs) in enumerate(zip(SHARES, (RUNGS[:1], RUNGS[:2]), strict=True)):
            mine = [each for home in several for each in home["suggestions"] if each["rung"] in rungs]
            saved = sum(each["saved"] for each in mine if is_peoples(each))
            best = sum(home["oracle"][place] for home in several)
            rows.append([kind, asked, acts, share(saved, acts), share(best, acts), share(saved, best)])
    return table(["homes", "right at least", "later acts", "spared", "by the oracle", "share of the oracle's"], rows)


SECTION = Section(name="messy", measure=measure, tables=tables)
