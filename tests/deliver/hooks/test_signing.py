from collections.abc import Mapping
import hashlib
import hmac
import json
import time

import pytest
from standardwebhooks import Webhook, WebhookVerificationError

from custom_components.homeiq.deliver.hooks.secret import is_usable, key_of, new_secret
from custom_components.homeiq.deliver.hooks.signing import headers_of, standard_signature
from custom_components.homeiq.model.hooks import ROTATION
from tests.hooks import NOW, SECRET, a_delivery, a_hook

OTHER = "whsec_C2FVsBQIhrscChlQIMV+b5sSYspob7oD"


def test_the_signature_is_that_of_the_example_of_standard_webhooks() -> None:
    signature = standard_signature(SECRET, "msg_p5jXN8AQM9LWM0D4loKWxJek", "1614265330", b'{"test": 2432232314}')

    assert signature == "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE="


def test_an_attempt_bears_both_sets_of_headers() -> None:
    delivery = a_delivery()

    headers = headers_of(delivery, a_hook(), NOW + 0.9)

    own = hmac.new(SECRET.encode(), b"1800000000." + delivery.body, hashlib.sha256).hexdigest()
    assert headers == {
        "Content-Type": "application/json",
        "User-Agent": "HomeIQ",
        "X-Webhook-Event": "suggestion.created",
        "X-Webhook-ID": "msg_1",
        "X-Webhook-Timestamp": "1800000000",
        "X-Webhook-Signature": f"sha256={own}",
        "X-Correlation-ID": "c-1",
        "webhook-id": "msg_1",
        "webhook-timestamp": "1800000000",
        "webhook-signature": standard_signature(SECRET, "msg_1", "1800000000", delivery.body),
    }


def verified(headers: Mapping[str, str], body: bytes, secret: str = SECRET) -> object:
    return Webhook(secret).verify(body, {**headers})


def test_the_library_of_standard_webhooks_takes_ours_for_genuine_and_nothing_else() -> None:
    delivery, now = a_delivery(), time.time()
    headers = headers_of(delivery, a_hook(secret=OTHER, secrets_before=((SECRET, now),)), now)

    assert verified(headers, delivery.body) == verified(headers, delivery.body, OTHER) == json.loads(delivery.body)
    for changed, body, secret in (
        (headers, delivery.body + b" ", SECRET),
        ({**headers, "webhook-id": "msg_2"}, delivery.body, SECRET),
        (headers_of(delivery, a_hook(), now - 600), delivery.body, SECRET),
        (headers, delivery.body, new_secret()),
    ):
        with pytest.raises(WebhookVerificationError):
            verified(changed, body, secret)


@pytest.mark.parametrize(
    ("age", "secrets"),
    [(0.0, [OTHER, SECRET]), (-3600.0, [OTHER, SECRET]), (ROTATION - 1, [OTHER, SECRET]), (ROTATION, [OTHER])],
)
def test_the_secret_before_signs_as_well_for_a_day(age: float, secrets: list[str]) -> None:
    delivery, hook = a_delivery(), a_hook(secret=OTHER, secrets_before=((SECRET, NOW),))

    signatures = headers_of(delivery, hook, NOW + age)["webhook-signature"].split(" ")

    timestamp = str(int(NOW + age))
    assert signatures == [standard_signature(one, "msg_1", timestamp, delivery.body) for one in secrets]


def test_a_new_secret_is_32_random_bytes() -> None:
    secret = new_secret()

    assert (len(key_of(secret)), is_usable(secret), new_secret() == secret) == (32, True, False)


def test_a_secret_of_the_owners_own_signs_with_its_letters() -> None:
    assert key_of("correct horse battery") == b"correct horse battery"


@pytest.mark.parametrize(
    "secret",
    ["", "short", "whsec_no base64 at all!", "whsec_c2hvcnQ=", "whsec_" + "A" * 400, "sechzehn Zeichen", "ünf" * 8],
)
def test_a_secret_that_is_easily_guessed_or_can_not_be_used_is_refused(secret: str) -> None:
    assert not is_usable(secret)


def test_nothing_that_is_shown_of_a_webhook_has_its_secrets() -> None:
    hook = a_hook(url="http://192.168.77.5/api/webhook/very-secret", secret=SECRET, secrets_before=((OTHER, NOW),))

    assert not any(secret in repr(hook) for secret in (SECRET, OTHER, "very-secret"))
