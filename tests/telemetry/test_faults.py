from custom_components.homeiq.settings import Settings, SettingsError
from custom_components.homeiq.telemetry.faults import noted, without_words


def a_fault() -> BaseException:
    try:
        Settings.from_options({"schedule": {"nightly_time": "light.bedroom"}})
    except SettingsError as err:
        return err
    raise AssertionError


def test_an_error_is_noted_by_kind_and_place_without_its_words() -> None:
    note = noted(a_fault(), "disk_full")

    kind, _, place = note.partition(" in ")
    assert kind == "SettingsError (disk_full)"
    assert place.partition(":")[0] == "settings/options.py"
    assert without_words(note) == note


def test_an_error_from_elsewhere_has_no_place() -> None:
    assert noted(KeyError("light.bedroom")) == "KeyError"


def test_what_was_noted_with_words_loses_them() -> None:
    assert without_words("KeyError: 'light.bedroom'") == "KeyError"
    assert without_words("'Anna'") == "unknown"
