"""The pictures of the documentation, taken from the demo as it runs."""

from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
import sys
import tempfile
import time

from tools.home_assistant.boot import free_port, running
from tools.home_assistant.browser import DESKTOP, PHONE, browser, visit
from tools.home_assistant.client import Client

from . import configuration
from .configuration import OWNER
from .dashboard import PATH, furnish
from .learning import await_suggestions, set_up
from .past import simulated

SEED, TIME_ZONE = 11, "Europe/Berlin"
DASHBOARD, INBOX = f"/{PATH}/home", "/todo?entity_id=todo.homeiq_suggestions"
VIEWS = {
    "dashboard-desktop": (DESKTOP, DASHBOARD),
    "dashboard-phone": (PHONE, DASHBOARD),
    "inbox-phone": (PHONE, INBOX),
}


def main(folder: Path) -> None:
    """Take all pictures."""
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as made:
        path, port = Path(made), free_port()
        past = simulated(SEED, TIME_ZONE, datetime.now(UTC))
        configuration.write(path, past, port=port, speed=1)
        with running(path, port=port, login=OWNER.login) as client:
            set_up(client)
            await_suggestions(client, print)
            furnish(client, past.things)
            _await_figures(client)
            _take_all(folder, client)


def _await_figures(client: Client) -> None:
    """Wait for the sensors that are only written twice a minute."""
    until = time.monotonic() + 60
    while time.monotonic() < until and client.state("sensor.homeiq_events_stored") == "0":
        time.sleep(1)


def _take_all(folder: Path, client: Client) -> None:
    with browser() as chromium:
        for name, (screen, path) in VIEWS.items():
            for suffix, is_dark in (("", False), ("-dark", True)):
                with visit(chromium, client, replace(screen, is_dark=is_dark)) as page:
                    page.go(path)
                    page.page.screenshot(path=folder / f"{name}{suffix}.png")
                    print(folder / f"{name}{suffix}.png", *page.errors, *page.elsewhere)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
