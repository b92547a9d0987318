"""The demo's dashboard: the one that HomeIQ's strategy gives everybody, where everybody lands who opens the page."""

from tools.home_assistant.client import Client

PATH = "demo-home"
CONFIG = {"strategy": {"type": "custom:homeiq"}}


def furnish(client: Client) -> None:
    """Make the dashboard the first page."""
    boards = client.commands({"type": "lovelace/dashboards/list"})[0]
    if not any(board["url_path"] == PATH for board in boards):
        board = {"url_path": PATH, "title": "Home", "icon": "mdi:home-heart", "mode": "storage"}
        client.commands(
            {"type": "lovelace/dashboards/create", "show_in_sidebar": True, "require_admin": False, **board}
        )
    client.commands(
        {"type": "lovelace/config/save", "url_path": PATH, "config": CONFIG},
        {"type": "frontend/set_system_data", "key": "core", "value": {"default_panel": PATH}},
    )
