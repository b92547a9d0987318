from itertools import islice
from pathlib import Path

from tools.demo.custom_components.homeiq_demo_home.script import WEEK, Change, Script, Thing, changes_after

ON, OFF = Change(1000.0, "light.hall", "on", "anna"), Change(2000.0, "light.hall", "off")


def test_a_script_is_read_as_it_was_written(tmp_path: Path) -> None:
    script = Script(
        things=(Thing(entity_id="light.hall", name="Hall", state="off", members=("light.a", "light.b")),),
        week=(ON, OFF),
        speed=60.0,
    )

    script.write(tmp_path / "home.json")

    assert Script.read(tmp_path / "home.json") == script


def test_what_has_passed_is_not_played() -> None:
    assert list(islice(changes_after((ON, OFF), 1500.0), 1)) == [OFF]


def test_after_the_week_it_begins_again() -> None:
    played = list(islice(changes_after((ON, OFF), 0.0), 3))

    assert played == [ON, OFF, ON._replace(time=1000.0 + WEEK)]


def test_a_week_from_long_ago_is_played_in_the_present_one() -> None:
    now = 5 * WEEK + 1200.0

    assert list(islice(changes_after((ON, OFF), now), 2)) == [
        OFF._replace(time=2000.0 + 5 * WEEK),
        ON._replace(time=1000.0 + 6 * WEEK),
    ]


def test_nothing_happens_in_an_empty_week() -> None:
    assert list(changes_after((), 0.0)) == []
