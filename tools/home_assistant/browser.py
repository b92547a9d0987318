"""A real browser in front of a running Home Assistant, logged in and cut off from the internet."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
import json
import os
import shutil
import time
from urllib.parse import urlsplit

from playwright.sync_api import Browser, ConsoleMessage, Page, Request, ViewportSize, sync_playwright

from .client import Client

FLAGS = """
    --no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking --disable-component-update
    --disable-sync --disable-dev-shm-usage --force-color-profile=srgb --font-render-hinting=none --hide-scrollbars
"""
# Blocking requests one by one would switch the browser's cache off.
ONLY_THIS_MACHINE = "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1"
APP_IS_UP = """
    !document.getElementById("ha-launch-screen") && !!document.querySelector("home-assistant")?.hass?.states
"""
IS_SETTLED = """async () => {
    await document.fonts.ready;
    await new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)));
}"""
PATIENCE = 60_000.0  # milliseconds that a page may take on a busy machine
SETTLING = 1500.0  # milliseconds after which late cards are there


@dataclass(frozen=True, slots=True, kw_only=True)
class Screen:
    """What somebody looks at.

    Attributes:
        time_zone: of the machine, that of this one where there is none.
    """

    width: int
    height: int
    is_phone: bool = False
    is_dark: bool = False
    time_zone: str | None = None


DESKTOP = Screen(width=1440, height=900)
PHONE = Screen(width=390, height=844, is_phone=True)


@dataclass(kw_only=True)
class Visit:
    """A page, and what went wrong on it.

    Attributes:
        errors: what the browser's console called an error.
        elsewhere: addresses outside this machine that the page asked for.
    """

    page: Page
    errors: list[str] = field(default_factory=list)
    elsewhere: list[str] = field(default_factory=list)

    def go(self, path: str) -> None:
        """Open a page of Home Assistant and wait until it is drawn."""
        self.page.goto(path, wait_until="domcontentloaded")
        self.page.wait_for_function(APP_IS_UP, timeout=PATIENCE)
        self.settle()

    def settle(self) -> None:
        """Wait until fonts and cards are there."""
        self.page.evaluate(IS_SETTLED)
        self.page.wait_for_timeout(SETTLING)

    def note(self, message: ConsoleMessage) -> None:
        """Keep an error of the console."""
        if message.type == "error":
            self.errors.append(message.text)

    def watch(self, request: Request) -> None:
        """Keep an address outside this machine."""
        parts = urlsplit(request.url)
        if parts.scheme in {"http", "https"} and parts.hostname != "127.0.0.1":
            self.elsewhere.append(request.url)


def chromium_path() -> str | None:
    """Return where Chromium is: what HOMEIQ_CHROMIUM names, else one on the path; None where there is neither."""
    names = ("chromium", "chromium-browser", "google-chrome")
    return os.environ.get("HOMEIQ_CHROMIUM") or next(filter(None, map(shutil.which, names)), None)


@contextmanager
def browser() -> Iterator[Browser]:
    """Run Chromium: the one of this machine, else Playwright's own."""
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=chromium_path(), args=[*FLAGS.split(), ONLY_THIS_MACHINE])
        try:
            yield chromium
        finally:
            chromium.close()


@contextmanager
def visit(chromium: Browser, client: Client, screen: Screen = DESKTOP, locale: str = "en-GB") -> Iterator[Visit]:
    """Look at Home Assistant as the client's user, in a browser that speaks a language."""
    context = chromium.new_context(
        base_url=client.url,
        viewport=ViewportSize(width=screen.width, height=screen.height),
        device_scale_factor=2,
        is_mobile=screen.is_phone,
        has_touch=screen.is_phone,
        color_scheme="dark" if screen.is_dark else "light",
        reduced_motion="reduce",
        locale=locale,
        timezone_id=screen.time_zone,
        service_workers="block",
    )
    context.add_init_script(f"localStorage.setItem('hassTokens', {json.dumps(tokens(client))})")
    try:
        visiting = Visit(page=context.new_page())
        visiting.page.on("console", visiting.note)
        visiting.page.on("request", visiting.watch)
        yield visiting
    finally:
        context.close()


def tokens(client: Client) -> str:
    """Return what Home Assistant's page keeps of somebody who is logged in, as JSON."""
    day = 86400
    return json.dumps(
        {
            "hassUrl": client.url,
            "clientId": f"{client.url}/",
            "token_type": "Bearer",
            "access_token": client.token,
            "refresh_token": "",
            "expires_in": day,
            "expires": int((time.time() + day) * 1000),
        }
    )
