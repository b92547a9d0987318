"""One timer or listener at a time."""

from homeassistant.core import callback

from custom_components.homeiq.coordinator.subscription import Subscription


def test_another_takes_the_place_of_the_one_before() -> None:
    ended: list[str] = []
    subscription = Subscription()

    subscription.async_set(lambda: ended.append("first"))
    subscription.async_set(lambda: ended.append("second"))

    assert ended == ["first"]


def test_what_is_ended_twice_is_ended_once() -> None:
    ended: list[str] = []
    subscription = Subscription()
    subscription.async_set(lambda: ended.append("only"))

    subscription.async_end()
    subscription.async_end()

    assert (ended, subscription.is_on) == (["only"], False)


def test_what_ends_another_from_within_goes_round_once() -> None:
    ended: list[str] = []
    subscription = Subscription()

    @callback
    def end() -> None:
        ended.append("only")
        subscription.async_end()

    subscription.async_set(end)
    subscription.async_end()

    assert ended == ["only"]
