"""Ten thousand patterns, searched."""

from collections.abc import Sequence
from random import Random

import pytest

from custom_components.homeiq.answers.detail.reach import Reach, Stand
from custom_components.homeiq.answers.paging.behind import Behind
from custom_components.homeiq.answers.paging.listed import Index, Listing, Wanted
from custom_components.homeiq.answers.paging.page import Page
from custom_components.homeiq.model.habits.gate import Gate
from custom_components.homeiq.model.habits.pattern import Pattern
from custom_components.homeiq.model.habits.rung import Rung
from custom_components.homeiq.model.habits.trigger import Kind, OnChange
from custom_components.homeiq.model.home import Area, Entity, Home
from tests.offers import a_pattern

FIRST = Behind()
HOME = Home(
    entities={
        "light.a": Entity(entity_id="light.a", name="Deckenlicht", area_id="kueche"),
        "light.b": Entity(entity_id="light.b", name="Straßenlampe"),
        "binary_sensor.m": Entity(entity_id="binary_sensor.m", name="Bewegung"),
    },
    areas={"kueche": Area(area_id="kueche", name="Küche")},
)
PATTERNS = (
    a_pattern("a", entities=("light.a",)),
    a_pattern("b", entities=("light.b",)),
    a_pattern("m", entities=("light.b",), trigger=OnChange(entity_id="binary_sensor.m", to="on")),
)


REACHES = {
    "a": Reach(gate=Gate.DAYS, needs=5),
    "b": Reach(gate=Gate.DAYS, needs=2),
    "m": Reach(rung=Rung.ACTS),
}


def page_of(
    wanted: Wanted, *, behind: Behind = FIRST, limit: int = 100, patterns: tuple[Pattern, ...] = PATTERNS
) -> Page:
    def reach(signature: str) -> Reach:
        return REACHES.get(signature, Reach())

    return Listing.of(Index.of(patterns, HOME), reach).page(wanted, behind=behind, limit=limit)


def signatures_of(page: Page) -> str:
    return "".join(row.pattern.signature for row in page.rows)


def found(search: str = "", *kinds: Kind) -> str:
    return signatures_of(page_of(Wanted(search=search, kinds=kinds)))


@pytest.mark.parametrize(
    ("search", "signatures"),
    [
        ("", "abm"),
        ("  ", "abm"),
        ("deckenLICHT", "a"),
        ("KÜCHE", "a"),
        ("ku\u0308che", "a"),
        ("light.b", "bm"),
        ("strassenlampe", "bm"),
        ("lampe bewegung", "m"),
        ("bewegung küche", ""),
    ],
)
def test_all_words_have_to_be_there(search: str, signatures: str) -> None:
    assert found(search) == signatures


def test_kinds_are_counted_whatever_kinds_are_wanted() -> None:
    page = page_of(Wanted(search="lampe", kinds={Kind.ROUTINE}), limit=1)

    assert (signatures_of(page), page.total, page.following) == ("b", 1, None)
    assert page.kinds == {Kind.ROUTINE: 1, Kind.FOLLOW_UP: 1}
    assert page.stands == {Stand.FORMING: 1}


def test_of_what_is_forming_the_nearest_comes_first() -> None:
    page = page_of(Wanted(stands={Stand.FORMING}))

    assert signatures_of(page) == "ba"
    assert page.stands == {Stand.ACTS: 1, Stand.FORMING: 2}
    assert page.kinds == {Kind.ROUTINE: 2}


def test_several_stands_come_best_first() -> None:
    assert signatures_of(page_of(Wanted(stands={Stand.FORMING, Stand.ACTS}))) == "abm"


def test_a_room_has_what_acts_in_it() -> None:
    page = page_of(Wanted(areas={"kueche"}))

    assert [(row.pattern.signature, row.areas) for row in page.rows] == [("a", ("kueche",))]
    assert page.areas == {"kueche": 1}
    assert signatures_of(page_of(Wanted(areas={"nowhere"}))) == ""


def test_one_is_found_by_its_signature() -> None:
    page = page_of(Wanted(signature="b"))

    assert (signatures_of(page), page.total) == ("b", 1)


def test_there_is_nothing_of_an_unknown_signature() -> None:
    assert signatures_of(page_of(Wanted(signature="gone"))) == ""


def test_pages_follow_each_other() -> None:
    first = page_of(Wanted(), limit=2)
    assert first.following
    second = page_of(Wanted(), limit=2, behind=first.following)

    assert [signatures_of(first), signatures_of(second)] == ["ab", "m"]
    assert (first.following.told, second.following) == (2, None)


MANY = tuple(a_pattern(name) for name in "abcdefgh")


def listing_of(patterns: Sequence[Pattern], **stands: Reach) -> Listing:
    return Listing.of(Index.of(patterns, HOME), lambda name: stands.get(name, Reach(rung=Rung.ACTS)))


def walked(wanted: Wanted, *listings: Listing) -> str:
    """Return all that somebody is told, three at a time: of each of these listings in turn, of the last to its end."""
    told, left = "", [*listings]
    behind: Behind | None = FIRST
    while behind is not None:
        page = (left.pop(0) if len(left) > 1 else left[0]).page(wanted, behind=behind, limit=3)
        told, behind = told + signatures_of(page), page.following
    return told


@pytest.mark.parametrize("decided", ["ab", "abc", "c", "d", "cde"])
def test_a_decision_between_two_pages_moves_nothing_else(decided: str) -> None:
    after = listing_of(MANY, **dict.fromkeys(decided, Reach(gate=Gate.DECIDED)))

    told = walked(Wanted(stands={Stand.ACTS}), listing_of(MANY), after)

    assert told == "abc" + "".join(name for name in "defgh" if name not in decided)


@pytest.mark.parametrize("gone", ["ab", "a", "c", "d"])
def test_what_a_run_drops_between_two_pages_moves_nothing_else(gone: str) -> None:
    after = listing_of([one for one in MANY if one.signature not in gone])

    told = walked(Wanted(), listing_of(MANY), after)

    assert told == "abc" + "".join(name for name in "defgh" if name not in gone)


def test_what_a_run_finds_between_two_pages_moves_nothing_else() -> None:
    after = listing_of([a_pattern("x"), a_pattern("y"), *MANY])

    assert walked(Wanted(), listing_of(MANY), after) == "abcdefgh"


def test_what_needs_least_goes_on_behind_what_was_told_last() -> None:
    needs = {name: Reach(gate=Gate.DAYS, needs=need) for need, name in enumerate("hgfedcba", 1)}
    kept = needs | {"h": Reach(rung=Rung.ACTS)}

    told = walked(Wanted(stands={Stand.FORMING}), listing_of(MANY, **needs), listing_of(MANY, **kept))

    assert told == "hgfedcba"


def test_ten_thousand_patterns_are_looked_through() -> None:
    many = tuple(a_pattern(str(number), entities=(f"light.lamp_{number}",)) for number in range(10_000))

    page = page_of(Wanted(search="lamp 999"), behind=Behind(told=10, last="9990"), limit=5, patterns=many)

    assert (page.total, [row.pattern.signature for row in page.rows]) == (
        19,
        [str(number) for number in range(9991, 9996)],
    )


REACHABLE = (
    Reach(),
    Reach(rung=Rung.ACTS),
    Reach(gate=Gate.DECIDED),
    Reach(gate=Gate.DAYS, needs=3),
    Reach(gate=Gate.DAYS, needs=1),
    Reach(gate=Gate.LOOSE),
)


@pytest.mark.parametrize("seed", range(5))
def test_looking_again_at_what_has_changed_is_as_good_as_looking_at_all(seed: int) -> None:
    chance = Random(seed)  # noqa: S311 - has to be repeatable
    patterns = tuple(a_pattern(str(number), entities=(f"light.lamp_{number}",)) for number in range(200))
    before = {one.signature: chance.choice(REACHABLE) for one in patterns}
    after = {**before, **{name: chance.choice(REACHABLE) for name in chance.sample([*before], 20)}}
    index = Index.of(patterns, HOME)
    changed = {name for name, reach in after.items() if reach != before[name]} | {"of another run"}

    again = Listing.of(index, before.__getitem__).again(changed, after.__getitem__)

    anew = Listing.of(index, after.__getitem__)
    assert [again.page(wanted, behind=FIRST, limit=300) for wanted in EVERY] == [
        anew.page(wanted, behind=FIRST, limit=300) for wanted in EVERY
    ]


EVERY = (Wanted(), *(Wanted(stands={stand}) for stand in Stand))
