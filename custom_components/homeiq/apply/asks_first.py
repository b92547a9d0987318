"""An automation that asks first: what is drafted, done only once somebody at home has said yes.

It is plain Home Assistant and needs nothing of HomeIQ. Only the limits of the home (quiet hours, questions a day) are
HomeIQ's to know: a condition looks whether one of its entities says that nothing may be asked now. Where there is no
such entity any more, it asks whenever it is set off.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from ..model.decisions.ask import ASKED_FOR, BUTTONS, Phone, Question, Reply, button

MAY_ASK = "may_ask"
"""The attribute by which an entity of HomeIQ says whether something may be asked now."""

_HERE = ("home", "unknown")  # of whom nobody knows where they are, nobody knows that they are away
_TAPPED = "mobile_app_notification_action"
_ALLOWED = f"{{{{ integration_entities('homeiq') | select('is_state_attr', '{MAY_ASK}', false) | list == [] }}}}"
_SAYS_YES = f"{{{{ wait.trigger is not none and wait.trigger.id == '{Reply.YES.value}' }}}}"


def asking(config: Mapping[str, Any], signature: str, question: Question, phones: Sequence[Phone]) -> dict[str, Any]:
    """Return an automation that asks the phones of those who are home before it does what another one does at once.

    Args:
        config: the automation that does it.
        signature: the habit's, by which answers are told apart.
        question: what is asked.
        phones: at least one.
    """
    tag = f"homeiq_ask_{signature}"
    waits = {
        "sequence": [_wait(signature, phones), _if_yes(config["actions"]), *(_withdraw(tag, one) for one in phones)]
    }
    return {
        **config,
        "description": f"{question.about}\n\n{config['description']}".strip(),
        "conditions": [*config["conditions"], *_somebody_to_ask(phones), _allowed(question)],
        # Side by side: whoever answers at once is heard even while another phone is still being told.
        "actions": [{"parallel": [waits, *(_tell(signature, tag, question, one) for one in phones)]}],
        "mode": "single",
        # What sets it off again while it waits asks nothing twice, and is no mistake.
        "max_exceeded": "silent",
    }


def _somebody_to_ask(phones: Sequence[Phone]) -> list[dict[str, Any]]:
    """Return what lets it ask only while there is somebody to ask; nothing where a phone never leaves."""
    whereabouts = sorted({one.whereabouts or "" for one in phones})
    if "" in whereabouts:
        return []
    return [{"condition": "state", "entity_id": whereabouts, "match": "any", "state": [*_HERE]}]


def _allowed(question: Question) -> dict[str, Any]:
    return {"alias": question.allowed, "condition": "template", "value_template": _ALLOWED}


def _wait(signature: str, phones: Sequence[Phone]) -> dict[str, Any]:
    """Wait for an answer of those who were asked; of nobody else, as anything could be said on the bus."""
    users = sorted({one.user_id for one in phones})
    return {
        "wait_for_trigger": [
            {
                "trigger": "event",
                "id": reply.value,
                "event_type": _TAPPED,
                "event_data": {"action": button(reply, signature)},
                "context": {"user_id": users},
            }
            for reply in BUTTONS
        ],
        "timeout": f"00:{int(ASKED_FOR) // 60:02}:00",
        "continue_on_timeout": True,
    }


def _if_yes(actions: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
    return {"if": [{"condition": "template", "value_template": _SAYS_YES}], "then": [*actions]}


def _tell(signature: str, tag: str, question: Question, phone: Phone) -> dict[str, Any]:
    told = {
        "action": phone.action,
        "data": {
            "title": question.title,
            "message": question.text,
            "data": {
                "tag": tag,
                "group": "homeiq",
                "actions": [{"action": button(reply, signature), "title": label} for reply, label in question.labels],
                # A phone that sleeps is woken, and one without the app's help to withdraw it lets go by itself.
                "ttl": 0,
                "priority": "high",
                "timeout": int(ASKED_FOR),
            },
        },
        "continue_on_error": True,
    }
    if phone.whereabouts is None:
        return told
    return {"if": [{"condition": "state", "entity_id": phone.whereabouts, "state": [*_HERE]}], "then": [told]}


def _withdraw(tag: str, phone: Phone) -> dict[str, Any]:
    return {
        "action": phone.action,
        "data": {"message": "clear_notification", "data": {"tag": tag}},
        "continue_on_error": True,
    }


def users_asked(config: Mapping[str, Any]) -> frozenset[str]:
    """Return whose answers an automation waits for; nobody's where it is none that was written here."""
    try:
        return frozenset(
            config["actions"][0]["parallel"][0]["sequence"][0]["wait_for_trigger"][0]["context"]["user_id"]
        )
    except KeyError, IndexError, TypeError:
        return frozenset()
