"""The demo's dashboard: what HomeIQ found, how it is doing, and the home itself to play with.

Only cards that every Home Assistant has, so that it is also an example of what one can build from HomeIQ's sensors.
"""

from collections.abc import Iterable, Iterator
from typing import Any

from tools.demo.custom_components.homeiq_demo_home.script import Thing
from tools.home_assistant.client import Client

PATH = "demo-home"
SLOTS = 5  # suggestions that have a sensor of their own
TILES = ("light", "switch", "cover", "climate", "media_player", "fan", "lock")
PER_ROOM = 4  # tiles a room has at most

type Card = dict[str, Any]

SUGGESTION = """\
{{% set sure = (state_attr('{sensor}', 'confidence') or 0) * 100 -%}}
{{% set reason = (state_attr('{sensor}', 'reason') or '').split('. ', 1) -%}}
### {{{{ states('{sensor}') }}}}

**{{{{ sure | round }}}} % sure.** {{{{ reason[0].rstrip('.') }}}}.

<details><summary>Why?</summary>
{{{{ reason[1:] | join }}}}
</details>
"""


def furnish(client: Client, things: Iterable[Thing]) -> None:
    """Put the dashboard where everybody lands who opens the page."""
    boards = client.commands({"type": "lovelace/dashboards/list"})[0]
    if not any(board["url_path"] == PATH for board in boards):
        board = {"url_path": PATH, "title": "Home", "icon": "mdi:home-heart", "mode": "storage"}
        client.commands(
            {"type": "lovelace/dashboards/create", "show_in_sidebar": True, "require_admin": False, **board}
        )
    client.commands(
        {"type": "lovelace/config/save", "url_path": PATH, "config": dashboard(things)},
        {"type": "frontend/set_system_data", "key": "core", "value": {"default_panel": PATH}},
    )


def dashboard(things: Iterable[Thing]) -> Card:
    """Build the dashboard for a home."""
    rooms = by_room(things)
    return {
        "title": "Home",
        "views": [
            {
                "title": "Home",
                "path": "home",
                "type": "sections",
                "max_columns": 3,
                "badges": [_badge("sensor.homeiq_suggestions"), _badge("binary_sensor.homeiq_health")],
                "sections": [_suggestions(), _answering(), _learning(), _rooms(rooms)],
            }
        ],
    }


def by_room(things: Iterable[Thing]) -> dict[str, list[Thing]]:
    """Sort what can be switched by room; things without a room or hidden behind a group come last or not at all."""
    switched = [thing for thing in things if thing.domain in TILES]
    grouped = {member for thing in switched for member in thing.members}
    rooms: dict[str, list[Thing]] = {}
    for thing in sorted(switched, key=lambda thing: (thing.area is None, thing.area or "", TILES.index(thing.domain))):
        if thing.entity_id not in grouped:
            rooms.setdefault(thing.area or "Elsewhere", []).append(thing)
    return rooms


def _suggestions() -> Card:
    slots = (f"sensor.homeiq_suggestion_{number}" for number in range(1, SLOTS + 1))
    return _section([_heading("What HomeIQ suggests", "mdi:lightbulb-on-outline"), *map(_suggestion, slots)])


def _suggestion(sensor: str) -> Card:
    return {
        "type": "markdown",
        "content": SUGGESTION.format(sensor=sensor),
        "visibility": [{"condition": "state", "entity": sensor, "state_not": ["unknown", "unavailable"]}],
    }


def _answering() -> Card:
    return _section(
        [
            _heading("Tick what you want", "mdi:inbox-outline"),
            {"type": "todo-list", "entity": "todo.homeiq_suggestions", "hide_create": True},
        ]
    )


def _learning() -> Card:
    return _section(
        [
            _heading("What it brought", "mdi:hand-okay"),
            _tile("sensor.homeiq_acts_saved", "Acts saved"),
            _tile("sensor.homeiq_overrides", "Undone by hand"),
            _heading("How it learns", "mdi:school-outline"),
            _wide({**_tile("switch.homeiq_learning", "Learning"), "features": [{"type": "toggle"}]}),
            {**_tile("button.homeiq_refresh", "Learn now"), "hide_state": True},
            _tile("sensor.homeiq_analysis_status", "Analysis"),
            _tile("sensor.homeiq_patterns", "Habits found"),
            _tile("sensor.homeiq_last_analysis", "Last analysis"),
            _heading("How it is doing", "mdi:heart-pulse"),
            {
                "type": "entities",
                "entities": [
                    _row("binary_sensor.homeiq_health", "Health"),
                    _row("sensor.homeiq_events_stored", "Events stored"),
                    _row("sensor.homeiq_events_per_minute", "Events per minute"),
                    _row("sensor.homeiq_database_size", "Database"),
                    _row("sensor.homeiq_cpu", "Processor"),
                    _row("sensor.homeiq_memory", "Memory of Home Assistant"),
                ],
            },
        ]
    )


def _rooms(rooms: dict[str, list[Thing]]) -> Card:
    return _section(_room_cards(rooms))


def _room_cards(rooms: dict[str, list[Thing]]) -> Iterator[Card]:
    for room, things in rooms.items():
        yield _heading(room, "mdi:door-open")
        yield from (_tile(thing.entity_id) for thing in things[:PER_ROOM])


def _section(cards: Iterable[Card]) -> Card:
    return {"type": "grid", "cards": list(cards)}


def _heading(text: str, icon: str) -> Card:
    return {"type": "heading", "heading": text, "icon": icon}


def _tile(entity_id: str, name: str | None = None) -> Card:
    return {"type": "tile", **_row(entity_id, name)}


def _wide(tile: Card) -> Card:
    """Give a tile the whole width, and its buttons a place beside its name."""
    return {**tile, "features_position": "inline", "grid_options": {"columns": "full"}}


def _row(entity_id: str, name: str | None) -> Card:
    return {"entity": entity_id} | ({"name": name} if name else {})


def _badge(entity_id: str) -> Card:
    return {"type": "entity", "entity": entity_id}
