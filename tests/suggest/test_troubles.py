from typing import Any

import pytest

from custom_components.homeiq.model.existing import Existing, ExistingAutomation, Troubles
from custom_components.homeiq.suggest.troubles import find_troubles

DAY = 86400.0
NOW = 1_800_000_000.0
LONG_AGO = NOW - 60 * DAY
LATELY = LONG_AGO + 1


def owned(**changes: Any) -> ExistingAutomation:
    fields: dict[str, Any] = {"entity_id": "automation.mine", "name": "Mine", "created_at": LONG_AGO}
    return ExistingAutomation(**fields | changes)


def troubles(automation: ExistingAutomation, recorded_since: float | None = LONG_AGO) -> Troubles:
    existing = Existing(automations=(automation,))
    return find_troubles(existing, now=NOW, recorded_since=recorded_since, stale_days=60)


@pytest.mark.parametrize("last", [{}, {"last_triggered": LONG_AGO}, {"last_triggered": LONG_AGO, "created_at": None}])
def test_without_a_run_for_sixty_days_it_is_stale(last: dict[str, Any]) -> None:
    automation = owned(**last)

    assert troubles(automation) == Troubles(stale=(automation,))


@pytest.mark.parametrize(
    "changes",
    [{"last_triggered": LATELY}, {"created_at": LATELY}, {"created_at": None}, {"is_enabled": False}],
)
def test_one_that_ran_or_is_new_or_is_turned_off_is_not(changes: dict[str, Any]) -> None:
    assert troubles(owned(**changes)) == Troubles()


@pytest.mark.parametrize("recorded_since", [None, LATELY])
def test_nobody_knows_what_ran_before_anybody_watched(recorded_since: float | None) -> None:
    assert troubles(owned(), recorded_since) == Troubles()


@pytest.mark.parametrize("changes", [{"unknown": ("light.gone",), "last_triggered": NOW}, {"is_available": False}])
def test_with_entities_that_are_gone_or_unloadable_it_is_broken(changes: dict[str, Any]) -> None:
    automation = owned(**changes)

    assert troubles(automation) == Troubles(broken=(automation,))
    assert troubles(owned(**changes, is_enabled=False)) == Troubles()
