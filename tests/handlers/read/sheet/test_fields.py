"""Values beside, below and behind their labels."""

from dataclasses import replace

from handlers.read.sheet.fields import Entry, entries, first, told
from handlers.read.sheet.words import Label
from tests.handlers.read.sheet.paper import grid, line, page


def test_a_value_is_told_without_the_colon_of_its_label() -> None:
    entry = Entry(Label.PLACE, (0, 0, 1, 1), ruled=False, lines=(line(": 后山亭子", 0, 0),))
    told_value = told(entry)
    assert told_value is not None
    assert told_value.text == "后山亭子"
    assert told(replace(entry, lines=(line(" ：", 0, 0),))) is None
    assert told(None) is None


def test_a_value_stands_in_the_cells_to_the_right_of_its_label() -> None:
    cells = grid([0, 200, 500, 700, 1000], [100, 160])
    found = entries(
        page(
            line("时间", 20, 115),
            line("3月2日", 220, 115),
            line("地点", 520, 115),
            line("凉亭", 720, 115),
            cells=cells,
        )
    )
    assert [(entry.label, entry.text) for entry in found] == [
        (Label.TIME, "3月2日"),
        (Label.PLACE, "凉亭"),
    ]


def test_a_label_may_take_two_lines_of_its_cell_and_its_value_several() -> None:
    cells = grid([0, 200, 1000], [100, 400])
    found = entries(
        page(
            line("活动", 50, 200),
            line("内容", 50, 240),
            line("清扫楼道，", 220, 110),
            line("发放传单。", 220, 170),
            cells=cells,
        )
    )
    assert [(entry.label, entry.text) for entry in found] == [
        (Label.CONTENT, "清扫楼道，发放传单。")
    ]


def test_label_and_value_may_share_a_line() -> None:
    found = entries(page(line("时间：2025.3.2 地点：小区凉亭", 0, 100)))
    assert [(entry.label, entry.text.strip()) for entry in found] == [
        (Label.TIME, "2025.3.2"),
        (Label.PLACE, "小区凉亭"),
    ]


def test_blanks_before_a_label_are_no_value() -> None:
    found = entries(page(line("  时间：2025.3.2", 0, 100)))
    assert [(entry.label, entry.text) for entry in found] == [(Label.TIME, "2025.3.2")]


def test_a_value_written_beside_its_label_is_not_that_of_the_line_above() -> None:
    found = entries(
        page(
            line("时间：", 0, 100),
            line("3月2日", 120, 95),
            line("地点：", 0, 150),
            line("凉亭", 120, 146),
        )
    )
    assert [entry.text for entry in found] == ["3月2日", "凉亭"]


def test_a_value_may_stand_under_its_label() -> None:
    found = entries(page(line("地点：", 0, 100), line("凉亭", 100, 150)))
    assert [entry.text for entry in found] == ["凉亭"]


def test_long_values_run_on_until_the_next_label() -> None:
    found = entries(
        page(
            line("活动内容：", 0, 100),
            line("清扫楼道，", 0, 150),
            line("抹净栏杆。", 0, 200),
            line("居民反馈：", 0, 300),
            line("很好", 0, 350),
        )
    )
    assert [(entry.label, entry.text) for entry in found] == [
        (Label.CONTENT, "清扫楼道，抹净栏杆。"),
        (Label.FEEDBACK, "很好"),
    ]


def test_a_content_label_beside_another_label_leaves_it_its_column() -> None:
    found = entries(
        page(
            line("活动内容：", 0, 100),
            line("扫地", 160, 100),
            line("人数：", 500, 100),
            line("12", 600, 100),
        )
    )
    assert [(entry.label, entry.text) for entry in found] == [
        (Label.CONTENT, "扫地"),
        (Label.HEADCOUNT, "12"),
    ]


def test_words_inside_a_value_are_no_labels() -> None:
    cells = grid([0, 200, 1000], [100, 160])
    found = entries(
        page(
            line("活动名称", 20, 115),
            line("清扫", 220, 115),
            line("总结", 400, 115),
            cells=cells,
        )
    )
    assert [(entry.label, entry.text) for entry in found] == [(Label.NAME, "清扫总结")]


def test_a_line_in_a_shared_cell_that_leads_its_row_is_a_label() -> None:
    found = entries(
        page(
            line("地点", 20, 115),
            line("凉亭边", 220, 115),
            cells=((0.0, 100.0, 1000.0, 160.0),),
        )
    )
    assert [(entry.label, entry.text) for entry in found] == [(Label.PLACE, "凉亭边")]


def test_the_first_entry_with_a_value_counts() -> None:
    found = entries(
        page(
            line("时间：", 0, 100),
            line("填表时间：2025.1.1", 0, 300),
            line("日期：", 0, 500),
            line("3月2日", 200, 500),
        )
    )
    assert first(found, Label.TIME).text == "3月2日"
    assert first(found, Label.PLACE) is None
    assert first(entries(page(line("时间：", 0, 100))), Label.TIME).text == ""


def test_a_rule_between_a_value_and_the_next_label_may_be_overlooked() -> None:
    cells = grid([0, 200, 1000], [100, 160])
    found = entries(
        page(
            line("时间", 20, 115),
            line("3月2日", 220, 115),
            line("地点", 520, 115),
            line("凉亭", 720, 115),
            cells=(*cells, (505.0, 100.0, 1000.0, 160.0)),
        )
    )
    assert [(entry.label, entry.text) for entry in found] == [
        (Label.TIME, "3月2日"),
        (Label.PLACE, "凉亭"),
    ]


def test_the_end_of_a_label_tells_what_the_outermost_cell_asks_for() -> None:
    cells = grid([0, 200, 1000], [100, 160, 220])
    found = entries(
        page(
            line("恭与人数", 20, 115),
            line("22人", 220, 115),
            line("地点", 20, 175),
            line("休闲场地", 220, 175),
            cells=cells,
        )
    )
    assert [(entry.label, entry.text) for entry in found] == [
        (Label.HEADCOUNT, "22人"),
        (Label.PLACE, "休闲场地"),
    ]


def test_a_label_in_two_lines_needs_no_cell() -> None:
    found = entries(
        page(
            line("活动", 50, 200),
            line("反馈", 50, 232),
            line("凳子不够坐。", 220, 190),
            line("活动", 400, 600),
            line("散场了", 400, 632),
        )
    )
    assert [(entry.label, entry.text) for entry in found][:1] == [
        (Label.FEEDBACK, "凳子不够坐。")
    ]


def test_a_text_may_begin_above_its_label_up_to_the_last_cell() -> None:
    cells = grid([0, 200, 1000], [100, 160])
    found = entries(
        page(
            line("地点", 20, 115),
            line("凉亭", 220, 115),
            line("路不好走，", 220, 180),
            line("居民反馈", 20, 260),
            line("垫块木板。", 220, 340),
            cells=cells,
        )
    )
    assert [entry.text for entry in found] == ["凉亭", "路不好走，垫块木板。"]


def test_a_crease_through_a_label_leaves_its_value_whole() -> None:
    cells = (
        *grid([0, 200], [100, 160, 190, 400]),
        *grid([200, 1000], [100, 160, 400]),
    )
    found = entries(
        page(
            line("地点", 20, 115),
            line("凉亭", 220, 115),
            line("孙子喜欢，", 220, 164, high=20),
            line("舍不得走。", 220, 240),
            line("居民反馈", 20, 280),
            cells=cells,
        )
    )
    assert [entry.text for entry in found] == ["凉亭", "孙子喜欢，舍不得走。"]
