"""A suggestion as text, to be kept or given on."""

from __future__ import annotations

from dataclasses import dataclass

from homeassistant.components.blueprint.errors import FileAlreadyExists
from homeassistant.core import HomeAssistant
from homeassistant.exceptions import HomeAssistantError
from homeassistant.util.yaml import dump

from ...apply.blueprint import async_install, blueprint_of
from ...capture.registries import read_home
from ...const import DOMAIN
from ...model.decisions.edit import Place
from ..file.tables import Tables
from .forms import async_checked_form
from .offers import Offers, async_open_or_accepted


@dataclass(frozen=True, slots=True, kw_only=True)
class Exported:
    """A text.

    Attributes:
        text: YAML.
        path: where it was put, below the configuration folder; None where it is only handed out.
    """

    text: str
    path: str | None = None


class Exporting:
    """Hands suggestions out, open or accepted."""

    def __init__(self, hass: HomeAssistant, tables: Tables, offers: Offers) -> None:
        """Hand out what is offered."""
        self._hass = hass
        self._tables = tables
        self._offers = offers

    async def async_export(self, signature: str, *, as_blueprint: bool = False, install: bool = False) -> Exported:
        """Return a suggestion as YAML.

        Args:
            signature: the suggestion's.
            as_blueprint: with its entities left open.
            install: put the blueprint among the owner's.

        Raises:
            UnknownSuggestionError: no suggestion with that signature is open or was accepted.
            HomeAssistantError: it is nothing that may be made, or a blueprint of that name is there.
        """
        suggestion, _ = await async_open_or_accepted(self._offers, self._tables, signature)
        form = await async_checked_form(self._hass, self._tables, suggestion, Place.AUTOMATION)
        if not as_blueprint:
            return Exported(text=dump([dict(form.config)]))
        blueprint = blueprint_of(form.config, read_home(self._hass))
        if not install:
            return Exported(text=blueprint.yaml())
        try:
            path = await async_install(self._hass, blueprint)
        except (FileAlreadyExists, OSError) as err:
            raise HomeAssistantError(
                translation_domain=DOMAIN,
                translation_key="blueprint_not_written",
                translation_placeholders={"reason": str(err)},
            ) from err
        return Exported(text=blueprint.yaml(), path=f"blueprints/automation/{path}")
