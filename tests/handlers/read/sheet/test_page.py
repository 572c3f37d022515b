"""Where lines and cells of a page stand to each other."""

from handlers.read.sheet.page import around, cell_of, holds, in_rows, joined, middle, surely
from tests.handlers.read.sheet.paper import line, page


def test_an_empty_page_has_some_text_height() -> None:
    assert page().text_height == 1.0
    assert page(line("时间", 0, 0), line("地点", 0, 50)).text_height == 30.0


def test_the_smallest_cell_around_a_line_is_its_cell() -> None:
    table, cell = (0.0, 0.0, 500.0, 500.0), (0.0, 0.0, 100.0, 60.0)
    assert cell_of((10.0, 10.0, 40.0, 40.0), [table, cell]) == cell
    assert cell_of((600.0, 10.0, 640.0, 40.0), [table, cell]) is None
    assert holds(table, cell)
    assert not holds(cell, table)


def test_lines_are_read_row_by_row() -> None:
    lines = [line("文", 200, 12), line("下", 0, 80), line("上", 0, 10)]
    assert [[one.text for one in row] for row in in_rows(lines)] == [["上", "文"], ["下"]]
    assert joined(lines) == "上文下"


def test_sureness_is_weighed_by_length() -> None:
    assert surely([line("一二三", 0, 0, 1.0), line("四", 0, 50, 0.2)]) == 0.8
    assert surely([]) == 0.0


def test_boxes_have_middles_and_a_box_around_them() -> None:
    assert middle((0.0, 0.0, 10.0, 20.0)) == (5.0, 10.0)
    assert around([(0.0, 5.0, 10.0, 20.0), (3.0, 0.0, 30.0, 9.0)]) == (0.0, 0.0, 30.0, 20.0)
