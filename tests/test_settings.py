from datetime import time
from typing import Any

import pytest

from custom_components.homeiq.settings import OPTIONS, Option, Preset, Settings, SettingsError, known_of, with_renamed
from custom_components.homeiq.settings.kinds import Flag, Share, Whole


def test_no_options_are_a_working_home() -> None:
    assert Settings.from_options({}) == Settings()


@pytest.mark.parametrize("option", OPTIONS.values(), ids=OPTIONS)
def test_a_default_is_a_value_that_people_could_set(option: Option) -> None:
    assert option.parse(option.default) == option.default


@pytest.mark.parametrize("option", OPTIONS.values(), ids=OPTIONS)
def test_every_option_is_in_force_under_its_own_name(option: Option) -> None:
    section = getattr(Settings.from_options({option.section: {option.key: option.default}}), option.section)

    assert getattr(section, option.key) == option.default


@pytest.mark.parametrize(
    ("kind", "value", "kept"),
    [(Whole(1, 3), 3.0, 3), (Whole(1, 3), 1, 1), (Share(), 1, 1.0), (Flag(), False, False)],
)
def test_what_forms_send_becomes_what_the_settings_hold(kind: Whole | Share | Flag, value: Any, kept: Any) -> None:
    parsed = kind.parse(value)

    assert (parsed, type(parsed)) == (kept, type(kept))


def test_what_people_write_freely_is_private() -> None:
    private = {name for name, option in OPTIONS.items() if option.is_private and not name.startswith("scope.")}

    assert private == {
        "learning.excluded_users",
        "learning.machine_users",
        "thresholds.time_of_day_min_occurrences_overrides",
        "thresholds.time_of_day_confidence_overrides",
        "thresholds.co_occurrence_min_support_overrides",
        "thresholds.co_occurrence_confidence_overrides",
        "influxdb.attributes",
        "notifications.targets",
        "ai.entity_id",
        "context.weather",
        "context.workday",
        "context.sensors",
    }


def test_options_win_over_defaults() -> None:
    settings = Settings.from_options(
        {
            "learning": {"preset": "eager", "ai_titles": True},
            "thresholds": {"time_of_day_min_occurrences_overrides": {"fan": 3}},
            "schedule": {"nightly_time": "04:30:00"},
            "scope": {"exclude_domains": ["camera"]},
        }
    )

    assert settings.learning.preset == Preset.EAGER
    assert settings.thresholds.time_of_day_min_occurrences_overrides == {"fan": 3}
    assert settings.schedule.nightly_time == time(4, 30)
    assert settings.scope.exclude_domains == ("camera",)


@pytest.mark.parametrize(
    ("options", "field"),
    [
        ({"colour": {}}, "colour"),
        ({"learning": 3}, "learning"),
        ({"learning": {"speed": 3}}, "learning.speed"),
        ({"learning": {"history_days": 2}}, "learning.history_days"),
        ({"learning": {"history_days": True}}, "learning.history_days"),
        ({"learning": {"ai_titles": "yes"}}, "learning.ai_titles"),
        ({"ai": {"entity_id": "light.hall"}}, "ai.entity_id"),
        ({"context": {"weather": "sensor.hall"}}, "context.weather"),
        ({"context": {"workday": "light.hall"}}, "context.workday"),
        ({"ai": {"calls_per_day": -1}}, "ai.calls_per_day"),
        ({"scope": {"exclude_domains": "camera"}}, "scope.exclude_domains"),
        ({"thresholds": {"co_occurrence_confidence": 1.2}}, "thresholds.co_occurrence_confidence"),
        ({"thresholds": {"co_occurrence_confidence_overrides": [1]}}, "thresholds.co_occurrence_confidence_overrides"),
        ({"storage": {"profile": "huge"}}, "storage.profile"),
        ({"schedule": {"nightly_time": "25:00"}}, "schedule.nightly_time"),
        ({"notifications": {"targets": "notify.phone"}}, "notifications.targets"),
        ({"notifications": {"per_week": 51}}, "notifications.per_week"),
        ({"notifications": {"digest_day": "someday"}}, "notifications.digest_day"),
        ({"notifications": {"quiet_from": "late"}}, "notifications.quiet_from"),
    ],
)
def test_a_value_that_makes_no_sense_is_named(options: dict[str, Any], field: str) -> None:
    with pytest.raises(SettingsError) as error:
        Settings.from_options(options)

    assert error.value.field == field


def test_what_only_another_version_has_is_left_out_and_what_makes_no_sense_is_not() -> None:
    stored = {
        "learning": {"preset": "eager", "speed": 3},
        "storage": {"acts_days": 5},
        "scope": ["light"],
        "moods": {"blue": True},
    }

    assert known_of(stored) == {"learning": {"preset": "eager"}, "storage": {"acts_days": 5}, "scope": ["light"]}


def test_what_is_renamed_is_renamed_wherever_options_name_entities() -> None:
    options = {
        "scope": {
            "include_entities": ["light.a", "light.b"],
            "exclude_entities": ["light.b", "light.c"],
            "include_globs": ["light.a"],
        },
        "notifications": {"targets": ["notify.phone", "notify.mobile_app_phone"], "per_week": 2},
        "ai": {"entity_id": "ai_task.old"},
        "context": {"sensors": ["sensor.old"]},
        "schedule": {"nightly": False},
    }
    renames = {
        "light.a": "light.b",
        "light.b": "light.a",
        "notify.phone": "notify.ann",
        "ai_task.old": "ai_task.new",
        "sensor.old": "sensor.new",
    }

    renamed = with_renamed(options, renames)

    assert renamed == {
        "scope": {
            "include_entities": ["light.b", "light.a"],
            "exclude_entities": ["light.a", "light.c"],
            "include_globs": ["light.a"],
        },
        "notifications": {"targets": ["notify.ann", "notify.mobile_app_phone"], "per_week": 2},
        "ai": {"entity_id": "ai_task.new"},
        "context": {"sensors": ["sensor.new"]},
        "schedule": {"nightly": False},
    }
    assert options["ai"] == {"entity_id": "ai_task.old"}


@pytest.mark.parametrize("options", [{}, {"ai": {"names": True}}, {"ai": {"entity_id": None}}, {"scope": {}}])
def test_options_that_name_none_of_it_stay_as_they_are(options: dict[str, Any]) -> None:
    assert with_renamed(options, {"light.a": "light.b"}) == options
