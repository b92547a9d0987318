"""What became of messages, counted."""

from dataclasses import replace
from typing import Any

from custom_components.homeiq.model.hooks import State
from custom_components.homeiq.telemetry.delivered import Delivered
from tests.hooks import NOW, a_delivery


def figures(delivered: Delivered, now: float = NOW) -> dict[str, Any]:
    """Return what there is to see, without the beginning of the names."""
    found: dict[str, Any] = {}
    for family in delivered.families(now):
        values = {label: one.total for label, one in family.buckets.items()} or dict(family.values)
        found[family.name.removeprefix("homeiq_webhook_")] = values.get("", values)
    return found


def test_before_anything_happened_nothing_waits_and_nothing_was_tried_again() -> None:
    assert figures(Delivered()) == {
        "messages_total": {},
        "retries_total": 0,
        "delivery_seconds": {},
        "queue_seconds": 0.0,
    }


def test_a_message_is_counted_once_when_it_has_ended_however_often_it_is_tried() -> None:
    delivered, told = Delivered(), a_delivery()

    for tries in (1, 2):
        delivered.note(replace(told, tries=tries))
    waiting = figures(delivered, NOW + 30)
    delivered.note(replace(told, tries=3, state=State.DELIVERED, ended_at=NOW + 40))

    assert (waiting["messages_total"], waiting["retries_total"], waiting["queue_seconds"]) == ({}, 1, 30.0)
    assert figures(delivered, NOW + 50) == {
        "messages_total": {"delivered": 1},
        "retries_total": 2,
        "delivery_seconds": 40.0,
        "queue_seconds": 0.0,
    }


def test_what_was_given_up_untried_counts_as_well_and_took_no_time() -> None:
    delivered = Delivered()

    delivered.note(a_delivery(tries=1, state=State.DEAD, ended_at=NOW))
    delivered.give_up(4)
    delivered.give_up(0)

    assert figures(delivered)["messages_total"] == {"given_up": 5}
    assert figures(delivered)["delivery_seconds"] == {}


def test_the_oldest_of_all_webhooks_is_told_and_none_of_one_that_is_gone() -> None:
    delivered = Delivered()
    for hook_id, at in (("a", NOW - 60), ("b", NOW - 5)):
        delivered.note(a_delivery(hook_id=hook_id, at=at, tries=1))

    both = figures(delivered)["queue_seconds"]
    delivered.keep({"b"})

    assert (both, figures(delivered)["queue_seconds"]) == (60.0, 5.0)


def test_a_clock_that_was_set_back_makes_nothing_quicker_than_at_once() -> None:
    delivered = Delivered()

    delivered.note(a_delivery(tries=1, state=State.DELIVERED, ended_at=NOW - 3600))
    delivered.note(a_delivery(hook_id="b", tries=1))

    assert figures(delivered, NOW - 60)["delivery_seconds"] == 0.0
    assert figures(delivered, NOW - 60)["queue_seconds"] == 0.0
