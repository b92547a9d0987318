"""The listener's body by itself: what it takes above a callback that does nothing, on the real bus.

The same change of state is fired again and again, in one core at nobody's callback, in another at HomeIQ's: a plug's,
which is set to nothing, and a lamp's, whose brightness has to be looked at each time. Garbage is not collected
meanwhile, and what was heard is written to the disk between two turns.
"""

import gc
from pathlib import Path
from time import perf_counter

from homeassistant.const import EVENT_STATE_CHANGED
from homeassistant.core import Event, EventStateChangedData, HomeAssistant, State, callback

from custom_components.homeiq.store.batch import BatchWriter

from .core import bare_core
from .figures import median_of, quartiles_of
from .section import Measured
from .subjects import listening
from .workshop import opened

_FIRES = 2000  # events of a turn
_NEVER = 10**9  # so many events, or seconds, that no batch begins by itself


def _change(entity_id: str, **attributes: object) -> EventStateChangedData:
    on = State(entity_id, "on", attributes)
    return {"entity_id": entity_id, "old_state": State(entity_id, "off", dict.fromkeys(attributes)), "new_state": on}


_PLUG = _change("switch.hall")
_LAMP = _change("light.hall", brightness=180, color_temp_kelvin=2710)


async def measure_body(folder: Path, pairs: int) -> Measured:
    """Measure so many pairs of turns; return microseconds an event above an empty callback."""
    async with bare_core(folder / "empty") as quiet, bare_core(folder / "homeiq") as hass:
        stop = quiet.bus.async_listen(EVENT_STATE_CHANGED, _hear)
        async with opened(folder / "body.db") as database:
            writer = BatchWriter(database, size=_NEVER, seconds=3600, limit=_NEVER)
            async with listening(hass, writer):
                # What is there already need not be looked at again whenever garbage is collected between two turns.
                gc.freeze()
                above: list[float] = []
                lamps: list[float] = []
                for _ in range(pairs):
                    empty = _fire(quiet, _PLUG)
                    above.append(_fire(hass, _PLUG) - empty)
                    lamps.append(_fire(hass, _LAMP) - empty)
                    await writer.flush()
                gc.unfreeze()
            await writer.stop()
        stop()
    return {
        "body_us": median_of(above, 3),
        "body_us_quartiles": quartiles_of(above, 3),
        "lamp_us": median_of(lamps, 3),
        "lamp_us_quartiles": quartiles_of(lamps, 3),
    }


@callback
def _hear(event: Event[EventStateChangedData]) -> None:
    """Do nothing: the least that any listener costs."""


def _fire(hass: HomeAssistant, data: EventStateChangedData) -> float:
    """Fire; return microseconds an event."""
    fire = hass.bus.async_fire_internal
    gc.collect()
    gc.disable()
    try:
        begin = perf_counter()
        for _ in range(_FIRES):
            fire(EVENT_STATE_CHANGED, data)
        return (perf_counter() - begin) / _FIRES * 1e6
    finally:
        gc.enable()
