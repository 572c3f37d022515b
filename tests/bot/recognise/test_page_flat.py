"""Pages laid flat, their lines and cells."""

import numpy as np

from bot.recognise import text
from bot.recognise.drawing import cut_out, moved, shrunk
from bot.recognise.graphic import is_drawn, text_share
from bot.recognise.ruling import Ruling, cells, ruling
from bot.recognise.straighten import flatten
from bot.recognise.table import missed, slots
from handlers.read.sheet.heads import Strip
from handlers.read.sheet.page import Box
from tests.bot.recognise.drawn import landscape
from tests.bot.recognise.sheets import Paper, photographed, record, signin


def test_ruled_lines_are_level_and_upright_afterwards() -> None:
    picture = photographed(signin().pixels(), bend=0.08)
    page, matrix = flatten(picture, text.find(picture, text.GATE))
    boxes = cells(ruling(page, 40), 40)
    assert len(boxes) == 30
    rights = np.array([right for _, _, right, _ in boxes])
    assert min(np.ptp(rights[np.abs(rights - right) < 40]) for right in rights) < 8
    assert matrix.shape == (3, 3)


def test_a_page_without_straight_lines_stays_as_it_is() -> None:
    paper = Paper(400, 300)
    paper.write((50, 80), "春天来了")
    page, _ = flatten(paper.pixels(), text.find(paper.pixels(), text.GATE))
    assert page.shape[1] > page.shape[0] / 4
    dots = np.zeros((0, 2, 2))
    assert moved(dots, np.eye(3)).shape == dots.shape


def test_cells_of_a_record_sheet_hold_labels_and_values() -> None:
    assert len(cells(ruling(record().pixels(), 40), 40)) == 12


STRIP = Strip((200.0, 50.0, 300.0, 90.0), 150.0, 450.0)


def ruled(*heights: int) -> Ruling:
    paper = Paper(600, 1000)
    for y in heights:
        paper.draw.line([20, y, 580, y], (20, 20, 20), 2)
    return ruling(paper.pixels(), 36)


def numbered(*centres: float) -> list[Box]:
    return [(20.0, y - 15, 40.0, y + 15) for y in centres]


def test_a_row_of_double_height_with_two_numbers_is_two() -> None:
    spots = numbered(130, 190, 250, 310, 370)
    (rows,) = slots(ruled(100, 160, 220, 340, 400), [STRIP], (), spots, 36)
    assert [round(top, -1) for _, top, _, _ in rows] == [100, 160, 220, 280, 340]


def test_behind_the_last_row_the_list_has_ended() -> None:
    (rows,) = slots(
        ruled(100, 160, 220, 280, 440), [STRIP], (), numbered(130, 190, 250), 36
    )
    assert len(rows) == 3


def test_a_crease_through_a_row_makes_no_second_one() -> None:
    (rows,) = slots(ruled(100, 160, 220, 245, 280, 340), [STRIP], (), (), 36)
    assert len(rows) == 4


def test_without_rules_printed_numbers_make_rows() -> None:
    numbers = numbered(130, 190, 250, 310)
    assert len(slots(ruled(), [STRIP], numbers, numbers, 36)[0]) == 4
    assert slots(ruled(), [STRIP], numbers[:1], (), 36) == [[]]


def test_creases_are_no_rules() -> None:
    paper = Paper(600, 900)
    paper.draw.line([300, 10, 300, 890], (20, 20, 20), 3)
    paper.draw.line([100, 200, 100, 700], (20, 20, 20), 3)
    upright = ruling(paper.pixels(), 36, 100).upright
    assert not upright[:, 290:310].any()
    assert upright[:, 90:110].any()


def test_text_is_found_and_read() -> None:
    paper = Paper(700, 200)
    paper.write((60, 100), "社区活动中心二楼", 48)
    (quad,) = text.find(paper.pixels(), text.FULL)
    (steps,) = text.read([cut_out(paper.pixels(), quad)])
    assert text.greedy(steps)[0] == "社区活动中心二楼"
    assert len(text.find(landscape(320, 240), text.GATE)) == 0
    (blank,) = text.read([Paper(200, 60).pixels()])
    assert text.greedy(blank) == ("", 0.0)
    assert text.read([]) == []


def test_tall_lines_are_laid_down() -> None:
    tall = np.array([[10, 10], [40, 10], [40, 150], [10, 150]], np.float32)
    assert cut_out(Paper(100, 200).pixels(), tall).shape == (30, 140, 3)


def test_small_pictures_are_not_enlarged() -> None:
    picture = Paper(100, 200).pixels()
    assert shrunk(picture, 400)[1] == 1.0


def test_drawings_are_flat_and_text_covers_its_boxes() -> None:
    assert is_drawn(np.full((200, 200, 3), 90, np.uint8))
    assert not is_drawn(landscape())
    quad = np.array([[[0, 0], [100, 0], [100, 50], [0, 50]]], np.float32)
    assert text_share(np.zeros((100, 100, 3), np.uint8), quad) == 0.5


def test_rows_and_names_without_a_place_are_missed() -> None:
    rows = [(150.0, 100.0, 450.0, 160.0), (150.0, 160.0, 450.0, 220.0)]
    inside, below, head = (
        (200.0, 115.0, 300.0, 145.0),
        (200.0, 300.0, 300.0, 330.0),
        STRIP.head,
    )
    aside = (500.0, 300.0, 580.0, 330.0)
    assert missed(STRIP, rows, numbered(130, 190, 250), ()) == numbered(250)
    assert missed(STRIP, rows, (), (head, inside, below, aside)) == [below]
