from tools.demo.table import table

SUGGESTION = {
    "title": "Turn on Kitchen light at 06:45 on workdays",
    "confidence": 0.925,
    "backtest": {"days": 40, "runs": 40, "hits": 37, "saved": 37, "idle": 0, "wrong": 3, "misses": 1},
}


def test_a_suggestion_is_a_line_below_the_header() -> None:
    line = table([SUGGESTION]).splitlines()[2]

    assert line.split() == [
        "1",
        *["Turn", "on", "Kitchen", "light", "at", "06:45", "on", "workdays"],
        "92%",
        *["37", "of", "40", "right,", "1", "missed,", "40", "days"],
    ]


def test_a_long_title_goes_on_in_the_next_line() -> None:
    lines = table([SUGGESTION | {"title": "Turn on " + "the very long name of a lamp " * 3}]).splitlines()

    assert len(lines) == 4
    assert lines[3].strip().endswith("name of a lamp")


def test_no_suggestions_leave_the_header() -> None:
    assert len(table([]).splitlines()) == 2
