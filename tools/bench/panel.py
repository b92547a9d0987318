"""What looking costs: the panel beside Home Assistant's own History, and ten thousand habits to scroll through.

In a real browser in front of a real Home Assistant on the same machine.
"""

import asyncio
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
import time
from time import perf_counter
from typing import Any

from playwright.sync_api import Browser, Page

from custom_components.homeiq.const import DATABASE_FILE
from custom_components.homeiq.model.habits.gate import Gate, Refused
from custom_components.homeiq.settings import Profile
from custom_components.homeiq.store.file.database import Database
from custom_components.homeiq.store.tables.findings import Findings
from tools.demo import configuration
from tools.demo.configuration import OWNER
from tools.demo.learning import await_suggestions, set_up
from tools.demo.past import simulated
from tools.home_assistant import boot
from tools.home_assistant.browser import APP_IS_UP, browser, visit
from tools.home_assistant.client import Client

from .figures import median_of, times_of
from .found import PATTERNS, made_up
from .section import Aim, Measured, Section, at_least, at_most, number, table
from .workshop import Workshop

_TURNS = 7  # each page is opened so often, in turns
_PAGES = {
    "panel": ("/homeiq/overview", "homeiq-overview .status"),
    "history": ("/history", "ha-panel-history .toolbar"),
}
_SCROLL = """async () => {
    const inside = (root, name) => root.querySelector(name) ?? [...root.querySelectorAll("*")]
        .map(one => one.shadowRoot && inside(one.shadowRoot, name)).find(Boolean);
    const list = inside(document, "homeiq-list"), frames = [];
    let most = 0, last = await new Promise(requestAnimationFrame);
    const begin = last;
    while (last - begin < 5000) {
        list.scrollTop += 90;
        const now = await new Promise(requestAnimationFrame);
        frames.push(now - last);
        last = now;
        if (frames.length % 10 === 0) most = Math.max(most, list.shadowRoot.querySelectorAll(".row").length);
    }
    return {frames, most, seconds: (last - begin) / 1000};
}"""
_ASK = """async fields => {
    const connection = document.querySelector("home-assistant").hass.connection, times = [];
    for (let turn = 0; turn < 50; turn++) {
        const begin = performance.now();
        await connection.sendMessagePromise({type: "homeiq/patterns/list", limit: 100, ...fields});
        times.push(performance.now() - begin);
    }
    return times;
}"""


async def measure_panel(workshop: Workshop) -> Measured:
    """Let a home learn, add habits, and look at it."""
    return {"panel": await asyncio.to_thread(_measure, workshop.new_folder("panel") / "home")}


def _measure(folder: Path) -> Measured:
    port = boot.free_port()
    configuration.write(folder, simulated(11, "Europe/Berlin", datetime.now(UTC)), port=port, speed=1)
    with boot.running(folder, port=port, login=OWNER.login) as client:
        set_up(client)
        await_suggestions(client, lambda _: None)
    asyncio.run(_add_many(folder))
    with boot.running(folder, port=port, login=OWNER.login) as client, browser() as chromium:
        return {**_opened(chromium, client), **_scrolled(chromium, client)}


async def _add_many(folder: Path) -> None:
    database = await Database.open(folder / DATABASE_FILE, Profile.NUC)
    try:
        findings = Findings(database)
        many = [replace(made_up(number), entities=(f"light.lamp_{number}",)) for number in range(PATTERNS)]
        refused = {one.signature: Refused(gate=Gate.DAYS, needs=place % 9 + 1) for place, one in enumerate(many)}
        patterns = (*await findings.patterns(), *many)
        await findings.save(patterns, await findings.suggestions(), time.time(), refused=refused)
    finally:
        await database.close()


def _opened(chromium: Browser, client: Client) -> Measured:
    """Open both pages: each first in a browser that knows nothing, then in turns in one that knows their files."""
    with visit(chromium, client) as looking:
        looking.go("/profile")  # Home Assistant itself has to read its files once
    first = {}
    for name, (path, there) in _PAGES.items():
        with visit(chromium, client) as looking:
            first[f"{name}_first_ms"] = round(_open(looking.page, path, there))
    times: dict[str, list[float]] = {name: [] for name in _PAGES}
    with visit(chromium, client) as looking:
        for _ in range(1 + _TURNS):
            for name, (path, there) in _PAGES.items():
                times[name].append(_open(looking.page, path, there))
    return {**first, **{f"{name}_ms": median_of(some[1:], 0) for name, some in times.items()}}


def _open(page: Page, path: str, there: str) -> float:
    """Return after how many milliseconds a page is there."""
    begin = perf_counter()
    page.goto(path, wait_until="commit")
    page.locator(there).first.wait_for()
    return (perf_counter() - begin) * 1000


def _scrolled(chromium: Browser, client: Client) -> Measured:
    with ExitStack() as visits:
        page = visits.enter_context(visit(chromium, client)).page
        page.goto("/homeiq/habits", wait_until="domcontentloaded")
        page.wait_for_function(APP_IS_UP)
        page.locator("homeiq-habit .title").first.wait_for()
        scrolled: dict[str, Any] = page.evaluate(_SCROLL)
        asked = {"all": {}, "searched": {"search": "lamp 99"}, "forming": {"stand": "forming", "kind": "routine"}}
        times = {name: times_of(page.evaluate(_ASK, fields)) for name, fields in asked.items()}
    return {
        "frames_per_s": round(len(scrolled["frames"]) / scrolled["seconds"], 1),
        "frame_ms": times_of(scrolled["frames"]),
        "rows": scrolled["most"],
        "asked": times,
    }


def _tables(measured: Measured) -> Iterator[str]:
    panel = measured["panel"]
    opened = [
        (what, number(panel[f"{name}_first_ms"]), number(panel[f"{name}_ms"]))
        for name, what in (("panel", "the panel's overview"), ("history", "Home Assistant's own History"))
    ]
    yield table(("opened, with all of the page", "first time, ms", "median of the next, ms"), opened)
    asked = {
        "the first hundred": panel["asked"]["all"],
        "searched for two words": panel["asked"]["searched"],
        "forming, of one kind": panel["asked"]["forming"],
    }
    rows = [(what, times["median"], times["p99"], times["count"]) for what, times in asked.items()]
    yield table((f"of {PATTERNS:,} habits, from the page", "median, ms", "p99, ms", "times asked"), rows)
    yield (
        f"Scrolling through them: {number(panel['frames_per_s'])} frames a second, "
        f"half of them within {panel['frame_ms']['median']} ms, {panel['rows']} rows at most at a time."
    )


def _aims(measured: Measured) -> Iterator[Aim]:
    panel = measured["panel"]
    yield at_most("the panel's first view, History being 1", 1.5, panel["panel_ms"] / panel["history_ms"], "")
    yield at_least("scrolling through 10,000 habits", 50, panel["frames_per_s"], "frames/s")
    yield at_most("rows that are there meanwhile", 40, panel["rows"], "")
    for name, what in (("searched", "two words searched in 10,000 habits"), ("forming", "10,000 habits filtered")):
        yield at_most(f"{what}, as the page sees it: median", 10, panel["asked"][name]["median"], "ms")


SECTION = Section(name="panel", measure=measure_panel, tables=_tables, aims=_aims, on_demand=True)
