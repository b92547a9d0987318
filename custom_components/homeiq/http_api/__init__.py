"""The door for other programs on the network: JSON over Home Assistant's own web server and its authentication."""

from __future__ import annotations

from homeassistant.core import HomeAssistant, callback

from ..const import LOGGER
from ..correlation import MARKED
from ..services.programs.deeds import DEEDS
from .address import async_answer_below
from .deciding import DecisionView
from .findings import AnalysisStatusView, PatternsView, RefreshStatusView, RefreshView, SuggestionsView
from .health import HealthView
from .home import DevicesView, EntitiesView
from .metrics import MetricsView
from .past import EventsView
from .webhooks import WebhooksView

__all__ = ["async_setup_http"]


@callback
def async_setup_http(hass: HomeAssistant) -> None:
    """Register all addresses, once for the process: they can't be taken back.

    From then on what is logged bears the id of the request that led to it.
    """
    LOGGER.addFilter(MARKED)
    for view in (
        HealthView,
        DevicesView,
        EntitiesView,
        EventsView,
        PatternsView,
        SuggestionsView,
        RefreshStatusView,
        RefreshView,
        AnalysisStatusView,
        WebhooksView,
        MetricsView,
    ):
        hass.http.register_view(view())
    for name, deed in DEEDS.items():
        hass.http.register_view(DecisionView(name, deed))
    async_answer_below(hass)
