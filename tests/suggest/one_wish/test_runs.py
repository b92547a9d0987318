"""One wish of several states, in Home Assistant itself: it runs when the back-test says so."""

from freezegun.api import FrozenDateTimeFactory
from homeassistant.core import HomeAssistant
import pytest

from custom_components.homeiq.learn import learn
from custom_components.homeiq.learn.one_past import past_of
from custom_components.homeiq.model.event import EventRow
from custom_components.homeiq.past.acts import find_units, unit_of
from custom_components.homeiq.settings import Settings
from tests.compared import Compared
from tests.driven import Drive, rows_of
from tests.histories import ENGLISH, HOME, at, columns, living
from tests.suggest.one_wish.test_several import DAYS, before, films, nights

WISH = {"cover.blind": "closed", "light.ceiling": "off"}
LEARNED, DRIVEN = 40, 4


@pytest.mark.parametrize("story", [nights(WISH), films(WISH, pause=10.0)], ids=["by the clock", "by the television"])
async def test_home_assistant_does_all_of_it_when_the_back_test_said_so(
    story: list[EventRow], hass: HomeAssistant, freezer: FrozenDateTimeFactory
) -> None:
    since, until = at(LEARNED, "12:00"), at(LEARNED + DRIVEN, "12:00")
    history = columns(living(DAYS), before(WISH), story)
    history = history.where(history.time < until)
    known = learn(history.where(history.time < since), HOME, Settings(), now=since, words=ENGLISH)
    (one,) = [one for one in known.suggestions if dict(one.pattern.brings) == WISH]
    past = past_of(history, HOME)

    drive = Drive(hass=hass, freezer=freezer, home=HOME)
    rows = rows_of(history, past.readings, one.pattern.named)
    ran = await drive.through(rows, [one.automation], since - 86_400, until)

    unit = unit_of(one.pattern, find_units(past), past)
    compared = Compared(pattern=one.pattern, unit=unit, timeline=past, since=since, until=until)
    assert [told for moments in ran.values() for told in compared.differences(moments)] == []
    assert len(compared.replayed().times) > DRIVEN // 2
