"""Between which numbers a thing can be set, as it tells itself beside its state."""

from __future__ import annotations

from homeassistant.core import HomeAssistant, callback

from ..model.things import SETTINGS
from .valued_entities import number_in


@callback
def async_limits_of(hass: HomeAssistant, entity_id: str, attribute: str) -> tuple[float, float]:
    """Return the lowest and the highest number that an attribute of an entity can be set to, in its field's unit.

    What a thing does not tell, as while it is unavailable, is as wide as it is of any such thing.
    """
    setting = SETTINGS[attribute]
    state = hass.states.get(entity_id)
    if state is None or setting.limits is None:
        return setting.least, setting.most
    least, most = (number_in(state.attributes.get(name)) for name in setting.limits)
    least = setting.least if least is None else max(setting.least, least)
    most = setting.most if most is None else min(setting.most, most)
    return (least, most) if least < most else (setting.least, setting.most)
