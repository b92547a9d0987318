"""The recorder may live on a MariaDB or PostgreSQL server: what is asked of it has to be said in their words too."""

import pytest
from sqlalchemy.engine import make_url
from sqlalchemy.engine.interfaces import Dialect

from custom_components.homeiq.capture.recorder import known_attributes, reading


@pytest.fixture(params=["mysql://", "postgresql://", "sqlite://"])
def dialect(request: pytest.FixtureRequest) -> Dialect:
    return make_url(request.param).get_dialect()()


def test_the_changes_of_a_day_are_asked_for_in_every_dialect(dialect: Dialect) -> None:
    statement = str(reading._changes(1.0, 2.0).compile(dialect=dialect))  # noqa: SLF001 - there is no server here

    assert "states.last_updated_ts >=" in statement
    assert "ORDER BY states.last_updated_ts, states.state_id" in statement


def test_the_states_before_a_day_are_asked_for_in_every_dialect(dialect: Dialect) -> None:
    statement = str(reading._last_states(1.0).compile(dialect=dialect))  # noqa: SLF001 - there is no server here

    assert "GROUP BY states.metadata_id" in statement


def test_attributes_are_asked_for_in_every_dialect(dialect: Dialect) -> None:
    statement = str(known_attributes._texts((1, 2)).compile(dialect=dialect))  # noqa: SLF001 - there is no server here

    assert "state_attributes.attributes_id IN" in statement
