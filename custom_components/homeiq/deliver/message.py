"""What people are told, in the owner's language, and how it is written for the companion apps."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from ..model.suggestion import Suggestion
from ..model.words import Words
from .answer import Answer, named

_LENGTH = 500  # characters of a text; a phone shows fewer
_LISTED = 10  # suggestions that a digest names
_DIGEST = "homeiq_digest"
_REPLY = "homeiq_reply"


@dataclass(frozen=True, slots=True, kw_only=True)
class Message:
    """One notification.

    Attributes:
        tag: a newer message with it takes the place of an older one.
        buttons: the name and the label of each.
        link: the page of Home Assistant that a tap opens; None where it opens none.
    """

    title: str
    text: str
    tag: str
    buttons: tuple[tuple[str, str], ...] = ()
    link: str | None = None

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
    """Tell of one suggestion, and ask."""
    return Message(
        title=words.say("notify_title"),
        text=_shortened(f"{suggestion.title}. {suggestion.full_reason}"),
        tag=tag_of(suggestion.signature),
        buttons=tuple((named(answer, suggestion.signature), words.say(f"notify_{answer.value}")) for answer in Answer),
        link=link,
    )


def of_digest(suggestions: Sequence[Suggestion], words: Words, link: str | None = None) -> Message:
    """Tell of all suggestions that nobody was told of one by one."""
    lines = [f"• {suggestion.title}" for suggestion in suggestions[:_LISTED]]
    if len(suggestions) > _LISTED:
        lines.append(words.say("digest_more", count=len(suggestions) - _LISTED))
    return Message(
        title=words.say("digest_title", count=len(suggestions)), text="\n".join(lines), tag=_DIGEST, link=link
    )


def of_reply(words: Words, key: str, **values: str) -> Message:
    """Say what became of an answer."""
    return Message(title="HomeIQ", text=_shortened(words.say(key, **values)), tag=_REPLY)


def tag_of(signature: str) -> str:
    """Return the tag of the notification of a suggestion."""
    return f"homeiq_{signature}"


def _care(name: str) -> dict[str, bool]:
    """An iPhone asks who is there before it creates an automation, and shows in red what can't be taken back."""
    if name.startswith(named(Answer.ACCEPT, "")):
        return {"authenticationRequired": True}
    return {"destructive": True} if name.startswith(named(Answer.NEVER, "")) else {}


def _shortened(text: str) -> str:
    return text if len(text) <= _LENGTH else f"{text[: _LENGTH - 1]}…"
