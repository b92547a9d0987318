"""What is asked before it is done: who may be asked when, what is answered, and what comes of the answers."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from homeassistant.core import HomeAssistant, callback

from ...settings import Notifications
from ..background import Background
from ..decisions.accepting import Accepting
from ..file.tables import Tables
from .allowance import Allowance
from .asks import AfterAsks, Asks
from .ladder import Ladder


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Consequences:
    """What the rest of HomeIQ has to do with it.

    Attributes:
        show: called with the fields of ``HomeData`` that are new.
        notify: called where what may be asked may have changed with the time alone.
        confirmed: called with the signature of what somebody has said yes to.
        accepting: takes back what is asked no more.
    """

    show: Callable[..., None]
    notify: Callable[[], None]
    confirmed: Callable[[str], None]
    accepting: Accepting


class ConsentParts:
    """The parts that have to do with asking.

    Attributes:
        allowance: whether something may be asked now.
        asks: hears questions and answers.
        ladder: has what asks act by itself, or ask no more.
    """

    def __init__(
        self,
        hass: HomeAssistant,
        tables: Tables,
        wishes: Notifications,
        background: Background,
        consequences: Consequences,
    ) -> None:
        """Build the parts; nothing starts yet."""
        show = consequences.show
        self.allowance = Allowance(hass, wishes, background, consequences.notify)
        self.ladder = Ladder(hass, tables, consequences.accepting, background, show)
        after = AfterAsks(
            show=show,
            confirmed=consequences.confirmed,
            judge=self.ladder.async_judge,
            only=self.ladder.async_keep_only,
        )
        self.asks = Asks(hass, tables, self.allowance, background, after)

    async def async_start(self) -> None:
        """Take up what was asked before this start.

        Raises:
            DatabaseUnusableError: it can't be read.
        """
        self.allowance.async_start()
        await self.asks.async_start()

    @callback
    def async_propose(self) -> None:
        """Begin to ask the owner, under Repairs. Home Assistant has started."""
        self.ladder.async_start()
        self.asks.async_judge()

    async def async_stop(self) -> None:
        """Ask nothing any more, and write what waits. Stopping twice does no harm."""
        self.ladder.async_stop()
        self.allowance.async_stop()
        await self.asks.async_stop()
