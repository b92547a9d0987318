from custom_components.homeiq.answers.detail.reach import Reach, Reached
from custom_components.homeiq.model.habits.gate import Gate, Refused
from custom_components.homeiq.model.overview import HomeData
from tests.offers import suggestions_of

REFUSED = {"loose": Refused(gate=Gate.LOOSE)}
OPEN = HomeData(suggestions=suggestions_of("a", "b"), refused=REFUSED)


def test_what_is_decided_on_stands_in_no_list_of_open_ones() -> None:
    standing = Reached.of(HomeData(refused=REFUSED), {"a"})

    assert standing.reach("a") == Reach(gate=Gate.DECIDED)
    assert standing.reach("loose") == Reach(gate=Gate.LOOSE)
    assert standing.reach("never seen") == Reach()


def test_a_decision_changes_how_far_one_has_come_and_no_other() -> None:
    before, after = (
        Reached.of(OPEN, ()),
        Reached.of(HomeData(suggestions=suggestions_of("b"), refused=REFUSED), {"a"}),
    )

    assert after.changed_since(before) == {"a"}


def test_what_is_shown_anew_without_a_decision_changes_nothing() -> None:
    assert Reached.of(OPEN, {"c"}).changed_since(Reached.of(OPEN, {"c"})) == set()


def test_what_another_run_has_refused_may_be_anything() -> None:
    another = HomeData(suggestions=OPEN.suggestions, refused=dict(REFUSED))

    assert Reached.of(another, ()).changed_since(Reached.of(OPEN, ())) is None


def test_habits_that_have_come_as_far_share_a_record() -> None:
    standing = Reached.of(HomeData(), {"a", "b"})

    assert standing.reach("a") is standing.reach("b")
    assert standing.reach("c") is standing.reach("d")
