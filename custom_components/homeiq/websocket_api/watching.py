"""The subscriptions: what each of them tells."""

from __future__ import annotations

from functools import partial
from typing import Any

from homeassistant.core import HomeAssistant, callback
from homeassistant.util import dt as dt_util
import probatio as vol

from ..answers.accepted import Became, OpenProposal, became_of
from ..answers.decided import MOST, decisions_to_json, first_day
from ..answers.offered import Offering
from ..answers.overview import overview_to_json
from ..answers.system import system_to_json
from ..capture.registries import areas_of, read_home
from ..coordinator import HomeIQCoordinator
from ..coordinator.aftercare.fates import async_entity_of
from ..coordinator.aftercare.ladder import issue_of
from ..coordinator.decisions.offers import newest_first
from ..coordinator.learning.first_days import progress_in
from ..mine.evidence import is_sensitive
from ..model.decisions.acceptance import AcceptMode, Version
from ..model.decisions.followed import Fate, Followed
from ..rights import RIGHTS, Right
from .asking import Asked, async_register_command
from .days import as_seen_by, async_tell_today
from .live import async_live_of
from .topic import Tell, Topic, everything

_NO_FIELDS = vol.Schema({})
_DAY = "day"
CLIMB = "climb"
"""What is asked of what asks first: whether it may act by itself."""


@callback
def async_register(hass: HomeAssistant) -> None:
    """Register them."""
    topics: tuple[tuple[str, Tell, Right], ...] = (
        ("suggestions", partial(_async_tell_suggestions, Offering()), RIGHTS["list_suggestions"]),
        ("decisions", _async_tell_decisions, RIGHTS["list_decisions"]),
        ("overview", _async_tell_overview, Right.READ),
        ("system", _async_tell_system, Right.READ),
        (_DAY, async_tell_today, Right.READ),
    )
    for name, tell, right in topics:
        audience = (right, as_seen_by if name == _DAY else everything)
        topic = async_live_of(hass).async_add(name, tell, audience, by_the_minute=name == _DAY)
        async_register_command(hass, f"homeiq/{name}/subscribe", partial(_async_join, topic), _NO_FIELDS, right)


async def _async_join(topic: Topic, asked: Asked) -> None:
    await topic.async_join(asked.connection, asked.message_id, asked.answer)


async def _async_tell_suggestions(offering: Offering, coordinator: HomeIQCoordinator) -> dict[str, Any]:
    home = read_home(coordinator.hass)
    return offering.document(
        coordinator.data.suggestions, home, partial(areas_of, coordinator.hass), partial(is_sensitive, home=home)
    )


async def _async_tell_decisions(coordinator: HomeIQCoordinator) -> dict[str, Any]:
    decisions = coordinator.decisions
    now = dt_util.now()
    followed = {one.signature: one for one in (*map(_just_made, coordinator.data.accepted), *coordinator.data.followed)}
    climbing = coordinator.data.climbing
    # What asks its owner something is told however old it is: nobody could answer it otherwise.
    newest = sorted(followed.values(), key=lambda one: (one.signature in climbing, one.since), reverse=True)[:MOST]
    days = await decisions.async_days_of([one.signature for one in newest], first_day(now))
    return decisions_to_json(
        [(_became(coordinator, one), days.get(one.signature, ())) for one in newest],
        decisions.offers.basis.grounds.trials,
        newest_first(decisions.offers.basis.grounds.said.decisions.values()),
        now,
        len(coordinator.existing.troubles.stale) if coordinator.settings.automations.report else 0,
        len(followed) - len(newest),
    )


def _became(coordinator: HomeIQCoordinator, one: Followed) -> Became:
    data, name = coordinator.data, one.signature
    question = OpenProposal(kind=CLIMB, issue_id=issue_of(name)) if name in data.climbing else None
    return became_of(one, async_entity_of(coordinator.hass, one), data.asked.get(name), question)


async def _async_tell_overview(coordinator: HomeIQCoordinator) -> dict[str, Any]:
    data, now = coordinator.data, dt_util.now()
    progress = progress_in(data, coordinator.settings, now, coordinator.config_entry.created_at)
    names = [one.signature for one in data.followed]
    days = await coordinator.decisions.async_days_of(names, first_day(now))
    return overview_to_json(data, coordinator.health, progress, days)


async def _async_tell_system(coordinator: HomeIQCoordinator) -> dict[str, Any]:
    return system_to_json(coordinator.health)


def _just_made(version: Version) -> Followed:
    """Return what was accepted a moment ago, of which after-care has not heard yet."""
    return Followed(
        signature=version.suggestion.signature,
        title=version.suggestion.title,
        place=version.mode.place,
        key=version.edit.key,
        since=version.written_at,
        fate=Fate.DISABLED if version.mode is AcceptMode.DISABLED else Fate.ACTIVE,
        fate_since=version.written_at,
        judged_since=version.written_at,
    )
