import base64

import bcrypt

from tools.home_assistant import stored
from tools.home_assistant.stored import ADMINS, Place, Resident, User

OWNER = User(name="Owner", login="owner", password="secret", group=ADMINS, is_owner=True, user_id="a" * 32)  # noqa: S106 -- nobody's
GUEST = User(name="Guest", login="guest", password="other", user_id="b" * 32)  # noqa: S106 -- nobody's


def test_an_owner_and_a_guest_are_in_their_groups() -> None:
    users = stored.auth([OWNER, GUEST])["data"]["users"]

    assert [(user["name"], user["group_ids"], user["is_owner"]) for user in users] == [
        ("Owner", ["system-admin"], True),
        ("Guest", ["system-users"], False),
    ]


def test_every_user_has_a_login_and_a_token() -> None:
    data = stored.auth([OWNER, GUEST])["data"]

    assert [each["data"]["username"] for each in data["credentials"]] == ["owner", "guest"]
    assert [each["user_id"] for each in data["refresh_tokens"]] == [OWNER.user_id, GUEST.user_id]


def test_a_password_is_only_kept_as_a_hash() -> None:
    (user,) = stored.passwords([OWNER])["data"]["users"]

    assert bcrypt.checkpw(b"secret", base64.b64decode(user["password"]))


def test_the_web_server_only_listens_on_this_machine() -> None:
    settings = stored.http(8130)["data"]["stable"]

    assert (settings["server_host"], settings["server_port"]) == (["127.0.0.1"], 8130)


def test_the_home_stands_where_it_was_put() -> None:
    data = stored.core(Place(name="Cottage", time_zone="Europe/London", latitude=51.5, longitude=-0.1))["data"]

    assert (data["location_name"], data["time_zone"], data["latitude"], data["longitude"]) == (
        "Cottage",
        "Europe/London",
        51.5,
        -0.1,
    )


def test_a_person_is_found_by_a_tracker() -> None:
    (person,) = stored.persons([Resident(name="Anna", tracker="device_tracker.anna", user_id="c" * 32)])["data"][
        "items"
    ]

    assert (person["name"], person["device_trackers"], person["user_id"]) == (
        "Anna",
        ["device_tracker.anna"],
        "c" * 32,
    )
