"""The door for other programs on the network: JSON over Home Assistant's own web server and its authentication."""

from homeassistant.core import HomeAssistant, callback

from .findings import AnalysisStatusView, PatternsView, RefreshStatusView, RefreshView, SuggestionsView
from .home import DevicesView, EntitiesView
from .past import EventsView
from .standing import HealthView

__all__ = ["async_setup_http"]


@callback
def async_setup_http(hass: HomeAssistant) -> None:
    """Register all addresses, once for the process: they can't be taken back."""
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
    ):
        hass.http.register_view(view())
