# ruff: noqa: ISC004 - long lines of the protocol
import pytest

from custom_components.homeiq.model.event import Cause
from custom_components.homeiq.model.home import Entity, Home
from custom_components.homeiq.store.outbox.line import LineWriter, entity_of

MARCH = 1_772_000_000.0
LAMP = Entity(entity_id="light.hall", name="Hall", area_id="hall", device_class="lamp")


@pytest.fixture
def writer() -> LineWriter:
    return LineWriter("ours", Home(entities={"light.hall": LAMP}))


def test_a_point_has_tags_to_filter_on_and_fields_to_read(writer: LineWriter) -> None:
    assert writer.lines([(MARCH + 0.25, "light.hall", "on", Cause.PERSON)]) == [
        "state_changed,area=hall,cause=person,device_class=lamp,domain=light,entity_id=light.hall,home=ours "
        'state="on",value=1 1772000000250000'
    ]


def test_an_unknown_entity_has_no_area(writer: LineWriter) -> None:
    assert writer.lines([(MARCH, "sensor.power", "-4.50", Cause.DEVICE)]) == [
        'state_changed,cause=device,domain=sensor,entity_id=sensor.power,home=ours state="-4.50",value=-4.50 '
        "1772000000000000"
    ]


@pytest.mark.parametrize(
    ("state", "field"),
    [
        ("", 'state=""'),
        ("heat", 'state="heat"'),
        ("off", 'state="off",value=0'),
        ("1e3", 'state="1e3",value=1000.0'),
        ("21.349999999999998", 'state="21.349999999999998",value=21.349999999999998'),
        ("+.5", 'state="+.5",value=0.5'),
        ("NaN", 'state="NaN"'),
        ('say "hi", a=b', 'state="say \\"hi\\", a=b"'),
        ("C:\\", 'state="C:\\\\"'),
        ("two\nlines", 'state="two lines"'),
        ("Zuhause ☀", 'state="Zuhause ☀"'),
        ("broken \ud800", 'state="broken ?"'),
    ],
)
def test_any_state_is_one_line(writer: LineWriter, state: str, field: str) -> None:
    (line,) = writer.lines([(MARCH, "light.hall", state, 0)])

    assert line.partition(" ")[2] == f"{field} 1772000000000000"


def test_tags_are_escaped() -> None:
    (line,) = LineWriter("my home, a=b\\", Home()).lines([(MARCH, "light.hall", "on", 9)])

    assert line.partition(" state=")[0] == (
        "state_changed,cause=unknown,domain=light,entity_id=light.hall,home=my\\ home\\,\\ a\\=b/"
    )


def test_two_states_of_one_instant_both_stay(writer: LineWriter) -> None:
    lines = writer.lines([(MARCH, "light.hall", state, 1) for state in ("on", "off", "on")])

    assert [line.rpartition(" ")[2][-3:] for line in lines] == ["000", "010", "000"]


def test_a_changed_home_changes_the_tags(writer: LineWriter) -> None:
    writer.lines([(MARCH, "light.hall", "on", 1)])

    writer.learn(Home())

    assert "area=" not in writer.lines([(MARCH, "light.hall", "on", 1)])[0]


def test_memory_has_an_end(writer: LineWriter) -> None:
    lines = writer.lines([(MARCH + n, f"sensor.n{n}", f"text {n}", 1) for n in range(10_050)])

    assert len(set(lines)) == 10_050


def test_a_line_names_its_entity(writer: LineWriter) -> None:
    (line,) = writer.lines([(MARCH, "light.hall", "on", 1)])

    assert (entity_of(line), entity_of("nonsense")) == ("light.hall", "")


def test_attributes_are_fields_of_one_type_each(writer: LineWriter) -> None:
    chosen = {
        "brightness": 180,
        "effect": 'rain "b"',
        "is_on": True,
        "gone": None,
        "odd name": 0.5,
        "bad": float("nan"),
    }

    lines = writer.attribute_lines([(MARCH, "light.hall", 1, chosen), (MARCH, "light.hall", 1, {"gone": None})])

    assert [line.partition("home=ours ")[2] for line in lines] == [
        'brightness=180.0,effect_str="rain \\"b\\"",is_on=1,odd\\ name=0.5 1772000000000000'
    ]


def test_a_number_takes_no_name_that_a_point_has_already(writer: LineWriter) -> None:
    names = ("area", "entity_id", "home", "state", "time", "value", "effect_str", "area_id")
    chosen = dict.fromkeys(names, 5) | {"effect": "rain", "longest": 10**400}

    (line,) = writer.attribute_lines([(MARCH, "light.hall", 1, chosen)])

    assert line.partition("home=ours ")[2] == (
        'area_=5.0,area_id=5.0,effect_str="rain",effect_str_=5.0,entity_id_=5.0,home_=5.0,state_=5.0,time_=5.0,value_=5.0'
        " 1772000000000000"
    )


def test_values_have_no_line_for_they_are_attributes(writer: LineWriter) -> None:
    rows = [(MARCH, "light.hall", "on", Cause.PERSON), (MARCH, "light.hall#brightness", "102", Cause.PERSON)]

    assert [entity_of(line) for line in writer.lines(rows)] == ["light.hall"]
