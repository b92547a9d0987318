# ruff: noqa: S311 - what a test does has to be repeatable
import random

import numpy as np
import pytest

from custom_components.homeiq.store.codec import (
    FIRST_TIME,
    KEY_STEP,
    LAST_TIME,
    MAX_ENTITIES,
    first_key,
    key_of,
    number_code,
    number_state,
    place,
    text_code,
    text_number,
    time_of,
    times_of,
)

MARCH = 1_772_000_000.0


def random_number(chance: random.Random) -> str:
    whole = chance.choice(["0", str(chance.randrange(1, 10)), str(chance.randrange(1, 10**7))])
    fraction = "".join(chance.choices("0123456789", k=chance.randrange(8)))
    return chance.choice(["", "-"]) + whole + ("." + fraction if fraction else "")


def back_and_forth(state: str) -> str | None:
    code = number_code(state)
    return None if code is None else number_state(code)


def stays_a_number(state: str) -> bool:
    try:
        float(state)
    except ValueError:
        return False
    return True


def test_random_numbers_come_back_letter_by_letter() -> None:
    chance = random.Random(7)
    states = [random_number(chance) for _ in range(20_000)]

    assert [back_and_forth(state) for state in states] == states


def test_random_texts_come_back_or_have_no_code() -> None:
    chance = random.Random(8)
    texts = ["".join(chance.choices("0019.-+e ", k=chance.randrange(8))) for _ in range(50_000)]

    coded = [text for text in texts if number_code(text) is not None]

    assert len(coded) > 1000
    assert [back_and_forth(text) for text in coded] == coded
    assert all(map(stays_a_number, coded))


@pytest.mark.parametrize(
    "state",
    [
        "0",
        "-0",
        "0.0",
        "-0.00",
        "21.5",
        "21.50",
        "0.05",
        "-0.05",
        "18014398509481983",
        "1801439850.9481983",
        "1.123456789012345",
    ],
)
def test_a_short_number_comes_back(state: str) -> None:
    assert back_and_forth(state) == state


@pytest.mark.parametrize(
    "state",
    [
        "",
        "on",
        "-",
        ".5",
        "5.",
        "01",
        "+1",
        "1e3",
        "1 ",
        "1\n",
        "nan",
        "inf",
        "\u0661",
        "1,5",
        "18014398509481984",
        "9" * 40,
        "0.1234567890123456",
    ],
)
def test_anything_else_is_a_text(state: str) -> None:
    assert number_code(state) is None


def test_the_largest_code_fits_a_row() -> None:
    code = number_code("-18014398509481983")

    assert code is not None
    assert (code << 3 | 7).bit_length() <= 63


def test_a_text_is_told_from_a_number() -> None:
    assert text_number(text_code(5)) == 5
    assert text_number(number_code("5") or 0) is None


def test_common_states_take_one_byte() -> None:
    assert text_code(7) << 3 | 7 < 128


def test_random_times_come_back_within_half_a_unit() -> None:
    chance = random.Random(9)
    times = [chance.uniform(0.5 * MARCH, 1.5 * MARCH) for _ in range(10_000)]

    keys = [key_of(time, chance.randrange(MAX_ENTITIES + 1)) for time in times]

    assert np.abs(np.array([time_of(key) for key in keys]) - times).max() < 5.3e-6
    assert times_of(np.array(keys)).tolist() == [time_of(key) for key in keys]


def test_a_time_on_the_grid_comes_back_equal() -> None:
    times = [MARCH + n * 0.00101 for n in range(1000)]
    times = [round(time, 5) for time in times]

    assert [time_of(key_of(time, 3)) for time in times] == times


def test_keys_grow_with_time_and_hold_the_entity() -> None:
    assert key_of(MARCH, MAX_ENTITIES) < key_of(MARCH + 0.00001, 0)
    assert key_of(MARCH, 77) & 0xFFFF == 77
    assert first_key(MARCH) == key_of(MARCH, 0)


@pytest.mark.parametrize("time", [FIRST_TIME, LAST_TIME])
def test_the_first_and_the_last_time_fit_a_row(time: float) -> None:
    assert -(2**63) <= key_of(time, 0) <= key_of(time, MAX_ENTITIES) < 2**63


def test_spans_without_end_are_fine() -> None:
    assert first_key(float("-inf")) == first_key(FIRST_TIME) == first_key(0.0)
    assert first_key(float("inf")) == first_key(LAST_TIME)


def test_the_second_event_of_an_instant_moves_on() -> None:
    placed: dict[int, int] = {}

    place(placed, 100, 1 << 3)
    place(placed, 100 + KEY_STEP, 3 << 3)
    place(placed, 100, 2 << 3)

    assert placed == {100: 1 << 3, 100 + KEY_STEP: 3 << 3, 100 + 2 * KEY_STEP: 2 << 3}


def test_the_same_event_twice_is_one() -> None:
    placed: dict[int, int] = {}

    place(placed, 100, 1 << 3)
    place(placed, 100, 2 << 3)
    place(placed, 100, 2 << 3 | 1)

    assert placed == {100: 1 << 3, 100 + KEY_STEP: 2 << 3}
