"""The back-test held against Home Assistant's own automations: what is drafted runs when the replay says so.

``HOMEIQ_DRIVE="11150 11156 42 10 80" pytest -s --timeout=0`` drives more: homes of seeds from the first to before the
second number, which learn for so many days and are driven for so many, and as many made-up habits in each.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
import os
import sys
from typing import Any

from freezegun.api import FrozenDateTimeFactory
from homeassistant.core import HomeAssistant
import pytest

from custom_components.homeiq.learn import learn
from custom_components.homeiq.learn.one_past import past_of
from custom_components.homeiq.model.event import EventColumns
from custom_components.homeiq.model.habits.pattern import Pattern
from custom_components.homeiq.model.habits.trigger import is_called
from custom_components.homeiq.model.home import Home
from custom_components.homeiq.past.acts import find_units, unit_of
from custom_components.homeiq.settings import Settings
from custom_components.homeiq.suggest.draft import draft
from tests.compared import Compared
from tests.driven import PURPOSE, Drive, rows_of
from tests.histories import ENGLISH
from tests.made_up_habits import MakingUp
from tools.quality.subject import Case, make_up
from tools.simulate.numbers.life import lived

FIRST, END, LEARNED, DRIVEN, HABITS = map(int, os.environ.get("HOMEIQ_DRIVE", "11111 11112 21 2 36").split())
DAY = 86_400.0


@dataclass(frozen=True, kw_only=True)
class Story:
    """A home's life, and the moment from which on it is driven."""

    history: EventColumns
    home: Home
    since: float

    @classmethod
    def of(cls, simulator: str, seed: int) -> Story:
        if simulator == "numbers":
            life = lived(seed, LEARNED + DRIVEN)
            return cls(history=life.history, home=life.home, since=life.begin + LEARNED * DAY)
        subject = make_up(Case(simulator=simulator, seed=seed, days=LEARNED + DRIVEN, messy=10.0))
        since = float(subject.history.time[0]) + LEARNED * DAY
        return cls(history=subject.history, home=subject.home, since=since)


@dataclass(frozen=True, slots=True, kw_only=True)
class Drafted:
    pattern: Pattern
    config: Mapping[str, Any]
    is_for_who_is_home: bool = False


async def drive(
    hass: HomeAssistant, freezer: FrozenDateTimeFactory, story: Story, several: Sequence[Drafted]
) -> tuple[int, list[str]]:
    """How often all of them ran, those with a trigger of a purpose included, and what the replay says otherwise."""
    timeline = past_of(story.history, story.home)
    units = find_units(timeline)
    habits = {str(one.config["id"]): one for one in several}
    named = frozenset(timeline.persons).union(*(one.pattern.named for one in several))

    ran = await Drive(hass=hass, freezer=freezer, home=story.home).through(
        rows_of(story.history, timeline.readings, named),
        [one.config for one in several],
        story.since - DAY,
        timeline.until,
    )

    compared = {
        key: Compared(
            pattern=one.pattern,
            unit=unit_of(one.pattern, units, timeline),
            timeline=timeline,
            since=story.since,
            until=timeline.until,
            is_for_who_is_home=one.is_for_who_is_home,
        )
        for key, one in habits.items()
    }
    counted = sum(len(one.replayed().times) for one in compared.values())
    runs = sum(len([one for one in moments if one >= story.since]) for moments in ran.values())
    sys.stdout.write(
        f"{len(several) - HABITS} suggestions, {HABITS} more, {len(ran)} automations, {runs} runs, {counted} counted\n"
    )
    return runs, [told for key, moments in ran.items() for told in compared[_plain(key)].differences(moments)]


def _plain(key: str) -> str:
    return key.removesuffix(PURPOSE)


def suggested(story: Story) -> list[Drafted]:
    """What would be suggested on the days before, as accepting writes it."""
    history = story.history.where(story.history.time < story.since)
    shown = learn(history, story.home, Settings(), now=story.since, words=ENGLISH).suggestions
    return [
        Drafted(pattern=one.pattern, config=one.automation, is_for_who_is_home=one.is_for_who_is_home)
        for one in shown
        if not is_called(one.pattern.trigger)
    ]


def made_up(story: Story, seed: int) -> list[Drafted]:
    timeline = past_of(story.history, story.home)
    habits = MakingUp(timeline, find_units(timeline), seed).habits(HABITS)
    return [Drafted(pattern=one, config=draft(one, one.signature, "")) for one in habits]


@pytest.mark.long
@pytest.mark.parametrize("simulator", ["simulate", "households", "numbers"])
@pytest.mark.parametrize("seed", range(FIRST, END))
async def test_home_assistant_runs_what_the_back_test_said(
    simulator: str, seed: int, hass: HomeAssistant, freezer: FrozenDateTimeFactory
) -> None:
    story = Story.of(simulator, seed)

    runs, differences = await drive(hass, freezer, story, [*suggested(story), *made_up(story, seed)])

    assert differences == []
    assert runs > HABITS
