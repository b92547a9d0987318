"""What accepted automations do and who undoes it, asked of real automations, scripts, scenes and users."""

from collections.abc import Generator
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from types import SimpleNamespace

from freezegun.api import FrozenDateTimeFactory
from homeassistant.auth.models import User
from homeassistant.core import Context, HomeAssistant
from homeassistant.util import dt as dt_util
import pytest
from pytest_homeassistant_custom_component.common import async_fire_time_changed

from custom_components.homeiq.capture import following, open_run
from custom_components.homeiq.capture.cause import CauseClassifier
from custom_components.homeiq.capture.following import Follower, Watched
from custom_components.homeiq.model.decisions.edit import Place
from custom_components.homeiq.model.decisions.followed import Step
from custom_components.homeiq.model.event import Cause
from custom_components.homeiq.model.things.brought import BroughtTo
from tests.capture.a_home import act, happen

OURS = "input_boolean.ours"
EVENING = Watched(
    signature="evening",
    place=Place.AUTOMATION,
    entity_id="automation.ours",
    acts_on=frozenset({OURS}),
    state="on",
)


@dataclass
class Followed:
    """What the follower told."""

    steps: list[Step] = field(default_factory=list)
    settled: int = 0

    def settle(self) -> None:
        self.settled += 1

    @property
    def counts(self) -> tuple[int, int, int]:
        """Runs, acts, overridden."""
        tallies = [step.tally for step in self.steps]
        return (
            sum(tally.runs for tally in tallies),
            sum(tally.acts for tally in tallies),
            sum(tally.overridden for tally in tallies),
        )


@pytest.fixture
def told() -> Followed:
    return Followed()


@pytest.fixture
def follower(home: HomeAssistant, causes: CauseClassifier, told: Followed) -> Generator[Follower]:
    follower = Follower(home, causes, told.steps.append, told.settle)
    follower.async_follow([EVENING])
    yield follower
    follower.async_stop()


@pytest.fixture
def ann(hass_admin_user: User) -> Context:
    return Context(user_id=hass_admin_user.id)


async def async_pass(hass: HomeAssistant, freezer: FrozenDateTimeFactory, **time: float) -> None:
    freezer.tick(timedelta(**time))
    async_fire_time_changed(hass)
    await hass.async_block_till_done()


async def test_a_run_that_changes_something_is_an_act(home: HomeAssistant, follower: Follower, told: Followed) -> None:
    await happen(home, "dusk")

    assert told.counts == (1, 1, 0)
    assert follower.undecided == {"evening"}
    assert {step.signature for step in told.steps} == {"evening"}


async def test_a_run_with_nothing_left_to_do_is_no_act(home: HomeAssistant, follower: Follower, told: Followed) -> None:
    home.states.async_set(OURS, "on")

    await happen(home, "dusk")

    assert told.counts == (1, 0, 0)
    assert follower.undecided == frozenset()


async def test_a_person_who_runs_it_by_hand_is_not_counted(
    home: HomeAssistant, follower: Follower, told: Followed, ann: Context
) -> None:
    await act(home, "automation.trigger", "automation.ours", ann)

    assert home.states.is_state(OURS, "on")
    assert told.counts == (0, 0, 0)


async def test_automations_of_the_owner_are_not_followed(
    home: HomeAssistant, follower: Follower, told: Followed
) -> None:
    await happen(home, "noon")

    assert told.steps == []


async def test_a_person_who_undoes_it_overrides_it(
    home: HomeAssistant, follower: Follower, told: Followed, ann: Context
) -> None:
    await happen(home, "dusk")

    await act(home, "input_boolean.turn_off", OURS, ann)

    assert told.counts == (1, 1, 1)
    override = told.steps[-1].override
    assert override
    assert (override.entity_id, override.state, override.cause) == (OURS, "off", Cause.PERSON)
    assert override.run_at <= override.acted_at <= override.undone_at
    assert follower.undecided == frozenset()


async def test_a_switch_on_the_wall_overrides_it_as_well(
    home: HomeAssistant, follower: Follower, told: Followed
) -> None:
    await happen(home, "dusk")

    home.states.async_set(OURS, "off")
    await home.async_block_till_done()

    assert [step.override.cause for step in told.steps if step.override] == [Cause.DEVICE]


async def test_what_another_automation_does_overrides_nothing(
    home: HomeAssistant, follower: Follower, told: Followed
) -> None:
    await happen(home, "dusk")

    home.states.async_set(OURS, "off", context=Context(parent_id=Context().id))
    await home.async_block_till_done()

    assert told.counts == (1, 1, 0)


async def test_a_lamp_that_goes_unavailable_overrides_nothing(
    home: HomeAssistant, follower: Follower, told: Followed
) -> None:
    await happen(home, "dusk")

    home.states.async_set(OURS, "unavailable")
    home.states.async_set(OURS, "off")
    home.states.async_remove(OURS)
    await home.async_block_till_done()

    assert told.counts == (1, 1, 0)


async def test_a_change_of_attributes_overrides_nothing(
    home: HomeAssistant, follower: Follower, told: Followed, ann: Context
) -> None:
    await happen(home, "dusk")

    home.states.async_set(OURS, "on", {"brightness": 3}, context=ann)
    await home.async_block_till_done()

    assert told.counts == (1, 1, 0)


async def test_it_is_overridden_once_a_run(
    home: HomeAssistant, follower: Follower, told: Followed, ann: Context
) -> None:
    await happen(home, "dusk")

    for action in ("off", "on", "off"):
        await act(home, f"input_boolean.turn_{action}", OURS, ann)

    assert told.counts == (1, 1, 1)


async def test_after_ten_minutes_it_was_wanted(
    home: HomeAssistant, follower: Follower, told: Followed, ann: Context, freezer: FrozenDateTimeFactory
) -> None:
    await happen(home, "dusk")
    await async_pass(home, freezer, minutes=5)
    before = told.settled

    await async_pass(home, freezer, minutes=6)
    await act(home, "input_boolean.turn_off", OURS, ann)

    assert before == 0
    assert told.settled == 1
    assert told.counts == (1, 1, 0)
    assert follower.undecided == frozenset()


async def test_between_two_looks_the_clock_decides(
    home: HomeAssistant, follower: Follower, told: Followed, ann: Context, freezer: FrozenDateTimeFactory
) -> None:
    await happen(home, "dusk")
    freezer.tick(601)

    await act(home, "input_boolean.turn_off", OURS, ann)

    assert told.counts == (1, 1, 0)


async def test_a_second_run_with_nothing_to_do_leaves_the_first_one_open(
    home: HomeAssistant, causes: CauseClassifier, follower: Follower, told: Followed, ann: Context
) -> None:
    await happen(home, "dusk")
    home.bus.async_fire("automation_triggered", {"entity_id": "automation.ours", "source": "event"}, context=Context())
    await home.async_block_till_done()

    await act(home, "input_boolean.turn_off", OURS, ann)

    assert told.counts == (2, 1, 1)


async def test_a_person_who_was_quicker_saved_it_the_act(
    home: HomeAssistant, follower: Follower, told: Followed, ann: Context
) -> None:
    home.bus.async_fire("automation_triggered", {"entity_id": "automation.ours", "source": "event"}, context=Context())

    await act(home, "input_boolean.turn_on", OURS, ann)
    await act(home, "input_boolean.turn_off", OURS, ann)

    assert told.counts == (1, 0, 0)


async def test_a_slow_device_may_report_the_act_half_a_minute_later(
    home: HomeAssistant, follower: Follower, told: Followed, freezer: FrozenDateTimeFactory
) -> None:
    event = {"entity_id": "automation.ours", "source": "event"}
    home.bus.async_fire("automation_triggered", event, context=Context())
    freezer.tick(25)
    home.states.async_set(OURS, "on")
    await async_pass(home, freezer, minutes=11)
    home.states.async_set(OURS, "off")
    home.bus.async_fire("automation_triggered", event, context=Context())
    freezer.tick(35)
    home.states.async_set(OURS, "on")
    await home.async_block_till_done()

    assert told.counts == (2, 1, 0)


async def test_it_is_told_where_in_the_week_and_who_was_home(
    home: HomeAssistant, follower: Follower, told: Followed, ann: Context, freezer: FrozenDateTimeFactory
) -> None:
    freezer.move_to(datetime(2026, 6, 7, 6, 45, tzinfo=dt_util.get_default_time_zone()))  # a Sunday
    home.states.async_set("person.ann", "home")
    home.states.async_set("person.ben", "not_home")
    home.states.async_set("person.cat", "home")

    await happen(home, "dusk")
    await act(home, "input_boolean.turn_off", OURS, ann)

    override = told.steps[-1].override
    assert override
    assert (override.weekday, override.minute) == (6, 6 * 60 + 45)
    assert override.home == ("person.ann", "person.cat")
    assert {(step.tally.weekday, step.tally.hour, step.tally.home) for step in told.steps} == {
        (6, 6, ("person.ann", "person.cat"))
    }


async def test_a_cover_that_still_opens_has_acted_already(
    home: HomeAssistant, causes: CauseClassifier, told: Followed, ann: Context
) -> None:
    blind = Watched(
        signature="blind",
        place=Place.AUTOMATION,
        entity_id="automation.ours",
        acts_on=frozenset({"cover.blind"}),
        state="open",
    )
    home.states.async_set("cover.blind", "closed")
    follower = Follower(home, causes, told.steps.append, told.settle)
    follower.async_follow([blind])
    run = Context()
    home.bus.async_fire("automation_triggered", {"entity_id": "automation.ours", "source": "event"}, context=run)

    home.states.async_set("cover.blind", "opening", context=run)
    home.states.async_set("cover.blind", "open")
    before = told.counts
    home.states.async_set("cover.blind", "closing", context=ann)
    await home.async_block_till_done()
    follower.async_stop()

    assert before == (1, 1, 0)
    assert told.counts == (1, 1, 1)


@pytest.mark.parametrize(("by_person", "overridden"), [(False, 0), (True, 1)])
async def test_music_that_ends_by_itself_overrides_nothing(
    home: HomeAssistant, causes: CauseClassifier, told: Followed, ann: Context, *, by_person: bool, overridden: int
) -> None:
    music = Watched(
        signature="music",
        place=Place.AUTOMATION,
        entity_id="automation.ours",
        acts_on=frozenset({"media_player.radio"}),
        state="playing",
    )
    home.states.async_set("media_player.radio", "off")
    follower = Follower(home, causes, told.steps.append, told.settle)
    follower.async_follow([music])
    run = Context()
    home.bus.async_fire("automation_triggered", {"entity_id": "automation.ours", "source": "event"}, context=run)

    for state in ("idle", "playing"):
        home.states.async_set("media_player.radio", state, context=run)
    home.states.async_set("media_player.radio", "off", context={True: ann, False: Context()}[by_person])
    await home.async_block_till_done()
    follower.async_stop()

    assert told.counts == (1, 1, overridden)


async def test_a_script_that_was_accepted_is_followed(
    home: HomeAssistant, causes: CauseClassifier, told: Followed, ann: Context
) -> None:
    script = Watched(
        signature="script",
        place=Place.SCRIPT,
        entity_id="script.one",
        acts_on=frozenset({"input_boolean.scripted"}),
        state="on",
    )
    follower = Follower(home, causes, told.steps.append, told.settle)
    follower.async_follow([script])

    await act(home, "script.turn_on", "script.one", ann)
    await act(home, "input_boolean.turn_off", "input_boolean.scripted", ann)
    follower.async_stop()

    assert told.counts == (1, 1, 1)


async def test_a_scene_that_was_accepted_is_followed(
    home: HomeAssistant, causes: CauseClassifier, told: Followed, ann: Context
) -> None:
    scene = Watched(
        signature="scene",
        place=Place.SCENE,
        entity_id="scene.cosy",
        acts_on=frozenset({"input_boolean.set"}),
        state="on",
    )
    follower = Follower(home, causes, told.steps.append, told.settle)
    follower.async_follow([scene])

    await act(home, "scene.turn_on", "scene.cosy", ann)
    await act(home, "input_boolean.turn_off", "input_boolean.set", ann)
    home.states.async_set("scene.cosy", "unavailable")
    await home.async_block_till_done()
    follower.async_stop()

    assert told.counts == (1, 1, 1)


async def test_a_scene_whose_things_go_to_different_states_is_followed_thing_by_thing(
    home: HomeAssistant, causes: CauseClassifier, told: Followed, ann: Context
) -> None:
    film = Watched(
        signature="film",
        place=Place.SCENE,
        entity_id="scene.cosy",
        acts_on=frozenset({"input_boolean.set"}),
        state="off",
        otherwise=(BroughtTo(entity_id="input_boolean.set", state="on"),),
    )
    follower = Follower(home, causes, told.steps.append, told.settle)
    follower.async_follow([film])

    await act(home, "scene.turn_on", "scene.cosy", ann)
    await act(home, "input_boolean.turn_off", "input_boolean.set", ann)
    follower.async_stop()

    assert told.counts == (1, 1, 1)


async def test_nothing_is_heard_of_what_is_no_longer_followed(
    home: HomeAssistant, follower: Follower, told: Followed, ann: Context
) -> None:
    await happen(home, "dusk")

    follower.async_follow([])
    await act(home, "input_boolean.turn_off", OURS, ann)
    await happen(home, "dusk")

    assert told.counts == (1, 1, 0)
    assert follower.undecided == frozenset()


async def test_following_the_same_again_forgets_no_run(
    home: HomeAssistant, follower: Follower, told: Followed, ann: Context
) -> None:
    await happen(home, "dusk")

    follower.async_follow([EVENING])
    await act(home, "input_boolean.turn_off", OURS, ann)

    assert told.counts == (1, 1, 1)


@dataclass
class Wall:
    """A clock on the wall, which somebody may set, beside one that only runs."""

    freezer: FrozenDateTimeFactory
    steady: float = 0.0

    def passes(self, seconds: float) -> None:
        self.freezer.tick(seconds)
        self.steady += seconds

    def is_set(self, **by: float) -> None:
        self.freezer.move_to(dt_util.utcnow() + timedelta(**by))


@pytest.fixture
def wall(freezer: FrozenDateTimeFactory, monkeypatch: pytest.MonkeyPatch) -> Wall:
    wall = Wall(freezer)
    for module in (following, open_run):
        monkeypatch.setattr(module, "time", SimpleNamespace(monotonic=lambda: wall.steady))
    return wall


@pytest.mark.parametrize("hours", [-30, -1, 1, 30])
async def test_what_is_undone_after_the_clock_was_set_is_overridden_all_the_same(
    home: HomeAssistant, follower: Follower, told: Followed, ann: Context, wall: Wall, hours: float
) -> None:
    await happen(home, "dusk")
    wall.passes(60)
    wall.is_set(hours=hours)
    async_fire_time_changed(home)
    await home.async_block_till_done()
    wall.passes(30)
    now = dt_util.utcnow().timestamp()

    await act(home, "input_boolean.turn_off", OURS, ann)

    override = told.steps[-1].override
    assert told.counts == (1, 1, 1)
    assert override
    assert (override.undone_at, override.acted_at, override.run_at) == pytest.approx((now, now - 90, now - 90))


@pytest.mark.parametrize("hours", [-1, 1])
async def test_what_is_undone_too_late_is_not_overridden_though_the_clock_was_set_back(
    home: HomeAssistant, follower: Follower, told: Followed, ann: Context, wall: Wall, hours: float
) -> None:
    await happen(home, "dusk")
    wall.is_set(hours=hours)
    wall.passes(601)

    await act(home, "input_boolean.turn_off", OURS, ann)

    assert told.counts == (1, 1, 0)


async def test_a_late_device_did_it_because_of_the_run_though_the_clock_was_set(
    home: HomeAssistant, follower: Follower, told: Followed, wall: Wall
) -> None:
    home.states.async_set(OURS, "on")
    await happen(home, "dusk")
    home.states.async_set(OURS, "off")
    before = told.counts
    wall.is_set(hours=-2)
    wall.passes(10)

    home.states.async_set(OURS, "on")
    await home.async_block_till_done()

    assert (before, told.counts) == ((1, 0, 0), (1, 1, 0))


@pytest.mark.parametrize("moment", ["2026-03-29T00:59:30+00:00", "2026-10-25T00:59:30+00:00"])
async def test_what_is_undone_across_the_change_to_or_from_summer_time_counts_with_its_run(
    home: HomeAssistant, follower: Follower, told: Followed, ann: Context, wall: Wall, moment: str
) -> None:
    await home.config.async_set_time_zone("Europe/Berlin")
    wall.freezer.move_to(moment)
    await happen(home, "dusk")
    wall.passes(60)

    await act(home, "input_boolean.turn_off", OURS, ann)

    hours = {(step.tally.day, step.tally.hour) for step in told.steps}
    override = told.steps[-1].override
    assert told.counts == (1, 1, 1)
    assert len(hours) == 1
    assert override
    assert override.undone_at - override.acted_at == pytest.approx(60)


HEATED = "climate.bedroom"
AT_NIGHT = Watched(
    signature="evening",
    place=Place.AUTOMATION,
    entity_id="automation.ours",
    acts_on=frozenset({HEATED}),
    state="heat#temperature=17",
)


@pytest.mark.parametrize(
    ("wanted", "mode", "values"),
    [
        (("light.hall", "on#brightness=51"), "on", (230, 52)),
        (("water_heater.bath", "on#temperature=45"), "eco", (60, 45)),
        (("media_player.tv", "playing#volume_level=0.12"), "buffering", (0.4, 0.12)),
    ],
)
async def test_what_is_set_is_done_in_whatever_words_its_thing_has_for_its_state(
    home: HomeAssistant,
    follower: Follower,
    told: Followed,
    wanted: tuple[str, str],
    mode: str,
    values: tuple[float, float],
) -> None:
    entity_id, state = wanted
    attribute = state.partition("#")[2].partition("=")[0]
    home.states.async_set(entity_id, mode, {attribute: values[0]})
    follower.async_follow([replace(AT_NIGHT, acts_on=frozenset({entity_id}), state=state)])

    await happen(home, "dusk")
    home.states.async_set(entity_id, mode, {attribute: values[1]})
    await home.async_block_till_done()

    assert told.counts == (1, 1, 0)


@pytest.mark.parametrize(("left", "undone"), [(("off", None), 0), (("on", 230), 1)])
async def test_who_puts_out_a_lamp_that_was_dimmed_has_not_undone_that(
    home: HomeAssistant, follower: Follower, told: Followed, left: tuple[str, int | None], undone: int
) -> None:
    state, brightness = left
    lamp = "light.hall"
    home.states.async_set(lamp, "on", {"brightness": 230})
    follower.async_follow([replace(AT_NIGHT, acts_on=frozenset({lamp}), state="on#brightness=51")])

    await happen(home, "dusk")
    home.states.async_set(lamp, "on", {"brightness": 51})
    await home.async_block_till_done()
    home.states.async_set(lamp, state, {"brightness": brightness})
    await home.async_block_till_done()

    assert told.counts == (1, 1, undone)


@pytest.mark.parametrize(
    ("afterwards", "undone"),
    [
        (("heat", {"temperature": 17.5}), []),
        (("heat", {"temperature": 20.5}), ["20.5"]),
        (("off", {}), ["off"]),
        (("heat", {"temperature": 17, "current_temperature": 19}), []),
    ],
)
async def test_what_is_set_alone_is_an_act_and_undone_by_another_value(
    home: HomeAssistant,
    follower: Follower,
    told: Followed,
    ann: Context,
    afterwards: tuple[str, dict[str, object]],
    undone: list[str],
) -> None:
    home.states.async_set(HEATED, "heat", {"temperature": 20})
    follower.async_follow([AT_NIGHT])

    await happen(home, "dusk")
    home.states.async_set(HEATED, "heat", {"temperature": 17})
    await home.async_block_till_done()
    home.states.async_set(HEATED, *afterwards, context=ann)
    await home.async_block_till_done()

    assert told.counts == (1, 1, len(undone))
    assert [step.override.state for step in told.steps if step.override] == undone
