"""A real Home Assistant asks a phone before it acts: yes, no, after enough yes it acts by itself, at "stop" it goes.

Only the calendar is helped along, as if days of the same answer had gone by. What nobody answers takes ten minutes;
that is tried under a clock that can be moved, in ``tests/coordinator/aftercare/test_ladder.py``.
"""

from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path
import sqlite3
import time
from typing import Any

import pytest
import pytest_socket

from tests.real.a_learned_home import await_that
from tests.real.a_phone import Phone, a_phone
from tests.real.forked import running
from tests.real.test_accepting import OWN, a_lamp_after_something
from tests.real.test_aftercare import config_of, issues
from tools.demo import configuration
from tools.demo.configuration import OWNER
from tools.demo.learning import await_suggestions, set_up
from tools.demo.past import simulated
from tools.home_assistant.boot import LOG, free_port
from tools.home_assistant.client import Client, RefusedError
from tools.home_assistant.folder import set_port
from tools.home_assistant.log import problems

pytestmark = pytest.mark.timeout(400)

DAY = 86400.0


@pytest.fixture(autouse=True)
def sockets() -> None:
    # The test plugin takes sockets away before every test; a real server needs them.
    pytest_socket.enable_socket()


def choose(client: Client, **wishes: Any) -> None:
    """Set options as the form does, and wait until HomeIQ is there again."""
    (entry,) = [one for one in client.get("config/config_entries/entry") if one["domain"] == "homeiq"]
    form = client.post("config/config_entries/options/flow", {"handler": entry["entry_id"]})
    sections: dict[str, Any] = {section["name"]: {} for section in form["data_schema"]}
    filled = {**sections, "notifications": wishes}
    done = client.post(f"config/config_entries/options/flow/{form['flow_id']}", filled)
    assert done["type"] == "create_entry", done
    await_that(lambda: client.state("binary_sensor.homeiq_may_ask") == "on")


def reload(client: Client) -> None:
    (entry,) = [one for one in client.get("config/config_entries/entry") if one["domain"] == "homeiq"]
    client.post(f"config/config_entries/entry/{entry['entry_id']}/reload")
    await_that(lambda: client.state("binary_sensor.homeiq_may_ask") == "on")


def let_a_week_of_yes_pass(home: Path, signature: str) -> None:
    """Have it accepted a fortnight ago, and answered by yes on each of the last ten days."""
    now = time.time()
    with closing(sqlite3.connect(home / "homeiq.db", timeout=30)) as connection, connection:
        connection.execute("UPDATE automation_versions SET written_at = written_at - ?", (14 * DAY,))
        connection.execute("UPDATE followed SET since = since - ?1, judged_since = judged_since - ?1", (14 * DAY,))
        connection.executemany(
            "INSERT INTO asked (signature, asked_at, day, reply) VALUES (?, ?, ?, 'yes')",
            [(signature, now - days * DAY, int(now // DAY) - days) for days in range(1, 11)],
        )


def set_off(client: Client, suggestion: dict[str, Any]) -> None:
    """Let the trigger come while the lamp is off."""
    trigger, lamp = suggestion["trigger"], suggestion["entities"][0]
    client.act("light.turn_off", {"entity_id": lamp})
    await_that(lambda: client.state(lamp) == "off")
    for condition in suggestion["conditions"]:
        client.post(f"states/{condition['entity_id']}", {"state": condition["state"]})
    was = next(one for one in client.get("states") if one["entity_id"] == trigger["entity_id"])
    for state in ("off", trigger["to"]):
        client.post(f"states/{trigger['entity_id']}", {"state": state, "attributes": was["attributes"]})


def ask(client: Client, phone: Phone, suggestion: dict[str, Any]) -> None:
    """Set it off, and wait for the question."""
    before = len(phone.questions())
    set_off(client, suggestion)
    await_that(lambda: len(phone.questions()) == before + 1)


def answers(client: Client) -> dict[str, int]:
    """Return how the questions were answered; nothing until HomeIQ follows the automation."""
    accepted = client.act("homeiq.list_accepted", respond=True)["accepted"]
    return next((dict(one["asked"]) for one in accepted if one["asked"]), {})


def dismissed(client: Client) -> list[dict[str, Any]]:
    """Return what somebody has said never to."""
    decisions = client.act("homeiq.list_decisions", {"verdict": "dismissed"}, respond=True)["decisions"]
    return [dict(one) for one in decisions]


def climb(client: Client) -> dict[str, Any]:
    """Say under Repairs that it may act."""
    await_that(lambda: any(one["issue_id"].startswith("may_climb") for one in issues(client)))
    (issue,) = [one for one in issues(client) if one["issue_id"].startswith("may_climb")]
    flow = client.post("repairs/issues/fix", {"handler": "homeiq", "issue_id": issue["issue_id"]})
    return dict(client.post(f"repairs/issues/fix/{flow['flow_id']}", {"next_step_id": "act"}))


def say_yes_and_no(client: Client, phone: Phone, suggestion: dict[str, Any]) -> list[str | None]:
    """Be asked twice, and return what the lamp is before the yes, after it, and after the no."""
    lamp = suggestion["entities"][0]
    ask(client, phone, suggestion)
    states = [client.state(lamp)]
    phone.tap("Yes")
    await_that(lambda: client.state(lamp) == "on")
    states.append("on")
    await_that(lambda: len(phone.withdrawn()) == 1)
    ask(client, phone, suggestion)
    phone.tap("Not today")
    await_that(lambda: len(phone.withdrawn()) == 2)
    await_that(lambda: answers(client).get("no") == 1)
    return [*states, client.state(lamp)]


def test_it_asks_acts_on_yes_climbs_and_goes(tmp_path: Path) -> None:
    home = tmp_path / "home"
    configuration.write(home, simulated(11, "Europe/Berlin", datetime.now(UTC)), port=free_port(), speed=1)
    file, yaml = home / "automations.yaml", home / "configuration.yaml"
    file.write_text(OWN)
    yaml.write_text(f"{yaml.read_text()}mobile_app:\n")
    port = free_port()
    set_port(home, port)

    with a_phone() as phone, running(home, port=port, login=OWNER.login) as client:
        set_up(client)
        await_suggestions(client, print)
        suggestion = a_lamp_after_something(client.act("homeiq.list_suggestions", respond=True)["suggestions"])
        signature = suggestion["signature"]
        wish = {"signature": signature, "mode": "ask"}
        with pytest.raises(RefusedError, match="no phone"):
            client.act("homeiq.accept_suggestion", wish, respond=True)
        untouched = file.read_text()

        phone.register(client, "Pixel")
        phone.tell("update_location", location_name="home")
        choose(
            client,
            targets=["notify.mobile_app_pixel"],
            quiet_from="03:00:00",
            quiet_until="03:00:00",
            asks_per_day=50,
        )
        made = client.act("homeiq.accept_suggestion", wish, respond=True)
        await_that(lambda: bool(answers(client)))

        states = say_yes_and_no(client, phone, suggestion)
        counted = answers(client)

        let_a_week_of_yes_pass(home, signature)
        reload(client)
        done = climb(client)
        asked = len(phone.questions())
        set_off(client, suggestion)
        await_that(lambda: client.state(suggestion["entities"][0]) == "on")
        by_itself = len(phone.questions()) - asked
        client.act("homeiq.undo_suggestion", {"signature": signature})
        asks_again = "parallel" in config_of(client, made["entity_id"])["actions"][0]
        await_that(lambda: answers(client).get("asked") == 0)

        ask(client, phone, suggestion)
        phone.tap("Stop asking")
        await_that(lambda: client.state(made["entity_id"]) is None)
        await_that(lambda: file.read_text() == OWN)
        await_that(lambda: bool(dismissed(client)))
        (decision,) = dismissed(client)

    assert untouched == OWN
    assert states == ["off", "on", "off"]
    assert (counted["asked"], counted["yes"], counted["no"]) == (2, 1, 1)
    assert done["type"] == "create_entry"
    assert by_itself == 0
    assert asks_again
    assert (decision["signature"], decision["objection"]) == (signature, "asked_too_often")
    assert problems((home / LOG).read_text(errors="replace").splitlines(), "homeiq") == []
