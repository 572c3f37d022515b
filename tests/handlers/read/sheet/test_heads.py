"""The head row of a list, and its columns of names."""

from handlers.read.sheet.heads import heads, numbers_below, pairs, top_of
from handlers.read.sheet.words import Column
from tests.handlers.read.sheet.paper import grid, line, page


def test_the_row_with_most_heads_is_the_head_of_the_list() -> None:
    found = heads(
        page(
            line("姓名", 0, 10),
            line("日期", 200, 10),
            line("序号", 0, 100),
            line("姓名", 200, 100),
            line("电话", 500, 100),
        )
    )
    assert [head.kind for head in found] == [Column.NUMBER, Column.NAME, Column.PHONE]
    assert top_of(found) == 100


def test_without_names_there_is_no_list() -> None:
    assert heads(page(line("序号", 0, 100), line("电话", 200, 100))) == ()
    assert heads(page(line("姓名", 0, 100))) == ()


def test_columns_reach_as_far_as_their_cells() -> None:
    seen = page(
        line("序号", 20, 110),
        line("姓名", 220, 110),
        cells=grid([0, 200, 700], [100, 160, 220]),
    )
    (pair,) = pairs(heads(seen), seen)
    assert pair.signed is pair.named
    assert (pair.signed.left, pair.signed.right) == (200, 700)


def test_without_cells_columns_reach_to_the_numbers_and_half_way_to_the_next_head() -> None:
    numbers = [line("1", 15, 200), line("2", 15, 260)]
    seen = page(
        line("序号", 0, 100), line("签名", 300, 100), line("电话", 700, 100), *numbers
    )
    (pair,) = pairs(heads(seen), seen)
    assert (pair.signed.left, pair.signed.right) == (45, 530)
    assert numbers_below(heads(seen), seen) == tuple(one.box for one in numbers)


def test_without_numbers_columns_meet_half_way_and_at_the_border() -> None:
    seen = page(line("房号", 0, 100), line("姓名", 300, 100))
    (pair,) = pairs(heads(seen), seen)
    assert (pair.signed.left, pair.signed.right) == (180, 1000)
    assert numbers_below(heads(seen), seen) == ()
    first = page(line("姓名", 0, 100), line("序号", 300, 100))
    assert pairs(heads(first), first)[0].signed.left == 0
    empty = page(line("序号", 0, 100), line("姓名", 300, 100))
    assert pairs(heads(empty), empty)[0].signed.left == 180


def test_signatures_are_paired_with_the_printed_names_on_their_left() -> None:
    words = [
        line("姓名", 100, 100),
        line("签到", 300, 100),
        line("姓名", 600, 100),
        line("签到", 800, 100),
    ]
    seen = page(*words, cells=grid([0, 250, 500, 750, 1000], [90, 150]))
    assert [(pair.named.left, pair.signed.left) for pair in pairs(heads(seen), seen)] == [
        (0, 250),
        (500, 750),
    ]


def test_signatures_left_of_the_names_take_the_nearest() -> None:
    seen = page(
        line("签到", 100, 100), line("姓名", 300, 100), cells=grid([0, 250, 500], [90, 150])
    )
    (pair,) = pairs(heads(seen), seen)
    assert (pair.signed.left, pair.named.left) == (0, 250)


def test_heads_found_as_one_line_are_two() -> None:
    found = heads(page(line("No. 姓名", 20, 210), line("电话", 500, 210)))
    assert [head.kind for head in found] == [Column.NUMBER, Column.NAME, Column.PHONE]
    assert found[0].box[2] < found[1].box[0]
