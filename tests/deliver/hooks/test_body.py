import json

from hypothesis import given, strategies as st

from custom_components.homeiq.deliver.hooks.body import LARGEST, body_of


def test_what_is_sent_is_compact_json() -> None:
    body = body_of("suggestion.created", 1_800_000_000.25, {"title": "Küche", "confidence": 0.9})

    assert body.decode() == (
        '{"type":"suggestion.created","timestamp":"2027-01-15T08:00:00.250Z","data":{"title":"Küche","confidence":0.9}}'
    )


def test_what_is_too_long_loses_its_end() -> None:
    names = [f"light.lamp_{number}" for number in range(5_000)]

    body = body_of("health.changed", 0.0, {"entities": names, "title": "x"})

    data = json.loads(body)["data"]
    assert len(body) < LARGEST
    assert data["title"] == "x"
    assert data["entities"] == names[: len(data["entities"])]


@given(st.dictionaries(st.text(max_size=5), st.text(max_size=40_000) | st.lists(st.text(), max_size=2_000), min_size=1))
def test_whatever_happens_is_told_within_bounds(data: dict[str, str | list[str]]) -> None:
    body = body_of("health.changed", 0.0, data)

    assert len(body) < LARGEST
    assert json.loads(body)["data"].keys() == {key.encode(errors="replace").decode() for key in data}
