from collections.abc import Iterator

import pytest

from custom_components.homeiq.telemetry.metrics import Metrics


def clock(*seconds: float) -> Iterator[float]:
    yield from seconds


def test_counters_add_up_by_tag() -> None:
    metrics = Metrics()

    metrics.count("events", 3, cause="person")
    metrics.count("events", cause="person")
    metrics.count("events", cause="device", area="hall")
    metrics.count("runs")

    assert dict(metrics.figures()) == {"events{cause=person}": 4, "events{area=hall,cause=device}": 1, "runs": 1}


def test_a_counter_never_falls() -> None:
    with pytest.raises(ValueError, match="events can't be counted down"):
        Metrics().count("events", -1)


def test_a_gauge_keeps_the_newest_value() -> None:
    metrics = Metrics()

    metrics.gauge("queued", 7)
    metrics.gauge("queued", 2)

    assert dict(metrics.figures()) == {"queued": 2}


def test_a_timer_adds_up_seconds_and_counts() -> None:
    metrics = Metrics(clock=clock(10.0, 10.5, 20.0, 22.0).__next__)

    with metrics.timer("learn", stage="mine"):
        pass
    with metrics.timer("learn", stage="mine"):
        pass

    assert dict(metrics.figures()) == {"learn_seconds{stage=mine}": 2.5, "learn_count{stage=mine}": 2}


def test_a_block_that_fails_is_timed_as_well() -> None:
    metrics = Metrics(clock=clock(1.0, 4.0).__next__)

    with pytest.raises(LookupError), metrics.timer("learn"):
        raise LookupError

    assert dict(metrics.figures()) == {"learn_seconds": 3.0, "learn_count": 1}


def test_figures_already_taken_do_not_change() -> None:
    metrics = Metrics()
    before = metrics.figures()

    metrics.count("events")

    assert dict(before) == {}
