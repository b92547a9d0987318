"""The panel in a real browser in front of a real Home Assistant, which is booted once for all of these tests."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
import json
from pathlib import Path
import re
import time
from typing import Any
from zoneinfo import ZoneInfo

from playwright.sync_api import Page, Route, WebSocketRoute, expect
import pytest
import pytest_socket

from custom_components.homeiq.bundle import FOLDER, Bundle
from tests.real.a_browser import PANEL, WAIT, Looking, in_the_browser, looking, part
from tests.real.forked import running
from tools.demo import configuration
from tools.demo.configuration import OWNER
from tools.demo.learning import set_up
from tools.demo.past import DAYS, Past, simulated
from tools.home_assistant.boot import free_port
from tools.home_assistant.browser import DESKTOP, PHONE, Screen, chromium_path
from tools.home_assistant.client import Client
from tools.home_assistant.folder import access_token, set_port
from tools.integration import read_json
from tools.simulate import SimulatedEvent
from tools.validate import INTEGRATION

TIME_ZONE, LOCK = "Europe/Berlin", "lock.front_door"
AXE = Path(__file__).parents[2] / "frontend/node_modules/axe-core/axe.min.js"

pytestmark = [
    pytest.mark.timeout(300),
    pytest.mark.skipif(chromium_path() is None, reason="there is no Chromium: name one in HOMEIQ_CHROMIUM"),
]


@dataclass(kw_only=True)
class Home:
    """A home in which HomeIQ was set up a minute ago.

    Attributes:
        folder: of its Home Assistant.
        seen: what the panel's sentence said, in order, while it was open from the first minute on.
    """

    folder: Path
    client: Client
    boot: Callable[[], Client]
    shut_down: Callable[[], None]
    seen: list[str] = field(default_factory=list)

    def ask(self, command: str, **fields: Any) -> Any:
        (answer,) = self.client.commands({"type": command, **fields})
        return answer

    def entry(self) -> str:
        (entry,) = [one for one in self.client.get("config/config_entries/entry") if one["domain"] == "homeiq"]
        return str(entry["entry_id"])

    def title(self, signature: str) -> str:
        return str(self.ask("homeiq/suggestion/get", signature=signature)["suggestion"]["title"])

    def automations(self) -> set[str]:
        ids = (
            one["attributes"].get("id") for one in self.client.get("states") if one["entity_id"][:11] == "automation."
        )
        return {str(one) for one in ids}


@pytest.fixture(scope="module")
def look() -> Iterator[Looking]:
    pytest_socket.enable_socket()
    with looking() as look:
        yield look


@pytest.fixture(scope="module")
def home(look: Looking, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Home]:
    pytest_socket.enable_socket()
    folder, port = tmp_path_factory.mktemp("panel") / "home", free_port()
    configuration.write(folder, locked_up(simulated(11, TIME_ZONE, datetime.now(UTC))), port=port, speed=1)
    runs = ExitStack()

    def boot() -> Client:
        set_port(folder, port)
        return runs.enter_context(running(folder, port=port, login=OWNER.login))

    with runs:
        client = boot()
        home = Home(folder=folder, client=client, boot=boot, shut_down=runs.close)
        set_up(client)
        look.do(lambda: watch_the_first_minute(replace(look, visits=runs), home))
        yield home


def locked_up(past: Past) -> Past:
    """Have somebody lock the front door each evening, by hand and at half past ten."""
    zone, user = ZoneInfo(TIME_ZONE), past.home.residents[0].user_id
    last = datetime.fromtimestamp(past.events[-1].time, zone).replace(hour=0, minute=0, second=0, microsecond=0)
    times = [
        (day, state, (last + timedelta(days=-day, minutes=minute + spread * (day % 7 - 3))).timestamp())
        for day in range(1, DAYS)
        for state, minute, spread in (("unlocked", 720, 60), ("locked", 1350, 0.6))
    ]
    by_hand = [
        SimulatedEvent(at, LOCK, state, user, context=f"{day:025x}{state[:1].encode().hex():0>7}")
        for day, state, at in times
    ]
    return replace(past, events=sorted([*(one for one in past.events if one.entity_id != LOCK), *by_hand]))


def watch_the_first_minute(look: Looking, home: Home) -> None:
    with ExitStack() as visits:
        page = replace(look, visits=visits).open(home.client, "/homeiq")
        sentence = part(page, ".status")
        sentence.wait_for(timeout=3 * WAIT)
        page.evaluate(
            """element => {
                window.seen = [element.innerText];
                new MutationObserver(() => window.seen.push(element.innerText))
                    .observe(element, {subtree: true, childList: true, characterData: true});
            }""",
            sentence.element_handle(),
        )
        expect(sentence).to_contain_text("suggestions", timeout=120_000)
        home.seen = page.evaluate("window.seen")


def open_first(look: Looking, home: Home, kind: str = "routine", *, locks: bool = False) -> tuple[Page, str]:
    """Open a suggestion of a kind: one that locks the door, or one that doesn't."""
    listed = home.client.act("homeiq.list_suggestions", {"kind": kind}, respond=True)["suggestions"]
    found = [one for one in listed if (LOCK in one["entities"]) == locks]
    signature = str(found[0]["signature"])
    page = look.open(home.client, f"/homeiq/suggestions/{signature}")
    part(page, "homeiq-detail h2").wait_for()
    return page, signature


def rows(page: Page, signature: str) -> Any:
    return part(page, f"homeiq-suggestions [data-signature='{signature}']")


def test_suggestions_appear_on_a_page_that_is_open_since_the_first_minute(home: Home) -> None:
    assert "suggestion" not in home.seen[0]
    assert re.match(r"\d+ suggestions", home.seen[-1])


@in_the_browser
def test_accepting_makes_the_automation_and_undo_takes_it_away(look: Looking, home: Home) -> None:
    page, signature = open_first(look, home)

    part(page, "homeiq-detail [data-do=accept]").click()
    undo = part(page, "homeiq-toast [data-do=undo]")
    undo.wait_for()
    expect(rows(page, signature)).to_have_count(0)
    made = home.automations()
    undo.click()

    expect(rows(page, signature)).to_have_count(1)
    assert f"homeiq_{signature}" in made
    assert f"homeiq_{signature}" not in home.automations()


@in_the_browser
def test_what_is_on_trial_ends_in_yours(look: Looking, home: Home) -> None:
    page, signature = open_first(look, home)

    part(page, "homeiq-detail [data-do=trial]").click()
    expect(rows(page, signature)).to_have_count(0)
    part(page, "[data-tab=yours]").first.click()
    part(page, f"homeiq-yours [data-do=undo][data-signature='{signature}']").click()
    part(page, "[data-tab=suggestions]").first.click()

    expect(rows(page, signature)).to_have_count(1)


@in_the_browser
def test_later_takes_it_off_the_list_and_show_now_brings_it_back(look: Looking, home: Home) -> None:
    page, signature = open_first(look, home)

    part(page, "homeiq-detail [data-do=later]").click()
    part(page, "homeiq-choosing [data-span=week]").click()
    expect(rows(page, signature)).to_have_count(0)
    part(page, "[data-tab=yours]").first.click()
    part(page, f"homeiq-yours [data-do=take_back][data-signature='{signature}']").click()
    part(page, "[data-tab=suggestions]").first.click()

    expect(rows(page, signature)).to_have_count(1)


@in_the_browser
def test_what_would_be_asked_is_shown_before_anything_is_made(look: Looking, home: Home) -> None:
    page, signature = open_first(look, home)
    asked = home.ask("homeiq/suggestion/consent", signature=signature)
    before = page.url
    sheet = part(page, "homeiq-sheet")

    part(page, "homeiq-detail [data-do=ask]").click()
    expect(sheet).to_contain_text(asked["title"])
    expect(part(page, "homeiq-sheet [data-do=agree]")).to_be_disabled()
    page.keyboard.press("Escape")
    expect(sheet).to_have_count(0)
    part(page, "homeiq-detail [data-do=ask]").click()
    part(page, "homeiq-sheet h2").wait_for()
    page.go_back()

    expect(sheet).to_have_count(0)
    expect(part(page, "homeiq-detail h2")).to_have_text(home.title(signature))
    assert page.url == before
    assert asked["phones"] == []


@in_the_browser
def test_a_lock_is_asked_about_once_more_before_it_is_acted_on(look: Looking, home: Home) -> None:
    page, signature = open_first(look, home, locks=True)
    accept, sheet = part(page, "homeiq-detail [data-do=accept]"), part(page, "homeiq-sheet")

    accept.click()
    expect(sheet).to_contain_text(home.title(signature))
    expect(sheet).to_contain_text("keeps people, water or gas out or in")
    page.keyboard.press("Escape")
    expect(sheet).to_have_count(0)
    expect(accept).to_be_focused()
    assert f"homeiq_{signature}" not in home.automations()
    page.keyboard.press("Enter")
    part(page, "homeiq-sheet [data-do=anyway]").click()
    undo = part(page, "homeiq-toast [data-do=undo]")
    undo.wait_for()
    made = home.automations()
    undo.click()

    expect(rows(page, signature)).to_have_count(1)
    assert f"homeiq_{signature}" in made


@in_the_browser
def test_a_day_of_a_strip_leads_to_home_assistants_own_page_of_it(look: Looking, home: Home) -> None:
    page, _ = open_first(look, home, "follow_up")
    days = part(page, "homeiq-detail homeiq-strip .days")
    told = part(page, "homeiq-detail homeiq-strip .chosen")

    days.focus()
    page.keyboard.press("ArrowLeft")
    newest = told.inner_text()
    box = days.bounding_box()
    assert box
    days.click(position={"x": 8, "y": box["height"] / 2})
    expect(told).not_to_have_text(newest)
    link = told.locator("a")
    day = re.findall(r"start_date=(.{10})", str(link.get_attribute("href")))[0]
    link.click()

    page.wait_for_url(f"**/history?entity_id=*start_date={day}T*")
    page.locator("ha-panel-history").wait_for()
    assert box["height"] >= 44


@in_the_browser
def test_a_change_shows_its_figures_before_anything_is_kept(look: Looking, home: Home) -> None:
    page, signature = open_first(look, home)
    before = home.title(signature)

    part(page, "homeiq-detail [data-do=change]").click()
    part(page, "homeiq-change .line button").last.click()
    expect(part(page, "homeiq-change homeiq-key")).to_have_count(2)
    tried = part(page, "homeiq-change h2").inner_text()
    part(page, "homeiq-change [data-do=reset]").click()

    expect(part(page, "homeiq-change homeiq-key")).to_have_count(1)
    assert tried != before
    assert home.title(signature) == before


@in_the_browser
def test_a_change_that_was_left_waits_until_somebody_cancels_it(look: Looking, home: Home) -> None:
    page = look.open(home.client, "/homeiq/suggestions")
    part(page, "homeiq-detail [data-do=change]").click()
    part(page, "homeiq-change .line button").last.click()
    expect(part(page, "homeiq-change homeiq-key")).to_have_count(2)

    part(page, ".back").click()
    part(page, "homeiq-detail [data-do=change]").click()

    expect(part(page, "homeiq-change homeiq-key")).to_have_count(2)
    part(page, "homeiq-change [data-do=cancel]").click()
    part(page, "homeiq-detail [data-do=change]").click()
    expect(part(page, "homeiq-change homeiq-key")).to_have_count(1)


@in_the_browser
def test_a_hundred_states_a_second_of_other_entities_draw_nothing(look: Looking, home: Home) -> None:
    page, _ = open_first(look, home)
    page.wait_for_timeout(1500)

    page.evaluate(
        """selector => {
            const inside = (root, name) => root.querySelector(name) ?? [...root.querySelectorAll("*")]
                .map(one => one.shadowRoot && inside(one.shadowRoot, name)).find(Boolean);
            const panel = inside(document, selector), views = ["homeiq-suggestions", "homeiq-detail"];
            const drawn = [panel, ...views.map(name => inside(panel.shadowRoot, name))];
            const counted = window.counted = {renders: 0, objects: 0, told: 0};
            for (const one of drawn) {
                const update = one.performUpdate;
                one.performUpdate = function () { counted.renders++; return update.call(this); };
            }
            panel.home.listen(() => counted.told++);
            let last = panel.hass;
            const look = () => { if (panel.hass !== last) { counted.objects++; last = panel.hass; } };
            counted.looking = setInterval(look, 1);
        }""",
        PANEL,
    )
    for turn in range(200):
        home.client.post(f"states/sensor.noise_{turn % 20}", {"state": str(turn)})
    page.wait_for_timeout(500)
    counted = page.evaluate("(clearInterval(window.counted.looking), window.counted)")

    assert counted["objects"] > 10
    # HomeIQ itself may have something to tell meanwhile, which is drawn once by each of the three.
    assert counted["renders"] <= 3 * counted["told"]


@in_the_browser
def test_of_ten_thousand_rows_only_those_around_the_eye_are_there(look: Looking, home: Home) -> None:
    page = look.open(home.client, "/homeiq/habits")
    part(page, "homeiq-habit .title").first.wait_for()

    seen = page.evaluate(
        """async () => {
            const list = document.createElement("homeiq-list");
            Object.assign(list, {length: 10000, height: 72, row: at => `row ${at}`});
            list.style.cssText = "position: fixed; inset: 0 auto auto 0; width: 600px; height: 800px";
            document.body.append(list);
            let most = 0;
            for (let top = 0; top < 10000 * 72; top += 10007) {
                list.scrollTop = top;
                await new Promise(requestAnimationFrame);
                await list.updateComplete;
                most = Math.max(most, list.shadowRoot.querySelectorAll(".row").length);
            }
            list.scrollTop = 5000 * 72;
            await new Promise(done => setTimeout(done, 100));
            const rows = [...list.shadowRoot.querySelectorAll(".row")];
            const shown = rows.find(row => row.getBoundingClientRect().bottom > 1).textContent.trim();
            list.remove();
            return {most, shown};
        }"""
    )

    assert seen["shown"] == "row 5000"
    assert seen["most"] <= 40


@in_the_browser
def test_a_step_of_the_ladder_shows_only_what_stands_on_it(look: Looking, home: Home) -> None:
    page = look.open(home.client, "/homeiq/habits")
    step = part(page, "homeiq-ladder [data-step=acts]")
    count = home.ask("homeiq/patterns/list", stand="acts", limit=1)["total"]

    expect(step.locator("b")).to_have_text(str(count))
    step.click()
    expect(step).to_have_attribute("aria-pressed", "true")
    expect(part(page, "homeiq-habits [role=status]")).to_have_text(re.compile(rf"^{count} habits?$"))

    assert set(part(page, "homeiq-habit .reach span:first-child").all_inner_texts()) == {"Can act by itself"}


@in_the_browser
def test_a_day_opens_by_its_address_and_leads_to_the_one_before(look: Looking, home: Home) -> None:
    page = look.open(home.client, "/homeiq/habits/day/2026-03-01")
    sentence = part(page, "homeiq-day .status")

    expect(sentence).to_contain_text("Sunday, March 1")
    part(page, "homeiq-day [data-step='-1']").click()
    expect(sentence).to_contain_text("Saturday, February 28")
    part(page, "[href='/homeiq/habits/day']").last.click()
    expect(sentence).to_contain_text("until")
    part(page, "homeiq-track summary").click()

    # A title may be as long as its thing has a name, and then takes more than one line.
    expect(part(page, "homeiq-track tbody th").first).to_have_css("white-space", "normal")
    drawn = part(page, "homeiq-track li .title").all_inner_texts()
    assert part(page, "homeiq-track tbody th").all_inner_texts() == drawn


@in_the_browser
def test_a_keyboard_is_enough(look: Looking, home: Home) -> None:
    page, signature = open_first(look, home)

    rows(page, signature).focus()
    page.keyboard.press("Home")
    page.keyboard.press("Enter")
    first = part(page, "homeiq-suggestions .item").first.get_attribute("data-signature")
    page.wait_for_url(f"**/homeiq/suggestions/{first}")
    later = part(page, "homeiq-detail [data-do=later]")
    later.focus()
    page.keyboard.press("Enter")
    part(page, "homeiq-choosing [data-span=week]").wait_for()
    page.keyboard.press("Escape")
    expect(part(page, "homeiq-choosing")).to_have_count(0)

    expect(later).to_be_focused()
    page.keyboard.press("Escape")
    page.wait_for_url("**/homeiq/suggestions")


@in_the_browser
def test_who_opens_another_page_by_keyboard_goes_on_in_it(look: Looking, home: Home) -> None:
    page, signature = open_first(look, home)

    part(page, "homeiq-detail [data-do=change]").focus()
    page.keyboard.press("Enter")
    page.wait_for_url(f"**/homeiq/suggestions/{signature}/change")
    expect(part(page, "h1")).to_be_focused()

    page.go_back()
    expect(part(page, "homeiq-detail h2")).to_be_visible()
    expect(part(page, "h1")).to_be_focused()


@in_the_browser
def test_a_page_stays_where_it_is_across_a_reload_of_the_entry(look: Looking, home: Home) -> None:
    page, signature = open_first(look, home)

    home.client.post(f"config/config_entries/entry/{home.entry()}/reload")
    expect(part(page, "[data-note=away]")).to_have_count(0)
    home.ask("homeiq/suggestion/snooze", signature=signature)

    expect(rows(page, signature)).to_have_count(0)
    assert page.url.endswith(signature)
    home.ask("homeiq/suggestion/take_back", signature=signature)


@in_the_browser
def test_a_lost_connection_leaves_what_was_known_and_comes_back_by_itself(look: Looking, home: Home) -> None:
    page = look.window(home.client).page
    ways: list[WebSocketRoute] = []
    is_down = False

    def connect(route: WebSocketRoute) -> None:
        if is_down:
            route.close()
            return
        route.connect_to_server()
        ways.append(route)

    page.route_web_socket("**/api/websocket", connect)
    page.goto("/homeiq/suggestions", wait_until="domcontentloaded")
    listed = part(page, "homeiq-suggestions .item")
    listed.first.wait_for(timeout=3 * WAIT)
    count = listed.count()
    signature = str(listed.last.get_attribute("data-signature"))

    is_down = True
    ways[-1].close()
    part(page, "[data-note=away]").wait_for()
    assert listed.count() == count
    expect(part(page, "homeiq-detail [data-do=later]")).to_be_disabled()
    if AXE.exists():
        page.evaluate(AXE.read_text("utf-8"))
        assert page.evaluate(KEEPS_OUT, PANEL) == []
    home.ask("homeiq/suggestion/snooze", signature=signature)
    is_down = False

    expect(rows(page, signature)).to_have_count(0, timeout=60_000)
    expect(part(page, "[data-note=away]")).to_have_count(0)
    home.ask("homeiq/suggestion/take_back", signature=signature)


@in_the_browser
def test_never_with_its_objection_stays_and_the_page_comes_back_after_a_restart(look: Looking, home: Home) -> None:
    page, signature = open_first(look, home, "follow_up")
    badge = part(page, "[data-tab=suggestions] .badge").first
    before = badge.inner_text()

    part(page, "homeiq-detail [data-do=never]").click()
    part(page, "homeiq-choosing [data-objection=already_done_elsewhere]").click()
    part(page, "homeiq-choosing [data-do=confirm]").click()
    expect(rows(page, signature)).to_have_count(0)
    home.shut_down()
    expect(part(page, "[data-note=away]")).to_have_count(1)
    home.client = home.boot()
    expect(part(page, "[data-note=away]")).to_have_count(0, timeout=60_000)
    part(page, "[data-tab=yours]").first.click()

    expect(part(page, "homeiq-yours .item")).to_contain_text(["Something else does it already"])
    home.ask("homeiq/suggestion/take_back", signature=signature)
    # What comes while one looks at the list waits behind a button.
    expect(badge).to_have_text(before)
    part(page, "[data-tab=suggestions]").first.click()
    expect(rows(page, signature)).to_have_count(1)


@in_the_browser
def test_after_an_update_an_open_page_asks_to_be_reloaded(look: Looking, home: Home) -> None:
    page = look.window(home.client).page
    digest = Bundle.read(FOLDER).digest

    def updated(route: WebSocketRoute) -> None:
        server = route.connect_to_server()
        server.on_message(lambda message: route.send(str(message).replace(digest, "another bundle")))

    page.route_web_socket("**/api/websocket", updated)
    page.goto("/homeiq", wait_until="domcontentloaded")

    part(page, "[data-note=updated]").wait_for(timeout=3 * WAIT)
    part(page, "homeiq-overview .status").wait_for()


@in_the_browser
def test_whoever_is_no_administrator_may_look_put_off_and_say_never(look: Looking, home: Home) -> None:
    home.ask("frontend/update_panel", url_path="homeiq", require_admin=False)
    login = next(one for one in ("anna", "ben", "alex", "kim", "sam") if is_user(home, one))
    member = Client(port=home.client.port, token=access_token(home.folder, login))

    page = look.open(member, "/homeiq/suggestions")
    part(page, "[data-note=admin]").wait_for()

    expect(part(page, "homeiq-detail [data-do=later]")).to_be_enabled()
    expect(part(page, "homeiq-detail [data-do=accept]")).to_have_count(0)
    home.ask("frontend/update_panel", url_path="homeiq", require_admin=None)


@in_the_browser
def test_whoever_may_only_read_sees_everything_and_decides_nothing(look: Looking, home: Home) -> None:
    home.ask("frontend/update_panel", url_path="homeiq", require_admin=False)
    login = next(one for one in ("anna", "ben", "alex", "kim", "sam") if is_user(home, one))
    user = next(one["id"] for one in home.ask("config/auth/list") if one["username"] == login)
    home.ask("config/auth/update", user_id=user, group_ids=["system-read-only"])
    reader = Client(port=home.client.port, token=access_token(home.folder, login))

    page = look.open(reader, "/homeiq/suggestions")
    expect(part(page, "[data-note=admin]")).to_contain_text("You can look at everything")
    part(page, "homeiq-detail h2").wait_for()

    expect(part(page, "homeiq-detail [data-do]")).to_have_count(0)
    part(page, "[data-tab=system]").first.click()
    part(page, "homeiq-system dl").first.wait_for()
    expect(part(page, "homeiq-system [data-do=learn]")).to_have_count(0)
    expect(part(page, "homeiq-system [href^='/config/integrations']")).to_have_count(0)
    home.ask("config/auth/update", user_id=user, group_ids=["system-users"])
    home.ask("frontend/update_panel", url_path="homeiq", require_admin=None)


def is_user(home: Home, login: str) -> bool:
    try:
        return bool(access_token(home.folder, login))
    except LookupError, StopIteration, ValueError:
        return False


KEEPS_OUT = """async selector => {
    const inside = root => root.querySelector(selector) ??
        [...root.querySelectorAll("*")].map(one => one.shadowRoot && inside(one.shadowRoot)).find(Boolean);
    const found = await axe.run(inside(document), {resultTypes: ["violations"]});
    return found.violations.map(one => `${one.id}: ${one.nodes[0].html} ${one.nodes[0].failureSummary}`);
}"""


@in_the_browser
def test_a_webhook_is_tried_where_it_stands(look: Looking, home: Home) -> None:
    made = home.client.post("homeiq/webhooks", {"url": "http://nobody.invalid/homeiq", "name": "Wall display"})
    page = look.open(home.client, "/homeiq/system")
    webhook = part(page, "homeiq-webhooks li")

    expect(webhook).to_contain_text(["Wall display"])
    webhook.locator("[data-do=test]").click()

    expect(webhook.locator("[role=status]")).to_have_text("Not delivered: it can't be reached", timeout=WAIT)
    webhook.locator("[data-do=more]").click()
    webhook.locator("[data-do=delete]").click()
    part(page, "homeiq-webhooks homeiq-sure [data-do=sure]").click()
    expect(webhook).to_have_count(0, timeout=WAIT)
    assert made["id"] not in {one["id"] for one in home.client.get("homeiq/webhooks")["webhooks"]}


@in_the_browser
def test_a_habit_has_a_page_of_its_own(look: Looking, home: Home) -> None:
    (one,) = home.ask("homeiq/patterns/list", limit=1)["patterns"]
    page = look.open(home.client, f"/homeiq/habits/{one['signature']}")

    habit = part(page, "homeiq-one-habit")
    expect(habit).to_contain_text(f"{one['support_days']} of {one['eligible_days']}", timeout=WAIT)

    habit.get_by_text("Habits").click()
    part(page, "homeiq-habit").first.wait_for()


@in_the_browser
def test_a_thing_is_forgotten_once_somebody_is_sure(look: Looking, home: Home) -> None:
    page = look.open(home.client, "/homeiq/system")
    forget = part(page, "homeiq-forget")
    forget.locator("summary").click()
    forget.locator("input[list]").fill("light.nobody_has")

    forget.locator("[data-do=forget]").click()

    expect(part(page, "homeiq-forget homeiq-sure")).to_contain_text("light.nobody_has, of all times")
    part(page, "homeiq-forget homeiq-sure [data-do=sure]").click()
    expect(forget.locator("[role=status]")).to_have_text("There was nothing to forget.", timeout=WAIT)


@in_the_browser
def test_figures_are_found_by_their_words(look: Looking, home: Home) -> None:
    page = look.open(home.client, "/homeiq/system/figures")
    rows = part(page, "homeiq-figures tbody tr")
    rows.first.wait_for()

    part(page, "homeiq-figures input").fill("database size")

    expect(rows).to_have_count(1)
    expect(rows).to_contain_text(["MB"])


@in_the_browser
def test_what_is_done_seldom_is_in_the_menu(look: Looking, home: Home) -> None:
    page = look.open(home.client, "/homeiq/overview")
    menu = part(page, ".more")

    menu.locator("summary").click()
    expect(menu.locator("[data-menu=pause]")).to_be_visible()
    menu.locator("summary").click()
    expect(menu.locator("[data-menu=pause]")).not_to_be_visible()
    menu.locator("summary").click()
    page.mouse.click(300, 500)
    expect(menu.locator("[data-menu=pause]")).not_to_be_visible()
    menu.locator("summary").click()
    menu.locator("[data-menu=pause]").click()
    part(page, "[data-note=paused]").wait_for()
    expect(menu.locator("[data-menu=pause]")).not_to_be_visible()
    menu.locator("summary").click()
    menu.locator("[data-menu=resume]").click()

    expect(part(page, "[data-note=paused]")).to_have_count(0)


@in_the_browser
def test_the_overview_tells_of_today(look: Looking, home: Home) -> None:
    page = look.open(home.client, "/homeiq/overview")

    part(page, "homeiq-today homeiq-track li").first.wait_for()


def a_board(home: Home, path: str, config: dict[str, Any]) -> None:
    """Make a dashboard."""
    board = {"title": path, "mode": "storage", "show_in_sidebar": False, "require_admin": False}
    home.ask("lovelace/dashboards/create", url_path=path, **board)
    home.ask("lovelace/config/save", url_path=path, config=config)


@in_the_browser
def test_whoever_wants_to_know_sees_what_homeiq_uses_and_what_left_the_house(look: Looking, home: Home) -> None:
    page = look.open(home.client, "/homeiq/system")

    expect(part(page, "homeiq-system").get_by_text("of at most 70%")).to_have_count(1)
    expect(part(page, "homeiq-system [data-out]")).to_contain_text("Nothing left the house in")


@in_the_browser
def test_the_card_decides_in_place_on_any_dashboard(look: Looking, home: Home) -> None:
    a_board(home, "home-iq", {"views": [{"cards": [{"type": "custom:homeiq-suggestions-card", "max": 2}]}]})
    visiting = look.window(home.client)
    visiting.go("/home-iq/0")
    card = visiting.page.locator("homeiq-suggestions-card")

    expect(card.locator("li")).to_have_count(2)
    first = card.locator("li .title").first.inner_text()
    card.locator("[data-do=later]").first.click()
    card.locator("homeiq-toast [data-do=undo]").wait_for()

    expect(card.locator("li .title").first).not_to_have_text(first)
    card.locator("homeiq-toast [data-do=undo]").click()
    expect(card.locator("li .title").first).to_have_text(first)
    assert visiting.elsewhere == []


@in_the_browser
def test_the_card_is_there_where_home_assistants_page_comes_after_it(look: Looking, home: Home) -> None:
    a_board(home, "home-late", {"views": [{"cards": [{"type": "custom:homeiq-suggestions-card"}]}]})
    visiting = look.window(home.client)

    def come_late(route: Route) -> None:
        time.sleep(3)
        route.continue_()

    visiting.page.route("**/frontend_latest/app.*.js", come_late)
    visiting.go("/home-late/0")

    expect(visiting.page.locator("homeiq-suggestions-card li")).not_to_have_count(0)
    assert visiting.errors == []


@in_the_browser
def test_the_strategy_makes_a_dashboard_of_suggestions_the_day_figures_and_rooms(look: Looking, home: Home) -> None:
    a_board(home, "home-strategy", {"strategy": {"type": "custom:homeiq"}})
    visiting = look.window(home.client)
    if AXE.exists():
        visiting.page.add_init_script(AXE.read_text("utf-8"))
    page = visiting.page

    # Home Assistant waits five seconds for a strategy, says so, and never looks again: on a busy machine one reloads.
    cards, late = page.locator("homeiq-suggestions-card li"), page.get_by_text("Timeout waiting for strategy")
    for _ in range(3):
        visiting.go("/home-strategy")
        cards.or_(late).first.wait_for()
        if not late.count():
            break
        visiting.errors.clear()

    expect(cards).not_to_have_count(0)
    expect(page.locator("homeiq-day-card li")).not_to_have_count(0)
    expect(page.locator("hui-tile-card", has_text="Acts saved")).to_have_count(1)
    expect(page.locator("hui-heading-card", has_text="Kitchen")).to_have_count(1)
    for card in ("homeiq-suggestions-card", "homeiq-day-card") if AXE.exists() else ():
        assert page.evaluate(KEEPS_OUT, card) == []
    assert visiting.errors == []
    assert visiting.elsewhere == []


@in_the_browser
def test_cards_lead_nobody_to_a_panel_that_they_may_not_see(look: Looking, home: Home) -> None:
    cards = [{"type": f"custom:homeiq-{name}-card"} for name in ("suggestions", "day")]
    a_board(home, "home-links", {"views": [{"cards": cards}]})
    login = next(one for one in ("anna", "ben", "alex", "kim", "sam") if is_user(home, one))
    member = Client(port=home.client.port, token=access_token(home.folder, login))

    def links(client: Client) -> int:
        page = look.window(client).page
        page.goto("/home-links/0", wait_until="domcontentloaded")
        for name in ("suggestions", "day"):
            page.locator(f"homeiq-{name}-card li").first.wait_for(timeout=3 * WAIT)
        return page.locator("a[href^='/homeiq']:visible").count()

    # The sidebar has one for whoever may see it.
    assert links(home.client) > len(cards)
    assert links(member) == 0


# What our own entities are called on a dashboard, where there is no room for all of it.
SHORTENED = """() => {
    const all = root => [...root.querySelectorAll("*")]
        .flatMap(one => [one, ...(one.shadowRoot ? all(one.shadowRoot) : [])]);
    const {entities} = document.querySelector("home-assistant").hass;
    const ours = all(document).filter(one => one.matches("hui-tile-card"))
        .filter(one => entities[one._config?.entity]?.platform === "homeiq");
    const texts = ours.flatMap(one => all(one.shadowRoot)).filter(one => !one.children.length);
    const cut = texts.filter(one => one.clientWidth && one.scrollWidth > one.clientWidth);
    return {tiles: ours.length, cut: cut.map(one => one.textContent.trim())};
}"""


@pytest.mark.parametrize("language", ["en", "de"])
@in_the_browser
def test_the_dashboard_has_room_for_the_names_of_our_entities(look: Looking, home: Home, language: str) -> None:
    ours = [one for one in home.ask("config/entity_registry/list") if one["platform"] == "homeiq"]
    texts = read_json(INTEGRATION / f"translations/{language}.json")["entity"]
    names = {
        one["entity_id"]: found["name"]
        for one in ours
        if "name" in (found := texts[one["entity_id"].split(".")[0]].get(one["translation_key"], {}))
    }
    for entity, name in names.items():
        home.ask("config/entity_registry/update", entity_id=entity, name=name)
    a_board(home, f"home-names-{language}", {"strategy": {"type": "custom:homeiq"}})
    visiting = look.window(home.client, PHONE, language=language)

    visiting.go(f"/home-names-{language}")
    visiting.page.locator("hui-tile-card").first.wait_for(timeout=3 * WAIT)
    visiting.settle()
    seen = visiting.page.evaluate(SHORTENED)
    for entity in names:
        home.ask("config/entity_registry/update", entity_id=entity, name=None)

    assert seen["tiles"] > 4
    assert seen["cut"] == []


@in_the_browser
def test_cards_are_changed_in_home_assistants_own_editor(look: Looking, home: Home) -> None:
    grid = {"type": "grid", "cards": [{"type": "custom:homeiq-day-card"}]}
    a_board(home, "home-editor", {"views": [{"type": "sections", "sections": [grid]}]})
    visiting = look.window(home.client)
    page = visiting.page

    visiting.go("/home-editor/0?edit=1")
    page.locator("homeiq-day-card li").first.wait_for()
    page.locator("hui-card-edit-mode").first.hover()
    page.locator("hui-card-edit-mode .edit, hui-card-edit-mode .control").first.click()
    page.locator("hui-card-element-editor ha-selector-text input").fill("Our day")
    page.get_by_role("button", name="Save", exact=True).click()

    expect(page.locator("homeiq-day-card h2").first).to_have_text("Our day")


# What the tab of all cards is called, and what ours are.
LISTED = (
    ("en", "By card", ("HomeIQ suggestions", "HomeIQ day")),
    ("de", "Nach Karte", ("HomeIQ-Vorschläge", "HomeIQ-Tag")),
)


# As Home Assistant's own page of somebody's profile does.
CHOOSE_CLOCK = """hours => document.querySelector("home-assistant")
    .dispatchEvent(new CustomEvent("hass-time-format-select", {detail: hours}))"""


@in_the_browser
def test_hours_are_told_by_the_clock_of_whoever_looks_also_once_they_have_chosen_another(
    look: Looking, home: Home
) -> None:
    a_board(home, "home-clock", {"views": [{"cards": [{"type": "custom:homeiq-day-card"}]}]})
    card = look.window(home.client).page
    card.goto("/home-clock/0", wait_until="domcontentloaded")
    panel = look.window(home.client).page
    panel.goto("/homeiq/suggestions", wait_until="domcontentloaded")
    axis, week = card.locator("homeiq-day-card .axis"), part(panel, "homeiq-week .heat")

    try:
        for page, hours in ((card, axis), (panel, week)):
            expect(hours).to_contain_text("PM", timeout=3 * WAIT)
            page.evaluate(CHOOSE_CLOCK, "24")
            expect(hours).not_to_contain_text("PM")
            # The hours beside that of now have no room.
            expect(hours).to_contain_text(re.compile("15|18|21"))
            page.evaluate(CHOOSE_CLOCK, "language")
            expect(hours).to_contain_text("PM")
    finally:
        # With the clock Home Assistant keeps the language, and would give it to windows of later tests.
        home.ask("frontend/set_user_data", key="language", value=None)


@pytest.mark.parametrize(("language", "tab", "names"), LISTED, ids=[one[0] for one in LISTED])
@in_the_browser
def test_cards_are_listed_in_the_language_of_whoever_looks(
    look: Looking, home: Home, language: str, tab: str, names: tuple[str, str]
) -> None:
    grid = {"type": "grid", "cards": [{"type": "custom:homeiq-day-card"}]}
    a_board(home, f"home-list-{language}", {"views": [{"type": "sections", "sections": [grid]}]})
    visiting = look.window(home.client, language=language)
    page = visiting.page

    visiting.go(f"/home-list-{language}/0?edit=1")
    page.locator("hui-grid-section .add").first.click()
    page.get_by_text(tab, exact=True).dispatch_event("click")
    page.get_by_placeholder(re.compile("^Search cards$|^Karten durchsuchen$")).first.fill("HomeIQ")

    for name in names:
        page.get_by_text(name, exact=True).last.wait_for()


# What to press for a view, and what is there then.
VIEWS = {
    "overview": ("[data-tab=overview]:visible", "homeiq-overview .status"),
    "suggestions": ("[data-tab=suggestions]:visible", "homeiq-suggestions .item"),
    "yours": ("[data-tab=yours]:visible", "homeiq-yours .status"),
    "habits": ("[data-tab=habits]:visible", "homeiq-habit .title"),
    "day": ("[href='/homeiq/habits/day']", "homeiq-track li"),
    "workday": ("[href='/homeiq/habits/day/workday']", "homeiq-track li"),
    "system": ("[data-tab=system]:visible", "homeiq-system dl"),
    "figures": ("[href='/homeiq/system/figures']", "homeiq-figures tr"),
    "privacy": ("[href='/homeiq/system/privacy']", "homeiq-sent [data-out]"),
}
# What waits for an answer, by its address; a signature may be in it.
WAITED_FOR = (
    *("overview", "suggestions", "yours", "habits", "habits/{}", "habits/day"),
    *("system", "system/figures", "system/privacy"),
)
FINE: dict[str, list[str]] = {name: [] for name in VIEWS}
SCREENS = {
    "desktop-light-en": (DESKTOP, "en"),
    "desktop-dark-de": (replace(DESKTOP, is_dark=True), "de"),
    "phone-dark-de": (replace(PHONE, is_dark=True), "de"),
}
# Texts that are wider than their place, and what is too small for a finger.
BADLY_MADE = """selector => {
    const all = root => [...root.querySelectorAll("*")]
        .flatMap(one => [one, ...(one.shadowRoot ? all(one.shadowRoot) : [])]);
    const panel = all(document).find(one => one.matches(selector));
    const seen = all(panel.shadowRoot).filter(one => one.checkVisibility() && !one.closest(".unseen"));
    const wide = seen.filter(one => !one.children.length && !one.shadowRoot && one.scrollWidth > one.clientWidth + 1
        && one.clientWidth > 0 && !["PRE", "SELECT", "INPUT"].includes(one.tagName));
    const small = seen.filter(one => innerWidth < 870
        && one.matches("button, .button, .item, .tabs a, .tap, select, input")
        && one.getBoundingClientRect().height < 44);
    const named = (what, ones) => ones.map(one => `${what}: ${one.tagName} ${one.textContent.trim().slice(0, 40)}`);
    const page = document.documentElement.scrollWidth > innerWidth ? ["the page is too wide"] : [];
    return [...named("too wide", wide), ...named("too small", small), ...page];
}"""


def judged(page: Page, question: str) -> dict[str, list[str]]:
    """Walk through all views and ask a question in each."""
    page.goto("/homeiq", wait_until="domcontentloaded")
    found = {}
    for name, (press, there) in VIEWS.items():
        part(page, press).click(timeout=3 * WAIT)
        part(page, there).first.wait_for()
        page.wait_for_timeout(200)
        found[name] = page.evaluate(question, PANEL)
    return found


@pytest.mark.parametrize(("screen", "language"), SCREENS.values(), ids=SCREENS)
@in_the_browser
def test_every_view_fits_its_screen_and_asks_nothing_elsewhere(
    look: Looking, home: Home, screen: Screen, language: str
) -> None:
    visiting = look.window(home.client, screen, language=language)

    assert judged(visiting.page, BADLY_MADE) == FINE
    assert visiting.elsewhere == []
    assert visiting.errors == []


# As large as phones make all texts where their owner wants that.
LARGER = """selector => {
    const all = root => [...root.querySelectorAll("*")]
        .flatMap(one => [one, ...(one.shadowRoot ? all(one.shadowRoot) : [])]);
    const panel = all(document).find(one => one.matches(selector));
    const sizes = [panel, ...all(panel.shadowRoot)].map(one => [one, getComputedStyle(one)])
        .map(([one, {fontSize, lineHeight}]) => [one, parseFloat(fontSize), parseFloat(lineHeight)]);
    for (const [one, font, line] of sizes) {
        one.style.setProperty("font-size", `${2 * font}px`, "important");
        if (line) one.style.setProperty("line-height", `${2 * line}px`, "important");
    }
    const list = all(panel.shadowRoot).find(one => one.matches("homeiq-list"));
    list?.rewind();
    return list?.updateComplete.then(() => undefined);
}"""
# What is cut off above or below, and what makes the page wider than the screen.
CUT = """selector => {
    const all = root => [...root.querySelectorAll("*")]
        .flatMap(one => [one, ...(one.shadowRoot ? all(one.shadowRoot) : [])]);
    const panel = all(document).find(one => one.matches(selector));
    const seen = all(panel.shadowRoot).filter(one => one.checkVisibility());
    const cut = seen.filter(one => one.matches(".badge") && one.scrollHeight > one.clientHeight + 1);
    const rows = seen.filter(one => one.matches("homeiq-habit")).filter(one => {
        const {top, bottom} = one.getBoundingClientRect();
        return all(one.shadowRoot).some(part => {
            const box = part.getBoundingClientRect();
            return part.matches(".title, .small") && part.checkVisibility()
                && (box.top < top - 1 || box.bottom > bottom + 1);
        });
    });
    const named = seen.filter(one => one.matches(".below span"));
    const short = named.filter(one => one.scrollWidth > one.clientWidth + 1);
    const labels = named.map(one => one.getBoundingClientRect());
    const crossed = labels.filter((one, at) => labels.slice(0, at).some(before =>
        one.left < before.right && before.left < one.right && one.top < before.bottom && before.top < one.bottom));
    const page = document.documentElement.scrollWidth > innerWidth ? ["the page is too wide"] : [];
    const unread = [...short.map(one => one.textContent), ...rows.map(one => one.heading)];
    return [...cut.map(one => one.className), ...unread, ...crossed.map(String), ...page];
}"""


@pytest.mark.parametrize("view", ["overview", "habits"])
@in_the_browser
def test_texts_of_twice_the_size_cover_nothing(look: Looking, home: Home, view: str) -> None:
    page = look.window(home.client, PHONE, language="de").page
    page.goto(f"/homeiq/{view}", wait_until="domcontentloaded")
    part(page, VIEWS[view][1]).first.wait_for(timeout=3 * WAIT)
    page.wait_for_timeout(500)

    page.evaluate(LARGER, PANEL)
    page.wait_for_timeout(500)

    assert page.evaluate(CUT, PANEL) == []


@in_the_browser
def test_how_often_something_was_done_is_seen_where_a_system_has_colours_of_its_own(look: Looking, home: Home) -> None:
    page = look.window(home.client).page
    page.emulate_media(forced_colors="active")
    page.goto("/homeiq/suggestions", wait_until="domcontentloaded")
    hours = part(page, "homeiq-week i")

    hours.first.wait_for(timeout=3 * WAIT)
    colours = hours.evaluate_all("all => all.map(one => getComputedStyle(one).backgroundColor)")

    assert len(set(colours)) > 2


@pytest.mark.parametrize("screen", [DESKTOP, replace(PHONE, width=320)], ids=["desktop", "small phone"])
@in_the_browser
def test_a_room_of_sixty_letters_covers_nothing(look: Looking, home: Home, screen: Screen) -> None:
    rooms = {one["area_id"]: one["name"] for one in home.ask("config/area_registry/list")}
    for number, room in enumerate(rooms):
        home.ask("config/area_registry/update", area_id=room, name=f"{number}{'Obergeschosswohnzimmer' * 3}"[:60])
    page = look.window(home.client, screen).page
    page.goto("/homeiq/suggestions", wait_until="domcontentloaded")
    chosen, listed = part(page, "homeiq-suggestions select"), part(page, "homeiq-suggestions ul").first

    chosen.wait_for(timeout=3 * WAIT)
    listed.wait_for()
    select, rows = chosen.bounding_box(), listed.bounding_box()
    bad = page.evaluate(BADLY_MADE, PANEL)
    for room, name in rooms.items():
        home.ask("config/area_registry/update", area_id=room, name=name)

    assert select
    assert rows
    assert select["x"] + select["width"] <= rows["x"] + rows["width"] + 1
    assert bad == []


def told_otherwise(page: Page, key: str, change: Callable[[dict[str, Any]], None]) -> None:
    """Change what HomeIQ tells in the documents that have a key, before the page hears of it."""

    def heard(message: str | bytes) -> str:
        messages = json.loads(message)
        for one in messages if isinstance(messages, list) else [messages]:
            event = one.get("event")
            document = event.get("document") if isinstance(event, dict) else None
            if isinstance(document, dict) and key in document:
                change(document)
        return json.dumps(messages)

    def connect(route: WebSocketRoute) -> None:
        server = route.connect_to_server()
        server.on_message(lambda message: route.send(heard(message)))

    page.route_web_socket("**/api/websocket", connect)


@in_the_browser
def test_what_a_suggestion_clashes_with_is_read_whole_however_long_its_name(look: Looking, home: Home) -> None:
    page = look.window(home.client, replace(PHONE, width=320)).page
    name = "Obergeschosswohnzimmerdeckenbeleuchtungsabendautomatisierung"
    clash = {"kind": "against", "entity_id": "automation.long", "name": name, "text": f"It works against {name}."}

    def clashes(document: dict[str, Any]) -> None:
        document["suggestions"][document["order"][0]]["clash"] = clash

    told_otherwise(page, "suggestions", clashes)
    page.goto("/homeiq/overview", wait_until="domcontentloaded")
    note = part(page, "homeiq-overview homeiq-note").first
    note.wait_for(timeout=3 * WAIT)
    beyond = note.evaluate(
        """note => {
            const text = document.createRange();
            text.selectNodeContents(note);
            return text.getBoundingClientRect().right - note.getBoundingClientRect().right;
        }"""
    )

    assert beyond <= 0


@in_the_browser
def test_on_a_phone_the_way_to_repairs_stands_below_what_needs_a_look(look: Looking, home: Home) -> None:
    page = look.window(home.client, PHONE, language="de").page
    names = ["database_failing", "events_waiting", "influx_home_shared"]

    def needs_a_look(document: dict[str, Any]) -> None:
        document |= {"status": "problem", "problems": names, "details": [{"name": one, "since": 0} for one in names]}

    told_otherwise(page, "store", needs_a_look)
    page.goto("/homeiq/system", wait_until="domcontentloaded")
    listed = part(page, "homeiq-system [data-wrong]")
    listed.wait_for(timeout=3 * WAIT)
    wrong, repairs = listed.bounding_box(), part(page, "homeiq-system .status > a").bounding_box()

    assert wrong
    assert repairs
    assert repairs["y"] >= wrong["y"] + wrong["height"]
    assert wrong["width"] > PHONE.width / 2


@pytest.mark.parametrize("language", ["en", "de"])
@in_the_browser
def test_on_a_phone_every_filter_of_the_habits_is_in_sight(look: Looking, home: Home, language: str) -> None:
    page = look.window(home.client, PHONE, language=language).page
    page.goto("/homeiq/habits", wait_until="domcontentloaded")
    filters = part(page, "homeiq-habits .filters > *")
    filters.first.wait_for(timeout=3 * WAIT)
    boxes = filters.evaluate_all("all => all.map(one => one.getBoundingClientRect().right)")

    assert len(boxes) >= 3
    assert max(boxes) <= PHONE.width


# HomeIQ's answers wait until they are let go, and take a moment then; what moves on the page meanwhile is kept.
LATE = """
    const late = new Set(), waiting = [], wrapped = new WeakMap(), send = WebSocket.prototype.send;
    const {addEventListener: listen, removeEventListener: leave} = WebSocket.prototype;
    const later = (hear, event) => waiting.done ? setTimeout(hear, 300, event) : waiting.push([hear, event]);
    window.letGo = () => { waiting.done = true; waiting.splice(0).forEach(one => later(...one)); };
    WebSocket.prototype.send = function (data) {
        for (const one of [JSON.parse(data)].flat())
            if (`${one.type} ${one.domain}`.includes("homeiq")) late.add(one.id);
        return send.call(this, data);
    };
    WebSocket.prototype.addEventListener = function (type, hear, options) {
        const told = event => {
            for (const one of [JSON.parse(event.data)].flat()) {
                const alone = new MessageEvent("message", {data: JSON.stringify(one)});
                if (late.has(one.id)) later(hear, alone);
                else hear(alone);
            }
        };
        wrapped.set(hear, told);
        listen.call(this, type, type === "message" ? told : hear, options);
    };
    WebSocket.prototype.removeEventListener = function (type, hear, options) {
        leave.call(this, type, type === "message" ? wrapped.get(hear) : hear, options);
    };
    window.moved = [];
    new PerformanceObserver(list => list.getEntries().forEach(one => window.moved.push([
        one.value, ...one.sources.map(({node}) => node?.outerHTML?.slice(0, 80) ?? node?.nodeName)
    ]))).observe({type: "layout-shift"});
"""
# What is there while one waits: how many shapes, how long they take to be seen, and what is read out.
WAITING = """selector => {
    const all = root => [...root.querySelectorAll("*")]
        .flatMap(one => [one, ...(one.shadowRoot ? all(one.shadowRoot) : [])]);
    const seen = all(all(document).find(one => one.matches(selector)).shadowRoot);
    return {
        shapes: seen.filter(one => one.matches("[aria-busy=true]")).length,
        fades: [...new Set(seen.filter(one => one.matches(".waits i"))
            .map(one => getComputedStyle(one).animationDuration))],
        said: seen.filter(one => one.matches("[role=status]")).map(one => one.textContent.trim()).filter(Boolean),
    };
}"""
MOVES = 0.01  # of the screen times how far: what moves more is seen


@pytest.mark.parametrize("path", WAITED_FOR)
@pytest.mark.parametrize("screen", [DESKTOP, PHONE], ids=["desktop", "phone"])
@in_the_browser
def test_what_one_waits_for_has_its_shape_before_and_moves_nothing_when_it_comes(
    look: Looking, home: Home, screen: Screen, path: str
) -> None:
    (one,) = home.ask("homeiq/patterns/list", limit=1)["patterns"]
    page = look.window(home.client, screen).page
    page.add_init_script(LATE)

    page.goto(f"/homeiq/{path.format(one['signature'])}", wait_until="domcontentloaded")
    part(page, "[aria-busy=true]").first.wait_for(state="attached", timeout=3 * WAIT)
    waiting = page.evaluate(WAITING, PANEL)
    page.evaluate("letGo()")
    expect(part(page, "[aria-busy=true]")).to_have_count(0)
    page.wait_for_timeout(300)
    moved = page.evaluate("window.moved")

    assert waiting["shapes"] > 0
    assert waiting["fades"] == ["0s"]  # these browsers ask for no motion
    assert "Loading…" in waiting["said"]
    assert sum(value for value, *_ in moved) <= MOVES, moved


@pytest.mark.skipif(not AXE.exists(), reason="there is no axe: npm ci in frontend/ brings it")
@pytest.mark.parametrize(("screen", "language"), SCREENS.values(), ids=SCREENS)
@in_the_browser
def test_no_view_keeps_anybody_out(look: Looking, home: Home, screen: Screen, language: str) -> None:
    page = look.window(home.client, screen, language=language).page
    page.add_init_script(AXE.read_text("utf-8"))

    assert judged(page, KEEPS_OUT) == FINE


# What to press for what opens, and what is there then: forms, and the evidence as tables.
OPENED = {
    "later": ("[data-do=later]", "homeiq-choosing [data-span=week]"),
    "never": ("[data-do=never]", "homeiq-choosing [data-objection]"),
    "ask": ("[data-do=ask]", "homeiq-sheet [data-do=agree]"),
    "table": ("homeiq-week summary", "homeiq-week table"),
    "change": ("[data-do=change]", "homeiq-change .day"),
}


@pytest.mark.skipif(not AXE.exists(), reason="there is no axe: npm ci in frontend/ brings it")
@pytest.mark.parametrize("opens", OPENED)
@in_the_browser
def test_what_opens_keeps_nobody_out(look: Looking, home: Home, opens: str) -> None:
    page, _ = open_first(look, home)
    page.evaluate(AXE.read_text("utf-8"))
    press, there = OPENED[opens]

    part(page, f"homeiq-detail {press}").first.click()
    part(page, there).first.wait_for()

    assert page.evaluate(KEEPS_OUT, PANEL) == []
