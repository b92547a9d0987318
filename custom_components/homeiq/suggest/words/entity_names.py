"""What entities are called, what sort of thing they are, how they are, and how long things take, in words."""

from __future__ import annotations

from ...model.home import Home
from ...model.things import thing_of
from ...model.things.device_class import sense_of
from ...model.words import Words, isolated

_MINUTE = 60  # seconds
_IN_HALVES = 600  # seconds; up to here half a minute is no trifle
_IN_MINUTES = 120  # up to here people count minutes
_HALF_AN_HOUR = 30  # minutes; what isn't a multiple is no number of hours that people would say


def name_of(entity_id: str, home: Home, words: Words) -> str:
    """Name an entity; one of several of that name with its room."""
    name, area = home.name_of(entity_id), home.area_of(entity_id)
    if area and area.casefold() not in name.casefold() and home.has_namesake(entity_id):
        return isolated(words.say("name_in_area", name=name, area=area))
    return isolated(name)


def state_in_words(state: str, words: Words) -> str:
    """Say how something is; what no language knows, such as an option of a list, stays as it is."""
    return words.templates.get(f"state_{state}", state)


def sort_of(entity_id: str, home: Home) -> str:
    """Sort an entity by what its changes mean."""
    if entity_id.startswith("binary_sensor."):
        return sense_of(home.device_class_of(entity_id)).sort
    return thing_of(entity_id).sort


def duration(seconds: int, words: Words) -> str:
    """Say how long, in the unit that people would choose."""
    if seconds < _MINUTE:
        return words.say("duration_seconds", number=seconds)
    if seconds < _IN_HALVES and seconds % _MINUTE == _MINUTE / 2:
        return words.say("duration_minutes", number=words.decimal(seconds / _MINUTE))
    minutes = round(seconds / _MINUTE)
    if minutes < _IN_MINUTES or minutes % _HALF_AN_HOUR:
        return words.say("duration_minutes", number=minutes)
    return words.say("duration_hours", number=words.decimal(minutes / 60))
