"""What programs are told again and again."""

from collections.abc import Callable
import sys
from types import FrameType

from homeassistant.core import HomeAssistant
from homeassistant.helpers.json import json_bytes, json_fragment
import pytest

from custom_components.homeiq.coordinator.health.figures import async_figures
from custom_components.homeiq.http_api.cursor import async_key
from custom_components.homeiq.services.programs.written import LISTS, SHORT, THINGS, async_list, async_written
from custom_components.homeiq.websocket_api.live import async_live_of

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
