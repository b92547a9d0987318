"""What the panel and the cards were built into: which file is which, read once.

The files lie in ``www``, where ``frontend/`` builds them. Their names say what is in them, so that browsers may keep
them for long. Two stay the same: the card's, since pages that were kept name it too, and that of the file that leads to
the panel, since Home Assistant names it as it was told at its start, and an update has replaced the files before the
next one.
"""

from __future__ import annotations

from dataclasses import dataclass
import json
from pathlib import Path
from typing import Self

from homeassistant.core import HomeAssistant
from homeassistant.util.hass_dict import HassKey

FOLDER = Path(__file__).parent / "www"
_BUNDLE: HassKey[Bundle] = HassKey("homeiq_bundle")


@dataclass(frozen=True, slots=True, kw_only=True)
class Bundle:
    """The built files.

    Attributes:
        digest: of the sources that they were built from; a page that has another one is outdated.
        panel: name of the file that a browser loads for the panel, with a query that changes as its content does.
        card: likewise for the cards.
    """

    digest: str
    panel: str
    card: str

    @classmethod
    def read(cls, folder: Path) -> Self:
        """Read which file is which."""
        said = json.loads((folder / "bundle.json").read_text("utf-8"))
        return cls(digest=said["digest"], panel=said["panel"], card=said["card"])


async def async_bundle(hass: HomeAssistant) -> Bundle:
    """Return the built files."""
    if _BUNDLE not in hass.data:
        hass.data[_BUNDLE] = await hass.async_add_executor_job(Bundle.read, FOLDER)
    return hass.data[_BUNDLE]
