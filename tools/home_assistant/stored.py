"""What Home Assistant would have stored after somebody clicked through its first start.

Each function returns the content of one file below ``.storage``. Written before the first boot they make a home that
has users, a place and a port, and asks nothing. Everything here is data: nothing reads the clock or the disk.
"""

import base64
from collections.abc import Iterable
from dataclasses import dataclass, field
import secrets
from typing import Any

import bcrypt

ADMINS = "system-admin"
USERS = "system-users"
LONG_LIVED = "long_lived_access_token"
TEN_YEARS = 315_360_000.0  # seconds that an access token of ours is good for

type Stored = dict[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class User:
    """Somebody who can log in.

    Attributes:
        login: the name to log in with.
        group: ``system-admin`` or ``system-users``.
        user_id: 32 hexadecimal digits.
    """

    name: str
    login: str
    password: str
    group: str = USERS
    is_owner: bool = False
    user_id: str = field(default_factory=lambda: secrets.token_hex(16))


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Where the home stands, and what it is called."""

    name: str = "Home"
    time_zone: str = "Europe/Berlin"
    latitude: float = 52.52
    longitude: float = 13.4
    language: str = "en"
    country: str | None = "DE"
    currency: str = "EUR"


def store(key: str, data: Stored, version: int = 1, minor: int = 1) -> Stored:
    """Wrap data as Home Assistant's storage does."""
    return {"version": version, "minor_version": minor, "key": key, "data": data}


def auth(users: Iterable[User]) -> Stored:
    """Describe the users, each with a long-lived token, which doesn't depend on the address that it is used at."""
    people = list(users)
    credentials = {user.user_id: secrets.token_hex(16) for user in people}
    return store(
        "auth",
        {
            "users": [_user(user) for user in people],
            "groups": [
                {"id": ADMINS, "name": "Administrators"},
                {"id": USERS, "name": "Users"},
                {"id": "system-read-only", "name": "Read Only"},
            ],
            "credentials": [_credential(user, credentials[user.user_id]) for user in people],
            "refresh_tokens": [_token(user) for user in people],
        },
    )


def _user(user: User) -> Stored:
    return {
        "id": user.user_id,
        "group_ids": [user.group],
        "is_owner": user.is_owner,
        "is_active": True,
        "name": user.name,
        "system_generated": False,
        "local_only": False,
    }


def _credential(user: User, credential_id: str) -> Stored:
    return {
        "id": credential_id,
        "user_id": user.user_id,
        "auth_provider_type": "homeassistant",
        "auth_provider_id": None,
        "data": {"username": user.login},
    }


def _token(user: User) -> Stored:
    return {
        "id": secrets.token_hex(16),
        "user_id": user.user_id,
        "client_id": None,
        "client_name": "HomeIQ tools",
        "client_icon": None,
        "token_type": LONG_LIVED,
        "created_at": "2026-01-01T00:00:00+00:00",
        "access_token_expiration": TEN_YEARS,
        "token": secrets.token_hex(64),
        "jwt_key": secrets.token_hex(64),
        "last_used_at": None,
        "last_used_ip": None,
        "expire_at": None,
        "credential_id": None,
        "version": None,
    }


def passwords(users: Iterable[User]) -> Stored:
    """Hash the passwords. Few rounds: these homes only listen on this machine."""
    return store(
        "auth_provider.homeassistant",
        {
            "users": [
                {
                    "username": user.login,
                    "password": base64.b64encode(
                        bcrypt.hashpw(user.password.encode(), bcrypt.gensalt(rounds=4))
                    ).decode(),
                }
                for user in users
            ]
        },
    )


def onboarding() -> Stored:
    """Say that the first start is over."""
    return store("onboarding", {"done": ["user", "core_config", "analytics", "integration"]}, version=4)


def analytics() -> Stored:
    """Say that nothing is to be sent anywhere, and that nobody needs to be asked."""
    return store("core.analytics", {"onboarded": True, "preferences": {}, "uuid": None})


def http(port: int) -> Stored:
    """Listen on this machine only. In YAML the port would be a trial that restarts Home Assistant after 5 minutes."""
    return store(
        "http",
        {
            "stable": {
                "server_host": ["127.0.0.1"],
                "server_port": port,
                "cors_allowed_origins": [],
                "login_attempts_threshold": -1,
                "ip_ban_enabled": False,
                "ssl_profile": "modern",
                "use_x_frame_options": True,
                "created_at": "2026-01-01T00:00:00+00:00",
                "error": None,
                "error_message": None,
            },
            "pending": None,
            "yaml_migration_done": True,
        },
        version=2,  # later versions migrate it, earlier ones don't know their format
    )


def core(place: Place) -> Stored:
    """Describe where the home is."""
    return store(
        "core.config",
        {
            "latitude": place.latitude,
            "longitude": place.longitude,
            "elevation": 40,
            "unit_system_v2": "metric",
            "location_name": place.name,
            "time_zone": place.time_zone,
            "external_url": None,
            "internal_url": None,
            "currency": place.currency,
            "country": place.country,
            "language": place.language,
            "radius": 100,
        },
        minor=4,
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Resident:
    """A person of the home, found by a tracker. ``name`` in lower case is the id."""

    name: str
    tracker: str
    user_id: str | None = None


def persons(residents: Iterable[Resident]) -> Stored:
    """Describe who lives here."""
    items = [
        {"id": secrets.token_hex(16), "name": who.name, "user_id": who.user_id, "device_trackers": [who.tracker]}
        for who in residents
    ]
    return store("person", {"items": items}, version=2)
