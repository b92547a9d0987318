"""What things were set to, once the home tells temperatures in another unit."""

import numpy as np
import pytest

from custom_components.homeiq.model.event import Cause, EventColumns, EventRow
from custom_components.homeiq.model.home import Home
from custom_components.homeiq.model.readings import UnitEra
from custom_components.homeiq.past.timeline import Timeline

MARCH = 1_772_000_000.0
HEATING, LAMP = "climate.hall", "light.hall"
TO_CELSIUS = UnitEra(until=MARCH + 100, factor=5 / 9, offset=-160 / 9)


def values_of(home: Home, *set_to: tuple[float, str, str]) -> dict[str, list[float]]:
    """Return what was set, by the name in the history."""
    rows: list[EventRow] = [(MARCH + at, name, value, Cause.PERSON) for at, name, value in set_to]
    timeline = Timeline.of(EventColumns.from_rows([(MARCH, HEATING, "heat", Cause.PERSON), *rows]), home)
    return {
        f"{entity_id}#{attribute}": np.round(one.value, 2).tolist()
        for entity_id, several in timeline.values.items()
        for attribute, one in several.items()
    }


def test_what_was_set_in_the_unit_of_before_is_told_in_that_of_now() -> None:
    home = Home(eras={f"{HEATING}#temperature": (TO_CELSIUS,)})

    told = values_of(
        home,
        (10, f"{HEATING}#temperature", "68"),
        (20, f"{HEATING}#temperature", "none"),
        (30, f"{LAMP}#brightness", "68"),
        (150, f"{HEATING}#temperature", "22.5"),
    )

    assert told[f"{LAMP}#brightness"] == [68.0]
    assert told[f"{HEATING}#temperature"] == pytest.approx([20.0, np.nan, 22.5], nan_ok=True)


def test_the_value_that_came_with_the_other_unit_is_of_that_though_its_time_is_rounded() -> None:
    home = Home(eras={f"{HEATING}#temperature": (TO_CELSIUS,)})

    told = values_of(home, (10, f"{HEATING}#temperature", "68"), (99.9995, f"{HEATING}#temperature", "20"))

    assert told[f"{HEATING}#temperature"] == [20.0, 20.0]


def test_where_no_unit_changed_all_stays_as_it_was_told() -> None:
    assert values_of(Home(), (10, f"{HEATING}#temperature", "68"))[f"{HEATING}#temperature"] == [68.0]
