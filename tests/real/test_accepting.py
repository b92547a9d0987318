"""A suggestion of a real Home Assistant becomes an automation that switches a lamp, and is taken back."""

from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from tests.real.a_learned_home import await_that
from tests.real.forked import running
from tools.demo import configuration
from tools.demo.configuration import OWNER
from tools.demo.learning import await_suggestions, set_up
from tools.demo.past import simulated
from tools.home_assistant.boot import LOG, free_port
from tools.home_assistant.client import Client, RefusedError
from tools.home_assistant.folder import set_port
from tools.home_assistant.log import problems

pytestmark = pytest.mark.timeout(400)

OWN = """\
# The owner's own, with a comment.
- id: own
  alias: 'My own'  # as I like it
  triggers:
  - trigger: time
    at: '03:33:00'
  actions: []
"""


def a_lamp_after_something(suggestions: list[dict[str, Any]]) -> dict[str, Any]:
    return next(
        one
        for one in suggestions
        if one["kind"] == "follow_up"
        and one["state"] == "on"
        and one["entities"][0].startswith("light.")
        and all("entity_id" in condition for condition in one["conditions"])
    )


def test_an_accepted_suggestion_switches_the_lamp_and_is_taken_back(tmp_path: Path) -> None:
    home = tmp_path / "home"
    configuration.write(home, simulated(11, "Europe/Berlin", datetime.now(UTC)), port=free_port(), speed=1)
    file = home / "automations.yaml"
    file.write_text(OWN)
    port = free_port()
    set_port(home, port)

    with running(home, port=port, login=OWNER.login) as client:
        set_up(client)
        await_suggestions(client, print)
        found = client.act("homeiq.list_suggestions", respond=True)["suggestions"]
        suggestion = a_lamp_after_something(found)
        accepted = client.act("homeiq.accept_suggestion", {"signature": suggestion["signature"]}, respond=True)
        edited = client.get(f"config/automation/config/{accepted['id']}")
        written = file.read_text()
        runs_once(client, suggestion, accepted["entity_id"])
        client.act("homeiq.undo_suggestion", {"signature": suggestion["signature"]})
        open_again = client.act("homeiq.list_suggestions", respond=True)["suggestions"]

        assert client.state(accepted["entity_id"]) is None
        with pytest.raises(RefusedError, match="404"):
            client.get(f"config/automation/config/{accepted['id']}")

    assert written.startswith(OWN)
    assert edited == suggestion["automation"]
    assert file.read_text() == OWN
    assert suggestion["signature"] in {one["signature"] for one in open_again}
    assert problems((home / LOG).read_text(errors="replace").splitlines(), "homeiq") == []


def runs_once(client: Client, suggestion: dict[str, Any], entity_id: str) -> None:
    """Let the trigger come, and see the lamp go on."""
    trigger, lamp = suggestion["trigger"], suggestion["entities"][0]
    client.act("light.turn_off", {"entity_id": lamp})
    await_that(lambda: client.state(lamp) == "off")
    for condition in suggestion["conditions"]:
        client.post(f"states/{condition['entity_id']}", {"state": condition["state"]})

    was = next(one for one in client.get("states") if one["entity_id"] == trigger["entity_id"])
    client.post(f"states/{trigger['entity_id']}", {"state": "off", "attributes": was["attributes"]})
    client.post(f"states/{trigger['entity_id']}", {"state": trigger["to"], "attributes": was["attributes"]})

    await_that(lambda: client.state(lamp) == "on")
    await_that(lambda: triggered(client, entity_id) is not None)


def triggered(client: Client, entity_id: str) -> Any:
    return next(one for one in client.get("states") if one["entity_id"] == entity_id)["attributes"]["last_triggered"]
