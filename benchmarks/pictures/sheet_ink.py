"""Pens and fonts: printed words and handwriting on a page."""

import random
from dataclasses import dataclass, field
from pathlib import Path

import pylopdf_fonts_zh_cn
from PIL import Image, ImageDraw, ImageFont

from handlers import memory

_SYSTEM = [
    "/usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc",
    "/usr/share/fonts/opentype/noto/NotoSansCJK-Bold.ttc",
    "/usr/share/fonts/opentype/noto/NotoSerifCJK-Regular.ttc",
    "/usr/share/fonts/opentype/noto/NotoSerifCJK-Bold.ttc",
    "/usr/share/fonts/truetype/wqy/wqy-microhei.ttc",
]
_WHEEL = Path(pylopdf_fonts_zh_cn.__file__).parent  # where the system has none of them
PRINTED = [path for path in _SYSTEM if Path(path).is_file()]
if not any("Noto" in path for path in PRINTED):
    PRINTED += [str(_WHEEL / f"Noto{style}SC-Regular.otf") for style in ("Sans", "Serif")]
PENS = [
    (25, 25, 30),
    (30, 40, 110),
    (20, 30, 140),
    (60, 60, 65),
    (10, 10, 12),
    (140, 30, 30),
]
CACHE = Path.home() / ".cache" / "sheet-fonts"


@memory.lately(256)
def font(path: str, size: int) -> ImageFont.FreeTypeFont:
    return ImageFont.truetype(path, size, index=2 if "CJK" in path else 0)


def hands(folder: Path = CACHE) -> list[str]:
    """Fonts that look written by hand; printed ones where there are none."""
    return (
        sorted(map(str, folder.glob("*.ttf")))
        or [one for one in PRINTED if "Serif" in one][:1]
    )


@dataclass
class Pen:
    """One person's writing."""

    path: str
    colour: tuple[int, int, int]
    dice: random.Random
    jitter: float = 1.0
    drawn: list[tuple[int, int, int, int]] = field(default_factory=list)

    def write(
        self, page: Image.Image, at: tuple[float, float], text: str, size: int
    ) -> float:
        """Write from the left middle point; gives where the writing ends."""
        x, y = at
        for sign in text:
            x += self._sign(page, x, y, sign, size)
        return x

    def _sign(self, page: Image.Image, x: float, y: float, sign: str, size: int) -> float:
        dice, wobble = self.dice, self.jitter
        big = max(8, round(size * (1 + wobble * dice.uniform(-0.1, 0.1))))
        face = font(self.path, big)
        if sign == " ":
            return size * 0.5
        tile = Image.new("L", (big * 2, big * 2))
        ImageDraw.Draw(tile).text((big, big), sign, 255, font=face, anchor="mm")
        tile = tile.rotate(wobble * dice.uniform(-7, 7), resample=Image.Resampling.BICUBIC)
        wide = face.getlength(sign)
        place = (
            round(x + wide / 2 - big),
            round(y - big + wobble * dice.uniform(-0.06, 0.06) * size),
        )
        page.paste(self.colour, place, tile)
        return wide * (1 + wobble * dice.uniform(-0.06, 0.08))


def pen(dice: random.Random, folder: Path = CACHE) -> Pen:
    return Pen(dice.choice(hands(folder)), dice.choice(PENS), dice, dice.uniform(0.4, 1.4))


def printed(dice: random.Random) -> str:
    return dice.choice(PRINTED)


def strike(page: Image.Image, box: tuple[float, float, float, float], pen: Pen) -> None:
    """Cross something out: one line, several, a cross, or a scribble."""
    left, top, right, bottom = box
    draw, dice = ImageDraw.Draw(page), pen.dice
    mid = (top + bottom) / 2
    kind = dice.choice(["two", "scribble", "cross"])
    if kind == "two":
        for step in (-0.12, 0.12):
            y = mid + step * (bottom - top)
            draw.line([left, y, right, y + dice.uniform(-4, 4)], pen.colour, 4)
    elif kind == "cross":
        draw.line([left, top, right, bottom], pen.colour, 4)
        draw.line([left, bottom, right, top], pen.colour, 4)
    else:
        points = [
            (left + (right - left) * i / 14, dice.uniform(top, bottom)) for i in range(15)
        ]
        draw.line(points, pen.colour, 5)
        draw.line([(x, top + bottom - y) for x, y in points], pen.colour, 5)
