"""What a sign-in sheet says."""

from datetime import date

from handlers.model.seen import Read
from handlers.read.sheet.signin import Mark, loose, sign_in
from tests.handlers.read.sheet.paper import grid, line, page

BOX = (0.0, 0.0, 10.0, 10.0)
ABOVE = (
    line("翠湖社区签到表", 300, 20, high=40),
    line("时间：2024年3月18日", 0, 100),
    line("地点：小区南门广场", 500, 100),
)
HEADS = (line("序号", 20, 210), line("姓名", 220, 210))
TABLE = grid([0, 200, 1000], [200, 260, 320])


def mark(
    name: str | None, sure: float = 0.95, stroke: float = 0.0, ink: float = 0.2
) -> Mark:
    return Mark(
        BOX, signed=True, name=Read(name, sure) if name else None, line=stroke, ink=ink
    )


def test_rows_with_ink_are_counted_and_read() -> None:
    marks = [mark("王小明"), mark(None), Mark(BOX, signed=False)]
    sheet = sign_in(page(*ABOVE, *HEADS, cells=TABLE), marks, whole=True)
    assert (sheet.count, [name.text for name in sheet.names], sheet.clear) == (
        2,
        ["王小明"],
        True,
    )
    assert sheet.day == date(2024, 3, 18)
    assert (sheet.title.text, sheet.place.text) == ("翠湖社区签到表", "小区南门广场")


def test_struck_out_rows_are_not_counted_and_leave_doubt() -> None:
    marks = [
        mark("王小明"),
        mark("李芳"),
        mark("张伟"),
        mark("关", 0.5, stroke=0.85, ink=0.3),
        mark("区", 0.1, stroke=0.45, ink=0.3),
    ]
    sheet = sign_in(page(*ABOVE, *HEADS), marks, whole=True)
    assert (sheet.count, sheet.clear) == (3, False)


def test_what_may_be_struck_out_is_counted_on_a_blurred_page_but_leaves_doubt() -> None:
    marks = [mark("王", 0.3), mark("李", 0.3), mark("关", 0.2, stroke=0.45)]
    sheet = sign_in(page(*ABOVE, *HEADS), marks, whole=True)
    assert (sheet.count, sheet.clear) == (3, False)


def test_level_strokes_of_characters_leave_no_doubt_without_more_ink() -> None:
    """三 has such strokes; what is struck out has them and is darker than the others."""
    others = [mark(name, ink=0.3) for name in ("王小明", "李建国", "陈桂英")]
    plain = mark("丁三元", 0.5, stroke=0.5, ink=0.3)
    dark = mark("丁三元", 0.5, stroke=0.5, ink=0.34)

    assert sign_in(page(*ABOVE, *HEADS), [*others, plain], whole=True).clear
    assert not sign_in(page(*ABOVE, *HEADS), [*others, dark], whole=True).clear


def test_a_doubtful_place_leaves_doubt_whether_it_counts_or_not() -> None:
    marks = [mark("王小明"), Mark(BOX, signed=False, doubtful=True)]
    sheet = sign_in(page(*ABOVE, *HEADS), marks, whole=True)
    assert (sheet.count, sheet.clear) == (1, False)


def test_an_empty_list_is_in_doubt() -> None:
    sheet = sign_in(page(*HEADS), [Mark(BOX, signed=False)], whole=True)
    assert (sheet.count, sheet.clear) == (0, False)


def test_what_the_activity_is_called_is_told_by_its_label() -> None:
    sheet = sign_in(
        page(*ABOVE, line("活动主题：合唱排练", 0, 160), *HEADS), [], whole=True
    )
    assert (sheet.title.text, sheet.name.text) == ("翠湖社区签到表", "合唱排练")


def test_a_bold_hand_is_not_struck_out() -> None:
    marks = [
        mark("王小明", ink=0.3),
        mark("李芳", 0.5, stroke=0.85, ink=0.3),
        mark("张伟", 0.1, ink=0.4),
    ]
    assert sign_in(page(*HEADS), marks, whole=True).count == 3


def test_on_a_blurred_page_nothing_is_called_struck_out() -> None:
    marks = [mark("王", 0.3), mark("李", 0.3), mark("关", 0.2, stroke=0.85, ink=0.4)]
    assert sign_in(page(*HEADS), marks, whole=True).count == 3


def test_a_sheet_that_is_cut_off_or_written_freely_is_in_doubt() -> None:
    assert not sign_in(page(*ABOVE, *HEADS), [mark("王小明")], whole=False).clear
    assert not sign_in(page(*ABOVE), [mark("王小明")], whole=True).clear


def test_the_day_may_stand_without_a_label() -> None:
    sheet = sign_in(page(line("2025.2.24 合唱排练", 300, 20), *HEADS), [], whole=True)
    assert (sheet.day, sheet.count, sheet.place) == (date(2025, 2, 24), 0, None)
    assert sheet.title.text == "2025.2.24 合唱排练"


def test_a_sheet_without_anything_above_its_list_has_no_title() -> None:
    sheet = sign_in(page(*HEADS), [], whole=True)
    assert (sheet.title, sheet.day) == (None, None)


def test_a_label_without_a_value_gives_none() -> None:
    assert sign_in(page(line("地点：", 0, 100), *HEADS), [], whole=True).place is None


def test_phone_numbers_are_masked() -> None:
    sheet = sign_in(page(line("地点：凉亭 13800138000", 0, 100), *HEADS), [], whole=True)
    assert "13800138000" not in sheet.place.text


def test_loose_names_stand_below_the_labels() -> None:
    words = [
        line("今日签到", 300, 20),
        line("时间：2024.3.18", 0, 100),
        line("2、李芳", 0, 300),
        line("王小明", 0, 200),
        line("姓名", 0, 160),
        line("12", 0, 360),
    ]
    prose = line("大家来了都请在下面写上自己的名字谢谢", 0, 400)
    several = line("张伟 陈静 赵红梅 周建国", 0, 460)
    assert [one.text for one in loose(page(*words, prose, several))] == [
        "王小明",
        "2、李芳",
        "张伟 陈静 赵红梅 周建国",
    ]
    assert [one.text for one in loose(page(line("王小明", 0, 200)))] == ["王小明"]
