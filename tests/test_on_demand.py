"""Parts that most homes never use: not loaded by those, loaded by who asks, beside the event loop, and missed aloud."""

import ast
import asyncio
from collections.abc import Callable, Iterator, Sequence
from importlib.machinery import ModuleSpec
from pathlib import Path
import subprocess
import sys
import threading
from types import ModuleType
from typing import Any

from homeassistant.config_entries import SOURCE_USER, ConfigEntryState, ConfigSubentryData
from homeassistant.core import HomeAssistant
from homeassistant.data_entry_flow import FlowResultType
from homeassistant.exceptions import HomeAssistantError
import pytest
from pytest_homeassistant_custom_component.common import MockConfigEntry

from custom_components.homeiq.const import DOMAIN
from custom_components.homeiq.coordinator import HomeIQCoordinator
from custom_components.homeiq.model.run import RunStatus
from custom_components.homeiq.on_demand import AI, GAMES, INFLUXDB, PARTS, Part, PartMissingError
from custom_components.homeiq.store.influx.target import Generation, Target
from tests.a_kitchen import async_a_kitchen, async_refine
from tests.accepted import async_a_home
from tests.an_ai import async_an_ai
from tests.evenings import async_live, evenings
from tests.homes import async_refresh, async_set_up
from tests.offers import a_suggestion

ROOT = Path(__file__).parents[1]
HOME = ROOT / "custom_components" / "homeiq"
NAME = "custom_components.homeiq"
DOORS = (
    *("config_flow", "sensor", "binary_sensor", "button", "event", "switch", "todo"),
    *("diagnostics", "repairs", "trigger", "logbook", "llm", "backup"),
)
"""What Home Assistant imports by itself, beside the package."""
NOT_OURS_TO_LOAD = {"capture.recorder.reading"}
"""What is imported late because what it needs may not be there, by whoever is in an executor already."""
MOST = 18.0
"""Megabytes that the code of a home without any part may take: 17.5 on 2026-11-30, with Python 3.14."""
WEIGH = """
import importlib, sys, tracemalloc
import homeassistant.bootstrap, numpy.typing
for name in ("recorder", "automation", "script", "frontend", "panel_custom", "logbook", "llm", "event", "todo"):
    importlib.import_module(f"homeassistant.components.{name}")
import aiosqlite, cachetools
tracemalloc.start()
for name in sys.argv[1:]:
    importlib.import_module(name)
print(tracemalloc.get_traced_memory()[0] / 2**20)
"""


def names() -> dict[str, Path]:
    """Return all modules, by their dotted names below the package."""
    return {
        ".".join(part for part in path.relative_to(HOME).with_suffix("").parts if part != "__init__"): path
        for path in HOME.rglob("*.py")
    }


MODULES = names()
ENTRIES = {module.removeprefix(f"{NAME}.") for part in PARTS for module in part.modules}


def taken(node: ast.stmt, name: str, path: Path) -> Iterator[str]:
    """Yield the modules of ours that a statement imports."""
    if isinstance(node, ast.ImportFrom) and node.level:
        package = name.split(".") if path.name == "__init__.py" else name.split(".")[:-1]
        above = package[: len(package) - node.level + 1]
        source = ".".join(filter(None, [*above, node.module]))
        yield source
        yield from (one for alias in node.names if (one := f"{source}.{alias.name}".lstrip(".")) in MODULES)


def is_for_types(node: ast.stmt) -> bool:
    return isinstance(node, ast.If) and ast.unparse(node.test) == "TYPE_CHECKING"


def at_once(body: Sequence[ast.stmt]) -> Iterator[ast.stmt]:
    """Yield the statements that are run when a module is imported."""
    for node in body:
        if is_for_types(node) or isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            continue
        yield node
        for name in ("body", "orelse", "finalbody"):
            yield from at_once(getattr(node, name, ()))


def imported(names: Sequence[str]) -> set[str]:
    """Return all that is imported with some modules, by whatever way."""
    found: set[str] = set()
    left = [*names]
    while left:
        name = left.pop()
        if name in found or name not in MODULES:
            continue
        found.add(name)
        # A folder is imported before what is in it.
        left.append(name.rpartition(".")[0])
        tree = ast.parse(MODULES[name].read_text("utf-8"))
        left.extend(one for node in at_once(tree.body) for one in taken(node, name, MODULES[name]))
    return found


def imported_late() -> Iterator[tuple[str, str]]:
    """Yield who imports what of ours within a function."""
    for name, path in MODULES.items():
        tree = ast.parse(path.read_text("utf-8"))
        functions = (node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef))
        late = (node for function in functions for node in ast.walk(function) if isinstance(node, ast.ImportFrom))
        yield from ((name, one) for node in late for one in taken(node, name, path))


class Loaded:
    """Sees who loads what, and in which thread."""

    def __init__(self) -> None:
        self.threads: dict[str, str] = {}

    def find_spec(
        self, name: str, _path: Sequence[str] | None = None, _target: ModuleType | None = None
    ) -> ModuleSpec | None:
        self.threads[name] = threading.current_thread().name
        return None

    def in_the_event_loop(self) -> set[str]:
        """Return the modules of ours that were loaded there."""
        loop = threading.main_thread().name
        return {name for name, thread in self.threads.items() if thread == loop and name.startswith(NAME)}


@pytest.fixture
def loaded(monkeypatch: pytest.MonkeyPatch) -> Loaded:
    """Have no part loaded, and see which one is."""
    for module in (module for part in PARTS for module in part.modules):
        folder, _, name = module.rpartition(".")
        monkeypatch.delitem(sys.modules, module, raising=False)
        if hasattr(sys.modules.get(folder), name):
            # What stands there is another one after this test, unless it is put back.
            monkeypatch.setattr(sys.modules[folder], name, getattr(sys.modules[folder], name))
    loaded = Loaded()
    monkeypatch.setattr(sys, "meta_path", [loaded, *sys.meta_path])
    return loaded


def lose(monkeypatch: pytest.MonkeyPatch, part: Part) -> None:
    """Have a part whose last module can't be imported."""
    monkeypatch.setitem(sys.modules, part.modules[-1], None)


def test_a_home_imports_nothing_of_a_part_by_whatever_way() -> None:
    assert imported(["", *DOORS]) & ENTRIES == set()


def test_nothing_but_parts_is_imported_within_functions() -> None:
    folders = {name.rpartition(".")[0] for name in ENTRIES}

    assert {(who, what) for who, what in imported_late() if what not in ENTRIES | NOT_OURS_TO_LOAD | folders} == set()


def test_an_import_by_way_of_others_is_noticed() -> None:
    assert "store.outbox.outbox" in imported(["coordinator.influx.mirror"])


def test_the_code_of_a_home_without_any_part_takes_no_more_than_it_may() -> None:
    names = [NAME, *(f"{NAME}.{door}" for door in DOORS)]

    weighed = subprocess.run(  # noqa: S603 - our own
        [sys.executable, "-c", WEIGH, *names], check=True, cwd=ROOT, capture_output=True, text=True
    )

    assert float(weighed.stdout) <= MOST


async def test_a_home_as_it_comes_learns_without_any_part(hass: HomeAssistant, loaded: Loaded) -> None:
    await async_live(hass, evenings())

    coordinator: HomeIQCoordinator = (await async_set_up(hass)).runtime_data
    await async_refresh(hass, coordinator)

    assert coordinator.data.suggestions
    assert loaded.in_the_event_loop() == set()
    assert not any(part.is_loaded for part in PARTS)


def a_connected_home() -> MockConfigEntry:
    target = Target(url="http://127.0.0.1:9", bucket="homeiq", generation=Generation.V1, home="home")
    return MockConfigEntry(domain=DOMAIN, title="HomeIQ", data={"influxdb": target.to_data(), "copy_history": False})


def a_home_with_a_team() -> MockConfigEntry:
    data = {"league": "premier_league", "team": "Arsenal"}
    team = ConfigSubentryData(data=data, subentry_type="team", title="Arsenal", unique_id=None)
    return MockConfigEntry(domain=DOMAIN, title="HomeIQ", subentries_data=[team])


async def async_until_loaded(part: Part) -> None:
    async with asyncio.timeout(20):
        while not part.is_loaded:  # noqa: ASYNC110 - nobody tells
            await asyncio.sleep(0.01)


@pytest.mark.parametrize(("home", "part"), [(a_connected_home, INFLUXDB), (a_home_with_a_team, GAMES)])
@pytest.mark.parametrize("expected_lingering_timers", [True])
async def test_who_needs_a_part_loads_it_beside_the_event_loop(
    hass: HomeAssistant, loaded: Loaded, home: Callable[[], MockConfigEntry], part: Part
) -> None:
    entry = home()
    entry.add_to_hass(hass)

    assert await hass.config_entries.async_setup(entry.entry_id)
    await async_until_loaded(part)

    assert part.is_loaded
    assert loaded.in_the_event_loop() == set()


@pytest.mark.usefixtures("socket_enabled")
async def test_the_form_of_a_server_loads_its_part_beside_the_event_loop(hass: HomeAssistant, loaded: Loaded) -> None:
    result = await async_tried(hass)

    assert result["errors"] == {"url": "unreachable"}
    assert INFLUXDB.is_loaded
    assert loaded.in_the_event_loop() == set()


async def async_tried(hass: HomeAssistant) -> Any:
    """Try a server that is not there."""
    form = await hass.config_entries.flow.async_init(DOMAIN, context={"source": SOURCE_USER})
    form = await hass.config_entries.flow.async_configure(form["flow_id"], {"influxdb": True})
    connection = {"url": "http://127.0.0.1:9", "bucket": "homeiq", "home": "home", "copy_history": False}
    return await hass.config_entries.flow.async_configure(form["flow_id"], {**connection, "verify_ssl": True})


@pytest.mark.parametrize("expected_lingering_timers", [True])
async def test_a_wish_loads_its_part_beside_the_event_loop(hass: HomeAssistant, loaded: Loaded) -> None:
    await async_a_home(hass, a_suggestion())
    await async_a_kitchen(hass)
    await async_an_ai(hass, {"possible": True, "time": "06:30", "note": "Earlier."})

    refined = await async_refine(hass, a_suggestion().signature)

    assert refined["note"] == "Earlier."
    assert AI.is_loaded
    assert loaded.in_the_event_loop() == set()


@pytest.mark.usefixtures("loaded")
async def test_a_home_whose_server_can_not_be_spoken_to_says_so(
    hass: HomeAssistant, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    lose(monkeypatch, INFLUXDB)
    entry = a_connected_home()
    entry.add_to_hass(hass)

    assert not await hass.config_entries.async_setup(entry.entry_id)

    assert entry.state is ConfigEntryState.SETUP_ERROR
    assert entry.error_reason_translation_key == "part_missing"
    assert "The part of HomeIQ for InfluxDB can't be loaded" in caplog.text


@pytest.mark.usefixtures("loaded")
async def test_the_form_of_a_server_ends_where_its_part_is_missing(
    hass: HomeAssistant, monkeypatch: pytest.MonkeyPatch
) -> None:
    lose(monkeypatch, INFLUXDB)

    result = await async_tried(hass)

    assert (result["type"], result["reason"]) == (FlowResultType.ABORT, "part_missing")
    assert result["description_placeholders"] == {"part": "InfluxDB"}


@pytest.mark.usefixtures("loaded")
@pytest.mark.parametrize("expected_lingering_timers", [True])
async def test_games_that_can_not_be_followed_are_told_of_and_stop_nothing_else(
    hass: HomeAssistant, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    lose(monkeypatch, GAMES)
    entry = a_home_with_a_team()
    entry.add_to_hass(hass)

    assert await hass.config_entries.async_setup(entry.entry_id)
    await hass.async_block_till_done(wait_background_tasks=True)

    assert entry.state is ConfigEntryState.LOADED
    assert "The part of HomeIQ for Games can't be loaded" in caplog.text


@pytest.mark.usefixtures("loaded")
@pytest.mark.parametrize("expected_lingering_timers", [True])
async def test_a_wish_that_can_not_be_asked_for_is_refused(
    hass: HomeAssistant, monkeypatch: pytest.MonkeyPatch
) -> None:
    await async_a_home(hass, a_suggestion())
    await async_an_ai(hass, {"possible": True})
    lose(monkeypatch, AI)

    with pytest.raises(HomeAssistantError) as caught:
        await async_refine(hass, a_suggestion().signature)

    assert caught.value.translation_key == "part_missing"


@pytest.mark.usefixtures("loaded")
@pytest.mark.parametrize("expected_lingering_timers", [True])
async def test_a_run_that_can_not_ask_for_better_words_keeps_its_own(
    hass: HomeAssistant, monkeypatch: pytest.MonkeyPatch
) -> None:
    await async_live(hass, evenings())
    await async_an_ai(hass, {})
    coordinator: HomeIQCoordinator = (await async_set_up(hass, {"learning": {"ai_titles": True}})).runtime_data
    lose(monkeypatch, AI)

    await async_refresh(hass, coordinator, uses_ai=True)

    assert coordinator.data.last_run
    assert coordinator.data.last_run.status is RunStatus.SUCCESS
    assert coordinator.data.suggestions


async def test_a_part_that_failed_to_load_is_loaded_once_it_can_be(
    hass: HomeAssistant, loaded: Loaded, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as for_a_while:
        lose(for_a_while, GAMES)
        with pytest.raises(PartMissingError):
            await GAMES.async_load(hass)

    await GAMES.async_load(hass)

    assert GAMES.is_loaded
    assert loaded.in_the_event_loop() == set()
