"""What people call of Home Assistant's actions, and what these answer."""

from typing import Any

from homeassistant.core import Context, HomeAssistant

from custom_components.homeiq.const import DOMAIN


async def async_ask(hass: HomeAssistant, action: str, context: Context | None = None, **fields: Any) -> dict[str, Any]:
    answer = await hass.services.async_call(
        DOMAIN, action, fields, blocking=True, return_response=True, context=context
    )
    assert answer is not None
    return dict(answer)


async def async_signatures(hass: HomeAssistant, **filters: Any) -> list[str]:
    answer = await async_ask(hass, "list_suggestions", **filters)
    return [suggestion["signature"] for suggestion in answer["suggestions"]]


async def async_say(hass: HomeAssistant, action: str, signature: str, **fields: Any) -> None:
    await hass.services.async_call(DOMAIN, f"{action}_suggestion", {"signature": signature, **fields}, blocking=True)
    await hass.async_block_till_done(wait_background_tasks=True)


async def async_titles(hass: HomeAssistant) -> dict[str, str]:
    answer = await async_ask(hass, "list_suggestions")
    return {one["title"]: one["signature"] for one in answer["suggestions"]}


async def async_learn_now(hass: HomeAssistant) -> None:
    await hass.services.async_call(DOMAIN, "refresh", {}, blocking=True)
    await hass.async_block_till_done(wait_background_tasks=True)


async def async_adjust(hass: HomeAssistant, signature: str, **fields: Any) -> dict[str, Any]:
    return await async_ask(hass, "adjust_suggestion", signature=signature, **fields)


async def async_suggestions(hass: HomeAssistant) -> list[dict[str, Any]]:
    return list((await async_ask(hass, "list_suggestions"))["suggestions"])
