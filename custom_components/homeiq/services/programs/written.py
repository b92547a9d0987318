"""What programs are told again and again, written as JSON once for each thing, not once for each question.

To write a hundred entities takes the event loop two milliseconds; to put together what was written before, a twentieth.
"""

from collections.abc import Callable, Hashable
from typing import Any

from homeassistant.core import HomeAssistant, callback
from homeassistant.helpers.json import json_bytes, json_fragment

from ...cache import Lifetime
from ...coordinator.health.figures import async_figures

THINGS = "things"
PATTERNS = "patterns"
SUGGESTIONS = "suggestions"
# A page has a thousand at most. Each is some hundred bytes, a suggestion two thousand.
_LIFETIME = Lifetime(most=2000, seconds=3600)


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
    cache = async_figures(hass).cache(kind, _LIFETIME)
    written: json_fragment = cache.get(key, lambda: (json_fragment(json_bytes(write())), holds))[0]
    return written
