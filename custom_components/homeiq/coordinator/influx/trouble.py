"""What is wrong between HomeIQ and InfluxDB, under Repairs: each thing once, and gone when it is over."""

from __future__ import annotations

from homeassistant.core import HomeAssistant, callback
from homeassistant.helpers import issue_registry as ir

from ...const import DOMAIN
from ...store.influx.failure import NEEDS_OWNER, InfluxError

FAILING = "influx_failing"
FILLING = "influx_outbox_filling"
REFUSED = "influx_refused"
UNREADABLE = "influx_unreadable"
EMPTY = "influx_archive_empty"
SHARED = "influx_home_shared"

NOTICES = (FAILING, FILLING, REFUSED, UNREADABLE, EMPTY, SHARED)
"""All of them."""

FIXABLE = frozenset({REFUSED})
"""Those about which something can be done at once."""


class InfluxNotices:
    """The notices that are up."""

    def __init__(self, hass: HomeAssistant, address: str) -> None:
        """Take down what an earlier start left.

        Args:
            hass: Home Assistant.
            address: the server's, as it may be shown.
        """
        self._hass = hass
        self._address = address
        self._up: dict[str, dict[str, str]] = {}
        for issue in NOTICES:
            ir.async_delete_issue(hass, DOMAIN, issue)

    @property
    def names(self) -> tuple[str, ...]:
        """What is up, as translation keys."""
        return tuple(self._up)

    @property
    def is_shared(self) -> bool:
        """Another HomeIQ writes under the name of this home: what is there may be either's."""
        return SHARED in self._up

    @callback
    def async_failing(self, err: InfluxError | None) -> None:
        """Say that nothing is taken; a token that is refused is asked for elsewhere."""
        if err is None or err.trouble == "unauthorized":
            self.async_show(FAILING, None)
            return
        # What only the owner can help has words of its own.
        self.async_show(FAILING, self._said(err), f"{FAILING}_{err.trouble}" if err.trouble in NEEDS_OWNER else FAILING)

    @callback
    def async_unreadable(self, err: InfluxError | None) -> None:
        """Say that the past can't be read there."""
        self.async_show(UNREADABLE, self._said(err) if err else None)

    @callback
    def async_show(self, issue: str, placeholders: dict[str, str] | None, key: str | None = None) -> None:
        """Put a notice up, or with None take it down."""
        if placeholders is None:
            self._up.pop(issue, None)
            ir.async_delete_issue(self._hass, DOMAIN, issue)
            return
        self._up[issue] = placeholders
        is_fixable = issue in FIXABLE
        ir.async_create_issue(
            self._hass,
            DOMAIN,
            issue,
            is_fixable=is_fixable,
            severity=ir.IssueSeverity.WARNING,
            translation_key=key or issue,
            translation_placeholders=placeholders,
            data={"question": issue, **placeholders} if is_fixable else None,
        )

    def _said(self, err: InfluxError) -> dict[str, str]:
        return {"detail": str(err), "url": self._address}
