"""What is wrong with the home's own automations, told under Repairs for as long as it is so."""

from __future__ import annotations

from collections.abc import Sequence

from homeassistant.core import HomeAssistant, callback
from homeassistant.helpers import issue_registry as ir

from ...const import DOMAIN
from ...model.existing import ExistingAutomation, Troubles
from ...model.words import itemised

STALE = "automations_stale"
BROKEN = "automations_broken"
UNAVAILABLE = "automations_unavailable"
LISTED = 20  # automations that a notice names


@callback
def async_report(hass: HomeAssistant, troubles: Troubles, stale_days: int) -> None:
    """Tell of all automations of a sort in one notice, and take back the notice of a sort that is gone."""
    for issue_id, automations in (
        (STALE, troubles.stale),
        (BROKEN, [one for one in troubles.broken if one.is_available]),
        (UNAVAILABLE, [one for one in troubles.broken if not one.is_available]),
    ):
        if not automations:
            ir.async_delete_issue(hass, DOMAIN, issue_id)
            continue
        ir.async_create_issue(
            hass,
            DOMAIN,
            issue_id,
            is_fixable=False,
            severity=ir.IssueSeverity.WARNING,
            translation_key=issue_id,
            translation_placeholders={"automations": _listed(automations), "days": str(stale_days)},
        )


@callback
def async_withdraw(hass: HomeAssistant) -> None:
    """Take back all notices."""
    for issue_id in (STALE, BROKEN, UNAVAILABLE):
        ir.async_delete_issue(hass, DOMAIN, issue_id)


@callback
def async_forget_issues(hass: HomeAssistant) -> None:
    """Take back everything that HomeIQ has asked under Repairs."""
    for domain, issue_id in list(ir.async_get(hass).issues):
        if domain == DOMAIN:
            ir.async_delete_issue(hass, DOMAIN, issue_id)


def _listed(automations: Sequence[ExistingAutomation]) -> str:
    return itemised([_line(automation) for automation in sorted(automations, key=lambda one: one.name)], LISTED)


def _line(automation: ExistingAutomation) -> str:
    missing = f" ({', '.join(automation.unknown)})" if automation.unknown else ""
    return f"{automation.name}{missing}"
