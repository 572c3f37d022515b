"""Names on sheets, and how people write them."""

from handlers.read.sheet.page import Box
from handlers.read.sheet.people import by_hand


def column(*lefts: float, wide: float = 90.0) -> list[Box]:
    """Writing below each other, lines 30 px high."""
    return [(left, 50.0 * i, left + wide, 50.0 * i + 30) for i, left in enumerate(lefts)]


def test_names_that_begin_unevenly_are_written_by_hand() -> None:
    assert by_hand(column(100, 109, 95, 112, 104))


def test_names_that_begin_below_each_other_are_printed() -> None:
    assert not by_hand(column(100, 101, 100, 102, 101))


def test_centred_names_of_unlike_length_are_printed() -> None:
    boxes = [*column(100), *column(115, wide=60)[:1], *column(100), *column(115, wide=60)]
    assert not by_hand(boxes)


def test_print_on_bent_paper_drifts_slowly() -> None:
    assert not by_hand(column(*(100 + 2 * i for i in range(12))))


def test_one_name_read_too_wide_does_not_make_a_column_handwritten() -> None:
    boxes = column(*[100] * 12)
    boxes[4] = (60.0, boxes[4][1], 260.0, boxes[4][3])
    assert not by_hand(boxes)


def test_of_two_names_nothing_can_be_said() -> None:
    assert not by_hand(column(100, 140))
