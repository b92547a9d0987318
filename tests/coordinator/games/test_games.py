"""Teams are followed by what a scoreboard on a real server tells, and by Team Tracker's sensors where there are any."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator, Sequence
from dataclasses import dataclass, field
import logging
from typing import Any

from aiohttp import ClientTimeout, web
from freezegun.api import FrozenDateTimeFactory
from homeassistant.config_entries import SOURCE_RECONFIGURE, SOURCE_USER, ConfigSubentryData, SubentryFlowContext
from homeassistant.core import Event, HomeAssistant, callback
from homeassistant.helpers import entity_registry as er
from homeassistant.helpers.dispatcher import async_dispatcher_connect
import pytest
from pytest_homeassistant_custom_component.common import (
    MockConfigEntry,
    async_capture_events,
    async_fire_time_changed,
)

from custom_components.homeiq.const import DOMAIN
from custom_components.homeiq.coordinator.background import Background
from custom_components.homeiq.coordinator.games import scoreboards as module, team_watch
from custom_components.homeiq.coordinator.games.scoreboards import Scoreboards
from custom_components.homeiq.coordinator.health.figures import async_figures
from custom_components.homeiq.coordinator.hooks.news import NEWS
from custom_components.homeiq.games.pace import Freshness
from custom_components.homeiq.games.scoreboard import ScoreboardError
from custom_components.homeiq.model.hooks import News
from tests.games.a_scoreboard import a_board, an_event
from tests.games.test_tracked import TOLD
from tests.servers import serving

pytestmark = [
    pytest.mark.usefixtures("socket_enabled"),
    pytest.mark.parametrize("expected_lingering_timers", [True]),
]

type Misbehaves = Callable[[web.Request], Awaitable[web.StreamResponse]]
SENSOR = "sensor.team_tracker_arsenal"
GAME = "event.arsenal_game"


@dataclass
class Board:
    """A scoreboard as somebody else's server has it."""

    events: list[Any] = field(default_factory=lambda: [an_event("pre", (None, None))])
    asked: list[str] = field(default_factory=list)
    queries: list[str] = field(default_factory=list)
    misbehaves: Misbehaves | None = None

    async def answer(self, request: web.Request) -> web.StreamResponse:
        self.asked.append(request.path)
        self.queries.append(request.query_string)
        if self.misbehaves:
            return await self.misbehaves(request)
        return web.Response(body=a_board(*self.events))


@pytest.fixture
async def board(monkeypatch: pytest.MonkeyPatch, freezer: FrozenDateTimeFactory) -> AsyncIterator[Board]:
    """Have a server with a game at 15:00, half an hour from now."""
    freezer.move_to("2026-11-28T14:30:00Z")
    board = Board()
    async with serving(board.answer) as url:
        monkeypatch.setattr(module, "ADDRESS", url)
        # Clocks of answers that are kept don't follow the one of the test.
        monkeypatch.setattr(module, "LIFETIMES", dict.fromkeys(Freshness, 0.0))
        yield board


@pytest.fixture
def brief(board: Board, monkeypatch: pytest.MonkeyPatch) -> Board:
    """Take no long answer from the server."""
    monkeypatch.setattr(module, "LARGEST", 1_000_000)
    return board


@pytest.fixture
def news(hass: HomeAssistant) -> Iterator[list[News]]:
    """Hear what webhooks would be told."""
    heard: list[News] = []

    @callback
    def hear(one: News) -> None:
        heard.append(one)

    cancel = async_dispatcher_connect(hass, NEWS, hear)
    yield heard
    cancel()


async def async_follow(hass: HomeAssistant, *names: str) -> MockConfigEntry:
    teams = [
        ConfigSubentryData(
            data={"league": "premier_league", "team": name}, subentry_type="team", title=name, unique_id=None
        )
        for name in names
    ]
    entry = MockConfigEntry(domain=DOMAIN, title="HomeIQ", subentries_data=teams)
    entry.add_to_hass(hass)
    assert await hass.config_entries.async_setup(entry.entry_id)
    await hass.async_block_till_done(wait_background_tasks=True)
    return entry


async def async_wait(hass: HomeAssistant, freezer: FrozenDateTimeFactory, seconds: float) -> None:
    freezer.tick(seconds)
    async_fire_time_changed(hass)
    await hass.async_block_till_done(wait_background_tasks=True)


def told(events: Sequence[Event[Any]]) -> list[tuple[str, int | None, int | None]]:
    return [(one.data["change"], one.data["score"], one.data["opponent_score"]) for one in events]


async def test_a_game_is_told_from_its_start_to_its_end(
    hass: HomeAssistant, board: Board, freezer: FrozenDateTimeFactory, news: list[News]
) -> None:
    events = async_capture_events(hass, "homeiq_game")
    await async_follow(hass, "Arsenal")
    before = hass.states.get(GAME)

    board.events = [an_event("in", ("0", "0"))]
    await async_wait(hass, freezer, 2000)
    board.events = [an_event("in", ("1", "0"))]
    await async_wait(hass, freezer, 17)
    await async_wait(hass, freezer, 17)
    board.events = [an_event("post", ("1", "2"))]
    await async_wait(hass, freezer, 17)
    at_once = told(events)
    await async_a_minute(hass, freezer)

    assert at_once == told(events)[:-1]
    assert before is not None
    assert before.state == "unknown"
    assert told(events) == [("started", 0, 0), ("score_changed", 1, 0), ("score_changed", 1, 2), ("ended", 1, 2)]
    assert [one.happening for one in news] == [
        "game.started",
        "game.score_changed",
        "game.score_changed",
        "game.ended",
    ]
    assert news[0].data == {
        "league": "premier_league",
        "team": "Arsenal",
        "opponent": "Chelsea",
        "is_home": True,
        "score": 0,
        "opponent_score": 0,
        "clock": "12'",
        "game_id": "ARS-CHE",
        "starts_at": "2026-11-28T15:00:00+00:00",
    }
    after = hass.states.get(GAME)
    assert after is not None
    assert (after.attributes["event_type"], after.attributes["opponent_score"]) == ("ended", 2)
    assert board.asked == ["/soccer/eng.1/scoreboard"] * 9


async def test_an_entity_with_a_new_id_tells_each_change_once(
    hass: HomeAssistant, board: Board, freezer: FrozenDateTimeFactory
) -> None:
    await async_follow(hass, "Arsenal")
    er.async_get(hass).async_update_entity(GAME, new_entity_id="event.gunners")
    await hass.async_block_till_done()
    changes = async_capture_events(hass, "state_changed")

    board.events = [an_event("in", ("0", "0"))]
    await async_wait(hass, freezer, 2000)

    told_of = [one.data["new_state"] for one in changes if one.data["entity_id"] == "event.gunners"]
    assert [state.attributes["event_type"] for state in told_of if state] == ["started"]
    assert hass.states.get(GAME) is None


async def async_in_the_lead(hass: HomeAssistant, board: Board, freezer: FrozenDateTimeFactory) -> list[Event[Any]]:
    """Follow a team that leads by a goal; return what is said of its game from the beginning on."""
    events = async_capture_events(hass, "homeiq_game")
    await async_follow(hass, "Arsenal")
    board.events = [an_event("in", ("1", "0"))]
    await async_wait(hass, freezer, 2000)
    return events


async def async_a_minute(hass: HomeAssistant, freezer: FrozenDateTimeFactory) -> None:
    """Wait until a game that is told as over is over."""
    for _ in range(4):
        await async_wait(hass, freezer, 17)


async def test_a_game_that_was_told_as_over_by_mistake_is_told_to_its_end(
    hass: HomeAssistant, board: Board, freezer: FrozenDateTimeFactory
) -> None:
    events = await async_in_the_lead(hass, board, freezer)

    for seen in (("post", ("1", "0")), ("in", ("1", "0")), ("post", ("2", "0")), ("in", ("2", "1"))):
        board.events = [an_event(*seen)]
        await async_wait(hass, freezer, 17)
        await async_wait(hass, freezer, 17)
    before = told(events)
    board.events = [an_event("post", ("2", "1"))]
    await async_a_minute(hass, freezer)
    await async_wait(hass, freezer, 17)

    assert before == [("started", 1, 0), ("score_changed", 1, 0), ("score_changed", 2, 0), ("score_changed", 2, 1)]
    assert told(events) == [*before, ("ended", 2, 1)]


@pytest.mark.parametrize("is_next_told", [True, False])
async def test_a_game_that_goes_on_long_after_it_was_told_as_over_is_followed_and_has_one_end(
    hass: HomeAssistant, board: Board, freezer: FrozenDateTimeFactory, *, is_next_told: bool
) -> None:
    next_week = an_event("pre", (None, None), ("LIV", "ARS"), id="next", date="2026-12-05T15:00Z")
    others = [next_week] if is_next_told else []
    events = await async_in_the_lead(hass, board, freezer)

    board.events = [*others, an_event("post", ("1", "0"))]
    for _ in range(6):
        await async_wait(hass, freezer, 60)
    ended = told(events)
    board.events = [*others, an_event("in", ("2", "0"))]
    await async_wait(hass, freezer, 340)
    board.events = [*others, an_event("in", ("2", "1"))]
    await async_wait(hass, freezer, 17)
    board.events = [*others, an_event("post", ("2", "1"))]
    for _ in range(6):
        await async_wait(hass, freezer, 60)

    assert ended == [("started", 1, 0), ("score_changed", 1, 0), ("ended", 1, 0)]
    assert told(events) == [*ended, ("score_changed", 2, 0), ("score_changed", 2, 1)]


async def test_a_game_whose_last_word_was_that_it_is_over_ends_though_nobody_tells_of_it_any_more(
    hass: HomeAssistant, board: Board, freezer: FrozenDateTimeFactory
) -> None:
    events = await async_in_the_lead(hass, board, freezer)
    board.events = [an_event("post", ("1", "0"))]
    await async_wait(hass, freezer, 17)

    board.events = [an_event("in", ("0", "0"), id="second", date="2026-11-28T17:00Z")]
    await async_a_minute(hass, freezer)

    assert [(one.data["change"], one.data["game_id"]) for one in events[2:]] == [
        ("ended", "ARS-CHE"),
        ("started", "second"),
    ]


async def test_a_sensor_of_team_tracker_that_takes_an_end_back_ends_none(
    hass: HomeAssistant, board: Board, freezer: FrozenDateTimeFactory
) -> None:
    events = async_capture_events(hass, "homeiq_game")
    er.async_get(hass).async_get_or_create("sensor", "teamtracker", "1", suggested_object_id="team_tracker_arsenal")
    hass.states.async_set(SENSOR, "IN", TOLD)
    await async_follow(hass, "ARS")

    for state in ("POST", "IN", "POST"):
        hass.states.async_set(SENSOR, state, TOLD)
        await async_wait(hass, freezer, 30)
    before = told(events)
    hass.states.async_set(SENSOR, "PRE", {**TOLD, "date": "2026-12-05T15:00Z"})
    await async_wait(hass, freezer, 30)
    await async_wait(hass, freezer, 40)

    assert before == []
    assert told(events) == [("ended", 2, 1)]


async def test_what_a_look_leaves_out_is_no_goal_and_no_end(
    hass: HomeAssistant, board: Board, freezer: FrozenDateTimeFactory
) -> None:
    events = await async_in_the_lead(hass, board, freezer)

    for seen in ([an_event("in", (None, "0"))], [], [an_event("in", ("1", "0"))]):
        board.events = seen
        await async_wait(hass, freezer, 400)
    board.events = [an_event("post", ("1", "0"), status={"type": {"state": "post", "completed": False}})]
    await async_wait(hass, freezer, 17)
    await async_a_minute(hass, freezer)

    assert told(events) == [("started", 1, 0), ("score_changed", 1, 0), ("ended", 1, 0)]


async def test_an_answer_that_has_another_game_of_the_team_instead_ends_none(
    hass: HomeAssistant, board: Board, freezer: FrozenDateTimeFactory
) -> None:
    events = await async_in_the_lead(hass, board, freezer)
    tomorrow = an_event("pre", (None, None), ("LIV", "ARS"), id="next", date="2026-11-29T15:00Z")

    board.events = [tomorrow]
    await async_wait(hass, freezer, 17)
    asked = len(board.asked)
    board.events = [tomorrow, an_event("in", ("2", "0"))]
    await async_wait(hass, freezer, 17)
    board.events = [tomorrow, an_event("post", ("2", "0"))]
    await async_wait(hass, freezer, 17)
    asked_again = len(board.asked)
    await async_a_minute(hass, freezer)

    assert told(events) == [("started", 1, 0), ("score_changed", 1, 0), ("score_changed", 2, 0), ("ended", 2, 0)]
    assert asked_again == asked + 2


async def test_a_day_that_takes_the_place_of_the_one_before_ends_its_games_hours_later(
    hass: HomeAssistant, board: Board, freezer: FrozenDateTimeFactory
) -> None:
    events = await async_in_the_lead(hass, board, freezer)
    tomorrow = an_event("pre", (None, None), ("LIV", "ARS"), id="next", date="2026-11-29T15:00Z")

    board.events = [tomorrow]
    for _ in range(5):
        await async_wait(hass, freezer, 3600)
    before = told(events)
    await async_wait(hass, freezer, 3600)

    assert before == [("started", 1, 0), ("score_changed", 1, 0)]
    assert told(events) == [*before, ("ended", 1, 0)]


async def test_a_sensor_of_team_tracker_that_skips_to_another_game_ends_none(
    hass: HomeAssistant, board: Board, freezer: FrozenDateTimeFactory
) -> None:
    events = async_capture_events(hass, "homeiq_game")
    er.async_get(hass).async_get_or_create(
        "sensor", "teamtracker", "arsenal", suggested_object_id="team_tracker_arsenal"
    )
    live = {**TOLD, "league": "EPL", "date": "2026-11-28T15:00Z"}
    hass.states.async_set(SENSOR, "PRE", live)
    await async_follow(hass, "Arsenal")
    hass.states.async_set(SENSOR, "IN", live)
    await hass.async_block_till_done(wait_background_tasks=True)

    hass.states.async_set(SENSOR, "PRE", {**live, "date": "2026-12-05T15:00Z"})
    await hass.async_block_till_done(wait_background_tasks=True)
    hass.states.async_set(SENSOR, "IN", live)
    await hass.async_block_till_done(wait_background_tasks=True)
    hass.states.async_set(SENSOR, "POST", live)
    await hass.async_block_till_done(wait_background_tasks=True)
    await async_wait(hass, freezer, 75)

    assert [one.data["change"] for one in events].count("ended") == 1
    assert [one.data["change"] for one in events][-1] == "ended"


async def test_a_game_that_nobody_tells_of_any_more_has_ended(
    hass: HomeAssistant, board: Board, freezer: FrozenDateTimeFactory
) -> None:
    events = await async_in_the_lead(hass, board, freezer)

    board.events = []
    for _ in range(6):
        await async_wait(hass, freezer, 3600)

    assert told(events) == [("started", 1, 0), ("score_changed", 1, 0), ("ended", 1, 0)]


@pytest.mark.parametrize(("league", "query"), [("ncaaf", "groups=80&limit=500"), ("ncaam", "groups=50&limit=500")])
async def test_of_colleges_all_games_are_asked_for(hass: HomeAssistant, board: Board, league: str, query: str) -> None:
    boards = Scoreboards(hass, Background(hass, MockConfigEntry(domain=DOMAIN)))

    await boards.async_games(league, Freshness.LIVE)

    assert board.queries == [query]


async def test_without_a_team_nothing_is_asked(
    hass: HomeAssistant, board: Board, freezer: FrozenDateTimeFactory
) -> None:
    await async_follow(hass)
    await async_wait(hass, freezer, 100_000)

    assert board.asked == []


async def test_while_no_game_is_near_it_is_asked_hardly_ever(
    hass: HomeAssistant, board: Board, freezer: FrozenDateTimeFactory
) -> None:
    board.events = [an_event("pre", date="2026-12-05T15:00Z"), an_event("in", sides=("LIV", "CHE"))]
    await async_follow(hass, "Arsenal")

    for _ in range(6):
        await async_wait(hass, freezer, 3000)

    assert len(board.asked) == 1


async def respond(**answer: Any) -> web.Response:
    return web.Response(**answer)


async def write_on_and_on(request: web.Request) -> web.StreamResponse:
    response = web.StreamResponse()
    await response.prepare(request)
    for _ in range(100):
        await response.write(b" " * 100_000)
    return response


@pytest.mark.parametrize(
    ("misbehaves", "said"),
    [
        (lambda _request: respond(status=500), "the answer was 500"),
        (lambda _request: respond(status=302, headers={"Location": "http://127.0.0.1:1/"}), "the answer was 302"),
        (lambda _request: respond(body=b"<html>busy</html>"), "this is no JSON"),
        (lambda _request: respond(body=b'{"events": 7}'), "this has no events"),
        (write_on_and_on, "the answer is too large"),
    ],
)
async def test_a_server_that_misbehaves_is_left_alone_and_tried_again(
    hass: HomeAssistant,
    brief: Board,
    freezer: FrozenDateTimeFactory,
    caplog: pytest.LogCaptureFixture,
    misbehaves: Misbehaves,
    said: str,
) -> None:
    board = brief
    events = async_capture_events(hass, "homeiq_game")
    await async_follow(hass, "Arsenal")
    board.misbehaves = misbehaves
    await async_wait(hass, freezer, 2000)
    await async_wait(hass, freezer, 30)
    tried = len(board.asked)
    await async_wait(hass, freezer, 40)
    board.misbehaves, board.events = None, [an_event("in", ("1", "0"))]
    await async_wait(hass, freezer, 140)

    assert (tried, len(board.asked)) == (2, 4)
    assert told(events) == [("started", 1, 0), ("score_changed", 1, 0)]
    warnings = [
        one.getMessage() for one in caplog.records if one.levelno == logging.WARNING and "scoreboard" in one.msg
    ]
    assert warnings == [
        f"The scoreboard of premier_league can't be read, it is tried again: {said}",
        "The scoreboard of premier_league can be read again",
    ]


async def test_a_scoreboard_that_can_not_be_read_is_left_alone_by_all_teams_of_its_league(
    hass: HomeAssistant, board: Board, freezer: FrozenDateTimeFactory, caplog: pytest.LogCaptureFixture
) -> None:
    board.misbehaves = lambda _request: respond(status=503)
    await async_follow(hass, "Arsenal", "Chelsea", "Liverpool")
    asked = [len(board.asked)]
    for seconds in (40, 30, 60, 75):
        await async_wait(hass, freezer, seconds)
        asked.append(len(board.asked))
    board.misbehaves = None
    await async_wait(hass, freezer, 300)

    assert asked == [1, 1, 2, 2, 3]
    warnings = [
        one.getMessage() for one in caplog.records if one.levelno == logging.WARNING and "scoreboard" in one.msg
    ]
    assert warnings == [
        "The scoreboard of premier_league can't be read, it is tried again: the answer was 503",
        "The scoreboard of premier_league can be read again",
    ]


async def fall_asleep(request: web.Request) -> web.Response:
    """Say nothing for as long as somebody waits."""
    while request.transport:  # noqa: ASYNC110 - a handler is told of nobody who hangs up
        await asyncio.sleep(0.01)
    return web.Response(body=a_board())


async def hang_up(request: web.Request) -> web.Response:
    assert request.transport
    request.transport.close()
    return web.Response()


@pytest.mark.parametrize(
    ("misbehaves", "patience", "said"), [(fall_asleep, 0.5, "no answer in time"), (hang_up, 60, "Disconnected")]
)
async def test_a_server_that_does_not_answer_is_not_waited_for(
    hass: HomeAssistant, monkeypatch: pytest.MonkeyPatch, misbehaves: Misbehaves, patience: float, said: str
) -> None:
    monkeypatch.setattr(module, "PATIENCE", ClientTimeout(total=patience))
    async with serving(misbehaves) as url:
        monkeypatch.setattr(module, "ADDRESS", url)
        boards = Scoreboards(hass, Background(hass, MockConfigEntry(domain=DOMAIN)))

        with pytest.raises(ScoreboardError, match=said):
            await boards.async_games("nba", Freshness.LIVE)


async def test_two_teams_of_a_league_share_an_answer_for_as_long_as_it_is_good(
    hass: HomeAssistant, board: Board, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.undo()
    entry = MockConfigEntry(domain=DOMAIN)
    now = [0.0]
    async with serving(board.answer) as url:
        monkeypatch.setattr(module, "ADDRESS", url)
        boards = Scoreboards(hass, Background(hass, entry), lambda: now[0])

        async def async_ask(at: float, fresh: Freshness) -> int:
            now[0] = at
            await asyncio.gather(*(boards.async_games("nba", fresh) for _ in range(2)))
            return len(board.asked)

        asked = [await async_ask(at, Freshness.LIVE) for at in (0, 14, 16)]
        asked += [await async_ask(at, Freshness.ENDED) for at in (16, 315, 317)]
        asked += [await async_ask(at, Freshness.FIXTURES) for at in (317, 3916, 3918)]

    assert asked == [1, 1, 2, 3, 3, 4, 5, 5, 6]
    counts = {name: (cache.counts.hits, cache.counts.misses) for name, cache in async_figures(hass).caches.items()}
    assert counts == {"games_live": (4, 2), "games_ended": (4, 2), "games_fixtures": (4, 2)}


async def test_team_tracker_is_asked_first_and_nobody_else(
    hass: HomeAssistant, board: Board, freezer: FrozenDateTimeFactory
) -> None:
    events = async_capture_events(hass, "homeiq_game")
    er.async_get(hass).async_get_or_create("sensor", "teamtracker", "1", suggested_object_id="team_tracker_arsenal")
    hass.states.async_set(SENSOR, "PRE", TOLD | {"team_score": None, "opponent_score": None})
    await async_follow(hass, "ARS")

    hass.states.async_set(SENSOR, "IN", TOLD | {"team_score": "0", "opponent_score": "0"})
    hass.states.async_set(SENSOR, "unavailable")
    hass.states.async_set(SENSOR, "IN", TOLD)
    hass.states.async_set(SENSOR, "POST", TOLD)
    await async_wait(hass, freezer, 75)

    assert told(events) == [("started", 0, 0), ("score_changed", 2, 1), ("ended", 2, 1)]
    assert [one.data["is_home"] for one in events] == [False] * 3
    assert board.asked == []

    hass.states.async_remove(SENSOR)
    er.async_get(hass).async_remove(SENSOR)
    await async_wait(hass, freezer, 4000)

    assert len(board.asked) == 1


async def test_a_sensor_of_team_tracker_that_is_away_has_nobody_asked_instead(
    hass: HomeAssistant, board: Board, freezer: FrozenDateTimeFactory
) -> None:
    events = async_capture_events(hass, "homeiq_game")
    er.async_get(hass).async_get_or_create("sensor", "teamtracker", "1", suggested_object_id="team_tracker_arsenal")
    # It is set up after HomeIQ.
    await async_follow(hass, "ARS")
    hass.states.async_set(SENSOR, "unavailable", {"restored": True})
    await async_wait(hass, freezer, 35)
    hass.states.async_set(SENSOR, "IN", TOLD | {"team_score": "1"})
    await async_wait(hass, freezer, 35)
    hass.states.async_set(SENSOR, "unavailable")
    for _ in range(4):
        await async_wait(hass, freezer, 4000)
    hass.states.async_set(SENSOR, "IN", TOLD)
    await async_wait(hass, freezer, 35)

    assert board.asked == []
    assert told(events) == [("score_changed", 2, 1)]


async def test_a_sensor_of_team_tracker_that_never_says_whose_it_is_is_not_waited_for_any_longer(
    hass: HomeAssistant, board: Board, freezer: FrozenDateTimeFactory, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(team_watch, "WAKING", 0.0)
    er.async_get(hass).async_get_or_create("sensor", "teamtracker", "1", suggested_object_id="team_tracker_arsenal")
    await async_follow(hass, "ARS")

    assert len(board.asked) == 1


async def test_a_sensor_of_team_tracker_that_somebody_switched_off_is_none(hass: HomeAssistant, board: Board) -> None:
    er.async_get(hass).async_get_or_create(
        "sensor", "teamtracker", "1", disabled_by=er.RegistryEntryDisabler.USER, suggested_object_id="team_tracker_x"
    )
    await async_follow(hass, "ARS")

    assert len(board.asked) == 1


async def test_the_second_game_of_a_day_is_told_when_the_first_was_put_off(
    hass: HomeAssistant, board: Board, freezer: FrozenDateTimeFactory
) -> None:
    events = async_capture_events(hass, "homeiq_game")
    second: dict[str, Any] = {"id": "second", "date": "2026-11-28T18:00Z"}
    put_off = an_event("post", (None, None))
    put_off["status"]["type"]["completed"] = False
    await async_follow(hass, "Arsenal")

    board.events = [put_off, an_event("pre", (None, None), **second)]
    await async_wait(hass, freezer, 2000)
    await async_wait(hass, freezer, 400)
    board.events = [put_off, an_event("in", ("0", "0"), **second)]
    for _ in range(4):
        await async_wait(hass, freezer, 4000)

    assert [(one.data["change"], one.data["game_id"]) for one in events] == [("started", "second")]


async def async_enter(hass: HomeAssistant, entry: MockConfigEntry, subentry: str = "", **fields: Any) -> Any:
    context = SubentryFlowContext(source=SOURCE_USER)
    if subentry:
        context = SubentryFlowContext(source=SOURCE_RECONFIGURE, subentry_id=subentry)
    flows = hass.config_entries.subentries
    form = await flows.async_init((entry.entry_id, "team"), context=context)
    result = await flows.async_configure(form["flow_id"], fields)
    await hass.async_block_till_done(wait_background_tasks=True)
    return result


async def test_a_team_is_added_changed_and_removed(hass: HomeAssistant, board: Board) -> None:
    entry = await async_follow(hass)

    added = await async_enter(hass, entry, league="premier_league", team=" Arsenal ")
    (team_id,) = entry.subentries
    is_there = hass.states.get(GAME)
    again = await async_enter(hass, entry, league="premier_league", team="arsenal")
    nameless = await async_enter(hass, entry, league="premier_league", team=" ")
    changed = await async_enter(hass, entry, team_id, league="nba", team="Bulls")
    asked = list(board.asked)
    hass.config_entries.async_remove_subentry(entry, team_id)
    await hass.async_block_till_done(wait_background_tasks=True)

    assert (added["type"], added["title"]) == ("create_entry", "Arsenal")
    assert is_there is not None
    assert (again["errors"], nameless["errors"]) == ({"team": "known_team"}, {"team": "no_team"})
    assert (changed["type"], changed["reason"]) == ("abort", "team_changed")
    assert asked == ["/soccer/eng.1/scoreboard", "/basketball/nba/scoreboard"]
    assert hass.states.get(GAME) is None
