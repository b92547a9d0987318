import json
from pathlib import Path

import jwt
import pytest

from tools.home_assistant import folder
from tools.home_assistant.folder import Plan
from tools.home_assistant.stored import ADMINS, Place, User

OWNER = User(name="Owner", login="owner", password="secret", group=ADMINS, is_owner=True)  # noqa: S106 -- nobody's


def a_plan(*components: Path) -> Plan:
    return Plan(port=8130, users=(OWNER,), place=Place(), yaml="frontend:\n", components=components)


def port_of(path: Path) -> int:
    return int(json.loads((path / ".storage" / "http").read_text())["data"]["stable"]["server_port"])


def test_a_fresh_folder_needs_no_onboarding(tmp_path: Path) -> None:
    folder.write(tmp_path, a_plan())

    assert (tmp_path / "configuration.yaml").read_text() == "frontend:\n"
    assert {path.name for path in (tmp_path / ".storage").iterdir()} == {
        "auth",
        "auth_provider.homeassistant",
        "core.analytics",
        "core.config",
        "http",
        "onboarding",
        "person",
    }


def test_custom_integrations_are_linked(tmp_path: Path) -> None:
    component = tmp_path / "code" / "homeiq"
    component.mkdir(parents=True)

    folder.write(tmp_path / "config", a_plan(component))

    assert (tmp_path / "config" / "custom_components" / "homeiq").resolve() == component


def test_a_link_to_an_old_place_is_renewed(tmp_path: Path) -> None:
    old, new = tmp_path / "old" / "homeiq", tmp_path / "new" / "homeiq"
    old.mkdir(parents=True)
    new.mkdir(parents=True)
    folder.link(tmp_path, [old])

    folder.link(tmp_path, [new])

    assert (tmp_path / "custom_components" / "homeiq").resolve() == new


def test_another_port_leaves_what_home_assistant_stored_about_its_server(tmp_path: Path) -> None:
    folder.write(tmp_path, a_plan())
    path = tmp_path / ".storage" / "http"
    path.write_text(path.read_text().replace('"ssl_profile": "modern"', '"ssl_profile": "intermediate"'))

    folder.set_port(tmp_path, 8131)

    assert port_of(tmp_path) == 8131
    assert '"ssl_profile": "intermediate"' in path.read_text()


def test_a_token_is_signed_with_the_key_of_its_user(tmp_path: Path) -> None:
    folder.write(tmp_path, a_plan())
    (stored,) = json.loads((tmp_path / ".storage" / "auth").read_text())["data"]["refresh_tokens"]

    token = folder.access_token(tmp_path, "owner")

    assert jwt.decode(token, stored["jwt_key"], algorithms=["HS256"])["iss"] == stored["id"]


def test_nobody_knows_a_stranger(tmp_path: Path) -> None:
    folder.write(tmp_path, a_plan())

    with pytest.raises(LookupError, match="stranger"):
        folder.access_token(tmp_path, "stranger")


def test_a_folder_of_somebody_else_has_no_tokens_of_ours(tmp_path: Path) -> None:
    with pytest.raises(LookupError, match="no configuration folder"):
        folder.access_token(tmp_path, "owner")
