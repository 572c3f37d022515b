"""The number of people, as several readings saw it."""

import pytest

from handlers.read.sheet.beam import Step
from handlers.read.sheet.headcount import counted, number_in


def seen(*signs: str) -> tuple[Step, ...]:
    """A reading, "3:0.5/8:0.4" for a step; what is left is no character."""
    return tuple(step for sign in signs for step in (_step(sign), (("", 1.0),)))


def _step(sign: str) -> Step:
    pairs = [part.rsplit(":", 1) for part in sign.split("/")]
    shares = [(one, float(share)) for one, share in pairs]
    return (*shares, ("", 1 - sum(share for _, share in shares)))


@pytest.mark.parametrize(
    ("text", "number"),
    [("25", 25), ("共二十五名", 25), ("约 30 许", 30), ("0人", None), ("满座", None)],
)
def test_a_number_is_found_however_worded(text: str, number: int | None) -> None:
    assert number_in(text) == number


def test_readings_that_agree_are_sure() -> None:
    told = counted([seen("3:0.98", "6:0.97"), seen("3:0.9", "6:0.99", "人:0.9")])
    assert told is not None
    assert told.number == 36
    assert told.confidence > 0.9


def test_one_reading_helps_where_the_other_hesitates() -> None:
    told = counted([seen("3:0.5/8:0.4", "6:0.9"), seen("8:0.95/3:0.03", "6:0.9")])
    assert told is not None
    assert told.number == 86


def test_readings_that_contradict_each_other_are_not_sure() -> None:
    told = counted([seen("6:0.99", "人:0.99"), seen("3:0.95", "6:0.95", "人:0.9")])
    assert told is not None
    assert told.confidence < 0.6


def test_wordings_of_one_number_count_together() -> None:
    told = counted([seen("7:0.9", "名:0.4/位:0.35"), seen("7:0.6/1:0.4", "位:0.9")])
    assert told is not None
    assert told.number == 7
    assert told.confidence > 0.6


def test_nothing_to_count_is_nothing() -> None:
    assert counted([seen("无:0.9"), seen("人:0.9")]) is None
