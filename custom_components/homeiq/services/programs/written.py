"""What programs are told again and again, written as JSON once for each thing, not once for each question.

To write a hundred entities takes the event loop two milliseconds; to put together what was written before, a tenth; to
tell the same hundred once more, nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Sequence
from typing import Any

from homeassistant.core import HomeAssistant, callback
from homeassistant.helpers.json import json_bytes, json_fragment

from ...cache import Cache, Lifetime
from ...coordinator.health.figures import async_figures

THINGS = "things"
PATTERNS = "patterns"
SUGGESTIONS = "suggestions"
LISTS = "lists"
# A page has a thousand at most. Each is some hundred bytes, a suggestion two thousand.
_LIFETIME = Lifetime(most=2000, seconds=3600)
# Of lists few are asked for again and again: the first page of each, mostly.
FEW_LISTS = Lifetime(most=16, seconds=3600)
SHORT = 100  # things; longer lists are put together each time, for they would take megabytes


@callback
def async_written(
    hass: HomeAssistant, kind: str, key: Hashable, write: Callable[[], dict[str, Any]], holds: object = None
) -> json_fragment:
    """Return a thing as JSON.

    Args:
        hass: Home Assistant.
        kind: of thing.
        key: the same only where the JSON is.
        write: returns what is written, where it was not yet.
        holds: kept beside it, where the key is its ``id``: nothing else has that meanwhile.
    """
    cache = _async_cache(hass, kind)
    written: json_fragment = cache.get(key, lambda: (json_fragment(json_bytes(write())), holds))[0]
    return written


@callback
def async_is_new(hass: HomeAssistant, kind: str, key: Hashable) -> bool:
    """Tell whether a thing would have to be written."""
    return key not in _async_cache(hass, kind)


@callback
def async_keep(hass: HomeAssistant, kind: str, key: Hashable, written: json_fragment, holds: object) -> None:
    """Keep what was written elsewhere, as ``async_written`` does."""
    _async_cache(hass, kind).put(key, (written, holds))


@callback
def async_list[T](hass: HomeAssistant, things: Sequence[T], write: Callable[[T], json_fragment]) -> json_fragment:
    """Return things as a list of JSON, put together once for as long as they are the same objects.

    Args:
        hass: Home Assistant.
        things: what is told of each is the same for as long as it is the same object.
        write: returns one as JSON.
    """

    def put_together() -> json_fragment:
        return json_fragment(json_bytes([*map(write, things)]))

    if len(things) > SHORT:
        return put_together()
    # The things are kept beside their list: nothing else has their ids meanwhile.
    key, cache = tuple(map(id, things)), _async_cache(hass, LISTS, FEW_LISTS)
    written: json_fragment = cache.get(key, lambda: (put_together(), things))[0]
    return written


def weigh_json(written: object) -> int:
    """Return how many bytes something takes as JSON; of what was written before, that is copying it."""
    return len(json_bytes(written))


def _weigh(kept: tuple[json_fragment, object]) -> int:
    # What is kept beside it is what HomeIQ shows anyway, and counted there.
    return weigh_json(kept[0])


@callback
def _async_cache(hass: HomeAssistant, kind: str, lifetime: Lifetime = _LIFETIME) -> Cache[Hashable, Any]:
    return async_figures(hass).cache(kind, lifetime, _weigh)
