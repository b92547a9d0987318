"""How much is measured: all of it, a rough idea within a minute, or hardly anything, for the tests."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Size:
    """How much is measured.

    Attributes:
        listener_pairs: how often listeners take turns.
        listener_writes: changes of state in each of these turns; a multiple of 1,000.
        body_pairs: how often the listener's body and an empty one take turns.
        pairs: how often HomeIQ, the recorder and core's ``influxdb`` take turns.
        rates: events a second; None is as many as go.
        ingest_seconds: how long a turn at a steady rate is.
        hurry: events of a turn as fast as they go; a multiple of 100.
        burst_rate: events a second of a burst.
        burst_seconds: how long it is.
        storage_days: days of the mix that are stored.
        recorder_events: events that the recorder hears, to see how large they are.
        archive_days: days in the database that columns and queries are measured on.
        past_days: days in the recorder's database.
        readings: how often everything is read; the median counts.
        query_seconds: how long each kind of query is asked.
        wear_events: events stored to see how much goes to the disk.
        recorder_wear_events: likewise, by the recorder.
        influx_points: points sent.
        memory_turns: how often Home Assistant boots with HomeIQ and without.
        memory_seconds: how long it is left alone before its memory is looked at.
        growth_days: ages at which a growing database is measured.
        learn_events: numbers of events that are learned from.
        night_days: how many days the nights of a week look back.
        night_events: likewise, events of the home in which everything happens at random.
        serve_days: days in the database of the Home Assistant that many ask.
        serve_seconds: how long it is left alone, and how long it is asked.
        soak_seconds: how long a steady rate is held.
        soak_rate: events a second.
    """

    listener_pairs: int
    listener_writes: int
    body_pairs: int
    pairs: int
    rates: tuple[float | None, ...]
    ingest_seconds: float
    hurry: int
    burst_rate: float
    burst_seconds: float
    storage_days: int
    recorder_events: int
    archive_days: int
    past_days: int
    readings: int
    query_seconds: float
    wear_events: int
    recorder_wear_events: int
    influx_points: int
    memory_turns: int
    memory_seconds: float
    growth_days: tuple[int, ...]
    learn_events: tuple[int, ...]
    night_days: int
    night_events: int
    serve_days: int
    serve_seconds: float
    soak_seconds: float
    soak_rate: float


FULL = Size(
    listener_pairs=30,
    listener_writes=5000,
    body_pairs=200,
    pairs=10,
    rates=(100, 500, 1000, 5000, None),
    ingest_seconds=4,
    hurry=10_000,
    burst_rate=20_000,
    burst_seconds=5,
    storage_days=7,
    recorder_events=50_000,
    archive_days=90,
    past_days=7,
    readings=5,
    query_seconds=10,
    wear_events=1_000_000,
    recorder_wear_events=10_000,
    influx_points=300_000,
    memory_turns=3,
    memory_seconds=15,
    growth_days=(47, 155, 466),
    learn_events=(10_000, 100_000, 1_000_000, 10_000_000),
    night_days=90,
    night_events=1_000_000,
    serve_days=90,
    serve_seconds=30,
    soak_seconds=3600,
    soak_rate=1000,
)
QUICK = Size(
    listener_pairs=6,
    listener_writes=2000,
    body_pairs=60,
    pairs=2,
    rates=(1000, None),
    ingest_seconds=1,
    hurry=2000,
    burst_rate=20_000,
    burst_seconds=0.5,
    storage_days=2,
    recorder_events=3000,
    archive_days=5,
    past_days=1,
    readings=2,
    query_seconds=0.8,
    wear_events=100_000,
    recorder_wear_events=1500,
    influx_points=30_000,
    memory_turns=1,
    memory_seconds=2,
    growth_days=(3, 10),
    learn_events=(10_000, 100_000),
    night_days=28,
    night_events=100_000,
    serve_days=5,
    serve_seconds=8,
    soak_seconds=60,
    soak_rate=1000,
)
TINY = Size(
    listener_pairs=2,
    listener_writes=1000,
    body_pairs=3,
    pairs=2,
    rates=(1000, None),
    ingest_seconds=0.1,
    hurry=200,
    burst_rate=20_000,
    burst_seconds=0.02,
    storage_days=1,
    recorder_events=500,
    archive_days=1,
    past_days=1,
    readings=1,
    query_seconds=0.2,
    wear_events=2000,
    recorder_wear_events=200,
    influx_points=2000,
    memory_turns=1,
    memory_seconds=0.5,
    growth_days=(1, 2),
    learn_events=(2000,),
    night_days=7,
    night_events=2000,
    serve_days=1,
    serve_seconds=1.5,
    soak_seconds=2,
    soak_rate=200,
)
SIZES = {"full": FULL, "quick": QUICK, "tiny": TINY}
