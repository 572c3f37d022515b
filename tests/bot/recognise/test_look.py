"""Pictures from a file to what they show."""

from datetime import date, datetime
from pathlib import Path

import cv2
import numpy as np
import pytest
from PIL import Image as Picture

from bot.recognise.errors import PictureError
from bot.recognise.look import look
from handlers.model.seen import Shows
from tests.bot.recognise.drawn import landscape, people
from tests.bot.recognise.sheets import (
    NAMES,
    freehand,
    greeting,
    notice,
    photographed,
    record,
    saved,
    signin,
    ticked,
)


@pytest.mark.parametrize("quarters", [0, 1, 2])
def test_a_signin_sheet_is_read_whichever_way_it_lies(
    tmp_path: Path, quarters: int
) -> None:
    seen = look(saved(photographed(signin().pixels(), quarters), tmp_path))
    assert seen.shows is Shows.SIGNIN
    assert (seen.signin.count, seen.signin.clear) == (len(NAMES), True)
    assert {name.text for name in seen.signin.names} >= set(NAMES[1:4])
    assert (seen.signin.day, seen.signin.place.text) == (date(2026, 3, 18), "小区南门广场")
    assert seen.signin.title.text == "翠湖社区活动签到表"


def test_phone_numbers_stay_on_the_paper(tmp_path: Path) -> None:
    seen = look(saved(signin().pixels(), tmp_path))
    assert not any("13800" in text for text in seen.text)


@pytest.mark.parametrize("ruled", [True, False])
@pytest.mark.parametrize("head", [True, False])
def test_numbers_in_pieces_stay_there_too(tmp_path: Path, ruled: bool, head: bool) -> None:
    paper = signin(ruled=ruled, phone=("138", "1234", "5678"))
    if not head:
        paper.draw.rectangle([550, 235, 930, 285], fill=(246, 244, 238))
    seen = look(saved(paper.pixels(), tmp_path))
    assert (seen.signin.count, seen.signin.day) == (len(NAMES), date(2026, 3, 18))
    text = " ".join(seen.text)
    assert NAMES[0] in text
    assert "**" in text
    assert not any(part in text for part in ("138", "1234", "5678"))


def test_columns_without_upright_lines_are_counted_too(tmp_path: Path) -> None:
    seen = look(saved(photographed(signin(ruled=False).pixels()), tmp_path))
    assert seen.signin.count == len(NAMES)


def test_a_row_that_is_struck_out_does_not_count(tmp_path: Path) -> None:
    seen = look(saved(signin(struck=2).pixels(), tmp_path))
    assert (seen.signin.count, seen.signin.clear) == (len(NAMES) - 1, False)


def test_a_list_that_the_picture_cuts_is_in_doubt(tmp_path: Path) -> None:
    seen = look(saved(signin().pixels()[:, :425], tmp_path))
    assert (seen.shows, seen.signin.count, seen.signin.clear) == (
        Shows.SIGNIN,
        len(NAMES),
        False,
    )


def test_ticks_beside_printed_names_are_signatures(tmp_path: Path) -> None:
    seen = look(saved(photographed(ticked().pixels(), bend=0.03), tmp_path))
    assert (seen.signin.count, seen.signin.title.text) == (6, "合唱队签到表")
    assert [name.text for name in seen.signin.names][:3] == list(NAMES[:3])


def test_printed_names_without_a_tick_have_not_signed(tmp_path: Path) -> None:
    seen = look(saved(photographed(ticked(0).pixels(), bend=0.03), tmp_path))
    assert (seen.signin.count, seen.signin.clear) == (0, False)


def test_names_written_beside_an_empty_column_count_but_are_in_doubt(
    tmp_path: Path,
) -> None:
    paper = ticked(0, drift=(0, 14, -9, 20, 5))
    seen = look(saved(photographed(paper.pixels(), bend=0.03), tmp_path))
    assert (seen.signin.count, seen.signin.clear) == (9, False)


def test_names_below_each_other_are_a_signin_sheet(tmp_path: Path) -> None:
    seen = look(saved(photographed(freehand().pixels(), bend=0.02), tmp_path))
    assert seen.shows is Shows.SIGNIN
    assert (seen.signin.count, seen.signin.clear) == (len(NAMES), False)


def test_a_record_sheet_gives_its_fields(tmp_path: Path) -> None:
    seen = look(saved(photographed(record().pixels(), 3), tmp_path))
    assert seen.shows is Shows.RECORD
    sheet = seen.record
    assert (sheet.name.text, sheet.place.text, sheet.headcount) == (
        "楼道清理",
        "中心花园",
        25,
    )
    assert (sheet.start, sheet.timed) == (datetime.fromisoformat("2026-03-18T14:30"), True)
    assert sheet.content.text.startswith("大家给围墙刷上白漆")
    assert sheet.feedback.text.startswith("老人们很开心")


def test_other_text_is_no_sheet(tmp_path: Path) -> None:
    assert look(saved(notice(30).pixels(), tmp_path)).shows is Shows.OTHER
    seen = look(saved(notice().pixels(), tmp_path))
    assert (seen.shows, seen.signin, seen.record) == (Shows.OTHER, None, None)


def test_a_greeting_is_no_scene(tmp_path: Path) -> None:
    assert look(saved(greeting().pixels(), tmp_path)).shows is Shows.OTHER


def test_a_screenshot_without_words_is_no_scene(tmp_path: Path) -> None:
    plain = np.full((600, 800, 3), 230, np.uint8)
    cv2.rectangle(plain, (100, 100), (300, 300), (40, 160, 90), -1)
    assert look(saved(plain, tmp_path)).shows is Shows.OTHER


def test_a_large_code_is_no_scene(tmp_path: Path) -> None:
    code = cv2.QRCodeEncoder.create().encode("https://example.org/")
    code = cv2.resize(code, (500, 500), interpolation=cv2.INTER_NEAREST)
    picture = landscape(900, 700)
    picture[80:620, 180:720] = 255
    picture[100:600, 200:700] = code[:, :, None]
    assert look(saved(picture, tmp_path)).shows is Shows.OTHER


def test_people_and_landscapes_are_scenes(tmp_path: Path) -> None:
    grain = np.random.default_rng(0).normal(0, 6, (768, 1024, 3))
    pixels = np.clip(people(4, 90)[:, :, ::-1] + grain, 0, 255).astype(np.uint8)
    crowd = look(saved(pixels, tmp_path))
    assert crowd.shows is Shows.SCENE
    assert crowd.crowd is not None
    assert look(saved(landscape(), tmp_path)).shows is Shows.SCENE


def test_a_scene_with_small_signs_in_it_is_a_scene(tmp_path: Path) -> None:
    scene = landscape(1200, 900)
    for place in range(9):
        at = (80 + 360 * (place % 3), 120 + 260 * (place // 3))
        cv2.putText(scene, "EXIT 12", at, cv2.FONT_HERSHEY_DUPLEX, 0.8, (0, 0, 0), 2)
    assert look(saved(scene, tmp_path)).shows is Shows.SCENE


@pytest.mark.parametrize("size", [(1, 1), (1, 900), (60_000, 2)])
def test_a_mere_line_is_no_picture(size: tuple[int, int], tmp_path: Path) -> None:
    Picture.new("RGB", size, "white").save(tmp_path / "a.png")
    with pytest.raises(PictureError, match="narrow"):
        look(tmp_path / "a.png")


@pytest.mark.parametrize("lines", [0, 9, 30])
def test_posters_are_held_back_however_much_is_written_on_them(
    lines: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """There is no unsafe picture to test with, so that every picture counts as one."""
    monkeypatch.setattr("bot.recognise.unsafe.UNSAFE", 0.0)
    page = notice(lines) if lines else greeting()
    seen = look(saved(page.pixels(), tmp_path))
    assert (seen.shows, seen.unsafe) == (Shows.OTHER, True)
    assert not look(saved(signin().pixels(), tmp_path)).unsafe


def test_what_is_no_picture_says_so(tmp_path: Path) -> None:
    file = tmp_path / "a.jpg"
    file.write_text("no picture", encoding="utf-8")
    with pytest.raises(PictureError):
        look(file)
