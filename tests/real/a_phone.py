"""A phone with the Home Assistant app, as Home Assistant sees it: registered over HTTP, pushed to, and answering."""

from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
import json
import threading
from typing import Any, override
import urllib.request

from tools.home_assistant.client import Client

TAPPED = "mobile_app_notification_action"


class Phone:
    """Keeps what it is sent.

    Attributes:
        received: what was pushed to it, the oldest first.
    """

    def __init__(self, port: int) -> None:
        """Take what is pushed to a port of this machine."""
        self.received: list[dict[str, Any]] = []
        self._port = port
        self._webhook = ""

    def register(self, client: Client, name: str) -> None:
        """Have the user of a client log in on it."""
        app = {
            "app_id": "io.homeassistant.companion",
            "app_name": "Home Assistant",
            "app_version": "2026.10",
            "app_data": {"push_token": "token", "push_url": f"http://127.0.0.1:{self._port}/push"},
            "device_id": name,
            "device_name": name,
            "manufacturer": "Google",
            "model": name,
            "os_name": "Android",
            "os_version": "16",
            "supports_encryption": False,
        }
        self._webhook = f"{client.url}/api/webhook/{client.post('mobile_app/registrations', app)['webhook_id']}"

    def tell(self, kind: str, **data: Any) -> None:
        """Tell Home Assistant something, as the app does."""
        request = urllib.request.Request(  # noqa: S310 - of this machine
            self._webhook,
            data=json.dumps({"type": kind, "data": data}).encode(),
            headers={"Content-Type": "application/json"},
        )
        with urllib.request.urlopen(request, timeout=30):  # noqa: S310 - likewise
            pass

    def questions(self) -> list[dict[str, Any]]:
        """Return the notifications that have buttons."""
        return [one for one in self.received if "actions" in one.get("data", {})]

    def withdrawn(self) -> list[str]:
        """Return the tags of the notifications that were taken back."""
        return [one["data"]["tag"] for one in self.received if one["message"] == "clear_notification"]

    def tap(self, label: str) -> None:
        """Tap a button of the newest notification that has some."""
        buttons = {one["title"]: one["action"] for one in self.questions()[-1]["data"]["actions"]}
        self.tell("fire_event", event_type=TAPPED, event_data={"action": buttons[label]})


@contextmanager
def a_phone() -> Iterator[Phone]:
    """Have a phone that can be pushed to, until the block ends."""

    class Push(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            phone.received.append(json.loads(self.rfile.read(int(self.headers["Content-Length"]))))
            answer = b"{}"
            self.send_response(201)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(answer)))
            self.end_headers()
            self.wfile.write(answer)

        @override
        def log_message(self, format: str, *args: Any) -> None:
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Push)
    phone = Phone(server.server_port)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield phone
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
