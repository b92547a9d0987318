"""What is needed in the end spares questions, and changes no answer; bands against looking at each of them."""

from itertools import product

from hypothesis import given, settings, strategies as st
import numpy as np
from numpy.typing import NDArray
import pytest

from custom_components.homeiq.mine.conditions.bands import Bands, slots_of, usual_band
from custom_components.homeiq.mine.conditions.learned import narrow
from custom_components.homeiq.mine.conditions.narrowed import Narrowed, Narrowing
from custom_components.homeiq.model.event import Cause, EventRow
from custom_components.homeiq.model.habits.pattern import Between
from custom_components.homeiq.model.habits.trigger import OnChange
from custom_components.homeiq.past.acts import Unit
from custom_components.homeiq.past.chance import wilson_lower
from custom_components.homeiq.past.condition import in_band
from custom_components.homeiq.past.rule import Outcomes
from custom_components.homeiq.past.timeline import Timeline
from tests.bands import clearest_band
from tests.histories import at, event, timeline

MOTION = "binary_sensor.motion"
LAMP = Unit(entities=("light.hall",), state="on", acts=np.empty(0))
NEEDED = (0.3, 0.5, 0.7, 0.85)


def lived(draw: np.random.Generator) -> Timeline:
    """Somebody walks by at all hours, and a few things are now so and now otherwise."""
    rows: list[EventRow] = [event(-1, "00:10", LAMP.entities[0], "off")]
    for name, states in (("switch.fan", ("on", "off")), ("media_player.tv", ("playing", "paused", "off"))):
        times = np.sort(draw.uniform(0, 40 * 86400.0, 150))
        rows += [(at(0, "00:00", float(one)), name, str(draw.choice(states)), int(Cause.DEVICE)) for one in times]
    for time in np.sort(draw.uniform(0, 40 * 86400.0, 300)):
        rows += [
            (at(0, "00:00", float(time) + lag), MOTION, to, int(Cause.DEVICE)) for lag, to in ((0, "on"), (9, "off"))
        ]
    return timeline(rows)


def firings(past: Timeline, draw: np.random.Generator) -> Outcomes:
    """Answered mostly in the evening, mostly while the fan runs, and now and then at all."""
    times = past.series[MOTION].reached("on")
    minutes, is_on = past.calendar.minute(times), past.series["switch.fan"].was("on", times)
    wanted = draw.random(3)
    likely = 0.05 + wanted[0] * (minutes > 1000) * 0.9
    likely *= np.where(is_on, 1.0, 1.0 - wanted[1]) * np.where(past.dark(times), 1.0, 1.0 - wanted[2])
    hit = draw.random(len(times)) < likely
    hit[0] = True
    return Outcomes(time=times, hit=hit, act=np.where(hit, 0, -1))


def share(one: Narrowed) -> float:
    return wilson_lower(int(one.outcomes.hit.sum()), len(one.outcomes.hit))


def as_told(one: Narrowed) -> tuple[object, ...]:
    return one.conditions, one.weekdays, one.outcomes.time.tolist(), one.outcomes.hit.tolist()


@pytest.mark.parametrize("seed", range(40))
def test_what_reaches_what_is_needed_is_what_would_be_found_without_need(seed: int) -> None:
    draw = np.random.default_rng(seed)
    past = lived(draw)
    outcomes, asking = firings(past, draw), Narrowing(trigger=OnChange(entity_id=MOTION, to="on"), unit=LAMP)

    whole = narrow(outcomes, past, asking)
    asked = {needed: narrow(outcomes, past, asking, needed) for needed in NEEDED}

    enough = {needed: as_told(whole) if share(whole) >= needed else None for needed in NEEDED}
    assert {needed: as_told(one) if share(one) >= needed else None for needed, one in asked.items()} == enough


AFTER, LASTS = 15 * np.array([*product(range(96), range(12, 85))]).T  # of every band, minutes
BANDS = [
    Between(after=after, before=(after + lasts) % 1440)
    for after, lasts in zip(AFTER.tolist(), LASTS.tolist(), strict=True)
]


@st.composite
def days(draw: st.DrawFn) -> tuple[NDArray[np.float64], NDArray[np.bool_]]:
    """Clock times, and which of them led to something."""
    chance = np.random.default_rng(draw(st.integers(0, 10_000)))
    minutes = chance.integers(0, 1440, draw(st.integers(1, 120))).astype(np.float64) + chance.choice([0.0, 0.5])
    middle, spread = draw(st.integers(0, 1439)), draw(st.integers(5, 400))
    near = np.abs((minutes - middle + 720) % 1440 - 720) < spread
    return minutes, near & (chance.random(len(minutes)) < draw(st.sampled_from([0.3, 0.8, 1.0])))


def counted(minutes: NDArray[np.float64], hit: NDArray[np.bool_], band: Between) -> tuple[int, int]:
    inside = in_band(minutes, band)
    return int(np.count_nonzero(inside & hit)), int(np.count_nonzero(inside))


@settings(max_examples=40, deadline=None)
@given(days())
def test_the_clearest_band_is_the_one_among_all(told: tuple[NDArray[np.float64], NDArray[np.bool_]]) -> None:
    minutes, hit = told
    kept = max(round(0.9 * int(hit.sum())), 1)

    inside = (minutes - AFTER[:, None]) % 1440 < LASTS[:, None]
    counts = zip((inside & hit).sum(axis=1).tolist(), inside.sum(axis=1).tolist(), strict=True)
    bounds = {band: wilson_lower(*some) for band, some in zip(BANDS, counts, strict=True) if some[0] >= kept}
    alike = [band for band, bound in bounds.items() if bound >= max(bounds.values()) - 1e-9]
    alike.sort(key=lambda band: (band.before - band.after) % 1440)

    assert clearest_band(minutes, hit) == (alike[len(alike) // 2] if alike else None)


@settings(max_examples=40, deadline=None)
@given(days(), st.floats(0.05, 0.95))
def test_bands_that_are_out_of_reach_are_of_no_use(
    told: tuple[NDArray[np.float64], NDArray[np.bool_]], least: float
) -> None:
    minutes, hit = told
    found = [one for one in (usual_band(minutes[hit]), clearest_band(minutes, hit)) if one]
    bands = Bands(slots_of(minutes), hit)

    bounds = [wilson_lower(*counted(minutes, hit, band)) for band in found]

    assert bands.may_reach(least - 1e-9) or all(bound < least for bound in bounds)
    assert [bands.inside(band) for band in found] == [counted(minutes, hit, band) for band in found]
