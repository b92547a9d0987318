"""What is measured of a home's life, and where real homes lie.

The ranges are those of the medians of fourteen real homes, 6 to 88 days each, of which few have all figures. They say
what occurs, not how often.
"""

from typing import NamedTuple


class Figure(NamedTuple):
    """A figure of a home.

    Attributes:
        target: which of the twelve it belongs to.
        said: what it is, for people.
        low: the lowest of the real homes' medians; ``high`` the highest, ``middle`` the one between.
    """

    target: int
    said: str
    low: float
    middle: float
    high: float


FIGURES = {
    "turned_back": Figure(1, "acts turned back within a minute", 0.037, 0.19, 0.286),
    "slipped": Figure(1, "acts turned back within 3 s", 0.0, 0.041, 0.286),
    "bursts": Figure(2, "acts in bursts, three in five minutes", 0.0, 0.165, 0.429),
    "use_short": Figure(3, "a use lasts, first quartile (min)", 0.44, 2.6, 20.3),
    "use_median": Figure(3, "a use lasts, median (min)", 5.45, 21.6, 92.2),
    "use_spread": Figure(3, "a use lasts, SD of ln", 1.05, 2.45, 4.03),
    "use_moment": Figure(3, "uses under a minute", 0.0, 0.21, 0.333),
    "answered": Figure(4, "switched on within two minutes, best sensor", 0.04, 0.08, 0.386),
    "answered_most": Figure(5, "the same, strongest of the home", 0.064, 0.245, 0.531),
    "told_soon": Figure(6, "switchings on that the best sensor told in 10 s", 0.023, 0.169, 0.515),
    "told": Figure(6, "switchings on that the best sensor told in 120 s", 0.0625, 0.408, 0.678),
    "delay": Figure(7, "delay behind it, median (s)", 28.5, 52.5, 86.2),
    "delay_spread": Figure(7, "delay behind it, IQR / median", 0.573, 1.21, 2.18),
    "hour": Figure(8, "acts in the best hour of a thing", 0.173, 0.28, 0.372),
    "hour_lift": Figure(8, "the same, over as many drawn from the home", 0.787, 1.1, 1.63),
    "kept_most": Figure(9, "days with an act in the best hour, strongest of the home", 0.238, 0.5, 0.842),
    "modes": Figure(10, "modes a day", 1.5, 3.0, 5.5),
    "main_mode": Figure(10, "acts within three hours of the main one", 0.44, 0.54, 0.974),
    "loose": Figure(10, "MAD there, where half of the days are kept (min)", 4.55, 39.9, 53.9),
    "far": Figure(10, "acts beyond two MAD", 0.106, 0.212, 0.412),
    "drift": Figure(11, "drift from the first half to the second (min)", 4.65, 28.6, 112.0),
    "fano": Figure(11, "Fano factor of a thing's days", 0.227, 2.1, 10.1),
    "quiet_short": Figure(12, "motion again after, first quartile (s)", 1.13, 75.4, 109.0),
    "quiet_median": Figure(12, "motion again after, median (s)", 4.12, 297.0, 457.0),
    "together": Figure(12, "acts followed by another thing within 20 s", 0.0056, 0.0965, 0.307),
}
"""Everything that is measured, by its name in the JSON."""
