"""Connections on which only the head of an answer is read: its status, and for how long to wait.

A receiver that has said 2xx has what it was sent, however wrong the rest of its answer is: a body where there may be
none, lengths that contradict each other, lines that are no headers. To try again would be to tell it again and again
for three days, with all that comes after it waiting.
"""

from __future__ import annotations

import asyncio
from functools import partial
import re
from typing import Any, override

from aiohttp import TCPConnector
from aiohttp.client_proto import ResponseHandler

LONGEST = 16 * 1024  # bytes of a head that are waited for; what its first line says counts without the rest
REST = 3.0
"""Seconds for which the rest of a head is waited for once its first line has come; what that says counts without it."""
_END = re.compile(rb"\r?\n\r?\n")
# What may come before the answer, such as 100 and 103. 101 is an answer, though to nothing that was asked.
_INTERIM = re.compile(rb"\s*HTTP/1\.\d 1(?!01)\d\d(?: [^\n]*)?\n(?:[^\r\n][^\n]*\n)*\r?\n")
_BEGUN = re.compile(rb"\s*HTTP/1\.\d 1(?!01)\d\d(?: [^\n]*|\r)?\n")
_STATUS = re.compile(rb"\s*HTTP/1\.\d (?!1(?!01)\d\d)(\d{3})(?: [^\n]*|\r)?\n")
_LATER = re.compile(rb"^retry-after:[ \t]*([\x20-\x7e]{1,64}?)[ \t]*\r?$", re.IGNORECASE | re.MULTILINE)


def has_status(come: bytes) -> bool:
    r"""Tell whether the first line of an answer has come whole.

    Examples:
        >>> has_status(b"HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 20"), has_status(b"HTTP/1.1 204 No Content\r\n")
        (False, True)
    """
    return _STATUS.match(_without_interim(come)) is not None


def _without_interim(come: bytes) -> bytes:
    while interim := _INTERIM.match(come):
        come = come[interim.end() :]
    return come


def plain(come: bytes, *, is_all: bool = False) -> bytes | None:
    """Return an answer with nothing in it but what counts; None where more has to come before that is known.

    Args:
        come: what has come of it.
        is_all: nothing more comes, or is waited for.
    """
    answer = _without_interim(come)
    status = _STATUS.match(answer)
    if status is None:
        # Whoever reads it says that it is no answer.
        is_none = b"\n" in answer.strip() and not _BEGUN.match(answer)
        return come if is_all or is_none else None
    end = _END.search(answer, status.end() - 2)
    if end is None and not is_all:
        return None
    later = _LATER.search(answer[: end.start() if end else None])
    asked = b"Retry-After: %b\r\n" % later[1] if later else b""
    return b"HTTP/1.1 %b -\r\n%bConnection: close\r\nContent-Length: 0\r\n\r\n" % (status[1], asked)


class HeadConnector(TCPConnector):
    """Makes connections for one request each."""

    def __init__(self, **options: Any) -> None:
        """Take the options of any other, but that none is used twice: something of an answer may still come on it."""
        super().__init__(force_close=True, **options)
        self._factory = partial(_new_reader, loop=self._loop)


def _new_reader(loop: asyncio.AbstractEventLoop) -> ResponseHandler:
    return _HeadReader(loop)


class _HeadReader(ResponseHandler):
    """Reads the head of the answer to one request.

    - one that stalls within its first line is given up with the attempt; later in its head, its first line counts
    - one without end is cut off
    """

    def __init__(self, loop: asyncio.AbstractEventLoop) -> None:
        super().__init__(loop)
        self._come: bytes = b""
        self._is_read = False
        self._rest: asyncio.TimerHandle | None = None

    @override
    def data_received(self, data: bytes) -> None:
        """Wait for the end of the head; what comes after it is let fall."""
        if self._is_read:
            return
        self._come += data
        is_long, is_answer = len(self._come) >= LONGEST, has_status(self._come)
        self._read(is_all=is_long)
        if is_long and not is_answer:
            # Nothing says that it will ever answer.
            self.close()
        elif is_answer and not (self._is_read or self._rest):
            self._rest = self._loop.call_later(REST, partial(self._read, is_all=True))

    @override
    def connection_lost(self, exc: BaseException | None) -> None:
        """Make do with what has come."""
        if not self._is_read and self._come:
            self._read(is_all=True)
        self._stop_waiting()
        super().connection_lost(exc)

    def _stop_waiting(self) -> None:
        if self._rest:
            self._rest.cancel()
            self._rest = None

    def _read(self, *, is_all: bool) -> None:
        if answer := plain(self._come, is_all=is_all):
            self._stop_waiting()
            self._is_read = True
            self._come = b""
            super().data_received(answer)
