"""Asking ESPN's public scoreboards, through Home Assistant's session: a league at a time, whatever teams it is for."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Mapping
from dataclasses import dataclass
from http import HTTPStatus
import time

import aiohttp
from homeassistant.core import HomeAssistant
from homeassistant.helpers.aiohttp_client import async_get_clientsession

from ...cache import Cache, Lifetime
from ...const import LOGGER
from ...games.game import GROUPS, LEAGUES, Game
from ...games.pace import LIFETIMES, Freshness, rest_after
from ...games.scoreboard import MOST, ScoreboardError, read_scoreboard
from ...telemetry.kept import bytes_of
from ..background import Background
from ..health.figures import async_figures

ADDRESS = "https://site.api.espn.com/apis/site/v2/sports"
LARGEST = 8_000_000  # bytes; a Saturday of college football has some two million
PATIENCE = aiohttp.ClientTimeout(total=20, sock_connect=10)
_SLACK = 1.0  # by which a look may come before a rest is over, seconds


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class _Failing:
    """A scoreboard that can't be read.

    Attributes:
        times: in a row.
        until: how long it is left alone, by the clock.
    """

    times: int
    until: float


class Scoreboards:
    """The scoreboards of all leagues, each kept for as long as whoever asks can use it.

    One that can't be read is left alone for a while, however many teams are looked for on it.
    """

    def __init__(
        self,
        hass: HomeAssistant,
        background: Background,
        clock: Callable[[], float] = lambda: time.monotonic(),  # noqa: PLW0108 - looked up each time, as tests stop it
    ) -> None:
        """Know none yet; ``clock`` tells seconds that never run backwards."""
        self._hass = hass
        self._background = background
        self._clock = clock
        self._failing: dict[str, _Failing] = {}
        figures = async_figures(hass)
        self._caches: Mapping[Freshness, Cache[Hashable, tuple[Game, ...]]] = {
            one: figures.cache(f"games_{one}", Lifetime(most=len(LEAGUES), seconds=seconds), bytes_of, clock)
            for one, seconds in LIFETIMES.items()
        }
        for one in self._caches.values():
            # What an entry that has ended still asks for is nothing to wait for.
            one.clear()

    async def async_games(self, league: str, fresh: Freshness) -> tuple[Game, ...]:
        """Return the games of a league.

        Args:
            league: a name of ``LEAGUES``.
            fresh: how old they may be.

        Raises:
            ScoreboardError: they can't be had now.
        """
        if self.rest_of(league) > _SLACK:
            raise ScoreboardError("it is left alone for a while")
        return await self._caches[fresh].async_get(league, lambda: self._async_ask(league))

    def rest_of(self, league: str) -> float:
        """Return for how many seconds a scoreboard is left alone; 0 where it can be read."""
        failing = self._failing.get(league)
        return max(failing.until - self._clock(), 0.0) if failing else 0.0

    async def _async_ask(self, league: str) -> tuple[Game, ...]:
        failing = self._failing.get(league)
        try:
            games = await self._async_read(league)
        except ScoreboardError as err:
            times = failing.times + 1 if failing else 1
            self._failing[league] = _Failing(times=times, until=self._clock() + rest_after(times))
            if failing is None:
                LOGGER.warning("The scoreboard of %s can't be read, it is tried again: %s", league, err)
            raise
        if failing:
            del self._failing[league]
            LOGGER.warning("The scoreboard of %s can be read again", league)
        return games

    async def _async_read(self, league: str) -> tuple[Game, ...]:
        try:
            body = await self._async_body(f"{ADDRESS}/{LEAGUES[league]}/scoreboard{_asked_of(league)}")
        except TimeoutError as err:
            raise ScoreboardError("there was no answer in time") from err
        except aiohttp.ClientError as err:
            raise ScoreboardError(f"there was no answer ({type(err).__name__})") from err
        # A large one takes tens of milliseconds to read.
        return await self._background.async_in_thread(lambda: read_scoreboard(body))

    async def _async_body(self, url: str) -> bytes:
        session, found = async_get_clientsession(self._hass), bytearray()
        async with session.get(url, timeout=PATIENCE, allow_redirects=False) as answer:
            if answer.status != HTTPStatus.OK:
                raise ScoreboardError(f"the answer was {answer.status}")
            async for piece in answer.content.iter_chunked(1 << 16):
                found += piece
                if len(found) > LARGEST:
                    raise ScoreboardError("the answer is too large")
        return bytes(found)


def _asked_of(league: str) -> str:
    """Return what is asked of a league's scoreboard: of colleges, all games of a day that has hundreds."""
    return f"?groups={GROUPS[league]}&limit={MOST}" if league in GROUPS else ""
