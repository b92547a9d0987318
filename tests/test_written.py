"""What programs are told again and again."""

from collections.abc import Callable
import sys
from types import FrameType

from homeassistant.core import HomeAssistant
import pytest

from custom_components.homeiq.coordinator.health.figures import async_figures
from custom_components.homeiq.http_api.cursor import async_key
from custom_components.homeiq.services.programs.written import THINGS, async_written
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


@pytest.mark.parametrize("ask", [async_figures, async_live_of, async_key])
def test_what_is_there_once_for_each_home_assistant_is_not_made_again(
    hass: HomeAssistant, ask: Callable[[HomeAssistant], object]
) -> None:
    ask(hass)

    assert calls_of(lambda: ask(hass)) == 1
