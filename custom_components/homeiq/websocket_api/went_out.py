"""What has left the house, for administrators: receivers are theirs to know, and so is what was said."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from homeassistant.core import HomeAssistant, callback
from homeassistant.util import dt as dt_util
import probatio as vol

from ..answers.record import told
from ..coordinator.keeping.ledger import Ledger
from ..rights import Right
from ..services.fields import one_of
from ..store.sent_log import Kept, Total
from ..went_out import Way
from .asking import Asked, async_register_question

_WAY = "way"


@dataclass(frozen=True, slots=True, kw_only=True)
class GotByMonth:
    """What each receiver got, by month.

    Attributes:
        since: from when on it was counted, UTC epoch seconds.
        month: that of today, in the home's time zone.
        months: the newest first; those without anything are not among them.
    """

    since: float
    month: str
    months: tuple[Total, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class OneWay:
    """What has left by one way.

    Attributes:
        days: how much on each day, the newest first.
        sent: the newest things, the newest first; of points only their number is known.
    """

    days: tuple[Total, ...]
    sent: tuple[Kept, ...]


@callback
def async_register(hass: HomeAssistant) -> None:
    """Register them."""
    async_register_question(hass, "homeiq/went_out/list", _async_list, Right.CHANGE)
    fields = {vol.Required(_WAY): one_of(Way)}
    async_register_question(hass, "homeiq/went_out/get", _async_get, Right.CHANGE, fields)


async def _async_list(asked: Asked) -> dict[str, Any]:
    log = (await _async_ledger(asked)).log
    month = dt_util.now().strftime("%Y-%m")
    return told(GotByMonth(since=await log.since(), month=month, months=await log.months()))


async def _async_get(asked: Asked) -> dict[str, Any]:
    log, way = (await _async_ledger(asked)).log, asked.fields[_WAY]
    return told(OneWay(days=await log.days(way), sent=await log.newest(way)))


async def _async_ledger(asked: Asked) -> Ledger:
    """Return it with all that has left so far."""
    ledger = asked.coordinator.ledger
    await ledger.async_save()
    return ledger
