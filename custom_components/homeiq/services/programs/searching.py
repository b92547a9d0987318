"""The patterns, ready to be searched by any door for programs: read once for each run that has found some."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass, field
from functools import partial
from typing import Any, cast

from homeassistant.core import HomeAssistant, callback
from homeassistant.helpers.json import json_bytes, json_fragment
from homeassistant.helpers.singleton import singleton
from homeassistant.util.hass_dict import HassKey

from ...answers.detail.reach import Reached
from ...answers.paging.behind import Behind
from ...answers.paging.listed import Index, Listing, Wanted
from ...answers.paging.page import Page, Row, page_to_json, row_to_json
from ...cache import Cache
from ...capture.registries import read_home
from ...coordinator import HomeIQCoordinator
from ...coordinator.health.figures import async_figures
from ...model.overview import HomeData
from ...store.file.threads import Turn, in_thread
from .written import FEW_LISTS, PATTERNS, SHORT, async_is_new, async_keep, async_written, weigh_json

PAGES = "pages"
_AT_ONCE = 10  # patterns that are read on the event loop, a third of a millisecond


@dataclass(slots=True, kw_only=True, eq=False)
class _Held:
    """The newest index, and what is shown of it."""

    index: Index = field(default_factory=Index)
    listing: Listing | None = None
    standing: Reached | None = None
    of: HomeData | None = None
    reading: asyncio.Lock = field(default_factory=asyncio.Lock)


_HELD: HassKey[_Held] = HassKey("homeiq_patterns")


async def async_page(coordinator: HomeIQCoordinator, wanted: Wanted, *, behind: Behind, limit: int) -> dict[str, Any]:
    """Return a page of the patterns that are shown now, as JSON.

    Args:
        wanted: the filters.
        behind: where the page begins.
        limit: how many it has at most.
    """
    hass = coordinator.hass
    listing = await _async_listing(hass, coordinator)

    pages, key = _async_pages(hass), (listing, wanted, behind, limit)
    if (known := pages.peek(key)) is not None:
        return cast("dict[str, Any]", known)
    found = listing.page(wanted, behind=behind, limit=limit)
    if limit > SHORT:
        # A thousand take some hundredths of a second, and are seldom asked for again.
        return await in_thread(_put_together, found, _read_and_written())
    await _async_prepare(hass, found.rows)
    page: dict[str, Any] = pages.get(key, lambda: _put_together(found, partial(_written, hass)))
    return page


def _put_together(found: Page, write: Callable[[Row], json_fragment]) -> dict[str, Any]:
    page = page_to_json(found, write)
    return {**page, "patterns": json_fragment(json_bytes(page["patterns"]))}


def _read_and_written() -> Callable[[Row], json_fragment]:
    """Return what reads and writes one pattern after the other in a worker thread."""
    turn = Turn()

    def write(row: Row) -> json_fragment:
        written = json_fragment(json_bytes(row_to_json(row)))
        turn.yield_if_due()
        return written

    return write


async def _async_prepare(hass: HomeAssistant, rows: Sequence[Row]) -> None:
    """Have the rows that were never told written in a worker thread, where they are many: each has to be read first."""
    new = [row for row in rows if async_is_new(hass, PATTERNS, _key_of(row))]
    if len(new) > _AT_ONCE:
        written = await in_thread(lambda: [*map(_read_and_written(), new)])
        for row, one in zip(new, written, strict=True):
            async_keep(hass, PATTERNS, _key_of(row), one, holds=row.patterns)


@callback
def _written(hass: HomeAssistant, row: Row) -> json_fragment:
    return async_written(hass, PATTERNS, _key_of(row), partial(row_to_json, row), holds=row.patterns)


def _key_of(row: Row) -> Hashable:
    # By where the pattern stands, not by what it says: to read that takes longer than to write it.
    return (id(row.patterns), row.place, row.reach, row.areas)


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
    return async_figures(hass).cache(PAGES, FEW_LISTS, weigh_json)


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
