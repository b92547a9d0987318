"""The sun is believed only where it explains clearly more than the clock."""

import numpy as np
import pytest

from custom_components.homeiq.model.event import Cause, EventRow
from custom_components.homeiq.model.habits.trigger import AtSun
from custom_components.homeiq.model.home import Home
from tests.histories import event, learned, living

DAYS = range(56)
SOUTH = Home(time_zone="Europe/Berlin", latitude=25.0, longitude=13.4)


def television(seed: int) -> list[EventRow]:
    """It is on several times an afternoon and evening, at no time in particular."""
    draw = np.random.default_rng(seed)
    rows = [event(-1, "00:30", "media_player.tv", "off", Cause.DEVICE)]
    for day in DAYS:
        for hour, width in ((18.6, 0.7), (20.6, 0.6), (15.5, 1.0)):
            begin = float(draw.normal(hour, width)) * 3600
            rows.append(event(day, "00:00", "media_player.tv", "on", delay=begin))
            rows.append(event(day, "00:00", "media_player.tv", "off", delay=begin + float(draw.uniform(900, 2400))))
    return rows


@pytest.mark.parametrize("seed", [0, 16, 21])
def test_what_is_done_all_evening_does_not_follow_the_sun(seed: int) -> None:
    """Where sunset moves half an hour, some window of an hour about it always catches a few acts more."""
    found = learned(living(DAYS), television(seed), home=SOUTH).suggestions

    assert not [one for one in found if isinstance(one.pattern.trigger, AtSun)]
