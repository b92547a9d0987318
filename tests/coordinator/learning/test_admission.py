import pytest

from custom_components.homeiq.coordinator.learning.admission import Circumstances, Refusal, find_refusal

NOON = 1_700_000_000.0
HOUR = 3600.0
NEW = Circumstances()
RUNNING = Circumstances(is_running=True)
NOT_READY = Circumstances(is_ready=False, is_running=True)
ASKED = Circumstances(last_accepted_at=NOON)
AI_USED = Circumstances(last_accepted_at=NOON, last_ai_success_at=NOON)
AI_FREE = Circumstances(last_ai_success_at=NOON, ai_cooldown_hours=0)


@pytest.mark.parametrize(
    ("standing", "seconds_later", "uses_ai", "refusal"),
    [
        (NEW, 0, False, None),
        (NEW, 0, True, None),
        (RUNNING, 0, False, "running"),
        (RUNNING, 0, True, "running"),
        (NOT_READY, 0, False, "not_ready"),
        (ASKED, 0, False, "cooldown"),
        (ASKED, 59.9, False, "cooldown"),
        (ASKED, 59.9, True, "cooldown"),
        (ASKED, 60, False, None),
        (ASKED, 60, True, None),
        (AI_USED, 30, True, "cooldown"),
        (AI_USED, 60, False, None),
        (AI_USED, 60, True, "ai_cooldown"),
        (AI_USED, 24 * HOUR - 1, True, "ai_cooldown"),
        (AI_USED, 24 * HOUR, True, None),
        (AI_FREE, 0, True, None),
    ],
)
def test_a_request_is_judged_by_what_it_meets(
    standing: Circumstances,
    seconds_later: float,
    uses_ai: bool,  # noqa: FBT001 - a column of the table
    refusal: Refusal | None,
) -> None:
    assert find_refusal(standing, now=NOON + seconds_later, uses_ai=uses_ai) == refusal


@pytest.mark.parametrize(
    ("standing", "without_ai", "with_ai"),
    [
        (NEW, 0, 0),
        (ASKED, NOON + 60, NOON + 60),
        (AI_USED, NOON + 60, NOON + 24 * HOUR),
        (AI_FREE, 0, NOON),
    ],
)
def test_it_is_known_when_the_next_request_is_allowed(
    standing: Circumstances, without_ai: float, with_ai: float
) -> None:
    assert (standing.next_refresh_at, standing.next_ai_refresh_at) == (without_ai, with_ai)
