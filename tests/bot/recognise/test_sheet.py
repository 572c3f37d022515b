"""Pages near and far, and what only looked like one."""

import cv2
import numpy as np

from bot.recognise import text
from bot.recognise.sheet import read_sheet
from handlers.model.seen import Shows
from tests.bot.recognise.sheets import NAMES, photographed, record, signin


def test_a_page_far_away_is_looked_at_closely() -> None:
    sheet = photographed(signin().pixels())
    wide = np.full((2600, 3400, 3), (60, 90, 60), np.uint8)
    wide[700 : 700 + sheet.shape[0], 900 : 900 + sheet.shape[1]] = sheet
    small = cv2.resize(wide, None, fx=0.55, fy=0.55, interpolation=cv2.INTER_AREA)
    picture = np.asarray(small, np.uint8)
    seen = read_sheet(picture, text.find(picture, text.FULL))
    assert seen.signin is not None
    assert abs(seen.signin.count - len(NAMES)) <= 1


def test_what_looked_like_text_from_afar_may_be_none() -> None:
    blank = np.full((600, 800, 3), 200, np.uint8)
    spots = [[(x, 100), (x + 60, 100), (x + 60, 120), (x, 120)] for x in (100, 300, 500)]
    assert read_sheet(blank, np.array(spots, np.float32)).shows is Shows.OTHER


def test_the_number_of_people_is_read_twice_and_surely() -> None:
    picture = photographed(record().pixels())
    seen = read_sheet(picture, text.find(picture, text.GATE))
    assert seen.record is not None
    assert seen.record.headcount is not None
    assert seen.record.headcount_sure > 0.75
