"""In which units sensors were told before this database began, as an archive that is older than it has that."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from ...const import LOGGER
from ...model.readings import UnitTold
from ...model.rename import Renamed
from ...store.influx.client import InfluxClient
from ...store.influx.failure import InfluxError
from ...store.influx.read import read_units
from ..file.tables import Tables


class ArchivedUnits:
    """Reads them once, when the archive is read."""

    def __init__(self, tables: Tables, client: InfluxClient) -> None:
        """Nothing is read yet."""
        self._tables = tables
        self._client = client
        self._is_read = False

    async def async_read(self) -> None:
        """Note what the archive knows and this database does not; learning goes by it from the next time on.

        Raises:
            DatabaseUnusableError: they can't be noted.
        """
        ceiling = await self._tables.imports.ceiling()
        if self._is_read or ceiling is None:
            return
        try:
            told = await read_units(self._client, ceiling)
        except InfluxError as err:
            LOGGER.debug("The archive does not say in which units it was told: %s", err)
            return
        self._is_read = True
        changes = await self._tables.units.note_past(
            _with_todays_names(told, await self._tables.renames.all()), ceiling
        )
        for name, before, now in changes:
            LOGGER.info("The archive knows that %s was told in %s, then in %s", name, before, now)


def _with_todays_names(told: Iterable[UnitTold], renamed: Sequence[Renamed]) -> list[UnitTold]:
    """Return units under the names that their sensors have now."""
    named = list(told)
    for batch in renamed:
        named = [
            replace(one, name=batch.renames.get(one.name, one.name)) if one.since < batch.at else one for one in named
        ]
    return named
