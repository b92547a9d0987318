"""Several decide on one suggestion at once, at several doors: each is told what is so, and in the end one thing is."""

import asyncio
from collections.abc import Iterator, Sequence
from itertools import permutations, product
from typing import Any

from homeassistant.core import HomeAssistant
from homeassistant.exceptions import HomeAssistantError
import pytest
from pytest_homeassistant_custom_component.typing import MockHAClientWebSocket, WebSocketGenerator
import yaml

from custom_components.homeiq.const import DOMAIN
from custom_components.homeiq.model.habits.suggestion import Suggestion
from tests.accepted import async_a_home, async_furnish, file_of
from tests.actions import async_ask, async_learn_now, async_say, async_signatures, async_titles
from tests.evenings import async_live, evenings
from tests.homes import async_set_up
from tests.offers import a_pattern, a_suggestion

pytestmark = pytest.mark.parametrize("expected_lingering_timers", [True])
DEEDS: dict[str, tuple[str, dict[str, Any]]] = {
    "accept": ("accept_suggestion", {}),
    "try": ("accept_suggestion", {"mode": "shadow"}),
    "dismiss": ("dismiss_suggestion", {}),
    "snooze": ("snooze_suggestion", {"duration": {"days": 2}}),
    "adjust": ("adjust_suggestion", {"time": "07:10:00"}),
    "undo": ("undo_suggestion", {}),
    "take_back": ("take_back_decision", {}),
}
MAKES = {"accept": "accepted", "try": "on_trial", "dismiss": "dismissed", "snooze": "snoozed"}
AT_FIRST = {stands: deed for deed, stands in MAKES.items()}
THREE = [(one, other, third) for one, other in (("accept", "undo"), ("dismiss", "take_back")) for third in DEEDS]
IS_SO = {
    "open": ("open",),
    "accepted": ("accepted", "written"),
    "accepted, and changed": ("accepted", "written"),
    "on_trial": ("on_trial", "trial"),
    "dismissed": ("dismissed",),
    "snoozed": ("snoozed",),
}


TOLD = {
    # What is right to say to a deed, and how it stands then.
    ("open", "undo"): ("decided_by_nobody", "open"),
    ("open", "take_back"): ("decided_by_nobody", "open"),
    ("open", "adjust"): ("done", "open"),
    **{("open", deed): ("done", stands) for deed, stands in MAKES.items()},
    ("accepted", "adjust"): ("done", "accepted, and changed"),
    ("accepted", "undo"): ("done", "open"),
    ("accepted", "take_back"): ("decision_accepted", "accepted"),
    ("accepted, and changed", "adjust"): ("done", "accepted, and changed"),
    ("accepted, and changed", "undo"): ("done", "accepted"),
    ("accepted, and changed", "take_back"): ("decision_accepted", "accepted, and changed"),
    ("on_trial", "undo"): ("done", "open"),
    ("dismissed", "take_back"): ("done", "open"),
    ("snoozed", "take_back"): ("done", "open"),
}


def in_turn(stands: str, deeds: Sequence[str]) -> Iterator[tuple[tuple[str, ...], tuple[str, ...]]]:
    """Yield all that may be right: what is said to each deed, and what is so in the end, whoever comes first."""
    for order in permutations(range(len(deeds))):
        now, said = stands, dict[int, str]()
        for place in order:
            said[place], now = TOLD.get((now, deeds[place]), (f"decided_{IS_SO[now][0]}", now))
        yield tuple(said[place] for place in range(len(deeds))), IS_SO[now]


def named(name: str) -> Suggestion:
    suggestion = a_suggestion(a_pattern(name, entities=(f"light.{name}",)), title=f"Do {name}")
    actions = [{"action": "light.turn_on", "target": {"entity_id": [f"light.{name}"]}}]
    return a_suggestion(
        suggestion.pattern, title=f"Do {name}", automation={**suggestion.automation, "alias": name, "actions": actions}
    )


async def async_act(hass: HomeAssistant, deed: str, name: str) -> str:
    """Do it by an action; return what was said to that."""
    action, fields = DEEDS[deed]
    try:
        await hass.services.async_call(DOMAIN, action, {"signature": name, **fields}, blocking=True)
    except HomeAssistantError as err:
        return err.translation_key or type(err).__name__
    return "done"


async def async_send(client: MockHAClientWebSocket, deed: str, name: str) -> str:
    """Likewise over the websocket."""
    _, fields = DEEDS[deed]
    command = "accept" if deed == "try" else deed
    await client.send_json_auto_id({"type": f"homeiq/suggestion/{command}", "signature": name, **fields})
    answer = await client.receive_json()
    return "done" if answer["success"] else answer["error"].get("translation_key", answer["error"]["code"])


async def async_stands(hass: HomeAssistant, names: Sequence[str]) -> dict[str, tuple[str, ...]]:
    """Tell of each all that it is."""
    open_ones = await async_signatures(hass, limit=1000)
    verdicts = (await async_ask(hass, "list_decisions", limit=1000))["decisions"]
    trials = (await async_ask(hass, "list_accepted", limit=1000))["trials"]
    written = {one["id"] for one in yaml.safe_load(file_of(hass).read_text())}
    return {
        name: tuple(
            sorted(
                [
                    *(["open"] if name in open_ones else []),
                    *(one["verdict"] for one in verdicts if one["signature"] == name),
                    *(["written"] if f"homeiq_{name}" in written else []),
                    *("trial" for one in trials if one["signature"] == name),
                ]
            )
        )
        for name in names
    }


@pytest.mark.long
@pytest.mark.parametrize("at_first", ["open", *AT_FIRST])
async def test_whoever_comes_first_the_others_are_told_so(
    hass: HomeAssistant, hass_ws_client: WebSocketGenerator, at_first: str
) -> None:
    several = {f"x{number}": deeds for number, deeds in enumerate((*product(DEEDS, DEEDS), *THREE))}
    await async_a_home(hass, *map(named, several))
    await async_furnish(hass, *(f"light.{name}" for name in several))
    client = await hass_ws_client(hass)
    before = [await async_act(hass, AT_FIRST[at_first], name) for name in several if at_first in AT_FIRST]

    said = {
        name: await asyncio.gather(
            async_send(client, deeds[0], name), *(async_act(hass, deed, name) for deed in deeds[1:])
        )
        for name, deeds in several.items()
    }
    await hass.async_block_till_done(wait_background_tasks=True)
    stands = await async_stands(hass, [*several])

    assert set(before) <= {"done"}
    assert {
        (*deeds, *said[name], stands[name])
        for name, deeds in several.items()
        if (tuple(said[name]), stands[name]) not in in_turn(at_first, deeds)
    } == set()


async def test_what_an_objection_leaves_is_not_offered_once_it_is_taken_back(hass: HomeAssistant) -> None:
    await async_live(hass, evenings())
    await async_set_up(hass)
    await async_learn_now(hass)
    offered = await async_titles(hass)
    signature = offered["Turn on Hall at 18:00 every day"]

    await hass.services.async_call(
        DOMAIN, "dismiss_suggestion", {"signature": signature, "objection": "not_at_weekends"}, blocking=True
    )
    await hass.services.async_call(DOMAIN, "take_back_decision", {"signature": signature}, blocking=True)
    await hass.async_block_till_done(wait_background_tasks=True)
    taken_back = await async_titles(hass)
    await async_say(hass, "dismiss", signature)

    assert taken_back == offered
    assert set(await async_titles(hass)) == {"Turn off Hall at 22:00 every day"}
