"""How webhooks are kept in Home Assistant's entry."""

from types import MappingProxyType
from typing import Any

from homeassistant.config_entries import ConfigSubentry

from custom_components.homeiq.coordinator.hooks.subentries import WEBHOOK, changed, data_of, hook_of
from tests.hooks import NOW, SECRET

URL = "http://192.168.77.5/told"
NEW, NEWER = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSx", "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSy"
OLD_LAYOUT = {
    "url": URL,
    "secret": NEW,
    "events": [],
    "entities": [],
    "areas": [],
    "verify_ssl": True,
    "secret_before": SECRET,
    "rotated_at": NOW,
}


def secrets(data: dict[str, Any], at: float) -> tuple[str, ...]:
    subentry = ConfigSubentry(data=MappingProxyType(data), subentry_type=WEBHOOK, title="Wall panel", unique_id=None)
    return hook_of(subentry).secrets(at)


def test_a_webhook_that_an_older_version_wrote_still_signs_with_both_secrets() -> None:
    assert secrets(OLD_LAYOUT, NOW + 60) == (NEW, SECRET)
    assert secrets(OLD_LAYOUT | {"secret_before": "", "rotated_at": 0.0}, NOW) == (NEW,)


def test_a_webhook_that_an_older_version_wrote_can_be_changed() -> None:
    data = changed(OLD_LAYOUT, URL, NEWER, {}, NOW + 60)

    assert secrets(data, NOW + 120) == (NEWER, NEW, SECRET)
    assert data.keys() == data_of(URL, NEWER, {}).keys()
