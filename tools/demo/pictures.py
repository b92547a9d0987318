"""The pictures of the documentation, taken from the demo as it runs."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
import sys
import tempfile

from tools.home_assistant.boot import free_port, running
from tools.home_assistant.browser import DESKTOP, PATIENCE, PHONE, Screen, browser, visit
from tools.home_assistant.client import Client

from . import configuration
from .configuration import OWNER
from .dashboard import PATH, furnish
from .german import in_german
from .learning import await_suggestions, set_up
from .past import Past, simulated

SEED, TIME_ZONE = 11, "Europe/Berlin"
DASHBOARD, INBOX = f"/{PATH}/home", "/todo?entity_id=todo.homeiq_suggestions"
LOCALES = {"en": "en-GB", "de": "de-DE"}

type Views = Mapping[str, tuple[Screen, str]]

VIEWS: Views = {
    "panel-desktop": (replace(DESKTOP, width=1280, height=860), "/homeiq/suggestions"),
    "panel-phone": (PHONE, "/homeiq/overview"),
    "day-desktop": (replace(DESKTOP, width=1280, height=660), "/homeiq/habits/day"),
    "dashboard-desktop": (DESKTOP, DASHBOARD),
    "dashboard-phone": (PHONE, DASHBOARD),
    "inbox-phone": (PHONE, INBOX),
}
GERMAN: Views = {f"{name}-de": VIEWS[name] for name in ("panel-desktop", "panel-phone")}


def main(folder: Path, time_zone: str = TIME_ZONE) -> None:
    """Take all pictures.

    Args:
        folder: to write them to.
        time_zone: where the home stands, and so what time of day it is there.
    """
    folder.mkdir(parents=True, exist_ok=True)
    past = simulated(SEED, time_zone, datetime.now(UTC))
    _take_all(folder, past, VIEWS)
    _take_all(folder, in_german(past), GERMAN)


def _take_all(folder: Path, past: Past, views: Views) -> None:
    """Let a home be lived in, and look at it."""
    with tempfile.TemporaryDirectory() as made:
        path, port = Path(made), free_port()
        configuration.write(path, past, port=port, speed=1)
        with running(path, port=port, login=OWNER.login) as client:
            set_up(client)
            await_suggestions(client, print)
            furnish(client)
            _look(folder, client, past, views)


def _look(folder: Path, client: Client, past: Past, views: Views) -> None:
    with browser() as chromium:
        for name, (screen, path) in views.items():
            for suffix, is_dark in (("", False), ("-dark", True)):
                seen = replace(screen, is_dark=is_dark, time_zone=past.home.time_zone)
                with visit(chromium, client, seen, LOCALES[past.language]) as page:
                    page.go(path)
                    # On a busy machine what is asked of HomeIQ is still to come then.
                    page.page.locator("[aria-busy=true]").first.wait_for(state="detached", timeout=PATIENCE)
                    page.page.screenshot(path=folder / f"{name}{suffix}.png")
                    print(folder / f"{name}{suffix}.png", *page.errors, *page.elsewhere)


if __name__ == "__main__":
    main(Path(sys.argv[1]), *sys.argv[2:3])
