"""Asking ESPN's public scoreboards, through Home Assistant's session: a league at a time, whatever teams it is for."""

from collections.abc import Callable, Hashable, Mapping
from http import HTTPStatus
from time import monotonic

import aiohttp
from homeassistant.core import HomeAssistant
from homeassistant.helpers.aiohttp_client import async_get_clientsession

from ...cache import Cache, Lifetime
from ...games.game import GROUPS, LEAGUES, Game
from ...games.pace import LIFETIMES, Freshness
from ...games.scoreboard import MOST, ScoreboardError, read_scoreboard
from ..background import Background
from ..health.figures import async_figures

ADDRESS = "https://site.api.espn.com/apis/site/v2/sports"
LARGEST = 8_000_000  # bytes; a Saturday of college football has some two million
PATIENCE = aiohttp.ClientTimeout(total=20, sock_connect=10)


class Scoreboards:
    """The scoreboards of all leagues, each kept for as long as whoever asks can use it."""

    def __init__(self, hass: HomeAssistant, background: Background, clock: Callable[[], float] = monotonic) -> None:
        """Know none yet; ``clock`` tells seconds that never run backwards."""
        self._hass = hass
        self._background = background
        figures = async_figures(hass)
        self._caches: Mapping[Freshness, Cache[Hashable, tuple[Game, ...]]] = {
            one: figures.cache(f"games_{one}", Lifetime(most=len(LEAGUES), seconds=seconds), clock)
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
        return await self._caches[fresh].async_get(league, lambda: self._async_ask(league))

    async def _async_ask(self, league: str) -> tuple[Game, ...]:
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
