"""The patterns, ready to be searched by any door for programs: read once for each run that has found some."""

import asyncio
from collections.abc import Callable, Hashable
from dataclasses import dataclass, field
from functools import partial
from typing import Any

from homeassistant.core import HomeAssistant, callback
from homeassistant.helpers.json import json_bytes, json_fragment
from homeassistant.helpers.singleton import singleton
from homeassistant.util.hass_dict import HassKey

from ...answers.detail.reach import Reached
from ...answers.listed import Index, Listing, Row, Wanted, page_to_json, row_to_json
from ...cache import Cache
from ...capture.registries import read_home
from ...coordinator import HomeIQCoordinator
from ...coordinator.health.figures import async_figures
from ...model.overview import HomeData
from ...store.file.threads import Turn, in_thread
from .written import FEW_LISTS, PATTERNS, SHORT, async_written

PAGES = "pages"


@dataclass(slots=True, kw_only=True)
class _Held:
    """The newest index, and what is shown of it."""

    index: Index = field(default_factory=Index)
    listing: Listing | None = None
    standing: Reached | None = None
    of: HomeData | None = None
    reading: asyncio.Lock = field(default_factory=asyncio.Lock)


_HELD: HassKey[_Held] = HassKey("homeiq_patterns")


async def async_page(coordinator: HomeIQCoordinator, wanted: Wanted, *, begin: int, limit: int) -> dict[str, Any]:
    """Return a page of the patterns that are shown now, as JSON.

    Args:
        wanted: the filters.
        begin: how many stand before the page.
        limit: how many it has at most.
    """
    hass = coordinator.hass
    listing = await _async_listing(hass, coordinator)

    def put_together(write: Callable[[Row], json_fragment]) -> dict[str, Any]:
        page = page_to_json(listing.page(wanted, begin=begin, limit=limit), write)
        return {**page, "patterns": json_fragment(json_bytes(page["patterns"]))}

    if limit > SHORT:
        # A thousand are read and written in some hundredths of a second, and seldom asked for again.
        return await in_thread(put_together, _read_and_written(Turn()))
    write = partial(_written, hass)
    page: dict[str, Any] = _async_pages(hass).get((listing, wanted, begin, limit), lambda: put_together(write))
    return page


def _read_and_written(turn: Turn) -> Callable[[Row], json_fragment]:
    """Return what writes one pattern after the other in a worker thread."""

    def write(row: Row) -> json_fragment:
        written = json_fragment(json_bytes(row_to_json(row)))
        turn.yield_if_due()
        return written

    return write


@callback
def _written(hass: HomeAssistant, row: Row) -> json_fragment:
    # By where the pattern stands, not by what it says: to read that takes longer than to write it.
    key = (id(row.patterns), row.place, row.reach, row.areas)
    return async_written(hass, PATTERNS, key, partial(row_to_json, row), holds=row.patterns)


async def _async_listing(hass: HomeAssistant, coordinator: HomeIQCoordinator) -> Listing:
    """Return where all patterns stand; whatever is decided or found shows other data."""
    held = _async_held(hass)
    async with held.reading:
        data = coordinator.data
        if held.index.patterns is not data.patterns:
            held.index = await hass.async_add_executor_job(Index.of, data.patterns, read_home(hass))
            held.listing = None
        if held.listing is None or held.of is not data:
            standing = Reached.of(data, coordinator.decisions.offers.basis.async_decided())
            listing = await _async_listed(hass, held, standing)
            if listing is not held.listing:
                # Nobody would find pages of the old one any more, which would stay in memory with them.
                _async_pages(hass).clear()
            held.listing = listing
            held.standing, held.of = standing, data
        return held.listing


@callback
def _async_pages(hass: HomeAssistant) -> Cache[Hashable, Any]:
    return async_figures(hass).cache(PAGES, FEW_LISTS)


@singleton(_HELD)
@callback
def _async_held(_hass: HomeAssistant) -> _Held:
    return _Held()


async def _async_listed(hass: HomeAssistant, held: _Held, standing: Reached) -> Listing:
    """Return where all patterns of the index stand."""
    if held.listing and held.standing:
        changed = standing.changed_since(held.standing)
        # Nearly always: a decision is about one of ten thousand, and most of what is shown anew about none.
        if changed is not None:
            return held.listing.again(changed, standing.reach) if changed else held.listing
    return await hass.async_add_executor_job(Listing.of, held.index, standing.reach)
