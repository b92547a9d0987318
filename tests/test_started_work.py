"""Work is started in one place, where its end is noticed."""

import ast
from pathlib import Path

INTEGRATION = Path(__file__).parents[1] / "custom_components" / "homeiq"
MODULES = sorted(INTEGRATION.rglob("*.py"))
STARTS = {
    "create_task",
    "ensure_future",
    "asyncio.Task",
    "run_coroutine_threadsafe",
    "async_create_task",
    "async_create_task_internal",
    "async_create_background_task",
    "async_run_job",
    "async_run_hass_job",
    "async_add_job",
    "add_job",
    "create_eager_task",
    "call_soon_threadsafe",
    "Thread",
    "to_thread",
    "async_track_time_interval",
}
ALLOWED = {
    # Whoever asks waits for it, and takes it down when nobody waits any more; its end is looked at.
    "cache.py": {"asyncio.Task"},
    "coordinator/background.py": STARTS,
    # In a group that waits for all of it, and that the background has begun.
    "coordinator/hooks/courier.py": {"create_task"},
    # Below the coordinator: its end is counted, and told with the store's figures.
    "store/batch.py": {"create_task"},
    # Waited for on the spot, also when nobody wants the answer any more.
    "capture/recorder/backfill.py": {"ensure_future"},
    # A boundary: whatever happens, it is caught there, logged, and whoever asked gets an answer.
    "websocket_api/asking.py": {"async_create_background_task"},
    "websocket_api/topic.py": {"async_create_background_task"},
    # It outlives the entry, as pages do; all it does is send a word to those who listen.
    "websocket_api/live.py": {"async_track_time_interval"},
    # Waited for on the spot, also when nobody wants the answer any more.
    "services/programs/in_line.py": {"async_create_background_task"},
    # A hold outlives the entry and its background work; it looks at one figure of the file.
    "coordinator/file/backups.py": {"async_track_time_interval"},
    # What it calls is guarded by whoever made it.
    "capture/following.py": {"async_track_time_interval"},
}


def starts(text: str) -> set[str]:
    """Name what a module starts work with."""
    calls = {ast.unparse(node.func) for node in ast.walk(ast.parse(text)) if isinstance(node, ast.Call)}
    # Others have tasks of their own: of that word, it matters whose it is.
    return (calls | {one.rpartition(".")[2] for one in calls}) & STARTS


def test_no_work_is_started_where_its_end_is_not_noticed() -> None:
    begun = {path.relative_to(INTEGRATION).as_posix(): starts(path.read_text("utf-8")) for path in MODULES}

    unnoticed = {name: there for name, starting in begun.items() if (there := starting - ALLOWED.get(name, set()))}

    assert unnoticed == {}


def test_what_the_store_starts_by_itself_has_its_end_noticed() -> None:
    text = (INTEGRATION / "store" / "batch.py").read_text("utf-8")

    assert text.count("create_task(") == text.count("add_done_callback(") == 1


def test_work_that_is_started_elsewhere_is_found() -> None:
    assert starts("import asyncio\nasyncio.create_task(work())\nhass.async_create_task(work())\n") == {
        "create_task",
        "async_create_task",
    }
