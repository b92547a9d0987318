"""Says what is kept back for safety, so that nobody wonders where its suggestion is."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from ...model.habits.kept_back import KeptBack
from ...model.home import Entity, Home
from ...model.things import ACT_STATES
from ...model.words import Words
from ...past.ways_in import WayIn, WayInReason, way_in


def kept_back(home: Home, words: Words, wants: Callable[[str], bool]) -> tuple[KeptBack, ...]:
    """Return the entities that would be suggested were they no ways in, sorted by id.

    Args:
        wants: tells whether HomeIQ may know of an entity at all.
    """
    return tuple(_kept_back(home, words, wants))


def _kept_back(home: Home, words: Words, wants: Callable[[str], bool]) -> Iterator[KeptBack]:
    for entity_id, entity in sorted(home.entities.items()):
        if entity.domain not in ACT_STATES or entity.category is not None or not wants(entity_id):
            continue
        if way := way_in(entity_id, home):
            yield KeptBack(
                entity_id=entity_id,
                name=entity.name,
                ground=way.ground.value,
                reason=words.say(f"kept_back_{way.ground.value}", name=home.name_of(way.entity_id), by=_by(way, home)),
                remedy=words.say(_remedy(home.entities.get(way.entity_id, entity), way)),
            )


def _by(way: WayIn, home: Home) -> str:
    if way.by is None:
        return ""
    return home.name_of(way.by) if way.ground is WayInReason.CONTACT else way.by


def _remedy(entity: Entity, way: WayIn) -> str:
    if way.ground is WayInReason.CONTACT or (way.ground is WayInReason.KIND and entity.domain != "cover"):
        return "kept_back_for_good"
    return f"tell_otherwise_{entity.domain}" if entity.domain in {"cover", "switch"} else "tell_otherwise_name"
