"""What the page about webhooks shows works: its verifier, its lists of kinds and troubles, its numbers."""

from pathlib import Path
import re
from typing import Any, get_args

import pytest

from custom_components.homeiq.deliver.hooks.body import LARGEST
from custom_components.homeiq.deliver.hooks.retrying import Patience
from custom_components.homeiq.deliver.hooks.sending import TIMEOUT
from custom_components.homeiq.deliver.hooks.signing import headers_of
from custom_components.homeiq.model.hooks import TEST, Happening, Hook, Trouble
from custom_components.homeiq.store.hooks.deliveries import MOST_DEAD, MOST_DELIVERED, MOST_WAITING
from tests.hooks import NOW, SECRET, a_delivery, a_hook

PAGE = (Path(__file__).parents[1] / "docs/webhooks.md").read_text("utf-8")
OWN = "correct horse battery staple"
OTHER = "whsec_C2FVsBQIhrscChlQIMV+b5sSYspob7oD"


def is_genuine(secret: str, headers: dict[str, str], body: bytes, monkeypatch: pytest.MonkeyPatch) -> bool:
    """Run the page's verifier, as somebody would who copied it."""
    shown: dict[str, Any] = {}
    (code,) = re.findall(r"```python\n(.*?)```", PAGE, re.DOTALL)
    exec(compile(code, "docs/webhooks.md", "exec"), shown)  # noqa: S102 - it is what the page shows
    monkeypatch.setattr("time.time", lambda: NOW)
    return bool(shown["is_genuine"](secret, headers, body))


@pytest.mark.parametrize(
    ("hook", "secret"),
    [
        (a_hook(), SECRET),
        (a_hook(secret=OWN), OWN),
        (a_hook(secret=OTHER, secrets_before=((SECRET, NOW - 60),)), SECRET),
        (a_hook(secret=OTHER, secrets_before=((SECRET, NOW - 60),)), OTHER),
    ],
)
def test_the_verifier_knows_what_comes_from_homeiq(hook: Hook, secret: str, monkeypatch: pytest.MonkeyPatch) -> None:
    delivery = a_delivery()

    assert is_genuine(secret, dict(headers_of(delivery, hook, NOW)), delivery.body, monkeypatch)


@pytest.mark.parametrize(
    ("secret", "at", "body", "changed"),
    [
        (OTHER, NOW, a_delivery().body, {}),
        (SECRET, NOW, a_delivery().body + b" ", {}),
        (SECRET, NOW, a_delivery().body, {"webhook-id": "msg_2"}),
        (SECRET, NOW, a_delivery().body, {"webhook-timestamp": str(int(NOW) + 1)}),
        (SECRET, NOW - 301, a_delivery().body, {}),
        (SECRET, NOW, a_delivery().body, {"webhook-signature": ""}),
    ],
)
def test_the_verifier_knows_what_does_not(
    secret: str, at: float, body: bytes, changed: dict[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    headers = dict(headers_of(a_delivery(), a_hook(), at)) | changed

    assert not is_genuine(secret, headers, body, monkeypatch)


def test_every_kind_and_every_trouble_is_on_the_page() -> None:
    _, _, table = PAGE.partition("## What is told")
    told = set(re.findall(r"^\| `(\w+\.\w+)` \|", table.partition("\n## ")[0], re.MULTILINE))
    troubles = re.search(r"`trouble` \((.*?)\)", PAGE)

    assert told == {*Happening, TEST}
    assert troubles
    assert set(re.findall(r"`(\w+)`", troubles[1])) == set(get_args(Trouble.__value__))


def test_every_header_is_on_the_page() -> None:
    named = set(re.findall(r"`([\w-]+)`", " ".join(re.findall(r"^\| (`.*?) \|", PAGE, re.MULTILINE))))

    assert headers_of(a_delivery(), a_hook(), NOW).keys() - {"Content-Type", "User-Agent"} <= named


def test_the_numbers_of_the_page_are_those_of_the_code() -> None:
    assert (LARGEST, TIMEOUT, Patience()) == (
        20_000,
        15.0,
        Patience(first=1.0, last=3600.0, jitter=0.2, most=86400.0, give_up=3 * 86400.0),
    )
    assert (MOST_WAITING, MOST_DELIVERED, MOST_DEAD) == (20_000, 500, 2_000)
