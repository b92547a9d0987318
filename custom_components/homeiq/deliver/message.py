"""What people are told, in the owner's language, and how it is written for the companion apps."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
import json
import re
from typing import Any

from ..model.habits.suggestion import Suggestion
from ..model.words import Words, shortened
from .answer import Answer, named

_LENGTH = 500  # characters of a text; a phone shows fewer
_TITLE_LENGTH = 200  # characters of a title; no title of ours is so long, but names may be
_LISTED = 10  # suggestions that a digest names
_DIGEST = "homeiq_digest"
_REPLY = "homeiq_reply"
_ENTITY = re.compile(r"\b[a-z0-9_]+\.[a-z0-9_]+\b")


@dataclass(frozen=True, slots=True, kw_only=True)
class Message:
    """One notification.

    Attributes:
        tag: a newer message with it takes the place of an older one.
        buttons: the name and the label of each.
        link: the page of Home Assistant that a tap opens; None where it opens none.
        about: the entities that it names, or may; None where nobody knows.
    """

    title: str
    text: str
    tag: str
    buttons: tuple[tuple[str, str], ...] = ()
    link: str | None = None
    about: frozenset[str] | None = None

    def data(self) -> dict[str, Any]:
        """Return what the companion apps take beside title and text."""
        link = {"url": self.link, "clickAction": self.link} if self.link else {}
        buttons = [{"action": name, "title": label, **_care(name)} for name, label in self.buttons]
        return {"tag": self.tag, "group": "homeiq", **link, **({"actions": buttons} if buttons else {})}

    def without(self, answer: Answer) -> Message:
        """Return the message without the button of an answer."""
        prefix = named(answer, "")
        return replace(self, buttons=tuple(button for button in self.buttons if not button[0].startswith(prefix)))


def of_suggestion(suggestion: Suggestion, words: Words, link: str | None = None) -> Message:
    """Tell of one suggestion in a sentence, and ask."""
    return Message(
        title=shortened(suggestion.title, _TITLE_LENGTH),
        text=shortened(suggestion.in_short, _LENGTH),
        tag=tag_of(suggestion.signature),
        buttons=tuple((named(answer, suggestion.signature), words.say(f"notify_{answer.value}")) for answer in Answer),
        link=link,
        about=frozenset(_named_in(suggestion)),
    )


def of_digest(suggestions: Sequence[Suggestion], words: Words, link: str | None = None) -> Message:
    """Tell of all suggestions that nobody was told of one by one."""
    lines = [f"• {suggestion.title}" for suggestion in suggestions[:_LISTED]]
    if len(suggestions) > _LISTED:
        lines.append(words.say("digest_more", count=len(suggestions) - _LISTED))
    return Message(
        title=words.say("digest_title", count=len(suggestions)),
        text="\n".join(lines),
        tag=_DIGEST,
        link=link,
        about=frozenset(entity_id for one in suggestions for entity_id in _named_in(one)),
    )


def of_reply(words: Words, key: str, **values: str) -> Message:
    """Say what became of an answer."""
    return Message(title="HomeIQ", text=shortened(words.say(key, **values), _LENGTH), tag=_REPLY)


def tag_of(signature: str) -> str:
    """Return the tag of the notification of a suggestion."""
    return f"homeiq_{signature}"


def _named_in(suggestion: Suggestion) -> Iterator[str]:
    """Yield the entities that what is told of it may name; names of actions look like them, and do no harm."""
    yield from suggestion.pattern.entities
    yield from (conflict.entity_id for conflict in suggestion.conflicts)
    yield from _ENTITY.findall(json.dumps(dict(suggestion.automation), default=str))


def _care(name: str) -> dict[str, bool]:
    """An iPhone asks who is there before it creates an automation, and shows in red what can't be taken back."""
    if name.startswith(named(Answer.ACCEPT, "")):
        return {"authenticationRequired": True}
    return {"destructive": True} if name.startswith(named(Answer.NEVER, "")) else {}
