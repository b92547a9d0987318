"""All that can be done to a suggestion, as addresses."""

from __future__ import annotations

from http import HTTPStatus

from aiohttp import web
from homeassistant.exceptions import Unauthorized

from ..rights import Right, may
from ..services.programs.deed import Deed
from .asking import Addressed, Answer, Asked, ProblemError, async_answer

_SIGNATURE = "signature"


class DecisionView(Addressed):
    """Something that is done to a suggestion."""

    def __init__(self, name: str, deed: Deed) -> None:
        """Have an address of its own."""
        self.url = f"/api/homeiq/suggestions/{{signature}}/{name}"
        self.name = f"api:homeiq:suggestions:{name}"
        self._deed = deed

    async def post(self, request: web.Request, signature: str) -> web.Response:
        """Do it, or say why not."""

        async def find(asked: Asked) -> Answer:
            asked.check_names()
            return HTTPStatus.OK, await self._async_do(asked, signature)

        return await async_answer(request, find, Right.DECIDE)

    async def _async_do(self, asked: Asked, signature: str) -> object:
        if _SIGNATURE in asked.body:
            raise ProblemError.of_field(_SIGNATURE, "is in the address")
        fields = self._deed.schema({**asked.body, _SIGNATURE: signature})
        if not may(asked.hass, asked.user, self._deed.right(fields)):
            raise Unauthorized(user_id=asked.user.id)
        return await self._deed.async_do(asked.coordinator, fields, asked.user.id)
