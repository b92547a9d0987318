"""How intentions are kept in a messy life: most of them now and then, few often enough to deserve anything.

Of the habits that deserve something, half are kept nearly always, and half on more than every second occasion.
"""

import numpy as np

from ..plan import AFTER, HouseholdPlan

RARE = 0.1  # share of the intentions that deserve something in a real home
NEARLY_ALWAYS, OFTEN = (0.9, 0.98), (0.6, 0.8)
TIMED, ANSWERED = (0.15, 0.5), (0.05, 0.5)  # how often the others are kept
WALK, STEADY_WALK = 8.5, 1.5  # minutes by which a time moves from day to day: 32 in a fortnight, or hardly
LOOSE = 36.0  # standard deviation of a half-hearted time, minutes
STEADY, FICKLE = 40.0, 2.0  # shape of the gamma distribution of good and bad weeks


def half_hearted(plan: HouseholdPlan, name: str, kind: str) -> dict[str, object]:
    """Draw how an intention is kept, with its good and bad weeks and how its time strays."""
    rng = plan.random(f"half-hearted {name}")
    days = plan.days + AFTER
    deserves = rng.random() < RARE * plan.messy
    if deserves:
        keeping = float(rng.uniform(*(NEARLY_ALWAYS if rng.random() < 0.5 else OFTEN)))  # noqa: PLR2004 - a half
    else:
        low, high = ANSWERED if kind == "follow_up" else TIMED
        keeping = float(np.exp(rng.uniform(np.log(low), np.log(high))))
    weeks = days // 7 + 1
    shape = STEADY if deserves else FICKLE
    walk = np.cumsum(rng.normal(0, STEADY_WALK if deserves else WALK, days))
    loose = rng.normal(0, 0.0 if deserves else LOOSE, days)
    return {
        "keeping": keeping,
        "spread": float(rng.uniform(0.5, 1.0)),
        "moods": tuple(rng.gamma(shape, 1 / shape, weeks).tolist()),
        "stray": tuple((walk - walk.mean() + loose).tolist()),
    }
