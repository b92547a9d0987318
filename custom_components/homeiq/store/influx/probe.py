"""Finds out what a server is, whether we may write and read there, and makes a place where there is none."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

from .client import InfluxClient
from .failure import InfluxError
from .target import Generation, Target

_CHECK = "homeiq_connection"


@dataclass(frozen=True, slots=True, kw_only=True)
class Server:
    """What answers.

    Attributes:
        version: as it names itself; empty where it doesn't.
    """

    generation: Generation
    version: str


async def identify(client: InfluxClient) -> Server:
    """Find out what a server is.

    Raises:
        InfluxError: it can't be reached, or is something else.
    """
    _, headers, _ = await client.ask("GET", "/ping", {})
    version = headers.get("X-Influxdb-Version", "")
    if not version:
        return await _look_alike(client)
    major = version.lstrip("v").partition(".")[0]
    generation = {"1": Generation.V1, "2": Generation.V2, "3": Generation.V3}.get(major)
    if generation is None:
        raise client.error("not_influx", version)
    return Server(generation=generation, version=version)


def probe_line(target: Target) -> str:
    """Return a point of our own, which nobody has a reason to refuse."""
    return f"{_CHECK},home={tag_of(target.home)} value=1"


def tag_of(home: str) -> str:
    """Return the name of a home as points of our own have it."""
    return home.replace(" ", "_").replace(",", "_").replace("=", "_")


async def check(client: InfluxClient) -> None:
    """Write a point of our own and read it back.

    Raises:
        InfluxError: one of the two failed.
    """
    await client.write(probe_line(client.target))
    await client.query(f'SELECT last("value") FROM "{_CHECK}"')  # noqa: S608 - a name of our own


async def create(client: InfluxClient, days: int) -> None:
    """Make the database or the bucket, with its retention.

    Args:
        client: the server's.
        days: how long points are kept; 0 is for ever.

    Raises:
        InfluxError: the token or the user may not.
    """
    match client.target.generation:
        case Generation.V1:
            await _create_database(client, days)
        case Generation.V2:
            await _create_bucket(client, days)
        case Generation.V3:
            retention = {"retention_period": f"{days}d"} if days else {}
            await client.request("POST", "/api/v3/configure/database", {}, {"db": client.target.bucket, **retention})


def settled(target: Target, server: Server) -> Target:
    """Return a target with the generation that the server has."""
    return replace(target, generation=server.generation)


async def _look_alike(client: InfluxClient) -> Server:
    """Return what a server is that takes points like InfluxDB and is something else, and keeps numbers only."""
    answer = await client.request("GET", "/metrics", {})
    if b"vm_app_version" not in answer:
        raise InfluxError("not_influx")
    return Server(generation=Generation.V2, version="VictoriaMetrics")


async def _create_database(client: InfluxClient, days: int) -> None:
    target = client.target
    await _post_query(client, f"CREATE DATABASE {_name(target.database)}")
    if target.retention_policy:
        duration = f"{days}d" if days else "INF"
        await _post_query(
            client,
            f"CREATE RETENTION POLICY {_name(target.retention_policy)} ON {_name(target.database)} "
            f"DURATION {duration} REPLICATION 1",
        )


async def _post_query(client: InfluxClient, statement: str) -> None:
    answer = client.parsed(await client.request("POST", "/query", {"q": statement}))
    if "error" in answer:
        raise client.error("rejected", str(answer["error"]))
    if not (results := _dicts(answer.get("results"))):
        raise client.error("not_influx", "results")
    for result in results:
        if "error" in result:
            raise client.error("rejected", str(result["error"]))


async def _create_bucket(client: InfluxClient, days: int) -> None:
    target = client.target
    found = client.parsed(await client.request("GET", "/api/v2/orgs", {"org": target.organization}))
    organizations = _dicts(found.get("orgs"))
    if not organizations:
        raise InfluxError("not_found", target.organization)
    rules = [{"type": "expire", "everySeconds": days * 86400}] if days else []
    body = {"orgID": str(organizations[0].get("id")), "name": target.bucket, "retentionRules": rules}
    await client.request("POST", "/api/v2/buckets", {}, body)


def _dicts(found: Any) -> list[dict[str, Any]]:
    """Return the objects of a JSON array, or of what was expected to be one."""
    return [one for one in found if isinstance(one, dict)] if isinstance(found, list) else []


def _name(text: str) -> str:
    """Quote a name as InfluxQL wants it."""
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'
