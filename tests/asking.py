"""A home whose lamp an automation would switch on after motion, if somebody says yes on the phone."""

import asyncio
from collections.abc import Callable
from datetime import timedelta
import time
from typing import Any

from freezegun.api import FrozenDateTimeFactory
from homeassistant.core import Context, HomeAssistant, ServiceCall
from pytest_homeassistant_custom_component.common import (
    MockConfigEntry,
    MockUser,
    async_fire_time_changed,
    async_mock_service,
)

from custom_components.homeiq.model.decisions.ask import Reply, button
from tests.lamps import MOTION, async_a_lamp

PIXEL = "notify.mobile_app_pixel"
TAPPED = "mobile_app_notification_action"
TAG = "homeiq_ask_lamp"


def a_phone(hass: HomeAssistant, name: str, owner: MockUser) -> list[ServiceCall]:
    """Have somebody's phone, and return what it receives."""
    data = {"device_name": name.capitalize(), "user_id": owner.id}
    MockConfigEntry(domain="mobile_app", title=name, data=data).add_to_hass(hass)
    return async_mock_service(hass, "notify", f"mobile_app_{name}")


def a_person(hass: HomeAssistant, name: str, user: MockUser, where: str = "home") -> None:
    hass.states.async_set(f"person.{name}", where, {"user_id": user.id})


async def async_an_asking_lamp(hass: HomeAssistant, **wishes: Any) -> MockConfigEntry:
    """Have the automation accepted; the phones have to be there, and the hours are never quiet unless they are said."""
    quiet = {"quiet_from": "03:00:00", "quiet_until": "03:00:00"}
    options = {"notifications": {"targets": [PIXEL], "per_week": 0, **quiet, **wishes}}
    return await async_a_lamp(hass, mode="ask", options=options)


async def async_tap(hass: HomeAssistant, reply: Reply, user: MockUser | None, signature: str = "lamp") -> None:
    context = Context(user_id=user.id if user else None)
    hass.bus.async_fire(TAPPED, {"action": button(reply, signature)}, context=context)
    await async_breathe(hass)


async def async_breathe(hass: HomeAssistant) -> None:
    """Let everybody do something: what waits for an answer is never done, so nobody can wait for all to be."""
    for _ in range(5):
        for _ in range(10):
            await asyncio.sleep(0)
        await hass.async_add_executor_job(time.sleep, 0.002)


async def async_until(hass: HomeAssistant, holds: Callable[[], bool]) -> None:
    """Wait for something, however slow the machine is."""
    for _ in range(2000):
        if holds():
            return
        await async_breathe(hass)
    assert holds()


async def async_walk(hass: HomeAssistant) -> None:
    """Walk through the hall, which sets the automation off unless it waits for an answer."""
    for state in ("off", "on"):
        hass.states.async_set(MOTION, state)
        await async_breathe(hass)


async def async_pass(hass: HomeAssistant, freezer: FrozenDateTimeFactory, **span: float) -> None:
    """Let time pass."""
    freezer.tick(timedelta(**span))
    async_fire_time_changed(hass)
    await async_breathe(hass)


def asked(received: list[ServiceCall]) -> list[ServiceCall]:
    return [call for call in received if "actions" in call.data.get("data", {})]


def withdrawn(received: list[ServiceCall]) -> list[str]:
    return [call.data["data"]["tag"] for call in received if call.data["message"] == "clear_notification"]
