"""What hearing and storing costs, for people, and what it aims at."""

from collections.abc import Iterator
from itertools import chain

from .section import Aim, Measured, at_least, at_most, number, table, times_less

_LABELS = {
    "none": "nobody (in all)",
    "empty": "a callback that does nothing",
    "homeiq": "HomeIQ",
    "recorder": "the recorder",
    "influxdb": "core's influxdb",
}


def ingest_tables(measured: Measured) -> Iterator[str]:
    """Return a table for each rate, and what was counted at both ends."""
    yield from (_of_rate(figures) for figures in measured["ingest_rates"])
    ingest, burst = measured["ingest"], measured["ingest_burst"]
    rows = [
        (_LABELS[name], number(counted["events"]), number(counted["stored"]), counted["disk_bytes_per_event"] or "")
        for name, counted in ingest["counted"].items()
    ]
    yield table(("counted at both ends", "changes of state", "stored", "bytes on disk, an event"), rows)
    yield (
        f"Core's influxdb writes to {ingest['server']} in another process. A burst of {number(burst['events'])} events"
        f" at {number(burst['events_per_s'])} a second was stored {burst['settled_seconds']} s after it began, loop lag"
        f" p99 {burst['lag_p99_ms']} ms."
    )


def ingest_aims(measured: Measured) -> Iterator[Aim]:
    """Compare with the others of the same run."""
    ingest = measured["ingest"]
    ours, rate = ingest["homeiq"], _words_of(ingest["rate"])
    yield at_most(f"listener, main thread, above no listener, {rate}", 6, ours["main_us"], "µs")
    yield at_most(f"stored and flushed, whole process, {rate}", 10, ours["process_us"], "µs an event")
    yield times_less("stored and flushed, than the recorder", 20, ours["process_us"], ingest["recorder"]["process_us"])
    if influxdb := ingest.get("influxdb"):
        yield times_less("stored and flushed, than core's influxdb", 7, ours["process_us"], influxdb["process_us"])
    yield at_most(f"loop lag p99, above no listener, {rate}", 0.5, ours["lag_p99_ms"], "ms")
    yield from chain.from_iterable(
        _of_haste(figures) for figures in measured["ingest_rates"] if figures["rate"] == "max"
    )
    lost = sum(counted["events"] - counted["stored"] for counted in [ingest["counted"]["homeiq"]])
    yield at_most("events lost, at all rates and in a burst of 20,000 a second", 0, lost, "events")


def _words_of(rate: float | str) -> str:
    """Say a rate of events a second; ``max`` is none."""
    return f"at {number(rate)} events a second" if isinstance(rate, (int, float)) else "as fast as it goes"


def _of_haste(figures: Measured) -> Iterator[Aim]:
    ours, recorder, ceiling = (figures[name]["events_per_s"] for name in ("homeiq", "recorder", "empty"))
    yield at_least("intake as fast as it goes, the recorder's being 1", 10, ours / recorder, "")
    yield at_least("the same, a callback that does nothing being 1", 0.7, ours / ceiling, "")


def _of_rate(figures: Measured) -> str:
    rate = "as fast as it goes" if figures["rate"] == "max" else f"{number(figures['rate'])} a second"
    header = (
        f"{rate}, {figures['pairs']} pairs of {number(figures['events'])} events",
        "main thread, µs an event",
        "process, µs an event",
        "loop lag p99, ms",
        "stored, events/s",
        "bytes written, an event",
        "memory, bytes an event",
    )
    rows = [_row(label, figures[name]) for name, label in _LABELS.items() if name in figures]
    return table(header, rows)


def _row(label: str, cost: Measured) -> tuple[object, ...]:
    return (
        label,
        _with_quartiles(cost, "main_us"),
        _with_quartiles(cost, "process_us"),
        cost["lag_p99_ms"],
        number(cost["events_per_s"]),
        number(cost["written_bytes_per_event"]),
        number(cost["memory_bytes_per_event"]),
    )


def _with_quartiles(cost: Measured, name: str) -> str:
    return "{} ({} to {})".format(cost[name], *cost[f"{name}_quartiles"])
