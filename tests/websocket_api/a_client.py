"""A client of the websocket, who keeps the document of a subscription as a page does."""

from typing import Any

from homeassistant.auth.const import GROUP_ID_ADMIN
from homeassistant.core import HomeAssistant
from pytest_homeassistant_custom_component.typing import MockHAClientWebSocket, WebSocketGenerator

from custom_components.homeiq.answers.patch import patched


async def async_ask(client: MockHAClientWebSocket, command: str, **fields: Any) -> Any:
    """Ask, and return the answer."""
    await client.send_json_auto_id({"type": command, **fields})
    answer = await client.receive_json()
    assert answer["success"], answer
    return answer["result"]


async def async_refused(client: MockHAClientWebSocket, command: str, **fields: Any) -> tuple[str, str]:
    """Ask for what is refused, and return the code and the message."""
    await client.send_json_auto_id({"type": command, **fields})
    answer = await client.receive_json()
    assert not answer["success"], answer
    return answer["error"]["code"], answer["error"]["message"]


async def async_token_of_now(hass: HomeAssistant) -> str:
    """Return a token of an administrator; that of the usual client is not valid where the clock was set."""
    user = await hass.auth.async_create_user("Ann", group_ids=[GROUP_ID_ADMIN])
    refresh = await hass.auth.async_create_refresh_token(user, "https://example.com/app")
    return hass.auth.async_create_access_token(refresh)


class Subscriber:
    """Somebody who listens."""

    def __init__(self, client: MockHAClientWebSocket) -> None:
        self.client = client
        self.document: dict[str, Any] | None = None

    async def async_hear(self) -> Any:
        """Wait for the next event, do what it says, and return it."""
        event = (await self.client.receive_json())["event"]
        match event["type"]:
            case "snapshot":
                self.document = event["document"]
            case "patch":
                assert self.document is not None
                self.document = patched(self.document, event["patch"])
        return event


async def async_subscribe(hass: HomeAssistant, make: WebSocketGenerator, topic: str) -> Subscriber:
    """Subscribe, and hear the first event."""
    subscriber = Subscriber(await make(hass))
    await async_ask(subscriber.client, f"homeiq/{topic}/subscribe")
    await subscriber.async_hear()
    return subscriber
