import pytest

from tools.home_assistant.log import LogError, problems

STAMP = "2026-11-23 11:37:15.426"


@pytest.mark.parametrize("zone", ["", "+00:00", "-03:30"])
def test_a_warning_about_the_integration_is_found(zone: str) -> None:
    line = f"{STAMP}{zone} WARNING (MainThread) [homeassistant.core] Update of sensor.homeiq_cpu is slow"

    assert problems([line], about="homeiq") == [line]


def test_a_log_that_is_written_in_another_way_is_no_log_without_problems() -> None:
    lines = ["Starting", "2026-11-23 11:37:15Z | WARNING | homeiq | Update of sensor.homeiq_cpu is slow"]

    with pytest.raises(LogError, match="Update of sensor"):
        problems(lines, about="homeiq")


def test_an_error_brings_its_traceback() -> None:
    lines = [
        f"{STAMP} ERROR (MainThread) [homeassistant] Error doing job",
        "Traceback (most recent call last):",
        '  File "/config/custom_components/homeiq/coordinator.py", line 1, in run',
    ]

    assert problems(lines, about="homeiq") == ["\n".join(lines)]


def test_an_error_of_somebody_else_is_none_of_ours() -> None:
    lines = [
        f"{STAMP} ERROR (MainThread) [haffmpeg.core] FFmpeg fails",
        '  File "/home/me/.cache/homeiq/python3.14/lib/subprocess.py", line 1990, in _execute_child',
    ]

    assert problems(lines, about="homeiq") == []


def test_what_is_said_of_every_custom_integration_is_no_problem() -> None:
    line = (
        f"{STAMP} WARNING (SyncWorker_0) [homeassistant.loader] We found a custom integration homeiq which has not been"
        " tested by Home Assistant"
    )

    assert problems([line], about="homeiq") == []


def test_information_is_no_problem() -> None:
    line = f"{STAMP} INFO (MainThread) [custom_components.homeiq] Imported 8 days"

    assert problems([line], about="homeiq") == []


def test_lines_before_the_first_entry_are_left_out() -> None:
    assert problems(["homeiq says hello"], about="homeiq") == []
