"""Which server, and as whom."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any, Self

from yarl import URL


class Generation(StrEnum):
    """Which of InfluxDB's interfaces a server has."""

    V1 = "v1"
    """1.8 and later; user and password, databases with retention policies."""
    V2 = "v2"
    """2.x and its hosted form; token, organization, buckets."""
    V3 = "v3"
    """3.x; token, databases."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Target:
    """A server, and where on it.

    Attributes:
        url: with scheme and port, without a slash at its end.
        bucket: of 2.x; elsewhere a database, in 1.x with its retention policy after a slash where it isn't the default.
        token: of 2.x and 3.x; empty where none is asked for.
        organization: of 2.x.
        username: of 1.x.
        verify_ssl: refuse a certificate that nobody vouches for.
        home: tells this home from others in the same bucket.
        timeout: seconds that an answer may take.
    """

    url: str
    bucket: str
    generation: Generation = Generation.V2
    token: str = field(default="", repr=False)
    organization: str = ""
    username: str = ""
    password: str = field(default="", repr=False)
    verify_ssl: bool = True
    home: str = "home"
    timeout: float = 30.0

    @property
    def database(self) -> str:
        """The bucket as queries name it."""
        return self.bucket.partition("/")[0] if self.generation is Generation.V1 else self.bucket

    @property
    def retention_policy(self) -> str:
        """The retention policy as queries name it; empty is the default one."""
        return self.bucket.partition("/")[2] if self.generation is Generation.V1 else ""

    @property
    def secret(self) -> str:
        """What is sent as the token. 1.8 and later take user and password in its place."""
        if self.generation is Generation.V1:
            return f"{self.username}:{self.password}" if self.username else ""
        return self.token

    @property
    def secrets(self) -> tuple[str, ...]:
        """What nobody may read, wherever it turns up."""
        within = URL(self.url)
        return tuple(filter(None, (self.token, self.password, within.password)))

    @property
    def address(self) -> str:
        """The address as it may be shown."""
        return str(URL(self.url).with_user(None))

    @classmethod
    def from_data(cls, data: Mapping[str, Any]) -> Self:
        """Read what ``to_data`` wrote."""
        return cls(**{**data, "generation": Generation(data["generation"])})

    def to_data(self) -> dict[str, Any]:
        """Return plain JSON, secrets included: for the entry's data and nowhere else."""
        return {
            "url": self.url,
            "bucket": self.bucket,
            "generation": self.generation.value,
            "token": self.token,
            "organization": self.organization,
            "username": self.username,
            "password": self.password,
            "verify_ssl": self.verify_ssl,
            "home": self.home,
            "timeout": self.timeout,
        }
