"""What can go wrong with a server, in words that can be translated."""

from __future__ import annotations

from http import HTTPStatus
import math
import re
from typing import Literal

type Trouble = Literal[
    "unreachable",
    "timeout",
    "certificate",
    "certificate_expired",
    "certificate_host",
    "redirected",
    "not_influx",
    "unauthorized",
    "forbidden",
    "not_found",
    "too_large",
    "busy",
    "server",
    "not_understood",
    "rejected",
    "refuses_all",
    "too_long",
]

NEEDS_OWNER: frozenset[Trouble] = frozenset(
    {
        "certificate",
        "certificate_expired",
        "certificate_host",
        "redirected",
        "not_influx",
        "not_understood",
        "unauthorized",
        "forbidden",
        "not_found",
        "refuses_all",
    }
)
"""What does not pass by itself."""

# What servers say of single points. Any other refusal is of the request: its points may be fine.
_OF_POINTS = re.compile(
    r"partial write|field type conflict|column type|unable to parse|line protocol|invalid field|invalid number"
    r"|retention policy|max(imum)? key length|points? dropped",
    re.IGNORECASE,
)
_BY_STATUS: dict[int, Trouble] = {
    400: "rejected",
    401: "unauthorized",
    403: "forbidden",
    404: "not_found",
    405: "not_influx",
    413: "too_large",
    422: "rejected",
    429: "busy",
    503: "busy",
}


class InfluxError(Exception):
    """The server did not do what was asked of it.

    Attributes:
        trouble: what is wrong, as a word.
        retry_after: seconds the server wants to be left alone; None where it says nothing.
    """

    def __init__(self, trouble: Trouble, detail: str = "", retry_after: float | None = None) -> None:
        """Say what is wrong, and how the server put it."""
        super().__init__(f"{trouble}: {detail}" if detail else trouble)
        self.trouble = trouble
        self.detail = detail
        self.retry_after = retry_after


def error_of(status: int, body: str, retry_after: str | None = None) -> InfluxError:
    """Return the error that an answer stands for.

    Args:
        status: of HTTP, not 2xx.
        body: what the server says.
        retry_after: the header of that name.
    """
    trouble: Trouble = _BY_STATUS.get(status, "server" if status >= HTTPStatus.INTERNAL_SERVER_ERROR else "not_influx")
    if trouble == "rejected" and not _OF_POINTS.search(body):
        trouble = "not_understood"
    return InfluxError(trouble, f"{status} {body}".strip(), _seconds(retry_after))


def _seconds(text: str | None) -> float | None:
    try:
        seconds = float(text) if text else None
    except ValueError:
        # A date is allowed too; waiting as long as for any other trouble will do.
        return None
    return seconds if seconds is not None and 0 <= seconds < math.inf else None
