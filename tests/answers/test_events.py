import json
from random import Random

import pytest

from custom_components.homeiq.answers.events import events_to_json, written_events
from custom_components.homeiq.model.event import Cause, EventColumns

EVENTS = EventColumns.from_rows(
    [
        (1.0, "light.hall", "on", Cause.PERSON),
        (2.0, "light.hall#brightness", "102", Cause.PERSON),
        (3.0, "light.hall", "off", Cause.DEVICE),
    ]
)


def test_a_value_says_which_attribute_was_set() -> None:
    assert events_to_json(EVENTS, 1, 2, float) == [
        {"time": 2.0, "entity_id": "light.hall", "attribute": "brightness", "state": "102", "cause": "person"}
    ]


def test_no_more_is_written_than_there_is() -> None:
    assert [one["time"] for one in events_to_json(EVENTS, 1, 99, str)] == ["2.0", "3.0"]


def dense(record: object) -> bytes:
    return json.dumps(record, separators=(",", ":")).encode()


def some_events(seed: int, count: int) -> EventColumns:
    chance = Random(seed)  # noqa: S311 - has to be repeatable
    names = ("sensor.power", "light.hall", "light.hall#brightness", 'odd."name"')
    states = ("on", "off", "21.5", 'says "time":0', "Küche")
    return EventColumns.from_rows(
        (1.7e9 + number / 7, chance.choice(names), chance.choice(states), chance.choice([*Cause]))
        for number in range(count)
    )


@pytest.mark.parametrize("seed", range(3))
def test_events_that_are_written_at_once_say_what_their_records_say(seed: int) -> None:
    events = some_events(seed, 750)

    written = [json.loads(one) for one in written_events(events, 7, 505, dense)]

    assert written == events_to_json(events, 7, 505, float)


def test_of_no_events_nothing_is_written() -> None:
    assert written_events(EVENTS, 3, 99, dense) == []
