"""Automations of the home, as they are told."""

from custom_components.homeiq.answers.automations import standing_to_json
from custom_components.homeiq.model.existing import Effect, ExistingAutomation, Occasion, Standing
from custom_components.homeiq.model.habits.trigger import AtTime

EIGHT = Occasion(trigger=AtTime(minute=480))


def test_what_an_automation_brings_about_and_what_it_sets_are_told() -> None:
    brought = Effect(entities=("light.hall",), state="on", occasion=EIGHT)
    is_set = Effect(entities=("climate.hall",), state="#temperature=17", occasion=EIGHT)
    mine = ExistingAutomation(entity_id="automation.mine", name="Mine", effects=(brought, is_set))

    told = [
        {name: one[name] for name in ("state", "attribute", "value") if name in one}
        for one in standing_to_json(Standing(automation=mine))["effects"]
    ]

    assert told == [{"state": "on"}, {"state": "", "attribute": "temperature", "value": 17.0}]
