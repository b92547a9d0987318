"""A program that is killed again and again: what it imports is imported once, and each time it is forked anew."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
import os
from pathlib import Path
import signal
import sys

ROOT = Path(__file__).parents[1]
ENDED = "ended"


def each_time(work: Callable[[], None]) -> None:
    """Begin the work anew, in a process of its own, for each line that is read: the program's part.

    Args:
        work: says when it has begun in earnest, a line, and never ends.
    """
    for _ in sys.stdin:
        number = os.fork()
        if not number:
            say(os.getpid())
            work()
        os.waitpid(number, 0)
        say(ENDED)


def say(what: object) -> None:
    """Tell the test a line, in one piece: being killed cuts none off."""
    os.write(sys.stdout.fileno(), f"{what}\n".encode())


class Forking:
    """A program that waits to be forked."""

    def __init__(self, process: asyncio.subprocess.Process) -> None:
        """Take it over."""
        self._process = process

    async def work_until_killed(self, seconds: float) -> list[str]:
        """Have it work, kill it so long after its first line, and return all that it said."""
        assert self._process.stdin
        self._process.stdin.write(b"\n")
        number, first = int(await self._said()), await self._said()
        await asyncio.sleep(seconds)
        os.kill(number, signal.SIGKILL)
        lines = [first]
        while (line := await self._said()) != ENDED:
            lines.append(line)
        return lines

    async def _said(self) -> str:
        assert self._process.stdout
        line = await asyncio.wait_for(self._process.stdout.readline(), 60)
        assert line, "the program has ended"
        return line.decode().strip()


@asynccontextmanager
async def forking(program: str, *arguments: str) -> AsyncIterator[Forking]:
    """Start a program of ours, a module, that waits to be forked."""
    pipe = asyncio.subprocess.PIPE
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", program, *arguments, stdin=pipe, stdout=pipe, cwd=ROOT
    )
    assert process.stdin
    try:
        yield Forking(process)
    finally:
        process.stdin.close()
        await process.wait()
