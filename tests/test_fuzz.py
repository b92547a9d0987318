"""What nobody would type, at every door: refused by name, or done, but never a fault.

The examples are the same at every run. They are drawn first and tried then, for a home takes long to set up.
"""

from collections.abc import Sequence
import json
import math
from typing import Any

from homeassistant.components.websocket_api.const import DOMAIN as WEBSOCKET
from homeassistant.core import HomeAssistant, SupportsResponse
from homeassistant.data_entry_flow import FlowResultType
from homeassistant.exceptions import HomeAssistantError
from homeassistant.helpers import llm
from hypothesis import HealthCheck, given, settings, strategies as st
import probatio as vol
import pytest
from pytest_homeassistant_custom_component.common import MockUser
from pytest_homeassistant_custom_component.typing import ClientSessionGenerator, WebSocketGenerator
from yarl import URL

from custom_components.homeiq.const import DOMAIN
from custom_components.homeiq.influx_form import target_of
from custom_components.homeiq.model.decisions.adjustment import AdjustmentError, condition_from_config
from custom_components.homeiq.services.programs.place import opened
from custom_components.homeiq.settings import OPTIONS, Settings, SettingsError
from custom_components.homeiq.trigger import TRIGGERS
from tests.accepted import async_a_home
from tests.homes import async_set_up
from tests.offers import a_suggestion, hall_light
from tests.test_docs import FILES
from tests.test_llm import async_a_talking_home, async_assist
from tests.test_options_flow import NOTHING_CHANGED

pytestmark = [
    pytest.mark.long,
    pytest.mark.timeout(400),
    pytest.mark.parametrize("expected_lingering_timers", [True]),
    pytest.mark.filterwarnings("ignore:It looks like `register_random`"),
]

REFUSALS = (vol.Invalid, HomeAssistantError)
DIGITS = "9" * 5000
WORDS = st.sampled_from(
    [
        *("", " ", "-1", "0", "1e400", "nan", "inf", "25:00", "24:00:00", "99:99:99", "07:00+02:00", DIGITS, "²", "١٢"),
        *(
            "\0",
            "\x1b[31m",
            "\ud800",
            "😀" * 300,
            "a" * 70_000,
            "../../etc",
            "'; DROP TABLE event",
            "light.",
            "light.hall",
        ),
        *(
            "2026-03-02T12:00:00+99:00",
            "0001-01-01T00:00:00+14:00",
            "9999-12-31T23:59:59-12:00",
            "1970-01-01",
            "sun.sun",
        ),
        *("kitchen-at-seven", "hall-after-motion", "all", "none", "mon", "on", "shadow", "recorder", "{{ 1 / 0 }}"),
    ]
)
NUMBERS = st.sampled_from(
    [0, -1, 1, 2**63, -(2**63) - 1, 10**400, math.nan, math.inf, -math.inf, 1e300, 5e-324, 0.5, True, False]
)
PLAIN = st.one_of(st.none(), WORDS, NUMBERS, st.text(max_size=20))
LENGTHS = st.dictionaries(
    st.sampled_from(["hours", "minutes", "seconds", "days", "weeks", "years"]), NUMBERS, max_size=2
)
CONDITIONS = st.fixed_dictionaries(
    {"condition": st.sampled_from(["time", "state", "numeric_state", "template", 5])},
    optional={
        "entity_id": st.one_of(PLAIN, st.lists(WORDS, max_size=2)),
        "state": PLAIN,
        "above": NUMBERS,
        "after": PLAIN,
        "before": PLAIN,
        "for": st.one_of(PLAIN, LENGTHS),
    },
)
ANYTHING = st.one_of(
    PLAIN,
    LENGTHS,
    CONDITIONS,
    st.lists(st.one_of(PLAIN, CONDITIONS), max_size=3),
    st.dictionaries(st.one_of(WORDS, st.integers()), st.one_of(PLAIN, LENGTHS), max_size=2),
)


def drawn[T](strategy: st.SearchStrategy[T], count: int) -> list[T]:
    """Return examples, the same at every run."""
    found: list[T] = []

    @settings(
        derandomize=True,
        database=None,
        max_examples=count,
        deadline=None,
        suppress_health_check=list(HealthCheck),
    )
    @given(strategy)
    def note(one: T) -> None:
        found.append(one)

    note()
    return found


def fields_of(names: Sequence[str], values: st.SearchStrategy[Any] = ANYTHING) -> st.SearchStrategy[dict[str, Any]]:
    """Return some of the fields, with anything in them."""
    return st.dictionaries(st.sampled_from([*names, "unknown"]), values, max_size=4)


# As it comes out of JSON, which Home Assistant reads before any door.
AS_JSON = st.recursive(
    st.one_of(
        st.none(), st.booleans(), st.integers(-(2**53), 2**53), st.sampled_from(["", "a", "x" * 9000, "2026-03-02"])
    ),
    lambda inner: st.one_of(st.lists(inner, max_size=2), st.dictionaries(st.sampled_from("ab"), inner, max_size=2)),
    max_leaves=4,
)
COMMAND_FIELDS = (
    "signature",
    "day",
    "way",
    "limit",
    "cursor",
    "mode",
    "until",
    "changes",
    "at",
    "search",
    "kind",
    "reason",
)
HTTP_FIELDS = ("start", "end", "entity_id", "limit", "cursor", "device_id")
ADDRESSES = (
    *("health", "entities", "devices", "events", "patterns", "suggestions", "analysis/status"),
    *("suggestions/refresh/status", "suggestions/refresh"),
)
# What can't stand in an address, or what Home Assistant's own filter keeps out before any door.
IN_ADDRESSES = st.one_of(WORDS, st.text(max_size=20)).filter(
    lambda text: len(text) < 7000 and not any("\ud800" <= one <= "\udfff" for one in text)
)


async def test_parameters_of_addresses(hass: HomeAssistant, hass_client: ClientSessionGenerator) -> None:
    await async_set_up(hass)
    client = await hass_client()
    questions = st.tuples(st.sampled_from(ADDRESSES), fields_of(HTTP_FIELDS, IN_ADDRESSES))

    answers = [
        (path, fields, await client.get(URL(f"/api/homeiq/{path}").with_query(fields)))
        for path, fields in drawn(questions, 250)
    ]

    assert [(path, fields) for path, fields, answer in answers if answer.status not in {200, 400}] == []
    assert {answer.status for _, _, answer in answers} == {200, 400}


async def test_bodies(hass: HomeAssistant, hass_client: ClientSessionGenerator) -> None:
    await async_set_up(hass)
    client = await hass_client()
    told = st.dictionaries(st.sampled_from(["reason", "use_ai", "x"]), ANYTHING, max_size=2).map(
        lambda body: json.dumps(body, skipkeys=True).encode()
    )
    bodies = drawn(st.one_of(st.binary(max_size=50), told), 100)

    statuses = [(await client.post("/api/homeiq/suggestions/refresh", data=body)).status for body in bodies]
    await hass.async_block_till_done(wait_background_tasks=True)

    assert set(statuses) <= {202, 400, 409, 413, 429}


async def async_faults(hass: HomeAssistant, domain: str, calls: Sequence[tuple[str, dict[str, Any]]]) -> list[str]:
    """Call actions, and return what ended in anything but an answer or a refusal."""
    faults = []
    for action, data in calls:
        answers = hass.services.supports_response(domain, action) is not SupportsResponse.NONE
        try:
            await hass.services.async_call(domain, action, data, blocking=True, return_response=answers)
        except REFUSALS:
            continue
        except Exception as err:  # noqa: BLE001 - that is what is looked for
            faults.append(f"{action} {data!r:.300}: {err!r:.200}")
    await hass.async_block_till_done(wait_background_tasks=True)
    return faults


# What deletes comes last.
@pytest.mark.parametrize("actions", [sorted(FILES.services.keys() - {"forget"}), ["forget"]], ids=["all", "forget"])
async def test_fields_of_actions(hass: HomeAssistant, actions: list[str]) -> None:
    await async_a_home(hass, a_suggestion(), hall_light())
    fields = {action: [*(FILES.services[action] or {}).get("fields", {})] for action in actions}
    calls = st.sampled_from(actions).flatmap(
        lambda action: st.tuples(
            st.just(action),
            st.sampled_from([{"signature": "hall-after-motion"}, {"signature": "kitchen-at-seven"}, {}]).flatmap(
                lambda known: fields_of(fields[action]).map(
                    lambda data: (known if "signature" in fields[action] else {}) | data
                )
            ),
        )
    )

    assert await async_faults(hass, DOMAIN, drawn(calls, 12 * len(actions))) == []


async def test_fields_of_commands(hass: HomeAssistant, hass_ws_client: WebSocketGenerator) -> None:
    await async_a_home(hass, a_suggestion(), hall_light())
    client = await hass_ws_client(hass)
    # What is subscribed to answers more than once.
    commands = [name for name in hass.data[WEBSOCKET] if name.startswith(DOMAIN) and not name.endswith("subscribe")]
    fields = st.fixed_dictionaries({}, optional=dict.fromkeys(COMMAND_FIELDS, AS_JSON))
    known = st.sampled_from([{"signature": "hall-after-motion"}, {}])

    faults = []
    for command, some, more in drawn(st.tuples(st.sampled_from(sorted(commands)), known, fields), 25 * len(commands)):
        await client.send_json_auto_id({"type": command, **some, **more})
        answer = await client.receive_json()
        if "fault of HomeIQ" in str(answer.get("error")):
            faults.append((command, more))
    await hass.async_block_till_done(wait_background_tasks=True)

    assert faults == []


async def test_the_list(hass: HomeAssistant) -> None:
    await async_a_home(hass, a_suggestion(), hall_light())
    actions = st.sampled_from(["update_item", "remove_item", "add_item", "get_items"])
    fields = fields_of(["item", "rename", "status", "description", "due_date"])
    target = {"entity_id": "todo.homeiq_suggestions"}

    assert await async_faults(hass, "todo", drawn(st.tuples(actions, fields.map(lambda one: target | one)), 150)) == []


async def test_tools_of_assist(hass: HomeAssistant, hass_admin_user: MockUser) -> None:
    await async_a_talking_home(hass, a_suggestion(), hall_light())
    api = await async_assist(hass, hass_admin_user)
    ours = [tool for tool in api.tools if tool.name.startswith("homeiq__")]
    calls = st.tuples(
        st.sampled_from(ours), fields_of(["signature", "reason", "days", "confirmation", "about"], ANYTHING)
    )

    results = [
        await tool.async_call(hass, llm.ToolInput(tool.name, args), api.llm_context) for tool, args in drawn(calls, 200)
    ]

    assert {result.error for result in results} == {True, False}


async def test_fields_of_the_settings_form(hass: HomeAssistant) -> None:
    entry = await async_set_up(hass)
    names: dict[str, list[str]] = {}
    for option in OPTIONS.values():
        names.setdefault(option.page, []).append(option.key)
    sections = st.sampled_from(sorted(names.keys() - {"influxdb"})).flatmap(
        lambda section: st.tuples(st.just(section), st.one_of(fields_of(names[section]), PLAIN))
    )

    for section, fields in drawn(sections, 60):
        form = await hass.config_entries.options.async_init(entry.entry_id)
        try:
            result = await hass.config_entries.options.async_configure(
                form["flow_id"], {**NOTHING_CHANGED, section: fields}
            )
        except vol.Invalid:
            hass.config_entries.options.async_abort(form["flow_id"])
            continue
        assert result["type"] in {FlowResultType.FORM, FlowResultType.CREATE_ENTRY}
        if result["type"] is FlowResultType.FORM:
            hass.config_entries.options.async_abort(form["flow_id"])
        await hass.async_block_till_done(wait_background_tasks=True)


def test_options_as_they_might_be_stored() -> None:
    names = [(option.section, option.key) for option in OPTIONS.values()]
    options = st.tuples(st.sampled_from(names), ANYTHING)

    for (section, name), value in drawn(options, 2000):
        try:
            Settings.from_options({section: {name: value}})
        except SettingsError as err:
            assert err.field == f"{section}.{name}"  # noqa: PT017 - most are refused, and all by name


def test_addresses_of_servers() -> None:
    values = st.fixed_dictionaries(
        {
            "url": st.one_of(st.text(max_size=30), WORDS, st.text(max_size=9).map("http://{}".format)),
            "bucket": st.text(max_size=9),
            "home": st.one_of(st.text(max_size=9), WORDS),
            "verify_ssl": st.booleans(),
        }
    )

    for one in drawn(values, 500):
        try:
            assert target_of(one).url.startswith(("http://", "https://"))
        except ValueError as err:
            assert str(err)  # noqa: PT017 - the form names the field


def test_conditions() -> None:
    for config in drawn(CONDITIONS, 1000):
        try:
            assert condition_from_config(config)
        except AdjustmentError as err:
            assert err.field == "conditions"  # noqa: PT017 - most are refused, and all by name


def test_cursors() -> None:
    for text in drawn(st.one_of(WORDS, st.text(alphabet="AZaz09-_=~", max_size=70)), 500):
        assert opened(b"key", text, None) is None


async def test_options_of_triggers(hass: HomeAssistant) -> None:
    options = fields_of(["kind", "area_id", "entity_id", "min_confidence", "verdict", "status"])

    for name, fields in drawn(st.tuples(st.sampled_from([*TRIGGERS]), st.one_of(options, PLAIN)), 400):
        try:
            assert await TRIGGERS[name].async_validate_config(hass, {"options": fields})
        except vol.Invalid as err:
            assert str(err)  # noqa: PT017 - it is told, whatever it is
