"""A configuration folder for Home Assistant: written once, then Home Assistant's own."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
import json
from pathlib import Path
import time
from typing import Any, cast

import jwt

from . import stored
from .stored import LONG_LIVED, TEN_YEARS, Place, Resident, Stored, User

EMPTY = {"automations.yaml": "[]\n", "scenes.yaml": "", "scripts.yaml": ""}


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """What a fresh folder is to hold.

    Attributes:
        yaml: the text of ``configuration.yaml``.
        components: folders of custom integrations; they are linked, not copied.
    """

    port: int
    users: tuple[User, ...]
    place: Place
    yaml: str
    components: tuple[Path, ...] = ()
    residents: tuple[Resident, ...] = ()


def write(folder: Path, plan: Plan) -> None:
    """Write a fresh folder that boots without onboarding."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in {"configuration.yaml": plan.yaml, **EMPTY}.items():
        (folder / name).write_text(text)
    link(folder, plan.components)
    _store_all(
        folder,
        [
            stored.auth(plan.users),
            stored.passwords(plan.users),
            stored.onboarding(),
            stored.analytics(),
            stored.core(plan.place),
            stored.persons(plan.residents),
        ],
    )
    set_port(folder, plan.port)


def link(folder: Path, components: Iterable[Path]) -> None:
    """Link custom integrations into a folder, over links that are already there."""
    custom = folder / "custom_components"
    custom.mkdir(parents=True, exist_ok=True)
    for component in components:
        target = custom / component.name
        target.unlink(missing_ok=True)
        target.symlink_to(component.resolve(), target_is_directory=True)


def set_port(folder: Path, port: int) -> None:
    """Choose the port of the next boot; everything else about the web server stays as it is stored."""
    path = folder / ".storage" / "http"
    content = stored.http(port)
    if path.exists():
        content = json.loads(path.read_text())
        content["data"]["stable"]["server_port"] = port
    _store_all(folder, [content])


def _store_all(folder: Path, contents: Iterable[Stored]) -> None:
    storage = folder / ".storage"
    storage.mkdir(parents=True, exist_ok=True)
    for content in contents:
        (storage / str(content["key"])).write_text(json.dumps(content, indent=2))


def access_token(folder: Path, login: str) -> str:
    """Make an access token for a user of a folder.

    Raises:
        LookupError: the folder has no such user, or the user has no token of ours.
    """
    data = _read(folder, "auth")
    user_id = next((each["user_id"] for each in data["credentials"] if each["data"].get("username") == login), None)
    for token in data["refresh_tokens"]:
        if token["user_id"] == user_id and token["token_type"] == LONG_LIVED:
            now = int(time.time())
            claims = {"iss": token["id"], "iat": now, "exp": now + int(TEN_YEARS)}
            return jwt.encode(claims, token["jwt_key"], algorithm="HS256")
    raise LookupError(f"{folder} has no user {login!r} that these tools know")


def _read(folder: Path, key: str) -> Mapping[str, Any]:
    path = folder / ".storage" / key
    if not path.exists():
        raise LookupError(f"{folder} is no configuration folder of these tools")
    return cast("Mapping[str, Any]", json.loads(path.read_text())["data"])
