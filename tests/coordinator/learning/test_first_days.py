"""What a home shows that is new to HomeIQ, until it has something to suggest."""

from datetime import UTC, datetime, timedelta

from freezegun.api import FrozenDateTimeFactory
from homeassistant.core import HomeAssistant
import pytest

from custom_components.homeiq.coordinator.learning.first_days import first_days
from custom_components.homeiq.model.event import Cause
from custom_components.homeiq.model.overview import HomeData, ImportProgress
from custom_components.homeiq.model.progress import Progress
from custom_components.homeiq.settings import Settings
from tests.evenings import async_live
from tests.followed import followed
from tests.homes import async_publish, async_refresh, async_set_up
from tests.offers import a_suggestion
from tests.test_sensor import attributes_of, state_of

STATUS = "sensor.homeiq_analysis_status"
BEGAN = datetime(2026, 11, 28, 22, tzinfo=UTC)


def at(days: float) -> datetime:
    return BEGAN + timedelta(days=days)


@pytest.mark.parametrize(("days", "day"), [(0, 1), (0.1, 2), (2, 3), (9, 10)])
def test_a_day_is_one_of_the_calendar(days: float, day: int) -> None:
    where = first_days(HomeData(), Settings(), at(days), BEGAN)

    assert where == Progress(day=day, needed=10, first_on=datetime(2026, 12, 8, tzinfo=UTC).date())


def test_history_that_is_older_than_homeiq_counts() -> None:
    where = first_days(HomeData(recorded_since=at(-3).timestamp()), Settings(), at(0), BEGAN)

    assert where
    assert where.day == 4


def test_a_clock_that_was_put_back_makes_it_the_first_day() -> None:
    where = first_days(HomeData(recorded_since=at(3).timestamp()), Settings(), at(0), BEGAN)

    assert where
    assert where.day == 1


def test_who_wants_to_be_surer_waits_longer() -> None:
    where = first_days(HomeData(), Settings.from_options({"learning": {"preset": "cautious"}}), at(11), BEGAN)

    assert where
    assert (where.day, where.needed) == (12, 15)


@pytest.mark.parametrize(
    ("data", "days"),
    [
        (HomeData(suggestions=(a_suggestion(),)), 1),
        (HomeData(followed=(followed("one"),)), 1),
        (HomeData(), 10),
    ],
)
def test_it_is_over_with_the_first_suggestion_or_when_the_days_are(data: HomeData, days: int) -> None:
    assert first_days(data, Settings(), at(days), BEGAN) is None


@pytest.mark.parametrize(
    ("language", "told"),
    [
        ("en", "Learning: day 3 of about 10, first suggestions around 8 December"),
        ("de", "Lernt noch: Tag 3 von etwa 10, erste Vorschläge um den 8. Dezember"),
        ("ja", "Learning: day 3 of about 10, first suggestions around 8 December"),
    ],
)
async def test_the_status_says_how_long_it_takes(
    hass: HomeAssistant, freezer: FrozenDateTimeFactory, language: str, told: str
) -> None:
    hass.config.language = language
    await hass.config.async_set_time_zone("UTC")
    freezer.move_to(BEGAN)
    entry = await async_set_up(hass)

    freezer.move_to(at(2))
    await async_publish(hass, entry)

    shown = attributes_of(hass, STATUS)
    assert (shown["learning"], shown["day"], shown["days"]) == (told, 3, 10)
    assert str(shown["first_suggestions"]) == "2026-12-08"


async def test_with_something_to_suggest_the_status_says_no_more_of_it(hass: HomeAssistant) -> None:
    entry = await async_set_up(hass)

    await async_publish(hass, entry, suggestions=(a_suggestion(),))

    assert "learning" not in attributes_of(hass, STATUS)


async def test_days_that_were_there_before_are_known_after_a_run(hass: HomeAssistant) -> None:
    since = (datetime.now(UTC) - timedelta(days=4)).timestamp()
    await async_live(hass, [(since, "light.hall", "on", Cause.PERSON)])
    entry = await async_set_up(hass)

    await async_refresh(hass, entry.runtime_data)

    assert attributes_of(hass, STATUS)["day"] == 5


@pytest.mark.parametrize(
    ("progress", "shown"),
    [
        (None, "unknown"),
        (ImportProgress(days_done=0, days_total=0, events=0, running=True), "unknown"),
        (ImportProgress(days_done=3, days_total=9, events=20, running=True), "33"),
        (ImportProgress(days_done=9, days_total=9, events=60, running=False), "100"),
    ],
)
async def test_an_import_is_followed_in_percent(
    hass: HomeAssistant, progress: ImportProgress | None, shown: str
) -> None:
    entry = await async_set_up(hass)

    await async_publish(hass, entry, history_import=progress)

    assert state_of(hass, "sensor.homeiq_import_progress") == shown


async def test_a_home_where_nobody_acts_has_too_little_to_learn_from(hass: HomeAssistant) -> None:
    now = datetime.now(UTC).timestamp()
    motion = [
        (now - 600 * number, "binary_sensor.hall", "on" if number % 2 else "off", Cause.DEVICE) for number in range(99)
    ]
    await async_live(hass, motion)
    entry = await async_set_up(hass)

    await async_refresh(hass, entry.runtime_data)

    assert state_of(hass, STATUS) == "no_data"
    assert entry.runtime_data.data.last_run.events == 99
