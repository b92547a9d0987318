"""The document of the open suggestions is written anew only where it says something else."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Any

from custom_components.homeiq.answers.offered import Offering
from custom_components.homeiq.model.habits.suggestion import Suggestion
from custom_components.homeiq.model.home import Home
from tests.habits import film
from tests.offers import a_pattern, a_suggestion

LAMPS = [a_suggestion(a_pattern(f"lamp-{number}", entities=(f"light.lamp_{number}",))) for number in range(3)]


def document_of(
    offering: Offering,
    suggestions: Sequence[Suggestion],
    room: str = "hall",
    sensitive: str = "lock.door",
    home: Home | None = None,
) -> dict[str, Any]:
    def areas_of(_entities: Iterable[str]) -> list[str]:
        return [room]

    return offering.document(suggestions, home or Home(), areas_of, lambda entity_id: entity_id == sensitive)


def test_suggestions_that_are_as_they_were_are_not_written_again() -> None:
    offering = Offering()

    before, after = document_of(offering, LAMPS), document_of(offering, LAMPS[1:])

    assert (before["order"], after["order"]) == (["lamp-0", "lamp-1", "lamp-2"], ["lamp-1", "lamp-2"])
    assert all(after["suggestions"][name] is before["suggestions"][name] for name in after["order"])


def test_the_same_suggestions_in_the_same_home_are_the_same_document() -> None:
    offering, home = Offering(), Home()

    before = document_of(offering, LAMPS, home=home)

    assert document_of(offering, LAMPS, home=home) is before
    assert document_of(offering, LAMPS, room="attic", home=Home()) != before
    assert document_of(offering, [*LAMPS[1:]], home=home) != before


def test_rooms_of_what_is_as_it_was_are_not_looked_up_again() -> None:
    offering, home = Offering(), Home()
    asked: list[str] = []

    def areas_of(entities: Iterable[str]) -> list[str]:
        asked.extend(entities)
        return ["hall"]

    for some in (LAMPS, LAMPS[1:], LAMPS):
        offering.document(some, home, areas_of, lambda _: False)

    assert asked == ["light.lamp_0", "light.lamp_1", "light.lamp_2", "light.lamp_0"]


def test_what_is_told_of_a_suggestion_is_what_it_says_now() -> None:
    offering = Offering()
    changed = [replace(LAMPS[0], title="Another one"), *LAMPS[1:]]

    told = [
        document_of(offering, LAMPS),
        document_of(offering, changed),
        document_of(offering, changed, room="attic"),
        document_of(offering, changed, room="attic", sensitive="light.lamp_1"),
    ]

    assert told == [
        document_of(Offering(), LAMPS),
        document_of(Offering(), changed),
        document_of(Offering(), changed, room="attic"),
        document_of(Offering(), changed, room="attic", sensitive="light.lamp_1"),
    ]
    assert [one["suggestions"]["lamp-0"]["title"] for one in told[:2]] == [LAMPS[0].title, "Another one"]
    assert [one["suggestions"]["lamp-1"].get("guards") for one in told] == [None, None, None, True]
    assert [one["suggestions"]["lamp-1"]["areas"] for one in told] == [["hall"], ["hall"], ["attic"], ["attic"]]


def test_whose_last_weeks_prove_nothing_says_so() -> None:
    fitted = replace(a_suggestion(), backtest=replace(a_suggestion().backtest, is_fitted=True))

    told = document_of(Offering(), [fitted])["suggestions"][fitted.signature]

    assert told["is_fitted"] is True
    assert "is_fitted" not in document_of(Offering(), [a_suggestion()])["suggestions"][fitted.signature]


def test_a_scene_is_offered_with_what_goes_to_another_state_than_most() -> None:
    scene, lamp = a_suggestion(film()), a_suggestion()

    told = document_of(Offering(), [scene, lamp])["suggestions"]

    assert told[scene.signature]["otherwise"]["light.ceiling"] == "off"
    assert "otherwise" not in told[lamp.signature]
