"""All teams that are followed: none at first, so nothing is asked anywhere."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from homeassistant.config_entries import SIGNAL_CONFIG_ENTRY_CHANGED, ConfigEntry, ConfigEntryChange
from homeassistant.core import HomeAssistant, callback
from homeassistant.helpers.dispatcher import async_dispatcher_connect, async_dispatcher_send
from homeassistant.util.signal_type import SignalType

from ...const import EVENT_GAME
from ...games.game import Game, Team
from ...games.game_changes import Change
from ...model.hooks import Happening
from ...on_demand import GAMES
from ..background import Background
from ..hooks.news import async_say
from ..subscription import Subscription
from .teams import teams_of

if TYPE_CHECKING:
    from .team_watch import TeamWatch

GAME: SignalType[str, dict[str, Any]] = SignalType("homeiq_game")
"""Sent with the id of a team and what happened in its game."""
_TOLD = MappingProxyType(
    {
        Change.STARTED: Happening.GAME_STARTED,
        Change.SCORE_CHANGED: Happening.GAME_SCORE_CHANGED,
        Change.ENDED: Happening.GAME_ENDED,
    }
)


class Games:
    """The teams of an entry."""

    def __init__(self, hass: HomeAssistant, entry: ConfigEntry[Any], background: Background) -> None:
        """Follow nobody yet."""
        self._hass = hass
        self._entry = entry
        self._background = background
        self.teams = teams_of(entry)
        self._followings: tuple[TeamWatch, ...] = ()
        self._heard = Subscription()

    @callback
    def async_start(self) -> None:
        """Follow the teams; where they change, the entry is loaded anew, as each has an entity."""
        changed = async_dispatcher_connect(self._hass, SIGNAL_CONFIG_ENTRY_CHANGED, self._async_changed)
        self._heard.async_set(changed)
        if self.teams:
            self._background.async_keep(self._async_follow, "games")

    async def _async_follow(self) -> None:
        await GAMES.async_load(self._hass)
        from .scoreboards import Scoreboards  # noqa: PLC0415 - on demand, and loaded by now
        from .team_watch import TeamWatch  # noqa: PLC0415 - on demand, and loaded by now

        boards = Scoreboards(self._hass, self._background)
        self._followings = tuple(
            TeamWatch(self._hass, team, boards, self._background, self._async_tell) for team in self.teams
        )
        for one in self._followings:
            one.async_start()

    @callback
    def async_stop(self) -> None:
        """Follow nobody any more. Stopping twice does no harm."""
        self._heard.async_end()
        for one in self._followings:
            one.async_stop()

    @callback
    def _async_tell(self, team: Team, change: Change, game: Game) -> None:
        from .team_watch import told_of  # noqa: PLC0415 - on demand; whoever asks has loaded it

        data = told_of(team, change, game)
        self._hass.bus.async_fire(EVENT_GAME, data)
        async_say(self._hass, _TOLD[change], {name: told for name, told in data.items() if name != "change"})
        async_dispatcher_send(self._hass, GAME, team.team_id, data)

    @callback
    def _async_changed(self, change: ConfigEntryChange, entry: ConfigEntry[Any]) -> None:
        if change is ConfigEntryChange.UPDATED and entry is self._entry and teams_of(entry) != self.teams:
            # Once: a change is told more than once.
            self.async_stop()
            self._hass.config_entries.async_schedule_reload(entry.entry_id)
