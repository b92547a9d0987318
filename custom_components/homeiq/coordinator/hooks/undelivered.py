"""What could not be delivered, under Repairs and on the bus: once for each webhook, and gone when it is over."""

from __future__ import annotations

from homeassistant.core import HomeAssistant, callback
from homeassistant.helpers import issue_registry as ir

from ...const import DOMAIN, EVENT_WEBHOOK_FAILED
from ...deliver.hooks.destination import shown
from ...model.hooks import Delivery, Hook

DEAD = "webhook_dead"
GONE = "webhook_gone"


@callback
def async_tell(hass: HomeAssistant, hook: Hook, *, dead: int, is_off: bool) -> None:
    """Tell what is the matter with a webhook, if anything is."""
    for key, is_so in ((GONE, is_off), (DEAD, dead > 0 and not is_off)):
        if not is_so:
            ir.async_delete_issue(hass, DOMAIN, f"{key}_{hook.hook_id}")
            continue
        told = {"name": hook.title, "address": shown(hook.url), "count": str(dead)}
        ir.async_create_issue(
            hass,
            DOMAIN,
            f"{key}_{hook.hook_id}",
            is_fixable=True,
            severity=ir.IssueSeverity.WARNING,
            translation_key=key,
            translation_placeholders=told,
            data={"question": key, "hook_id": hook.hook_id, **told},
        )


@callback
def async_withdraw(hass: HomeAssistant, hook_id: str) -> None:
    """Say nothing more about a webhook."""
    for key in (DEAD, GONE):
        ir.async_delete_issue(hass, DOMAIN, f"{key}_{hook_id}")


@callback
def async_announce_failed(hass: HomeAssistant, hook: Hook, delivery: Delivery) -> None:
    """Say that something was given up, for automations."""
    hass.bus.async_fire(
        EVENT_WEBHOOK_FAILED,
        {
            "webhook_id": hook.hook_id,
            "name": hook.title,
            "delivery": delivery.number,
            "type": delivery.kind,
            "tries": delivery.tries,
            "status": delivery.status,
            "trouble": delivery.trouble,
        },
    )
