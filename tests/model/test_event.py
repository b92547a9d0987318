from custom_components.homeiq.model.event import Cause, EventColumns
from custom_components.homeiq.model.habits.pattern import Dark, Idle, StateIs
from custom_components.homeiq.model.habits.trigger import AtTime, OnChange
from tests.habits import habit

HISTORY = EventColumns.from_rows(
    [
        (1.0, "light.hall", "on", Cause.PERSON),
        (1.0, "light.hall#brightness", "153", Cause.PERSON),
        (2.0, "light.bath", "on", Cause.PERSON),
    ]
)


def left(columns: EventColumns) -> list[str]:
    return [columns.entities[entity] for entity in columns.entity.tolist()]


def test_without_an_entity_go_its_states_and_its_values() -> None:
    assert left(HISTORY.without({"light.hall"})) == ["light.bath"]


def test_without_nobody_all_is_left() -> None:
    assert left(HISTORY.without(frozenset())) == ["light.hall", "light.hall#brightness", "light.bath"]


def test_where_all_are_kept_none_is_there_twice() -> None:
    every, some = (HISTORY.where(HISTORY.time > moment) for moment in (0.0, 1.0))

    assert every is HISTORY
    assert left(some) == ["light.bath"]


def test_of_an_empty_history_nothing_is_left() -> None:
    assert left(EventColumns.from_rows([]).without({"light.hall"})) == []


def test_a_pattern_names_what_it_acts_on_what_sets_it_off_and_what_it_asks() -> None:
    asked = (
        Dark(),
        StateIs(entity_id="switch.tv", state="on"),
        Idle(entity_id="binary_sensor.b", state="off", seconds=9),
    )

    assert habit(OnChange(entity_id="binary_sensor.a", to="on"), ("light.c",), conditions=asked).named == {
        "binary_sensor.a",
        "binary_sensor.b",
        "light.c",
        "switch.tv",
    }
    assert habit(AtTime(minute=0), ("light.c",)).named == {"light.c"}


def test_events_come_back_one_by_one_all_of_them_or_some_in_a_row() -> None:
    rows = [
        (1.0, "light.hall", "on", Cause.PERSON),
        (1.0, "light.hall#brightness", "153", Cause.PERSON),
        (2.0, "light.bath", "on", Cause.PERSON),
    ]

    assert [*HISTORY.rows()] == rows
    assert [*HISTORY.rows(1, 2)] == rows[1:2]


def test_a_part_of_a_history_has_its_own_entities_and_states_only() -> None:
    part, nothing = HISTORY.part(1, 3), HISTORY.part(3, 9)

    assert [*part.rows()] == [
        (1.0, "light.hall#brightness", "153", Cause.PERSON),
        (2.0, "light.bath", "on", Cause.PERSON),
    ]
    assert ({*part.entities}, {*part.states}) == ({"light.hall#brightness", "light.bath"}, {"153", "on"})
    assert (len(nothing), nothing.entities, nothing.states) == (0, (), ())
