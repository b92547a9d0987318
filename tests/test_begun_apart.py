"""What goes on after whoever began it has gone bears no id of theirs: others wait for it as well."""

import ast
from collections.abc import Iterator
from pathlib import Path

INTEGRATION = Path(__file__).parents[1] / "custom_components" / "homeiq"
MODULES = sorted(INTEGRATION.rglob("*.py"))
OUTLIVES = {
    "call_later",
    "call_at",
    "call_soon",
    "call_soon_threadsafe",
    "async_call_later",
    "async_call_at",
    "async_track_point_in_time",
    "async_track_point_in_utc_time",
    "async_track_time_interval",
    "async_track_time_change",
    "async_track_utc_time_change",
    "async_track_sunrise",
    "async_track_sunset",
    "async_schedule_call",
    "async_schedule_update_ha_state",
    "create_task",
    "ensure_future",
    "asyncio.Task",
    "async_create_task",
    "async_create_background_task",
}
"""What calls something later, or begins what may go on for longer than whoever began it waits."""
THEIRS = {
    # All who ask for the same answer wait for it; whoever began to look for it was the first of them.
    ("cache.py", "asyncio.Task"),
    # Waited for on the spot.
    ("capture/recorder/backfill.py", "ensure_future"),
    # A decision, which is theirs to the end; and work that is spawned for one who asked for it.
    ("coordinator/background.py", "async_create_task"),
    ("coordinator/background.py", "async_create_background_task"),
    # The courier's own run, which is kept apart; each delivery is made under its own id.
    ("coordinator/hooks/courier.py", "create_task"),
    # The wait of one delivery, which ends with its connection.
    ("deliver/hooks/heads.py", "call_later"),
    # The command's own answer.
    ("websocket_api/asking.py", "async_create_background_task"),
    # Waited for on the spot.
    ("services/programs/in_line.py", "async_create_background_task"),
}


def named(call: ast.Call) -> str:
    """Return what is called, without whose it is; others have tasks of their own."""
    whole = ast.unparse(call.func)
    return whole if whole == "asyncio.Task" else whole.rpartition(".")[2]


def begun(node: ast.AST, *, is_apart: bool = False) -> Iterator[str]:
    """Name what some code begins under the id of whoever comes by.

    What is defined within a block is not called there.
    """
    if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda):
        is_apart = False
    if isinstance(node, ast.With):
        is_apart |= any(
            isinstance(one.context_expr, ast.Call) and named(one.context_expr) == "apart" for one in node.items
        )
    if isinstance(node, ast.Call) and named(node) in OUTLIVES and not is_apart:
        yield named(node)
    for child in ast.iter_child_nodes(node):
        yield from begun(child, is_apart=is_apart)


def test_what_outlives_its_caller_is_begun_apart() -> None:
    found = {
        (path.relative_to(INTEGRATION).as_posix(), name)
        for path in MODULES
        for name in begun(ast.parse(path.read_text("utf-8")))
    }

    assert found == THEIRS


def test_a_timer_that_is_set_under_somebody_s_id_is_found() -> None:
    text = "with apart():\n    loop.call_later(1, go)\n    later = lambda: loop.call_at(1, go)\nasync_call_later(1, go)"

    assert [*begun(ast.parse(text))] == ["call_at", "async_call_later"]
