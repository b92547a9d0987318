"""The recorder may live on a MariaDB or PostgreSQL server: what is asked of it has to be said in their words too."""

import pytest
from sqlalchemy.dialects import mysql, postgresql, sqlite
from sqlalchemy.engine.interfaces import Dialect

from custom_components.homeiq.capture import recorder_read

DIALECTS = pytest.mark.parametrize(
    "dialect", [mysql.dialect(), postgresql.dialect(), sqlite.dialect()], ids=lambda one: one.name
)


@DIALECTS
def test_the_changes_of_a_day_are_asked_for_in_every_dialect(dialect: Dialect) -> None:
    statement = str(recorder_read._changes(1.0, 2.0).compile(dialect=dialect))  # noqa: SLF001 - there is no server here

    assert "states.last_updated_ts >=" in statement
    assert "ORDER BY states.last_updated_ts, states.state_id" in statement


@DIALECTS
def test_the_states_before_a_day_are_asked_for_in_every_dialect(dialect: Dialect) -> None:
    statement = str(recorder_read._last_states(1.0).compile(dialect=dialect))  # noqa: SLF001 - there is no server here

    assert "GROUP BY states.metadata_id" in statement
