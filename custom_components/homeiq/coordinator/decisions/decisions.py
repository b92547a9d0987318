"""All that people can decide, for the doors."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from homeassistant.core import HomeAssistant

from ...model.decisions.followed import DayTally
from ...settings import Settings
from ..background import Background
from ..errors import translated
from ..file.tables import Tables
from ..home.history import Hindsight
from .accepting import Accepting
from .adjusting import Adjusting
from .asked_phones import AskedPhones
from .dismissing import Dismissing
from .exporting import Exporting
from .forms import Forms
from .offers import Offers
from .repercussions import Repercussions
from .replacing import Replacing
from .trials import TrialWatch
from .unfinished import Unfinished


class Decisions:
    """The parts that decide on suggestions; each of them asks who may.

    Attributes:
        offers: what is open to be decided on.
        asked_phones: knows whom an automation would ask before it acts, and what.
        accepting: makes automations of suggestions, and takes that back.
        dismissing: puts suggestions off or away, and wakes them.
        adjusting: changes suggestions, open or accepted.
        exporting: hands suggestions out as text.
        trials: the suggestions that only note what they would have done.
        unfinished: finishes what was cut off.
    """

    def __init__(
        self,
        hass: HomeAssistant,
        settings: Settings,
        tables: Tables,
        background: Background,
        offers: Offers,
        hindsight: Hindsight,
    ) -> None:
        """Decide on what is offered.

        Args:
            hass: Home Assistant.
            settings: the owner's.
            tables: the database.
            background: where decisions go on that take a while.
            offers: what is offered.
            hindsight: answers questions to the history.
        """
        self._tables = tables
        self.offers = offers
        self.trials = TrialWatch(hass, tables, offers, hindsight, background)
        self.unfinished = Unfinished(hass, tables, offers)
        self.asked_phones = AskedPhones(hass, settings.notifications)
        replacing = Replacing(hass, tables, Forms(hass, tables, self.asked_phones), self.unfinished)
        self.accepting = Accepting(hass, tables, offers, self.trials, replacing, self.unfinished)
        self.adjusting = Adjusting(hass, tables, offers, hindsight, replacing)
        self.exporting = Exporting(hass, tables, offers)
        self.dismissing = Dismissing(hass, tables, offers, Repercussions(hass, settings, tables, hindsight), background)

    async def async_days_of(self, signatures: Iterable[str], since: int) -> Mapping[str, Sequence[DayTally]]:
        """Return what accepted things did day by day, by signature.

        Args:
            signatures: whose.
            since: the first day, days since 1970-01-01.

        Raises:
            HomeAssistantError: the database can't be read.
        """
        if not (wanted := [*signatures]):
            return {}
        with translated():
            return await self._tables.followed.days(wanted, since)
