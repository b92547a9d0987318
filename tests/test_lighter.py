import asyncio
from collections.abc import Callable
from typing import Any

import pytest


@pytest.mark.parametrize(
    "plan", [lambda loop: loop.call_soon(print), lambda loop: loop.call_later(1, print)], ids=["at once", "for later"]
)
async def test_what_another_thread_plans_without_saying_so_is_refused(plan: Callable[[Any], object]) -> None:
    with pytest.raises(RuntimeError, match="Non-thread-safe"):
        await asyncio.to_thread(plan, asyncio.get_running_loop())
