"""The whole story in a real Home Assistant: accepted, run, undone again and again, adjusted, and taken back.

Only the calendar is helped along: what HomeIQ has noted is moved into the past, as if days had gone by.
"""

from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path
import sqlite3
from typing import Any

import pytest

from tests.real.a_learned_home import await_that
from tests.real.forked import running
from tests.real.test_accepting import a_lamp_after_something, runs_once
from tools.demo import configuration
from tools.demo.configuration import OWNER
from tools.demo.learning import await_suggestions, set_up
from tools.demo.past import simulated
from tools.home_assistant.boot import LOG, free_port
from tools.home_assistant.client import Client
from tools.home_assistant.folder import set_port
from tools.home_assistant.log import problems

pytestmark = pytest.mark.timeout(400)

OWN = """\
# The owner's own, with a comment.
- id: own
  alias: !secret my_own  # as I like it
  triggers:
  - trigger: time
    at: '03:33:00'
  actions: &nothing []

- id: lights_out
  alias: "Lights out"
  triggers: [{trigger: event, event_type: lights_out}]
  actions:
    - action: light.turn_off
      target: {entity_id: all}
- {id: 'last', alias: Last, triggers: [], actions: *nothing}   # and not to be moved
"""
WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")


def let_days_pass(home: Path, days: int) -> None:
    with closing(sqlite3.connect(home / "homeiq.db", timeout=30)) as connection, connection:
        connection.execute("UPDATE followed_hours SET day = day - ?", (days,))
        connection.execute("UPDATE overrides SET day = day - ?", (days,))


def noted(home: Path, column: str) -> int | None:
    """Return how many of something HomeIQ has written down; None while nothing is followed."""
    with closing(sqlite3.connect(f"file:{home / 'homeiq.db'}?mode=ro", uri=True)) as connection:
        found = connection.execute(f"SELECT {column} FROM followed").fetchone()  # noqa: S608 - a column that the tests below name
    return found[0] if found else None


def issues(client: Client) -> list[dict[str, Any]]:
    (answer,) = client.commands({"type": "repairs/list_issues"})
    return [one for one in answer["issues"] if one["domain"] == "homeiq"]


def config_of(client: Client, entity_id: str) -> dict[str, Any]:
    """Return what an automation says as Home Assistant runs it; its editor shows no file that has secrets."""
    (answer,) = client.commands({"type": "automation/config", "entity_id": entity_id})
    return dict(answer["config"])


def undo_on_three_weeks(client: Client, home: Path, suggestion: dict[str, Any], entity_id: str) -> None:
    """Want it three times on one evening; a day later, and again the two weeks after, turn it off at once."""
    lamp = suggestion["entities"][0]
    for count in (1, 2, 3):
        runs_once(client, suggestion, entity_id)
        await_that(lambda count=count: noted(home, "acts") == count)  # type: ignore[misc]
        # The owner's own automation, which overrides nothing.
        client.post("events/lights_out")
        await_that(lambda: client.state(lamp) == "off")
    let_days_pass(home, 1)
    for week in (1, 2, 3):
        let_days_pass(home, 7)
        runs_once(client, suggestion, entity_id)
        client.act("light.turn_off", {"entity_id": lamp})
        await_that(lambda week=week: noted(home, "overridden") == week)  # type: ignore[misc]


def accepted(client: Client) -> dict[str, Any]:
    (only,) = client.act("homeiq.list_accepted", respond=True)["accepted"]
    return dict(only)


def test_what_is_undone_every_week_is_asked_about_and_left_out(tmp_path: Path) -> None:
    home = tmp_path / "home"
    configuration.write(home, simulated(11, "Europe/Berlin", datetime.now(UTC)), port=free_port(), speed=1)
    file = home / "automations.yaml"
    file.write_text(OWN)
    (home / "secrets.yaml").write_text("my_own: My own\n")
    port = free_port()
    set_port(home, port)

    with running(home, port=port, login=OWNER.login) as client:
        set_up(client)
        await_suggestions(client, print)
        suggestion = a_lamp_after_something(client.act("homeiq.list_suggestions", respond=True)["suggestions"])
        signature = suggestion["signature"]
        made = client.act("homeiq.accept_suggestion", {"signature": signature}, respond=True)
        written = file.read_bytes()
        running_config = config_of(client, made["entity_id"])
        await_that(lambda: noted(home, "overridden") == 0)
        undo_on_three_weeks(client, home, suggestion, made["entity_id"])
        await_that(lambda: bool(issues(client)))
        brought = accepted(client)

        (issue,) = issues(client)
        flow = client.post("repairs/issues/fix", {"handler": "homeiq", "issue_id": issue["issue_id"]})
        tried = client.post(f"repairs/issues/fix/{flow['flow_id']}", {"next_step_id": "adjust"})
        untouched = file.read_bytes()
        done = client.post(f"repairs/issues/fix/{flow['flow_id']}")
        adjusted = config_of(client, made["entity_id"])
        open_issues = issues(client)

        client.act("homeiq.undo_suggestion", {"signature": signature})
        undone_once = file.read_bytes()
        client.act("homeiq.undo_suggestion", {"signature": signature})
        undone_twice = file.read_bytes()
        await_that(lambda: accepted(client)["state"] == "undone")
        figures = {name: client.state(f"sensor.homeiq_{name}") for name in ("acts_saved", "overrides")}

    assert written.startswith(OWN.encode())
    assert running_config == suggestion["automation"]
    assert (brought["state"], brought["acts"], brought["overridden"], brought["entity_id"]) == (
        "active",
        6,
        3,
        made["entity_id"],
    )
    assert issue["translation_placeholders"]["overridden"] == issue["translation_placeholders"]["acts"] == "3"
    assert (tried["type"], done["type"]) == ("form", "create_entry")
    assert untouched == written
    (days,) = [condition["weekday"] for condition in adjusted["conditions"] if "weekday" in condition]
    assert set(WEEKDAYS) - set(days) == {WEEKDAYS[int(issue["issue_id"][-1])]}
    assert open_issues == []
    assert undone_once == written
    assert undone_twice == OWN.encode()
    assert figures == {"acts_saved": "3", "overrides": "3"}
    assert problems((home / LOG).read_text(errors="replace").splitlines(), "homeiq") == []
