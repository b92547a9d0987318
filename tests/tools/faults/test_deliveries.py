"""What is called a fault of deliveries, and what is none."""

from http import HTTPStatus

import pytest

from tools.faults.deliveries import FAILS, Program, faults_of


def heard(*numbers: int) -> Program:
    return Program(heard=[f"msg_{number:06}" for number in numbers])


@pytest.mark.parametrize(
    ("numbers", "faults"),
    [
        ((0, 1, 2), []),
        ((0, 1, 1, 1, 2), []),
        ((0, 2), ["1 were lost"]),
        ((1, 0, 2), ["they came in another order, or again after others"]),
        ((0, 1, 0, 2), ["they came in another order, or again after others"]),
    ],
)
def test_only_the_same_message_may_come_again_and_at_once(numbers: tuple[int, ...], faults: list[str]) -> None:
    assert [*faults_of(heard(*numbers), 3)] == faults


def test_a_program_refuses_now_and_then_and_takes_it_the_next_time() -> None:
    program = Program()
    answers = [program.answer(str(number)) for number in range(FAILS)]
    again = program.answer(str(FAILS - 1))

    assert [number for number, answer in enumerate(answers, 1) if answer is not HTTPStatus.NO_CONTENT] == [
        FAILS // 2,
        FAILS,
    ]
    assert again is HTTPStatus.NO_CONTENT
