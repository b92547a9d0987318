"""What the answers are that are put together from several records, each field as it is told.

Where a field may be left out it has a default here. Tests hold real answers against all of it, both ways.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from custom_components.homeiq.answers.runs import Ran
from custom_components.homeiq.model import overview
from custom_components.homeiq.model.event import Cause
from custom_components.homeiq.model.habits.kept_back import KeptBack
from custom_components.homeiq.model.home import Device, Entity
from custom_components.homeiq.model.hooks import Happening, Trouble

from .habits import Pattern, Suggestion


@dataclass(frozen=True, kw_only=True)
class Event:
    """An entity reached a state, or was set to a value.

    Attributes:
        time: epoch seconds, UTC.
        attribute: of a value.
    """

    time: float
    entity_id: str
    state: str
    cause: Cause
    attribute: str = ""


@dataclass(frozen=True, kw_only=True)
class LastTry:
    """What came of the last try to tell a webhook something; moments are epoch seconds, UTC."""

    state: Literal["waiting", "delivered", "dead"]
    status: int | None
    trouble: Trouble | None
    ended_at: float | None
    next_try_at: float | None


@dataclass(frozen=True, kw_only=True)
class Webhook:
    """A webhook, without its secret; moments are epoch seconds, UTC."""

    id: str
    name: str
    address: str
    events: list[Happening]
    entities: list[str]
    areas: list[str]
    verify_ssl: bool
    delivered: int
    waiting: int
    dead: int
    last: LastTry | None
    off_since: float | None
    old_secret_until: float | None


@dataclass(frozen=True, kw_only=True)
class NewWebhook:
    """A webhook that was added; its secret is told this once."""

    id: str
    name: str
    secret: str


@dataclass(frozen=True, kw_only=True)
class ChangedWebhook:
    """A webhook that was changed; a secret is told this once, where one was made for it."""

    id: str
    name: str
    secret: str = ""


@dataclass(frozen=True, kw_only=True)
class Gone:
    """A webhook that was taken away."""

    id: str


@dataclass(frozen=True, kw_only=True)
class Series:
    """Figures of a metric; of histograms the bounds within which so many per cent lay."""

    labels: Mapping[str, str]
    value: float = 0.0
    count: int = 0
    sum: float = 0.0
    p50: float | None = 0.0
    p90: float | None = 0.0
    p99: float | None = 0.0


@dataclass(frozen=True, kw_only=True)
class Metric:
    """A metric."""

    name: str
    type: Literal["counter", "gauge", "histogram"]
    help: str
    series: list[Series]


@dataclass(frozen=True, kw_only=True)
class Metrics:
    """All metrics."""

    metrics: list[Metric]


@dataclass(frozen=True, kw_only=True)
class Health(overview.Health):
    """How HomeIQ is; half a minute old at most."""

    status: str


@dataclass(frozen=True, kw_only=True)
class Page:
    """A page of a list.

    Attributes:
        next_cursor: what to ask for the next one by; null at the end.
    """

    next_cursor: str | None


@dataclass(frozen=True, kw_only=True)
class Entities(Page):
    """A page of entities."""

    entities: list[Entity]


@dataclass(frozen=True, kw_only=True)
class Devices(Page):
    """A page of devices."""

    devices: list[Device]


@dataclass(frozen=True, kw_only=True)
class Events(Page):
    """A page of events."""

    events: list[Event]


@dataclass(frozen=True, kw_only=True)
class Patterns(Page):
    """A page of patterns.

    Attributes:
        total: on all pages.
        kinds: how many there would be of each kind, whatever kinds are asked for.
        stands: likewise, by where they stand.
        areas: likewise, by the id of a room.
        kept_back: what is never suggested; on the first page only.
    """

    patterns: list[Pattern]
    total: int
    kinds: Mapping[str, int]
    stands: Mapping[str, int]
    areas: Mapping[str, int]
    kept_back: list[KeptBack] = field(default_factory=list)


@dataclass(frozen=True, kw_only=True)
class Suggestions(Page):
    """A page of suggestions."""

    suggestions: list[Suggestion]


@dataclass(frozen=True, kw_only=True)
class Webhooks(Page):
    """A page of webhooks."""

    webhooks: list[Webhook]


@dataclass(frozen=True, kw_only=True)
class Analysis:
    """How learning stands; moments are epoch seconds, UTC."""

    is_running: bool
    last_run: Ran | None
    next_run_at: float | None


@dataclass(frozen=True, kw_only=True)
class Refresh:
    """When a refresh would be accepted; null is at once."""

    is_running: bool
    next_allowed_at: float | None


@dataclass(frozen=True, kw_only=True)
class Begun(Refresh):
    """A run that has begun."""

    accepted: bool
    run_id: int


@dataclass(frozen=True, kw_only=True)
class Refusal:
    """Why there is no answer.

    Attributes:
        field: the parameter, or the field of the body, that is wrong.
        error: the reason as a word.
        next_allowed_at: when a refresh would be accepted.
    """

    message: str
    field: str = ""
    error: str = ""
    next_allowed_at: float | None = 0.0
