"""Opening the home's database, and beginning a new one where it can't be used any more."""

from __future__ import annotations

from pathlib import Path

from homeassistant.core import HomeAssistant, callback
from homeassistant.helpers import issue_registry as ir
from homeassistant.util import dt as dt_util
from homeassistant.util.hass_dict import HassKey

from ...const import DATABASE_FILE, DOMAIN, LOGGER
from ...settings import Profile
from ...store.damage.successor import Succession, succeed, take_up
from ...store.file.database import Database
from ...store.file.errors import DatabaseUnusableError
from ...store.file.lineage import belongs, put_log_aside
from ...store.file.spill import delete_spilled, places_of
from ...store.tables.imports import Imports

SET_ASIDE = "database_set_aside"
LOG_ASIDE = "database_log_aside"
_FOR_GOOD = frozenset({"corrupt", "foreign"})

CONDEMNED: HassKey[str] = HassKey("homeiq_condemned")
"""What SQLite said of a file that was found damaged while it was open."""


async def async_open_database(hass: HomeAssistant, profile: Profile) -> Database:
    """Open the home's database; one that will never be of use again is put aside, and a new one begun.

    Raises:
        DatabaseTooNewError: a newer version wrote it.
        DatabaseUnusableError: it can't be used now.
    """
    path = Path(hass.config.path(DATABASE_FILE))
    try:
        await hass.async_add_executor_job(take_up, path)
        aside = await hass.async_add_executor_job(_put_strange_log_aside, path)
    except OSError as err:
        raise DatabaseUnusableError("other", str(err)) from err
    if aside:
        _async_tell_of_log(hass, aside)
    database = await _async_open(hass, path, profile)
    if aside:
        await Imports(database).reopen(dt_util.get_default_time_zone())
    return database


async def _async_open(hass: HomeAssistant, path: Path, profile: Profile) -> Database:
    try:
        database = await Database.open(path, profile)
    except DatabaseUnusableError as err:
        if err.reason not in _FOR_GOOD:
            raise
        return await _async_begin_anew(hass, path, profile, str(err))
    detail = hass.data.pop(CONDEMNED, None)
    if detail is not None and await database.is_damaged():
        await database.close()
        return await _async_begin_anew(hass, path, profile, detail)
    return database


async def async_delete_database(hass: HomeAssistant) -> None:
    """Delete the home's database, with everything that waits to get into it."""
    path = Path(hass.config.path(DATABASE_FILE))
    files = [path.with_name(path.name + suffix) for suffix in ("", "-wal", "-shm", ".new")]
    await hass.async_add_executor_job(_delete, files)
    await hass.async_add_executor_job(delete_spilled, places_of(path))


def _put_strange_log_aside(path: Path) -> Path | None:
    """Give a write-ahead log that is not that of the file another name; None where it is, or there is none."""
    path = path.resolve()
    return None if belongs(path) else put_log_aside(path, dt_util.now())


@callback
def _async_tell_of_log(hass: HomeAssistant, aside: Path) -> None:
    LOGGER.warning("The write-ahead log is not that of the database; it was put aside as %s", aside.name)
    _async_notice(hass, LOG_ASIDE, aside.name, {})


@callback
def _async_notice(hass: HomeAssistant, key: str, file: str, told: dict[str, str]) -> None:
    """Tell of a file that was put aside, each one by itself, until somebody has read it."""
    ir.async_create_issue(
        hass,
        DOMAIN,
        f"{key}_{file}",
        is_fixable=True,
        is_persistent=True,
        severity=ir.IssueSeverity.WARNING,
        translation_key=key,
        translation_placeholders={"file": file, **told},
    )


def _delete(paths: list[Path]) -> None:
    for path in paths:
        path.unlink(missing_ok=True)


async def _async_begin_anew(hass: HomeAssistant, path: Path, profile: Profile, detail: str) -> Database:
    succession = await succeed(path, profile, dt_util.now())
    LOGGER.error("The database can't be used (%s); it was put aside as %s", detail, succession.name)
    database = await Database.open(path, profile)
    _async_tell(hass, succession, detail, database.events.stored)
    return database


@callback
def _async_tell(hass: HomeAssistant, succession: Succession, detail: str, events: int) -> None:
    rows, saved = succession.saved.rows, succession.saved
    told = {
        "megabytes": str(round(succession.size / 1e6, 1)),
        "detail": detail,
        "events": str(events),
        "decisions": str(rows.get("decisions", 0)),
        "accepted": str(rows.get("automation_versions", 0)),
        "adjusted": str(rows.get("adjustments", 0)),
        "trials": str(rows.get("trials", 0)),
        "lost": str(saved.lost),
        "cut": ", ".join(sorted(set(saved.cut))) or "-",
    }
    _async_notice(hass, SET_ASIDE, succession.name, told)
