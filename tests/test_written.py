"""What programs are told again and again."""

from collections.abc import Callable
import json
import sys
import threading
from types import FrameType

from homeassistant.core import HomeAssistant
from homeassistant.helpers.json import json_bytes, json_fragment
import pytest

from custom_components.homeiq.answers.paging.behind import Behind
from custom_components.homeiq.answers.paging.listed import Wanted
from custom_components.homeiq.coordinator.health.figures import async_figures
from custom_components.homeiq.model.habits.packed import Packed
from custom_components.homeiq.model.habits.pattern import Pattern
from custom_components.homeiq.services.programs.place import async_key
from custom_components.homeiq.services.programs.searching import async_page
from custom_components.homeiq.services.programs.written import LISTS, SHORT, THINGS, async_list, async_written
from custom_components.homeiq.websocket_api.live import async_live_of
from tests.homes import async_publish, async_set_up
from tests.offers import a_pattern

PAGE = 100
FEW = 20  # functions that are called for a thing which was written before


def calls_of(work: Callable[[], object]) -> int:
    """Count the functions of Python's that are called."""
    called = 0

    def count(_frame: FrameType, event: str, _about: object) -> None:
        nonlocal called
        called += event == "call"

    sys.setprofile(count)
    try:
        work()
    finally:
        sys.setprofile(None)
    return called


def test_hardly_anything_is_done_for_a_page_that_was_written_before(hass: HomeAssistant) -> None:
    def page() -> list[object]:
        return [async_written(hass, THINGS, number, lambda: {"thing": "light.hall"}) for number in range(PAGE)]

    page()

    assert calls_of(page) < FEW * PAGE


def test_nothing_is_done_for_each_thing_of_a_list_that_was_told_before(hass: HomeAssistant) -> None:
    things = [{"thing": number} for number in range(PAGE)]

    def told() -> bytes:
        # A list of the same things, as each question makes one.
        return json_bytes(async_list(hass, [*things], lambda one: json_fragment(json_bytes(one))))

    first = told()

    assert calls_of(told) < PAGE
    assert (told(), first) == (first, json_bytes(things))


def test_a_list_in_which_one_thing_is_another_is_told_anew(hass: HomeAssistant) -> None:
    things = [{"thing": number} for number in range(3)]

    told = [
        json_bytes(async_list(hass, some, lambda one: json_fragment(json_bytes(one))))
        for some in (things, [*things[:2], {"thing": 7}], things[:2])
    ]

    assert told == [
        b'[{"thing":0},{"thing":1},{"thing":2}]',
        b'[{"thing":0},{"thing":1},{"thing":7}]',
        b'[{"thing":0},{"thing":1}]',
    ]


def test_a_long_list_is_not_kept(hass: HomeAssistant) -> None:
    for length in (SHORT, SHORT + 1):
        async_list(hass, [object() for _ in range(length)], lambda _: json_fragment(b"1"))

    assert len(async_figures(hass).caches[LISTS]) == 1


@pytest.mark.parametrize("ask", [async_figures, async_live_of, async_key])
def test_what_is_there_once_for_each_home_assistant_is_not_made_again(
    hass: HomeAssistant, ask: Callable[[HomeAssistant], object]
) -> None:
    ask(hass)

    assert calls_of(lambda: ask(hass)) == 1


@pytest.mark.parametrize("expected_lingering_timers", [True])
async def test_many_habits_that_were_never_told_are_not_read_on_the_event_loop(hass: HomeAssistant) -> None:
    read_in: list[threading.Thread] = []

    def read(text: str) -> Pattern:
        read_in.append(threading.current_thread())
        return a_pattern(text)

    entry = await async_set_up(hass)
    names = [str(number) for number in range(300)]
    await async_publish(hass, entry, patterns=Packed(((name, a_pattern(name)) for name in names), read))
    await async_page(entry.runtime_data, Wanted(), behind=Behind(), limit=1)
    read_in.clear()

    pages = [
        json.loads(json_bytes(await async_page(entry.runtime_data, Wanted(), behind=Behind(), limit=limit)))
        for limit in (20, 20, 25, 300)
    ]

    assert [[one["signature"] for one in page["patterns"]] for page in pages] == [
        names[:20],
        names[:20],
        names[:25],
        names,
    ]
    here = [one for one in read_in if one is threading.current_thread()]
    assert (len(here), len(read_in)) == (5, 19 + 5 + 300)
