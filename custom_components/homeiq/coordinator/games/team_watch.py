"""Following one team: looks at its game when it is time to, and says what happened since the last look."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from random import SystemRandom
import time
from typing import Any

from homeassistant.core import CALLBACK_TYPE, Event, EventStateChangedData, HomeAssistant, State, callback
from homeassistant.helpers import entity_registry as er
from homeassistant.helpers.event import async_call_later, async_track_state_change_event
from homeassistant.util import dt as dt_util

from ...correlation import apart
from ...games.game import Game, Team
from ...games.game_changes import Change, after_a_look, changes, game_that_counts, is_left, is_missed, is_same
from ...games.last_word import BELIEVED, LastWord
from ...games.pace import ENDED, FAR, FIXTURES, LIVE, freshness, rest, rest_without, scatter
from ...games.scoreboard import ScoreboardError
from ...games.tracked import game_of, tells_of
from ...model.things import NOT_A_STATE
from ..background import Background
from ..subscription import Subscription
from .scoreboards import Scoreboards

TRACKER = "teamtracker"  # the platform of Team Tracker's sensors
WAKING = 600.0  # for how long after its start sensors that say nothing yet may be this team's, seconds
_STIRRING = 30.0  # between two looks whether they do, seconds

type Tell = Callable[[Team, Change, Game], None]


class TeamWatch:
    """One team.

    Attributes:
        team: the team.
        game: the one that counts, as it was seen last; None where none is known.
    """

    def __init__(
        self, hass: HomeAssistant, team: Team, scoreboards: Scoreboards, background: Background, tell: Tell
    ) -> None:
        """Look at nothing yet.

        Args:
            hass: Home Assistant.
            team: who is followed.
            scoreboards: where games are asked for.
            background: where looks are made.
            tell: takes what happened.
        """
        self.team = team
        self.game: Game | None = None
        self._hass = hass
        self._scoreboards = scoreboards
        self._background = background
        self._tell = tell
        self._chance = SystemRandom()
        self._began = time.monotonic()
        self._missed_since: float | None = None
        self._last_word = LastWord()
        self._timer = Subscription()
        self._heard: tuple[str, CALLBACK_TYPE] | None = None

    @callback
    def async_start(self) -> None:
        """Look now, and again whenever it is time to."""
        self._background.async_spawn(self.async_look(), f"game of {self.team.team_id}")

    @callback
    def async_stop(self) -> None:
        """Look no more. Stopping twice does no harm."""
        self._timer.async_end()
        self._hear(None)

    async def async_look(self) -> None:
        """Look once: at Team Tracker's sensor where the home has one, else at the scoreboard."""
        # Whatever goes wrong with this look, it is not the last one.
        self._look_after(FAR)
        if sensor := self._sensor():
            self._hear(sensor.entity_id)
            self._take(game_of(sensor.state, sensor.attributes))
            # Its changes are heard; this is for the day on which it is gone, or for a game that it says is over.
            self._look_after(BELIEVED if self._last_word.is_awaited else FIXTURES)
            return
        if self._may_yet_tell():
            self._take(None)
            self._look_after(_STIRRING)
            return
        self._hear(None)
        try:
            games = await self._scoreboards.async_games(self.team.league, freshness(self.game, time.time()))
        except ScoreboardError:
            # It is left alone for as long, whoever of its league asked last.
            self._look_after(max(self._scoreboards.rest_of(self.team.league), LIVE))
            return
        found = game_that_counts(filter(self.team.plays, games), self.game)
        self._take(found)
        now = time.time()
        if self._missed_since is not None and not self._last_word.is_awaited:
            self._look_after(rest_without(now - self._missed_since))
            return
        later = rest(self.game, now)
        later = later if found or self._last_word.is_awaited else max(later, ENDED)
        # A game that has ended is looked at for hours, whatever the next one has time for.
        self._look_after(min(later, ENDED) if self._last_word.may_go_on(now) else later)

    def _take(self, found: Game | None) -> None:
        now = time.time()
        believed = self._last_word.hear(self.game, found, now)
        self._know(believed, now)
        if found and believed and not is_same(found, believed):
            # What takes the place of a game tells at once that it is over, and of itself.
            self._know(found, now)

    def _know(self, found: Game | None, now: float) -> None:
        before = self.game
        # A clock that was set back begins anew.
        missed_since = min(self._missed_since or now, now) if is_missed(before, found) else None
        self.game = after_a_look(before, found, now, now if missed_since is None else missed_since)
        self._missed_since = missed_since if self.game is before else None
        if before and is_left(before, self.game):
            self._say(Change.ENDED, before)
        if self.game is None:
            return
        for change in changes(before, self.game):
            self._say(change, self.game)

    def _say(self, change: Change, game: Game) -> None:
        if self._last_word.is_new(change, game):
            self._tell(self.team, change, game)

    def _look_after(self, seconds: float) -> None:
        later = seconds + self._chance.uniform(0, scatter(self.game, seconds, time.time()))
        begin = self._background.guarded(self._begin, "look at a game")
        with apart():
            self._timer.async_set(async_call_later(self._hass, later, begin))

    @callback
    def _begin(self, _now: datetime) -> None:
        self._timer.async_end()
        self.async_start()

    def _sensor(self) -> State | None:
        """Return the sensor of Team Tracker that tells of this team."""
        registry = er.async_get(self._hass)
        found = (self._hass.states.get(one.entity_id) for one in registry.entities.values() if one.platform == TRACKER)
        return next((state for state in found if state and tells_of(self.team, state.attributes)), None)

    def _may_yet_tell(self) -> bool:
        """Tell whether a sensor that says nothing now is this team's: the one that was, or any that has not begun yet.

        Who has Team Tracker would rather have nobody asked.
        """
        registry = er.async_get(self._hass)
        silent = {
            one.entity_id
            for one in registry.entities.values()
            if one.platform == TRACKER and one.disabled_by is None and _says_nothing(self._hass, one.entity_id)
        }
        if self._heard:
            return self._heard[0] in silent
        return bool(silent) and time.monotonic() - self._began < WAKING

    def _hear(self, entity_id: str | None) -> None:
        if self._heard:
            if self._heard[0] == entity_id:
                return
            self._heard[1]()
            self._heard = None
        if entity_id:
            cancel = async_track_state_change_event(
                self._hass, entity_id, self._background.guarded(self._changed, "change of a game")
            )
            self._heard = (entity_id, cancel)

    @callback
    def _changed(self, event: Event[EventStateChangedData]) -> None:
        new = event.data["new_state"]
        # While it is away, the game goes on.
        if new and tells_of(self.team, new.attributes) and (game := game_of(new.state, new.attributes)):
            self._take(game)
            if self._last_word.is_awaited:
                self._look_after(BELIEVED)


@callback
def _says_nothing(hass: HomeAssistant, entity_id: str) -> bool:
    state = hass.states.get(entity_id)
    return state is None or state.state in NOT_A_STATE


def told_of(team: Team, change: Change, game: Game) -> dict[str, Any]:
    """Say what happened in a game, as its team sees it."""
    is_home = team.is_home(game)
    ours, theirs = (game.home, game.away) if is_home else (game.away, game.home)
    return {
        "change": change.value,
        "league": team.league,
        "team": ours.name,
        "opponent": theirs.name,
        "is_home": is_home,
        "score": ours.score,
        "opponent_score": theirs.score,
        "clock": game.clock,
        "game_id": game.game_id,
        "starts_at": dt_util.utc_from_timestamp(game.starts_at).isoformat(),
    }
