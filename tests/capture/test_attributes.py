from collections.abc import Iterator

from homeassistant.core import HomeAssistant
import pytest

from custom_components.homeiq.capture import attributes as module
from custom_components.homeiq.capture.attributes import AttributeListener
from custom_components.homeiq.capture.cause import CauseClassifier
from custom_components.homeiq.capture.scope import EntityScope
from custom_components.homeiq.model.event import Cause
from custom_components.homeiq.settings import Scope


@pytest.fixture
def listener(hass: HomeAssistant) -> Iterator[AttributeListener]:
    scope = EntityScope(hass, Scope(exclude_domains=("sensor",)))
    listener = AttributeListener(hass, scope, CauseClassifier(hass), frozenset({"brightness"}))
    listener.start()
    yield listener
    listener.stop()


def dim(hass: HomeAssistant, *levels: int, entity_id: str = "light.hall") -> None:
    [hass.states.async_set(entity_id, "on", {"brightness": level, "effect": "rain"}) for level in levels]


def test_changes_of_chosen_attributes_are_heard(hass: HomeAssistant, listener: AttributeListener) -> None:
    dim(hass, 10, 10, 20)
    hass.states.async_set("light.hall", "off", {"effect": "snow"})
    hass.states.async_remove("light.hall")

    assert [row[1:] for row in listener.waiting()[0]] == [
        ("light.hall", Cause.STARTUP, {"brightness": 10}),
        ("light.hall", Cause.DEVICE, {"brightness": 20}),
    ]


def test_what_was_heard_waits_until_somebody_lets_go_of_it(hass: HomeAssistant, listener: AttributeListener) -> None:
    dim(hass, 10, 20)
    _, number = listener.waiting()
    dim(hass, 30)

    listener.let_go(number)
    listener.let_go(number)

    assert [row[3] for row in listener.waiting()[0]] == [{"brightness": 30}]


def test_what_is_excluded_is_not_heard(hass: HomeAssistant, listener: AttributeListener) -> None:
    dim(hass, 10, entity_id="sensor.lamp")

    assert listener.waiting() == ([], 0)


def test_what_nobody_takes_has_an_end(
    hass: HomeAssistant, listener: AttributeListener, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "WAITING", 2)

    dim(hass, 10, 20, 30)

    assert (len(listener.waiting()[0]), listener.dropped) == (2, 1)


def test_a_stopped_listener_hears_nothing(hass: HomeAssistant, listener: AttributeListener) -> None:
    listener.stop()
    dim(hass, 10)

    assert listener.waiting() == ([], 0)
