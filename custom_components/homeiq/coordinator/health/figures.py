"""The figures about HomeIQ that programs watch: what is counted as it happens, and what is known when they ask."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Mapping
import time
from typing import Any

from homeassistant.core import HomeAssistant, callback
from homeassistant.helpers.singleton import singleton
from homeassistant.util.hass_dict import HassKey

from ...cache import Cache, CacheCounts, Lifetime
from ...model.hooks import DeliveryAnswer
from ...model.overview import Health
from ...spent import SPENT
from ...telemetry.delivered import Delivered
from ...telemetry.families import Buckets, Family
from ...telemetry.resources import MEBIBYTE
from ...telemetry.samples import Samples

_SECONDS = "_seconds"
_TURNED = "Sensors and numbers of the weather that came to be told in another unit, by what became of their past."


class Figures:
    """What is counted for as long as Home Assistant runs, whatever is loaded anew meanwhile.

    Attributes:
        caches: by name.
        samples: what they were in the last day.
        delivered: what became of messages to webhooks.
        units: counts what came to be measured in another unit.
    """

    def __init__(self) -> None:
        """Begin at nothing."""
        self._requests = _counted(
            "homeiq_http_requests_total", "Answers over HTTP, by the class of their status.", "status"
        )
        self._answers = _timed(
            "homeiq_http_request_seconds", "How long an answer over HTTP took, by address.", "address"
        )
        self._commands = _timed(
            "homeiq_websocket_command_seconds", "How long the answer to a websocket command took.", "command"
        )
        self._refused = _counted(
            "homeiq_websocket_refused_total",
            "Websocket commands that were refused or failed, by the code of the error.",
            "code",
        )
        self._actions = _timed("homeiq_action_seconds", "How long an action took, also one that was refused.", "action")
        self._asked = _timed("homeiq_ai_call_seconds", "How long a question to the home's AI took.", "outcome")
        self._attempts = _timed(
            "homeiq_webhook_attempt_seconds",
            "How long an attempt to deliver a webhook took, by the class of its status or the trouble.",
            "outcome",
        )
        self._flushes = _timed("homeiq_flush_seconds", "How long a batch of events took to be written.")
        # There from the start: it is added to in the midst of anything, also of somebody's reading it.
        self._collections = Family(
            name="homeiq_garbage_collection_seconds",
            kind="histogram",
            help="How long all of Home Assistant stood still while Python looked through its objects for garbage.",
            buckets={"": Buckets()},
        )
        self._runs = _counted("homeiq_runs_total", "Analyses that ended.", "status")
        self._stages = _timed("homeiq_run_stage_seconds", "How long a stage of an analysis took.", "stage")

        self.units = _counted("homeiq_units_changed_total", _TURNED, "outcome")
        self.caches: dict[str, Cache[Hashable, Any]] = {}
        self.samples = Samples()
        self.delivered = Delivered()

    def sample(self, health: Health) -> None:
        """Remember the figures of now, where it is time for that; called at each look at the health."""
        now = time.time()
        if self.samples.is_due(now):
            self.samples.take(self.families(health), now)

    def cache(
        self,
        name: str,
        lifetime: Lifetime,
        weigh: Callable[[Any], int],
        clock: Callable[[], float] = time.monotonic,
    ) -> Cache[Hashable, Any]:
        """Return the cache of a name; what comes of asking it, and what it keeps, is among the figures."""
        if name not in self.caches:
            self.caches[name] = Cache(lifetime, clock, weigh)
        return self.caches[name]

    def note_request(self, address: str, status: int, seconds: float) -> None:
        """Count an answer over HTTP."""
        self._requests.count(f"{status // 100}xx")
        self._answers.observe(seconds, address)

    def note_command(self, command: str, seconds: float) -> None:
        """Count an answer to a websocket command."""
        self._commands.observe(seconds, command)

    def note_refusal(self, code: str) -> None:
        """Count a websocket command that was refused."""
        self._refused.count(code)

    def note_action(self, name: str, seconds: float) -> None:
        """Count an action that somebody called."""
        self._actions.observe(seconds, name)

    def note_question(self, outcome: str, seconds: float) -> None:
        """Count a question to the home's AI."""
        self._asked.observe(seconds, outcome)

    def note_attempt(self, answer: DeliveryAnswer) -> None:
        """Count an attempt to deliver something."""
        outcome = answer.trouble if answer.status is None else f"{answer.status // 100}xx"
        self._attempts.observe(answer.seconds, outcome or "")

    def note_batch(self, seconds: float) -> None:
        """Count a batch of events that is on disk."""
        self._flushes.observe(seconds)

    def note_collection(self, seconds: float) -> None:
        """Count a full collection of garbage; called in whichever thread that was, of all of them at most one."""
        self._collections.observe(seconds)

    def note_run(self, status: str, figures: Mapping[str, float]) -> None:
        """Count a run, with the seconds that its stages took."""
        self._runs.count(status)
        for name, seconds in figures.items():
            if name.endswith(_SECONDS):
                self._stages.observe(seconds, name.removesuffix(_SECONDS))

    def families(self, health: Health) -> tuple[Family, ...]:
        """Return all figures, those of the health as it was at the newest look."""
        doors = (self._requests, self._answers, self._commands, self._refused, self._actions, self._asked)
        runs, now = (self._runs, self._stages, self.units), time.time()
        counted = (self._flushes, self._collections, *doors, self._attempts, *runs)
        return (*_known(health, now), _processor(), *counted, *self.delivered.families(now), *self._cached())

    def _cached(self) -> tuple[Family, ...]:
        return (
            self._of_caches(
                "homeiq_cache_hits_total", "Questions that a cache had the answer to.", lambda one: one.hits
            ),
            self._of_caches("homeiq_cache_misses_total", "Questions that it had none to.", lambda one: one.misses),
            self._of_caches(
                "homeiq_cache_evicted_total", "Answers that went for want of room.", lambda one: one.evicted
            ),
        )

    def _of_caches(self, name: str, explained: str, figure: Callable[[CacheCounts], int]) -> Family:
        values = {cache: float(figure(one.counts)) for cache, one in self.caches.items()}
        return Family(name=name, kind="counter", help=explained, label="cache", values=values)


FIGURES: HassKey[Figures] = HassKey("homeiq_figures")


@singleton(FIGURES)
@callback
def async_figures(_hass: HomeAssistant) -> Figures:
    """Return the figures of this Home Assistant."""
    return Figures()


def _known(health: Health, now: float) -> tuple[Family, ...]:
    store = health.store
    oldest = min((one.since for one in health.details), default=now)
    return (
        _counter("homeiq_events_heard_total", "Events that were heard since HomeIQ was loaded.", health.heard),
        _counter("homeiq_events_dropped_total", "Events that were given up.", store.dropped),
        _counter("homeiq_events_written_total", "Events that were written since HomeIQ was loaded.", store.written),
        _counter("homeiq_batches_total", "Batches in which they were written.", store.batches),
        _counter("homeiq_write_errors_total", "Flushes that failed; their events are tried again.", store.write_errors),
        _counter(
            "homeiq_influx_refused_total", "Points that InfluxDB refused, each time.", health.influx_rejected or 0
        ),
        _counter("homeiq_ai_calls_total", "Questions to the home's AI, since midnight.", health.ai_calls),
        _gauge(
            "homeiq_queue_seconds",
            "How old the oldest event is that waits to be written; 0 where none does.",
            store.queue_seconds,
        ),
        # A clock that was set back makes nothing wrong since a time that is yet to come.
        _gauge(
            "homeiq_problem_seconds",
            "For how long something has been wrong; 0 where nothing is.",
            max(now - oldest, 0.0),
        ),
        _gauge("homeiq_database_bytes", "Size of the database, its write-ahead log included.", store.database_bytes),
        _gauge("homeiq_memory_bytes", "Resident memory of the whole of Home Assistant.", health.memory_mb * MEBIBYTE),
        _gauge("homeiq_kept_bytes", "About what HomeIQ itself keeps in memory.", health.kept_mb * MEBIBYTE),
        _gauge("homeiq_disk_free_bytes", "Room on the database's disk.", _bytes(health.disk_free_mb)),
        _gauge(
            "homeiq_short_pauses_seconds",
            "For how long old objects have been left out of Python's search for garbage; 0 where they are not.",
            _age(health.pauses.left_out_since, now),
        ),
    )


def _processor() -> Family:
    return Family(
        name="homeiq_cpu_seconds_total",
        kind="counter",
        help="Processor time that HomeIQ itself took, by part.",
        label="part",
        values=dict(SPENT.seconds),
    )


def _counted(name: str, explained: str, label: str) -> Family:
    return Family(name=name, kind="counter", help=explained, label=label)


def _timed(name: str, explained: str, label: str = "") -> Family:
    return Family(name=name, kind="histogram", help=explained, label=label)


def _counter(name: str, explained: str, value: float) -> Family:
    return Family(name=name, kind="counter", help=explained, values={"": value})


def _gauge(name: str, explained: str, value: float | None) -> Family:
    """Return a gauge; one that nobody knows the value of has none, for nought would be an alarm."""
    return Family(name=name, kind="gauge", help=explained, values={} if value is None else {"": value})


def _age(since: float | None, now: float) -> float:
    return 0.0 if since is None else max(now - since, 0.0)


def _bytes(mebibytes: float | None) -> float | None:
    return None if mebibytes is None else mebibytes * MEBIBYTE
