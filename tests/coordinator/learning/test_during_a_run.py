"""What people say while an analysis is under way is not lost, whatever the analysis finds."""

from collections.abc import Iterator
import threading
from typing import Any

from homeassistant.core import HomeAssistant
import pytest
import yaml

from custom_components.homeiq.const import DOMAIN
from custom_components.homeiq.coordinator.learning import analysis
from custom_components.homeiq.learn import learn
from tests.accepted import async_accept, async_undo, file_of
from tests.actions import async_adjust, async_suggestions
from tests.evenings import async_learned

pytestmark = pytest.mark.parametrize("expected_lingering_timers", [True])


class HeldUp:
    """An analysis that has read everything, and learns from it only once it may."""

    def __init__(self) -> None:
        self.has_read = threading.Event()
        self.may_learn = threading.Event()

    def __call__(self, *args: Any, **kwargs: Any) -> Any:
        self.has_read.set()
        self.may_learn.wait(60)
        return learn(*args, **kwargs)

    async def async_begin(self, hass: HomeAssistant) -> None:
        await hass.services.async_call(DOMAIN, "refresh", {}, blocking=True)
        await hass.async_add_executor_job(self.has_read.wait, 60)

    async def async_end(self, hass: HomeAssistant) -> None:
        self.may_learn.set()
        await hass.async_block_till_done(wait_background_tasks=True)


@pytest.fixture
def held_up(monkeypatch: pytest.MonkeyPatch) -> Iterator[HeldUp]:
    held = HeldUp()
    monkeypatch.setattr(analysis, "learn", held)
    held.may_learn.set()
    yield held
    held.may_learn.set()


async def async_run_under_way(hass: HomeAssistant, held_up: HeldUp, freezer: Any) -> None:
    freezer.tick(61)
    held_up.has_read.clear()
    held_up.may_learn.clear()
    await held_up.async_begin(hass)


async def test_an_adjustment_holds(hass: HomeAssistant, held_up: HeldUp, freezer: Any) -> None:
    _, habit = await async_learned(hass)
    await async_run_under_way(hass, held_up, freezer)

    await async_adjust(hass, habit["signature"], time="18:10:00")
    await held_up.async_end(hass)

    assert [one["time"] for one in await async_suggestions(hass) if one["state"] == "on"] == ["18:10"]
    await async_accept(hass, habit["signature"])
    assert yaml.safe_load(file_of(hass).read_text())[0]["triggers"][0]["at"] == "18:10:00"


async def test_an_undo_offers_again(hass: HomeAssistant, held_up: HeldUp, freezer: Any) -> None:
    _, habit = await async_learned(hass)
    await async_accept(hass, habit["signature"])
    await async_run_under_way(hass, held_up, freezer)

    await async_undo(hass, habit["signature"])
    meanwhile = [one["signature"] for one in await async_suggestions(hass)]
    await held_up.async_end(hass)

    assert habit["signature"] in meanwhile
    assert habit["signature"] in [one["signature"] for one in await async_suggestions(hass)]


async def test_an_objection_holds(hass: HomeAssistant, held_up: HeldUp, freezer: Any) -> None:
    _, habit = await async_learned(hass)
    await async_run_under_way(hass, held_up, freezer)

    await hass.services.async_call(
        DOMAIN,
        "dismiss_suggestion",
        {"signature": habit["signature"], "objection": "never_this_entity"},
        blocking=True,
    )
    await held_up.async_end(hass)

    assert await async_suggestions(hass) == []
