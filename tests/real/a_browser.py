"""A real browser for tests, in a thread of its own: its driver runs an event loop, and so does the test plugin."""

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field, replace
import functools
from typing import Any

from playwright.sync_api import Browser, Locator, Page, expect

from tools.home_assistant.browser import DESKTOP, Screen, Visit, browser, visit
from tools.home_assistant.client import Client

PANEL = "homeiq-panel"
WAIT = 20_000.0  # milliseconds that something on a page may take on a busy machine


@dataclass(kw_only=True)
class Looking:
    """Somebody who looks at Home Assistant.

    Attributes:
        chromium: runs in the thread.
        thread: everything about the browser is done there.
    """

    chromium: Browser
    thread: ThreadPoolExecutor
    visits: ExitStack = field(default_factory=ExitStack)

    def do[T](self, work: Callable[[], T]) -> T:
        """Do something in the browser's thread."""
        return self.thread.submit(work).result()

    def open(self, client: Client, path: str, screen: Screen = DESKTOP, *, language: str = "en") -> Page:
        """Open a page of the panel in a new window and wait until it is there; call it in the thread."""
        visiting = self.window(client, screen, language=language)
        visiting.page.goto(path, wait_until="domcontentloaded")
        visiting.page.locator(f"{PANEL} main").wait_for(timeout=3 * WAIT)
        return visiting.page

    def window(self, client: Client, screen: Screen = DESKTOP, *, language: str = "en") -> Visit:
        """Open an empty window; it is closed with the test."""
        visiting = self.visits.enter_context(visit(self.chromium, client, screen))
        visiting.page.set_default_timeout(WAIT)
        visiting.page.add_init_script(f"localStorage.setItem('selectedLanguage', '\"{language}\"')")
        return visiting


@contextmanager
def looking() -> Iterator[Looking]:
    """Run the browser."""
    expect.set_options(timeout=WAIT)
    with ThreadPoolExecutor(1) as thread:
        runs = ExitStack()
        chromium = thread.submit(runs.enter_context, browser()).result()
        try:
            yield Looking(chromium=chromium, thread=thread)
        finally:
            thread.submit(runs.close).result()


def in_the_browser[**P](test: Callable[P, None]) -> Callable[P, None]:
    """Run a test in the browser's thread, and close its windows after it. It has to ask for ``look``."""

    @functools.wraps(test)
    def run(*args: P.args, **kwargs: P.kwargs) -> None:
        look: Any = kwargs["look"]

        def in_the_thread() -> None:
            with ExitStack() as visits:
                test(*args, **{**kwargs, "look": replace(look, visits=visits)})

        look.do(in_the_thread)

    return run


def part(page: Page, selector: str) -> Locator:
    """Find something in the panel."""
    return page.locator(f"{PANEL} {selector}")
