from typing import Any

from homeassistant.core import HomeAssistant
from homeassistant.exceptions import HomeAssistantError
from homeassistant.setup import async_setup_component
from homeassistant.util import dt as dt_util
import pytest

from custom_components.homeiq.coordinator import HomeIQCoordinator
from custom_components.homeiq.coordinator.learning import analysis
from custom_components.homeiq.coordinator.learning.analysis import async_without_refused
from custom_components.homeiq.coordinator.telling.language import read_words
from custom_components.homeiq.learn import learn
from custom_components.homeiq.model.habits.known import Known
from custom_components.homeiq.model.habits.lesson import Lesson
from custom_components.homeiq.model.habits.suggestion import Decision, DecisionKind, Learned
from custom_components.homeiq.model.run import RefreshRequest
from custom_components.homeiq.suggest.offered import find_settled
from tests.evenings import async_live, evenings, query
from tests.homes import async_remember, async_set_up
from tests.offers import a_suggestion
from tools.integration import LANGUAGES

NOON = 1_700_000_000.0


def a_decision(verdict: DecisionKind, until: float | None = None) -> Decision:
    return Decision(signature="s", verdict=verdict, decided_at=NOON, until=until)


@pytest.mark.parametrize(
    ("decision", "is_settled"),
    [
        (a_decision(DecisionKind.ACCEPTED), True),
        (a_decision(DecisionKind.DISMISSED), True),
        (a_decision(DecisionKind.SNOOZED, NOON + 1), True),
        (a_decision(DecisionKind.SNOOZED, NOON), False),
        (a_decision(DecisionKind.SNOOZED), False),
    ],
)
def test_a_decision_settles_a_suggestion_for_as_long_as_it_says(
    decision: Decision,
    is_settled: bool,  # noqa: FBT001 - a column of the table
) -> None:
    assert ("s" in find_settled({"s": decision}, NOON)) is is_settled


async def test_what_home_assistant_would_refuse_is_not_offered(hass: HomeAssistant) -> None:
    await async_setup_component(hass, "automation", {})
    good = a_suggestion()
    bad = a_suggestion(automation={**good.automation, "triggers": [{"trigger": "telepathy"}]})

    assert await async_without_refused(hass, [bad, good]) == (good,)


def test_every_language_has_words() -> None:
    english = set(read_words("en").templates)

    for language in (*LANGUAGES, "tlh"):
        assert set(read_words(language).templates) == english


async def test_a_refresh_that_the_database_prevents_is_an_error_and_the_next_can_begin(hass: HomeAssistant) -> None:
    coordinator: HomeIQCoordinator = (await async_set_up(hass)).runtime_data
    query(hass, "ALTER TABLE analysis_run_status RENAME TO lost")

    with pytest.raises(HomeAssistantError) as failed:
        await coordinator.async_request_refresh_run(RefreshRequest(requested_at=dt_util.utcnow().timestamp()))

    assert failed.value.translation_key == "database_unusable"
    assert not coordinator.data.is_running


async def test_a_run_whose_end_cannot_be_noted_is_over_all_the_same(
    hass: HomeAssistant, caplog: pytest.LogCaptureFixture
) -> None:
    await async_live(hass, evenings())
    coordinator: HomeIQCoordinator = (await async_set_up(hass)).runtime_data
    await coordinator.async_request_refresh_run(RefreshRequest(requested_at=dt_util.utcnow().timestamp()))
    query(hass, "ALTER TABLE analysis_run_status RENAME TO lost")

    await hass.async_block_till_done(wait_background_tasks=True)

    assert "Work in the background (refresh) was cut off" in caplog.text
    assert not coordinator.data.is_running


async def test_a_word_that_cannot_be_kept_is_an_error_and_changes_nothing(hass: HomeAssistant) -> None:
    await async_remember(hass, a_suggestion())
    coordinator: HomeIQCoordinator = (await async_set_up(hass)).runtime_data
    before = coordinator.data.suggestions
    query(hass, "ALTER TABLE decisions RENAME TO lost")

    with pytest.raises(HomeAssistantError, match=r"database_unusable|can't be used"):
        await coordinator.decisions.dismissing.async_dismiss(before[0].signature, None, None)

    assert coordinator.data.suggestions == before


async def test_a_run_hands_what_earlier_days_taught_on_to_the_next_one(
    hass: HomeAssistant, monkeypatch: pytest.MonkeyPatch
) -> None:
    await async_live(hass, evenings())
    coordinator: HomeIQCoordinator = (await async_set_up(hass)).runtime_data
    taught: list[tuple[Lesson, ...]] = []

    def learn_and_note(*asked: Any, known: Known, **more: Any) -> Learned:
        taught.append(known.lessons)
        return learn(*asked, known=known, **more)

    monkeypatch.setattr(analysis, "learn", learn_and_note)
    for hour in range(2):
        requested_at = dt_util.utcnow().timestamp() + 3600 * hour
        await coordinator.async_request_refresh_run(RefreshRequest(requested_at=requested_at))
        await hass.async_block_till_done(wait_background_tasks=True)

    assert [bool(lessons) for lessons in taught[-2:]] == [False, True]


async def test_a_run_knows_what_the_last_one_suggested_also_after_a_start(
    hass: HomeAssistant, monkeypatch: pytest.MonkeyPatch
) -> None:
    await async_live(hass, evenings())
    entry = await async_set_up(hass)
    known_to: list[Known] = []

    def learn_and_note(*asked: Any, known: Known, **more: Any) -> Learned:
        known_to.append(known)
        return learn(*asked, known=known, **more)

    monkeypatch.setattr(analysis, "learn", learn_and_note)

    async def learn_at(hour: int) -> None:
        requested_at = dt_util.utcnow().timestamp() + 3600 * hour
        await entry.runtime_data.async_request_refresh_run(RefreshRequest(requested_at=requested_at))
        await hass.async_block_till_done(wait_background_tasks=True)

    await learn_at(0)
    suggested = [one.signature for one in entry.runtime_data.data.suggestions]
    await learn_at(1)
    await hass.config_entries.async_reload(entry.entry_id)
    await learn_at(2)

    assert suggested
    assert [[one.pattern.signature for one in known.shown or ()] for known in known_to[-2:]] == [suggested, suggested]
