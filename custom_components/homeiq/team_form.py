"""The form of a team whose games are followed: its league, and what it is called."""

from __future__ import annotations

from typing import Any

from homeassistant.config_entries import ConfigSubentryFlow, SubentryFlowResult
from homeassistant.helpers.selector import SelectSelector, SelectSelectorConfig, SelectSelectorMode, TextSelector
import probatio as vol

from .coordinator.games.teams import data_of, teams_of
from .games.game import LEAGUES

_LEAGUES = SelectSelectorConfig(
    options=[*LEAGUES], translation_key="league", mode=SelectSelectorMode.DROPDOWN, sort=True
)
_TEAM = vol.Schema({vol.Required("league"): SelectSelector(_LEAGUES), vol.Required("team"): TextSelector()})


class TeamFlow(ConfigSubentryFlow):
    """Adds a team, or changes one."""

    async def async_step_user(self, user_input: dict[str, Any] | None = None) -> SubentryFlowResult:
        """Ask for a new one."""
        if user_input and not (errors := self._faults(user_input)):
            return self.async_create_entry(title=user_input["team"].strip(), data=data_of(**user_input))
        return self._show("user", user_input or {}, errors if user_input else {})

    async def async_step_reconfigure(self, user_input: dict[str, Any] | None = None) -> SubentryFlowResult:
        """Ask what is to be changed."""
        subentry = self._get_reconfigure_subentry()
        if user_input is None:
            return self._show("reconfigure", dict(subentry.data), {})
        if errors := self._faults(user_input, but=subentry.subentry_id):
            return self._show("reconfigure", user_input, errors)
        return self.async_update_and_abort(
            self._get_entry(),
            subentry,
            title=user_input["team"].strip(),
            data=data_of(**user_input),
            reason="team_changed",
        )

    def _show(self, step: str, values: dict[str, Any], errors: dict[str, str]) -> SubentryFlowResult:
        filled = self.add_suggested_values_to_schema(_TEAM, values)
        return self.async_show_form(step_id=step, data_schema=filled, errors=errors)

    def _faults(self, values: dict[str, Any], but: str = "") -> dict[str, str]:
        """Return what is wrong with what somebody entered, by field."""
        name = values["team"].strip().casefold()
        if not name:
            return {"team": "no_team"}
        others = (one for one in teams_of(self._get_entry()) if one.team_id != but)
        is_known = any((one.league, one.name.casefold()) == (values["league"], name) for one in others)
        return {"team": "known_team"} if is_known else {}
