import pytest

from custom_components.homeiq.telemetry.families import BOUNDS, SERIES, Buckets, Family, to_json, to_text


def a_counter(label: str = "") -> Family:
    return Family(name="homeiq_answers_total", kind="counter", help="Answers.", label=label)


def a_histogram() -> Family:
    return Family(name="homeiq_answer_seconds", kind="histogram", help="How long.", label="door")


def test_a_counter_is_told_as_prometheus_wants_it() -> None:
    family = a_counter("status")
    family.count("2xx", 2)
    family.count('4"x\\\n')

    assert to_text([family]) == (
        "# HELP homeiq_answers_total Answers.\n"
        "# TYPE homeiq_answers_total counter\n"
        'homeiq_answers_total{status="2xx"} 2\n'
        'homeiq_answers_total{status="4\\"x\\\\\\n"} 1\n'
    )


def test_a_histogram_has_its_buckets_added_up() -> None:
    family = a_histogram()
    for seconds in (0.001, 0.0011, 2.0, 9_999.0):
        family.observe(seconds, "http")

    lines = to_text([family]).splitlines()[2:]

    assert len(lines) == len(BOUNDS) + 3
    assert lines[:2] == [
        'homeiq_answer_seconds_bucket{door="http",le="0.001"} 1',
        'homeiq_answer_seconds_bucket{door="http",le="0.0025"} 2',
    ]
    assert lines[-4:] == [
        'homeiq_answer_seconds_bucket{door="http",le="1800"} 3',
        'homeiq_answer_seconds_bucket{door="http",le="+Inf"} 4',
        'homeiq_answer_seconds_sum{door="http"} 10001.0021',
        'homeiq_answer_seconds_count{door="http"} 4',
    ]


@pytest.mark.parametrize(("share", "bound"), [(0.5, 0.001), (0.9, 0.1), (0.99, 5.0), (1.0, 5.0)])
def test_quantiles_are_the_bounds_within_which_they_lie(share: float, bound: float) -> None:
    buckets = Buckets()
    for seconds, times in ((0.001, 60), (0.08, 35), (4.0, 5)):
        for _ in range(times):
            buckets.add(seconds)

    assert buckets.quantile(share) == bound


def test_nothing_and_what_is_beyond_all_bounds_have_no_quantile() -> None:
    beyond = Buckets()
    beyond.add(1e9)

    assert (Buckets().quantile(0.5), beyond.quantile(0.5)) == (None, None)


def test_json_tells_counts_and_quantiles() -> None:
    family = a_histogram()
    family.observe(0.02, "http")

    assert to_json([a_counter(), family]) == [
        {"name": "homeiq_answers_total", "type": "counter", "help": "Answers.", "series": []},
        {
            "name": "homeiq_answer_seconds",
            "type": "histogram",
            "help": "How long.",
            "series": [{"labels": {"door": "http"}, "count": 1, "sum": 0.02, "p50": 0.025, "p90": 0.025, "p99": 0.025}],
        },
    ]


def test_more_labels_than_anybody_chose_are_counted_together() -> None:
    family = a_counter("status")

    for number in range(3 * SERIES):
        family.count(str(number))

    assert len(family.values) == SERIES
    assert family.values["other"] == 2 * SERIES + 1
