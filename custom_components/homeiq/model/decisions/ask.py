"""What people are asked before it is done, what they answer, and what these answers speak for."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

ASKED_FOR = 600.0  # how long a question waits for an answer, seconds

_LAST = 30  # answers that are looked at, the newest
_ENOUGH = 8  # of them that have to be yes for it to act by itself
# So many yes more for each other answer: a sequential test, as whoever looks after each answer finds eight of some ten
# sooner or later. Of what is wanted two times of three one in seven passes, of what is nine times of ten nearly all.
_EACH_OTHER = 3
_DAYS = 5  # distinct local days of these
_REFUSED = 3  # times "not today" since the last yes after which it is asked no more
_UNHEARD = 6  # times without an answer since the last yes, likewise

_PREFIX = "HOMEIQ"


class Reply(StrEnum):
    """What became of a question."""

    YES = "yes"
    SKIP = "not_today"
    STOP = "stop"
    """Never ask that again."""
    SILENCE = "silence"
    """Nobody answered in time."""
    LOST = "lost"
    """Home Assistant stopped while it waited for an answer; that says nothing."""


BUTTONS = (Reply.YES, Reply.SKIP, Reply.STOP)
"""What people can answer, in the order in which it is shown."""


class Speaks(StrEnum):
    """What the answers speak for."""

    GO_ON = "go_on"
    CLIMB = "climb"
    """To do it without asking."""
    END = "end"
    """To ask it no more."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Ask:
    """A question that was put.

    Attributes:
        asked_at: UTC epoch seconds.
        day: its local day, days since 1970-01-01.
        reply: None while it waits for an answer.
    """

    signature: str
    asked_at: float
    day: int
    reply: Reply | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class AskCounts:
    """How the questions of one automation were answered.

    Attributes:
        asked: how many were put, without those that were lost.
        yes: how many of them were answered so.
        no: how many were answered by "not today".
        silent: how many nobody answered.
        more: so many more times yes, and the answers speak for acting without asking; 0 where they do.
    """

    asked: int = 0
    yes: int = 0
    no: int = 0
    silent: int = 0
    more: int = _ENOUGH


@dataclass(frozen=True, slots=True, kw_only=True)
class Phone:
    """A phone that can be asked.

    Attributes:
        action: what notifies it, such as ``notify.mobile_app_pixel``.
        user_id: whose answers it sends.
        whereabouts: the person or tracker that tells whether it is away; None where nothing tells.
    """

    action: str
    user_id: str
    whereabouts: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """What people are asked, in their language.

    Attributes:
        title: the question itself.
        text: what comes of an answer, and of none.
        labels: what stands on each button.
        about: what the automation does other than others, for its description.
        allowed: names the condition that keeps the limits of the home.
    """

    title: str
    text: str
    labels: tuple[tuple[Reply, str], ...]
    about: str
    allowed: str


def button(reply: Reply, signature: str) -> str:
    """Return the name of the button that gives an answer."""
    return f"{_PREFIX}_{reply.name}_{signature}"


def reply_of(name: str) -> tuple[Reply, str] | None:
    """Return the answer and the signature that a button stands for; None for a button of something else."""
    prefix, _, rest = name.partition("_")
    reply, _, signature = rest.partition("_")
    if prefix != _PREFIX or reply not in {one.name for one in BUTTONS} or not signature:
        return None
    return Reply[reply], signature


def counts_of(asks: Sequence[Ask]) -> AskCounts:
    """Count how questions of one automation were answered, by time."""
    replies = [ask.reply for ask in _heard(asks)]
    return AskCounts(
        asked=len(replies) + sum(ask.reply is None for ask in asks),
        yes=replies.count(Reply.YES),
        no=replies.count(Reply.SKIP),
        silent=replies.count(Reply.SILENCE),
        more=_more(asks),
    )


def speaks_for(asks: Sequence[Ask]) -> Speaks:
    """Return what the answers to the questions of one automation speak for, by time."""
    heard = _heard(asks)
    replies = [ask.reply for ask in heard]
    since = replies[len(replies) - replies[::-1].index(Reply.YES) :] if Reply.YES in replies else replies
    if Reply.STOP in since or since.count(Reply.SKIP) >= _REFUSED or since.count(Reply.SILENCE) >= _UNHEARD:
        return Speaks.END
    latest = heard[-_LAST:]
    days = [ask.day for ask in latest if ask.reply is Reply.YES]
    needed = _ENOUGH + _EACH_OTHER * (len(latest) - len(days))
    return Speaks.CLIMB if len(days) >= needed and len(set(days)) >= _DAYS else Speaks.GO_ON


def _more(asks: Sequence[Ask]) -> int:
    """Return how many more yes it takes, each on a day of its own."""
    heard = _heard(asks)
    last = max((ask.day for ask in heard), default=0)
    ahead = [Ask(signature="", asked_at=0.0, day=last + day, reply=Reply.YES) for day in range(1, _LAST + 1)]
    return next(more for more in range(_LAST + 1) if speaks_for([*heard, *ahead[:more]]) is Speaks.CLIMB)


def _heard(asks: Iterable[Ask]) -> list[Ask]:
    """Return the questions of which it is known what people say to them."""
    return [ask for ask in asks if ask.reply not in {None, Reply.LOST}]
