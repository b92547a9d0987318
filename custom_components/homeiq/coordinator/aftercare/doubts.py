"""Questions under Repairs that may be ignored, which is an answer too, and are taken back when nobody asks any more."""

from __future__ import annotations

from collections.abc import Callable

from homeassistant.core import Event, HomeAssistant, callback
from homeassistant.helpers import issue_registry as ir

from ...const import DOMAIN
from ..subscription import Subscription


class Notices:
    """Hears which of our notices are ignored, while it is started."""

    def __init__(self, hass: HomeAssistant, ignored: Callable[[str], None]) -> None:
        """Hear nothing yet; ``ignored`` is called with the id of a notice that somebody ignores."""
        self._hass = hass
        self._ignored = ignored
        self._heard = Subscription()

    @property
    def is_started(self) -> bool:
        """Whether it hears."""
        return self._heard.is_on

    @callback
    def async_start(self) -> None:
        """Hear when a notice is ignored."""
        changed = self._hass.bus.async_listen(ir.EVENT_REPAIRS_ISSUE_REGISTRY_UPDATED, self._async_changed)
        self._heard.async_set(changed)

    @callback
    def async_stop(self) -> None:
        """Hear nothing any more. Stopping twice does no harm."""
        self._heard.async_end()

    @callback
    def async_withdraw(self, issue_id: str) -> None:
        """Take a notice back. One that is ignored stays so, for whoever looks it up."""
        issue = ir.async_get(self._hass).async_get_issue(DOMAIN, issue_id)
        if issue and issue.dismissed_version is None:
            ir.async_delete_issue(self._hass, DOMAIN, issue_id)

    @callback
    def _async_changed(self, event: Event[ir.EventIssueRegistryUpdatedData]) -> None:
        data = event.data
        if data["domain"] != DOMAIN or data["action"] != "update":
            return
        issue = ir.async_get(self._hass).async_get_issue(DOMAIN, data["issue_id"])
        if issue and issue.dismissed_version:
            self._ignored(issue.issue_id)
