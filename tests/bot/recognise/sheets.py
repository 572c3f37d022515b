"""Sheets drawn by the tests, flat or as a phone sees them on a table."""

from collections.abc import Sequence
from functools import cache
from pathlib import Path

import cv2
import numpy as np
import pylopdf_fonts_zh_cn
from PIL import Image, ImageDraw, ImageFont

from bot.recognise.drawing import Image as Pixels

FONT = Path(pylopdf_fonts_zh_cn.__file__).parent / "NotoSerifSC-Regular.otf"
WIDE, HIGH, ROW = 1000, 1300, 62
NAMES = ("王小明", "李芳", "张建国", "陈静", "赵红梅", "周伟", "孙丽华")
HEADS = ("序号", "姓名", "联系电话")


@cache
def font(size: int) -> ImageFont.FreeTypeFont:
    return ImageFont.truetype(str(FONT), size)


class Paper:
    """A blank page to print on."""

    def __init__(self, wide: int = WIDE, high: int = HIGH) -> None:
        self.image = Image.new("RGB", (wide, high), (246, 244, 238))
        self.draw = ImageDraw.Draw(self.image)

    def write(
        self, at: tuple[float, float], text: str, size: int = 30, anchor: str = "lm"
    ) -> None:
        self.draw.text(at, text, (20, 20, 30), font(size), anchor=anchor)

    def spread(self, at: tuple[float, float], parts: Sequence[str], size: int) -> None:
        """With gaps between the parts, in which there is room for another."""
        for place, part in enumerate(parts):
            self.write((at[0] + 5 * size * place, at[1]), part, size)

    def box(self, *corners: float) -> None:
        self.draw.rectangle(corners, outline=(30, 30, 30), width=2)

    def pixels(self) -> Pixels:
        """Blue first, as recognition reads."""
        return np.ascontiguousarray(np.asarray(self.image)[:, :, ::-1])


def signin(*, ruled: bool = True, struck: int = -1, phone: Sequence[str] = ()) -> Paper:
    """Seven names in nine numbered rows.  ruled: with upright lines.  struck: this row is crossed out.

    phone: what everybody writes of theirs, with wide gaps.
    """
    paper = Paper()
    paper.write((500, 80), "翠湖社区活动签到表", 46, "mm")
    paper.write((70, 170), "时间：2026年3月18日")
    paper.write((540, 170), "地点：小区南门广场")
    edges, top = (60, 180, 540, 940), 230
    for line in range(len(NAMES) + 4):
        y = top + line * ROW
        paper.draw.line([edges[0], y, edges[-1], y], (30, 30, 30), 2)
    for x in edges if ruled else ():
        paper.draw.line([x, top, x, top + (len(NAMES) + 3) * ROW], (30, 30, 30), 2)
    for head, x in zip(HEADS, (120, 360, 740), strict=True):
        paper.write((x, top + ROW / 2), head, 28, "mm")
    for row in range(len(NAMES) + 2):
        y = top + (row + 1.5) * ROW
        paper.write((120, y), str(row + 1), 26, "mm")
        if row < len(NAMES):
            paper.write((300, y), NAMES[row], 34)
            paper.spread((560, y), phone or [f"138001380{row}0"], 26)
        if row == struck:
            for step in (-9, -3, 3, 9):
                paper.draw.line([294, y + step, 410, y - step], (20, 20, 30), 5)
    return paper


def ticked(ticks: int = 6, drift: tuple[int, ...] = ()) -> Paper:
    """A list of nine names, so many ticked off, one by a mere dot.

    drift: how far from where print would stand the names begin, in turns.
    """
    paper, edges = Paper(), (60, 180, 480, 700, 940)
    paper.write((500, 80), "合唱队签到表", 46, "mm")
    for line in range(11):
        paper.draw.line([60, 180 + line * ROW, 940, 180 + line * ROW], (30, 30, 30), 2)
    for x in edges:
        paper.draw.line([x, 180, x, 180 + 10 * ROW], (30, 30, 30), 2)
    for head, x in zip(("序号", "姓名", "房号", "签到"), (120, 330, 590, 820), strict=True):
        paper.write((x, 180 + ROW / 2), head, 28, "mm")
    for row, name in enumerate((*NAMES, "吴敏", "郑浩")):
        y = 180 + (row + 1.5) * ROW
        paper.write((120, y), str(row + 1), 26, "mm")
        paper.write((250 + (drift[row % len(drift)] if drift else 0), y), name, 32)
        paper.write((560, y), f"{row}-{row}02", 26)
        if row < ticks:
            paper.draw.line([790, y, 805, y + 14, 850, y - 18], (30, 40, 130), 4)
    paper.draw.line([800, 800, 801, 801], (30, 40, 130), 2)
    return paper


def freehand() -> Paper:
    """Names below each other without a table."""
    paper = Paper()
    paper.write((400, 90), "今日签到", 50)
    paper.write((90, 190), "时间：2026年3月18日", 36)
    paper.write((90, 260), "地点：中心花园", 36)
    for place, name in enumerate(NAMES[:-2]):
        paper.write((110, 350 + 80 * place), name, 40)
    paper.write((110, 350 + 80 * 5), "周伟", 40)
    paper.write((520, 350 + 80 * 5), "孙丽华", 40)
    return paper


def record() -> Paper:
    """A record sheet in cells."""
    paper, y = Paper(), 160
    paper.write((500, 90), "社区活动记录表", 46, "mm")
    fields = (
        ("活动名称", "楼道清理"),
        ("活动时间", "2026年3月18日 14:30"),
        ("活动地点", "中心花园"),
        ("参加人数", "共25人"),
    )
    for label, value in fields:
        paper.box(60, y, 940, y + 70)
        paper.box(60, y, 260, y + 70)
        paper.write((160, y + 35), label, 28, "mm")
        paper.write((280, y + 35), value, 30)
        y += 70
    told = (
        ("活动内容", ("大家给围墙刷上白漆，收工以后，", "把刷子和水桶洗净归还。")),
        ("居民反馈", ("老人们很开心。",)),
    )
    for label, lines in told:
        paper.box(60, y, 940, y + 260)
        paper.box(60, y, 260, y + 260)
        paper.write((160, y + 130), label, 28, "mm")
        for place, line in enumerate(lines):
            paper.write((280, y + 45 + 56 * place), line, 30)
        y += 260
    return paper


def notice(lines: int = 9) -> Paper:
    """A text that is no sheet."""
    paper = Paper(1000, 400 + 60 * lines)
    paper.write((500, 120), "温馨提示", 56, "mm")
    for place in range(lines):
        paper.write((80, 240 + 60 * place), "请各位居民保持楼道整洁，不要堆放杂物。", 34)
    return paper


def greeting() -> Paper:
    """Two lines in large letters."""
    paper = Paper(800, 800)
    paper.write((400, 250), "早安吉祥", 150, "mm")
    paper.write((400, 500), "平安健康", 120, "mm")
    return paper


def photographed(page: Pixels, quarters: int = 0, bend: float = 0.06) -> Pixels:
    """The page on a dark table, seen at an angle, turned by quarters counter-clockwise."""
    high, wide = page.shape[:2]
    corners = np.array([[0, 0], [wide, 0], [wide, high], [0, high]], np.float32)
    seen = corners * 0.85 + 0.075 * np.array([wide, high], np.float32)
    seen += np.array(
        [[bend * wide, 0], [-bend * wide, 0.3 * bend * high], [0, 0], [0, 0]], np.float32
    )
    matrix = cv2.getPerspectiveTransform(corners, seen.astype(np.float32))
    noise = np.random.default_rng(0).normal(0, 3, (high, wide, 3))
    table = np.full((high, wide, 3), (60, 80, 70), np.uint8)
    flat = cv2.warpPerspective(
        page, matrix, (wide, high), table, borderMode=cv2.BORDER_TRANSPARENT
    )
    shade = np.linspace(1.0, 0.75, wide)[None, :, None]
    lit = np.clip(flat * shade + noise, 0, 255).astype(np.uint8)
    return np.ascontiguousarray(np.rot90(lit, quarters))


def saved(pixels: Pixels, folder: Path, name: str = "picture.jpg") -> Path:
    file = folder / name
    file.write_bytes(
        cv2.imencode(".jpg", pixels, [cv2.IMWRITE_JPEG_QUALITY, 90])[1].tobytes()
    )
    return file
