"""Opening the home's database, and beginning a new one where it can't be used any more."""

from __future__ import annotations

from dataclasses import dataclass
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
from ...store.file.lineage import belongs, copy_log_aside, put_log_aside
from ...store.file.spill import delete_spilled, places_of
from ...store.file.torn_log import torn
from ...store.tables.imports import Imports

SET_ASIDE = "database_set_aside"
LOG_ASIDE = "database_log_aside"
LOG_TORN = "database_log_torn"
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
        aside = await hass.async_add_executor_job(_put_wrong_log_aside, path)
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


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class _LogAside:
    """A write-ahead log that was put aside, and how many changes can't be read from it; None if it is another's."""

    path: Path
    lost: int | None


def _put_wrong_log_aside(path: Path) -> _LogAside | None:
    """Put a log aside that is not that of the file, or is damaged; None where nothing is wrong, or there is none."""
    path, now = path.resolve(), dt_util.now()
    damage, is_its_own = torn(path), belongs(path)
    if is_its_own and not damage:
        return None
    if is_its_own and damage and not damage.are_in_file:
        # What can be read of it is the file's; what can't would be gone as soon as something is written.
        return _LogAside(path=copy_log_aside(path, now), lost=damage.changes)
    lost = None if damage is None else 0 if damage.are_in_file else damage.changes
    return _LogAside(path=put_log_aside(path, now), lost=lost)


@callback
def _async_tell_of_log(hass: HomeAssistant, aside: _LogAside) -> None:
    name = aside.path.name
    if aside.lost is None:
        LOGGER.warning("The write-ahead log is not that of the database; it was put aside as %s", name)
        _async_notice(hass, LOG_ASIDE, name, {})
        return
    # What was brought from it into the file before may not go with what can still be read of it.
    hass.data.setdefault(CONDEMNED, "a damaged write-ahead log")
    LOGGER.warning("The write-ahead log is damaged, and was kept as %s; %s changes are lost", name, aside.lost)
    if aside.lost:
        _async_notice(hass, LOG_TORN, name, {"changes": str(aside.lost)})


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
