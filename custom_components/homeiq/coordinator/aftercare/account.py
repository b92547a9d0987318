"""An account of everything accepted: the same as before, taken over by its owner, switched off, gone."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace

from ...model.decisions.acceptance import Version
from ...model.decisions.followed import Fate, Followed, Step


def seen(
    versions: Mapping[str, Version], known: Mapping[str, Followed], fates: Mapping[str, Fate], now: float
) -> Iterable[Followed]:
    """Yield what everything accepted is now."""
    for name, version in versions.items():
        before = known.get(name)
        if before is None or not before.fate.is_there:
            before = _anew(version, before)
        yield _brought_to(before, version, fates.get(name, before.fate), now)
    for name, one in known.items():
        if name not in versions:
            gone = Fate.LEFT if fates.get(name) is Fate.EDITED else Fate.UNDONE
            yield replace(one, fate=gone, fate_since=now) if one.fate.is_there else one


def _anew(version: Version, before: Followed | None) -> Followed:
    """Return what was just accepted; what it did when it was accepted before stays counted."""
    accepted = Followed(
        signature=version.suggestion.signature,
        title=version.suggestion.title,
        place=version.mode.place,
        key=version.edit.key,
        since=version.written_at,
        fate=Fate.ACTIVE,
        fate_since=version.written_at,
        judged_since=version.written_at,
    )
    return with_counts(accepted, before)


def _brought_to(before: Followed, version: Version, fate: Fate, now: float) -> Followed:
    """Return something as it is now; switched on again or written anew, it is judged anew."""
    is_on_again = before.fate is Fate.DISABLED and fate is not Fate.DISABLED
    return replace(
        before,
        title=version.suggestion.title,
        place=version.mode.place,
        key=version.edit.key,
        fate=fate,
        fate_since=before.fate_since if fate is before.fate else now,
        judged_since=now if is_on_again else max(before.judged_since, version.written_at),
    )


def with_counts(one: Followed, other: Followed | None) -> Followed:
    """Return one with the totals of another."""
    if other is None:
        return one
    return replace(one, runs=other.runs, acts=other.acts, overridden=other.overridden)


def after(one: Followed, step: Step) -> Followed:
    """Return one after something happened to it."""
    return replace(
        one,
        runs=one.runs + step.tally.runs,
        acts=one.acts + step.tally.acts,
        overridden=one.overridden + step.tally.overridden,
    )
