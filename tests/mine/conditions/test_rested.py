"""How long a thing was left alone, counted in one go against looking at each moment."""

from hypothesis import given, strategies as st
import numpy as np

from custom_components.homeiq.mine.conditions.rested import RESTS, Rested

_SECONDS = st.one_of(st.floats(0, 100_000), st.sampled_from(RESTS), st.just(-np.inf), st.just(np.inf))


@given(st.lists(st.tuples(_SECONDS, st.booleans())))
def test_what_is_counted_in_one_go_is_what_holds_at_each_moment(moments: list[tuple[float, bool]]) -> None:
    hit = np.array([is_hit for _, is_hit in moments], dtype=np.bool_)
    rested = Rested(entity_id="light.hall", state="off", seconds=np.array([seconds for seconds, _ in moments]))

    hits, counts = rested.counts(hit)

    holds = [rested.holds(place) for place in range(len(RESTS))]
    assert counts.tolist() == [int(one.sum()) for one in holds]
    assert hits.tolist() == [int((one & hit).sum()) for one in holds]
