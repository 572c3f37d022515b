"""What stands in the column of telephone numbers is nowhere kept; all else stays."""

import pytest

from handlers.model.seen import Line
from handlers.read.sheet.page import Page
from handlers.read.sheet.telephones import without_phones
from tests.handlers.read.sheet.paper import grid, line, page


def shown(seen: Page) -> list[str]:
    return [one.text for one in without_phones(seen).lines]


def placed(text: str, left: float, top: float, right: float) -> Line:
    return Line(text, 0.9, (left, top, right, top + 30))


HEADS = (placed("序号", 20, 100, 80), placed("姓名", 220, 100, 280))


@pytest.mark.parametrize(
    "head", ["电话", "联系电话", "联系方式", "手机号", "电活", "家长电话", "身份证号"]
)
@pytest.mark.parametrize("read", ["138 1234", "l38l", "一三入", "13812345678", "?", "无"])
def test_in_its_cells_everything_is_starred(head: str, read: str) -> None:
    seen = page(
        *HEADS,
        placed(head, 520, 100, 640),
        placed("1", 20, 160, 40),
        placed("王芳", 220, 160, 280),
        placed(read, 520, 160, 640),
        cells=grid([0, 200, 500, 800], [90, 150, 210]),
    )
    *kept, last = shown(seen)
    assert kept == ["序号", "姓名", head, "1", "王芳"]
    assert set(last) <= {"*", " "}
    assert len(last) == len(read)


@pytest.mark.parametrize("behind", [(), (placed("备注", 900, 100, 960),)])
def test_without_ruling_the_head_tells_how_far_it_reaches(behind: tuple[Line, ...]) -> None:
    row = [placed("3", 20, 160, 40), placed("王芳", 220, 160, 280)]
    seen = page(
        *HEADS,
        placed("电话", 600, 100, 660),
        *behind,
        *row,
        placed("138", 450, 160, 500),
        placed("12E4", 560, 160, 620),
        placed("S678", 680, 160, 740),
        placed("12号楼", 900, 160, 980) if behind else placed("李华", 600, 200, 660),
        placed("共25人参加了活动，谢谢大家", 300, 900, 800),
        placed("2026年3月18日", 600, 960, 800),
        placed("负责人：王芳 3", 500, 1000, 700),
    )
    text = shown(seen)
    assert not {"138", "12E4", "S678"} & set(text)
    assert {
        "3",
        "王芳",
        "共25人参加了活动，谢谢大家",
        "2026年3月18日",
        "负责人：王芳 3",
    } <= set(text)
    assert ("12号楼" if behind else "李华") in text


def test_a_line_that_reaches_into_other_columns_keeps_their_part() -> None:
    seen = page(
        placed("姓名", 220, 100, 280),
        placed("电话", 500, 100, 560),
        placed("王小明 1381234567", 200, 160, 620),
        cells=grid([0, 1000], [150, 210]),
    )
    assert shown(seen)[-1] == "王小明 **********"


def test_a_cell_of_several_columns_is_not_of_this_one() -> None:
    seen = page(
        placed("姓名", 220, 100, 280),
        placed("电话", 500, 100, 560),
        placed("大家都很开心，来了30多位", 100, 160, 900),
        cells=(*grid([200, 450, 700], [90, 150]), (0, 150, 1000, 210)),
    )
    assert shown(seen)[-1] == "大家都很开心，来了30多位"


def test_heads_found_as_one_line_are_two() -> None:
    seen = page(placed("姓名 电话", 100, 100, 400), placed("12E45", 320, 160, 400))
    assert shown(seen) == ["姓名 电话", "*****"]


@pytest.mark.parametrize(
    "below", [placed("物资 数量 手机", 20, 300, 800), placed("参加人数", 20, 300, 200)]
)
def test_the_column_ends_where_something_else_begins(below: Line) -> None:
    other = placed("名单" if "物" in below.text else "25", 600, 300, 660)
    heads = placed("序号", 300, 300, 360) if "物" in below.text else other
    seen = page(
        *HEADS,
        placed("电话", 600, 100, 660),
        placed("1381", 600, 160, 660),
        below,
        heads,
        other,
        placed("25人", 600, 360, 660),
    )
    text = shown(seen)
    assert "1381" not in text
    assert "25人" in text or "物资 数量 手机" in text


def test_numbers_below_each_other_tell_that_it_heads_a_column() -> None:
    seen = page(
        placed("张三丰组", 20, 100, 200),
        placed("电话", 600, 100, 660),
        placed("1381234567", 560, 160, 700),
        placed("1391234567", 560, 220, 700),
        placed("13E", 560, 280, 700),
    )
    assert shown(seen)[-1] == "***"


def test_beside_a_label_it_is_starred_and_what_is_below_stays() -> None:
    seen = page(
        placed("负责人", 20, 100, 120),
        placed("王芳", 220, 100, 280),
        placed("联系电话", 420, 100, 540),
        placed("139E234", 600, 100, 760),
        placed("活动地点", 800, 100, 900),
        placed("3号楼12345", 920, 100, 990),
        placed("25人", 420, 160, 540),
        cells=((400, 90, 560, 150),),
    )
    assert shown(seen) == [
        "负责人",
        "王芳",
        "联系电话",
        "***E***",
        "活动地点",
        "3号楼12345",
        "25人",
    ]


def test_a_day_beside_a_label_is_none() -> None:
    seen = page(placed("电话通知", 20, 100, 120), placed("2026年3月18日", 220, 100, 480))
    assert shown(seen) == ["电话通知", "2026年3月18日"]


@pytest.mark.parametrize(
    "parts", [("138", "1234", "5678"), ("l38", "1234", "5678"), tuple("13812345678")]
)
def test_pieces_beside_each_other_are_one_number_under_any_head(
    parts: tuple[str, ...],
) -> None:
    pieces = [
        placed(part, 300 + 60 * at, 160, 340 + 60 * at) for at, part in enumerate(parts)
    ]
    seen = page(placed("2", 20, 160, 40), placed("王芳", 200, 160, 260), *pieces)
    assert shown(seen) == ["2", "王芳", *("*" * len(part) for part in parts)]


def test_other_figures_in_a_row_stay() -> None:
    texts = ("3", "72", "1502", "2026-05-09", "14:30", "25人", "1380元")
    row = [
        placed(text, 10 + 140 * at, 160, 100 + 140 * at) for at, text in enumerate(texts)
    ]
    assert shown(page(*row)) == list(texts)


def test_a_page_without_text_stays_empty() -> None:
    assert shown(page()) == []
    assert line("电话", 0, 0) == without_phones(page(line("电话", 0, 0))).lines[0]
