from dataclasses import replace
from typing import Any

from homeassistant.core import HomeAssistant, ServiceCall, ServiceResponse, SupportsResponse
from homeassistant.exceptions import HomeAssistantError
import pytest

from custom_components.homeiq.enrich import call
from custom_components.homeiq.enrich.call import RawAnswer, async_ask
from custom_components.homeiq.enrich.pseudonyms import Pseudonyms
from custom_components.homeiq.enrich.rewording import async_reword
from custom_components.homeiq.enrich.task import Task
from custom_components.homeiq.model.habits.suggestion import Suggestion
from custom_components.homeiq.model.home import Area, Entity, Home
from tests import offers

TITLE = "Turn on Hall at 18:00"
REASON = "On 37 of 40 days"


PLACE = Home(
    entities={
        "light.hall": Entity(entity_id="light.hall", name="Hall"),
        "light.x": Entity(entity_id="light.x", name="X"),
    },
    areas={"cellar": Area(area_id="cellar", name="Wine cellar")},
)


async def reword(hass: HomeAssistant, suggestions: list[Suggestion], *, names: bool = True) -> tuple[Suggestion, ...]:
    """Have suggestions reworded by the AI of a home."""

    async def ask(task: Task) -> Any:
        answer = RawAnswer()
        await async_ask(hass, task, answer)
        return answer.data

    return await async_reword(ask, suggestions, Pseudonyms(home=PLACE, are_off=names))


def a_suggestion(signature: str = "s1") -> Suggestion:
    return offers.a_suggestion(offers.a_pattern(signature), title=TITLE, reason=REASON, automation={"alias": TITLE})


def an_ai_that_answers(hass: HomeAssistant, answer: Any) -> list[ServiceCall]:
    calls: list[ServiceCall] = []

    async def generate_data(call: ServiceCall) -> ServiceResponse:
        calls.append(call)
        if isinstance(answer, Exception):
            raise answer
        return {"conversation_id": "1", "data": answer}

    hass.services.async_register("ai_task", "generate_data", generate_data, supports_response=SupportsResponse.ONLY)
    return calls


def texts(*items: dict[str, Any]) -> dict[str, Any]:
    return {"texts": list(items)}


async def test_good_words_are_taken(hass: HomeAssistant) -> None:
    better = {"title": "Hall light on at 18:00", "reason": "You did so on 37 of 40 days"}
    calls = an_ai_that_answers(hass, texts({"number": 1.0, **better}))

    first, second = await reword(hass, [a_suggestion("s1"), a_suggestion("s2")])

    assert first == a_suggestion("s1")
    assert (second.title, second.reason) == tuple(better.values())
    assert second.automation == {"alias": TITLE}
    assert len(calls) == 1
    assert TITLE in calls[0].data["instructions"]


async def test_the_line_of_verdict_is_left_alone(hass: HomeAssistant) -> None:
    calls = an_ai_that_answers(hass, texts({"number": 0, "title": TITLE, "reason": "Every Monday"}))
    verdict = "50 of 53 right, 3 unwanted."

    (suggestion,) = await reword(hass, [replace(a_suggestion(), reason=f"{verdict}\nSeen on Mondays.")])

    assert suggestion.reason == f"{verdict}\nEvery Monday"
    assert verdict not in calls[0].data["instructions"]


@pytest.mark.parametrize(
    "title",
    [
        "",
        "   ",
        "x" * 121,
        "Hall at 18:00 {{ states('lock.door') }}",
        "Hall at 18:00\nand more",
        "<b>Hall</b> at 18:00",
        "**Hall** at 18:00",
        "Hall at 18:00, see https://example.com",
        "Hall at 19:00",
        "Hall in the evening",
    ],
)
async def test_bad_words_are_ignored(hass: HomeAssistant, title: str) -> None:
    an_ai_that_answers(hass, texts({"number": 0, "title": title, "reason": "As on 37 of 40 days"}))

    (suggestion,) = await reword(hass, [a_suggestion()])

    assert (suggestion.title, suggestion.reason) == (TITLE, "As on 37 of 40 days")


@pytest.mark.parametrize(
    "answer",
    [
        None,
        "no structure",
        {"texts": "none"},
        texts({"number": 0, "title": 5, "reason": REASON}),
        texts({"number": 7, "title": "Hall at 18:00", "reason": REASON}),
        HomeAssistantError("no preferred entity"),
        RuntimeError("a bug of the AI's integration"),
    ],
)
async def test_an_ai_that_fails_changes_nothing(hass: HomeAssistant, answer: Any) -> None:
    an_ai_that_answers(hass, answer)

    assert await reword(hass, [a_suggestion()]) == (a_suggestion(),)


async def test_a_slow_ai_is_not_waited_for(hass: HomeAssistant, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(call, "PATIENCE", 0.0)
    an_ai_that_answers(hass, texts())

    assert await reword(hass, [a_suggestion()]) == (a_suggestion(),)


async def test_without_an_ai_nothing_changes(hass: HomeAssistant) -> None:
    assert await reword(hass, [a_suggestion()]) == (a_suggestion(),)


async def test_without_suggestions_no_ai_is_asked(hass: HomeAssistant) -> None:
    calls = an_ai_that_answers(hass, texts())

    assert await reword(hass, []) == ()
    assert calls == []


async def test_names_go_out_as_neutral_words_and_come_back(hass: HomeAssistant) -> None:
    calls = an_ai_that_answers(hass, texts({"number": 0, "title": "At 18:00 light_1 goes on", "reason": REASON}))

    (suggestion,) = await reword(hass, [a_suggestion()], names=False)

    assert suggestion.title == "At 18:00 Hall goes on"
    assert "Hall" not in calls[0].data["instructions"]
    assert "Turn on light_1 at 18:00" in calls[0].data["instructions"]


@pytest.mark.parametrize(
    "title", ["At 18:00 it goes on", "light_1 and light_1 at 18:00", "light_2 at 18:00", "Light 1 goes on at 18:00"]
)
async def test_words_that_lose_a_name_are_ignored(hass: HomeAssistant, title: str) -> None:
    an_ai_that_answers(hass, texts({"number": 0, "title": title, "reason": REASON}))

    assert await reword(hass, [a_suggestion()], names=False) == (a_suggestion(),)
