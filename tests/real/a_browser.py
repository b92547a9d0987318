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
WAIT = 60_000.0  # milliseconds that something on a page may take on a busy machine
ELSEWHERE = "/profile/general"  # a page of Home Assistant's own; going there takes the panel off the page
# As a link within Home Assistant does.
FOLLOW = """path => {
    history.pushState(null, "", path);
    dispatchEvent(new CustomEvent("location-changed", {detail: {replace: false}}));
}"""


@dataclass(frozen=True, slots=True)
class Kept:
    """Windows that stay open from test to test.

    Attributes:
        pages: of the panel, by who looks on what and in which language.
    """

    windows: ExitStack = field(default_factory=ExitStack)
    pages: dict[tuple[Client, Screen, str], Page] = field(default_factory=dict)

    def close(self) -> None:
        """Close them all."""
        self.pages.clear()
        self.windows.close()


@dataclass(kw_only=True)
class Looking:
    """Somebody who looks at Home Assistant.

    Attributes:
        chromium: runs in the thread.
        thread: everything about the browser is done there.
        visits: windows of one test.
        kept: windows that tests use one after the other.
    """

    chromium: Browser
    thread: ThreadPoolExecutor
    visits: ExitStack = field(default_factory=ExitStack)
    kept: Kept = field(default_factory=Kept)

    def do[T](self, work: Callable[[], T]) -> T:
        """Do something in the browser's thread."""
        return self.thread.submit(work).result()

    def open(self, client: Client, path: str, screen: Screen = DESKTOP, *, language: str = "en") -> Page:
        """Open a page of the panel and wait until it is there; call it in the thread.

        The panel is made anew. All else of Home Assistant's pages, which takes seconds to load, stays as the test
        before has left it.
        """
        whose = (client, screen, language)
        if page := self.kept.pages.get(whose):
            page.evaluate(FOLLOW, ELSEWHERE)
            page.locator(PANEL).wait_for(state="detached")
            page.evaluate(FOLLOW, path)
        else:
            page = replace(self, visits=self.kept.windows).window(client, screen, language=language).page
            self.kept.pages[whose] = page
            page.goto(path, wait_until="domcontentloaded")
        page.locator(f"{PANEL} main").wait_for(timeout=3 * WAIT)
        return page

    def window(self, client: Client, screen: Screen = DESKTOP, *, language: str = "en") -> Visit:
        """Open an empty window of a browser that knows nothing yet; it is closed with the test."""
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
        look = Looking(chromium=chromium, thread=thread)
        runs.callback(look.kept.close)
        try:
            yield look
        finally:
            thread.submit(runs.close).result()


def in_the_browser[**P](test: Callable[P, None]) -> Callable[P, None]:
    """Run a test in the browser's thread, and close its windows after it. It has to ask for ``look``."""

    @functools.wraps(test)
    def run(*args: P.args, **kwargs: P.kwargs) -> None:
        look: Any = kwargs["look"]

        def in_the_thread() -> None:
            try:
                with ExitStack() as visits:
                    test(*args, **{**kwargs, "look": replace(look, visits=visits)})
            except BaseException:
                # Nobody knows how it leaves a window.
                look.kept.close()
                raise

        look.do(in_the_thread)

    return run


def part(page: Page, selector: str) -> Locator:
    """Find something in the panel."""
    return page.locator(f"{PANEL} {selector}")
