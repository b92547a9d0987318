"""What stays in use for longer than it usefully was."""

import pytest

from custom_components.homeiq.model.habits.trigger import LeftOn
from custom_components.homeiq.suggest.days.still_on import still_on
from tests.offers import a_pattern
from tests.suggest.days.test_today import at_seven

FAN = a_pattern("fan", entities=("fan.attic",), trigger=LeftOn(entity_id="fan.attic", to="on", for_seconds=1800))


@pytest.mark.parametrize(
    ("state", "since", "expected"),
    [("on", 0.0, ["fan"]), ("on", 200.1, []), ("off", 0.0, [])],
    ids=["far too long", "half an hour at most", "at rest"],
)
def test_only_what_is_on_for_too_long_is_told(state: str, since: float, expected: list[str]) -> None:
    found = still_on([at_seven(), FAN], lambda name: (state, since) if name == "fan.attic" else None, 2000.0)

    assert [one.pattern.signature for one in found] == expected


def test_what_is_gone_is_not_told() -> None:
    assert [*still_on([FAN], lambda _name: None, 2000.0)] == []
