# ruff: noqa: S311 - what a test does has to be repeatable
import random

import numpy as np
import pytest

from custom_components.homeiq.store.codes.codec import (
    FIRST_TIME,
    KEY_STEP,
    LAST_TIME,
    MAX_ENTITIES,
    NUMBER_FLAG,
    first_key,
    floats_of,
    join_number,
    key_of,
    number_code,
    number_state,
    place,
    split_number,
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
    assert all(map(stays_a_number, coded))
    assert [float(back_and_forth(text) or "nan") for text in coded] == pytest.approx([*map(float, coded)], rel=1e-13)


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
        ".",
        "01",
        "-007",
        "1 ",
        "1\n",
        "nan",
        "inf",
        "1e999",
        "\u0661",
        "1,5",
        "1_000",
        "0x10",
        "e5",
        "9" * 65,
    ],
)
def test_anything_else_is_a_text(state: str) -> None:
    assert number_code(state) is None


@pytest.mark.parametrize(
    ("state", "text"),
    [
        ("21.349999999999998", "21.35"),
        ("0.30000000000000004", "0.3"),
        ("0.1234567890123456", "0.123456789012346"),
        ("1e-05", "1e-05"),
        ("5E3", "5000.0"),
        ("+1", "1.0"),
        (".5", "0.5"),
        ("5.", "5.0"),
        ("007.5", "7.5"),
        ("-0.0", "-0.0"),
        ("-0e5", "-0.0"),
        ("-1.4210854715202004e-14", "-1.4210854715202e-14"),
        ("1e308", "1e+308"),
        ("5e-324", "5e-324"),
        ("18014398509481984", "1.8014398509482e+16"),
        ("9" * 40, "1e+40"),
    ],
)
def test_a_number_is_a_number_however_it_is_written(state: str, text: str) -> None:
    assert back_and_forth(state) == text


def test_random_floats_come_back_as_the_same_numbers() -> None:
    chance = random.Random(11)
    floats = [chance.choice([-1, 1]) * chance.random() * 10.0 ** chance.randrange(-300, 300) for _ in range(20_000)]
    floats += [chance.gauss(20, 5) for _ in range(20_000)]

    back = np.array([float(back_and_forth(repr(one)) or "nan") for one in floats])

    assert np.max(np.abs(back / np.array(floats) - 1)) < 1e-13


def test_numbers_of_rows_are_taken_apart_and_joined_again() -> None:
    chance = random.Random(12)
    states = ["0", "-0", "0.0", "-0.00", "1e-300", "-1e300", *(repr(chance.gauss(0, 1e-4)) for _ in range(500))]
    values = np.array([(number_code(state) or 0) << 3 | chance.randrange(8) for state in states])

    assert join_number(*split_number(values)).tolist() == values.tolist()
    assert floats_of(values).tolist() == [float(back_and_forth(state) or "nan") for state in states]


@pytest.mark.parametrize("state", ["-1e300", "9.9999999999999e307", "5e-324"])
def test_a_rounded_number_fits_a_row(state: str) -> None:
    value = (number_code(state) or 0) << 3 | 7

    assert -(2**63) <= value < 0
    assert value & NUMBER_FLAG
    assert value >> 3 == number_code(state)


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
