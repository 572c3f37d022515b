"""Pictures drawn by the tests: people, crowds, landscapes without anybody."""

import cv2
import numpy as np

from bot.recognise.drawing import Pixels

SKIN, HAIR, DARK = (225, 180, 150), (40, 30, 25), (60, 40, 30)
SMOOTH = cv2.LINE_AA
FINE = 120  # px; the size in which faces are drawn


def landscape(width: int = 1024, height: int = 768, seed: int = 0) -> Pixels:
    """Sky, hills and grain: sharp, well lit, nobody in it."""
    rng = np.random.default_rng(seed)
    picture = np.full((height, width, 3), (150, 185, 220), np.uint8)
    for depth in range(1, 5):
        heights = (
            height * (0.3 + 0.13 * depth) + rng.normal(0, 6 * depth, width).cumsum() / 8
        )
        line = [(x, int(y)) for x, y in enumerate(heights)]
        shape = np.array([*line, (width, height), (0, height)], np.int32)
        cv2.fillPoly(picture, [shape], (40 + 20 * depth, 120 - 15 * depth, 60))
    return np.clip(picture + rng.normal(0, 6, picture.shape), 0, 255).astype(np.uint8)


def wall(width: int, height: int) -> Pixels:
    return np.full((height, width, 3), (120, 150, 130), np.uint8)


def people(number: int, size: int = 40, width: int = 1024, height: int = 768) -> Pixels:
    """So many people in rows before a plain wall; size: height of a face in pixels."""
    picture = wall(width, height)
    columns = max(1, min(number, width // (size * 2)))
    for one in range(number):
        row, column = divmod(one, columns)
        person(picture, size * (1 + 2 * column), size * (1 + 3 * row), size)
    return picture


def person(picture: Pixels, x: int, y: int, size: int) -> None:
    """A face with its middle here, and shoulders below, as a camera shows them."""
    large = wall(FINE * 2, FINE * 3)
    draw_person(large, FINE, FINE, FINE)
    soft = cv2.GaussianBlur(large, (0, 0), 1.2 * FINE / size)
    small = cv2.resize(soft, (2 * size, 3 * size), interpolation=cv2.INTER_AREA)
    top, left = max(0, y - size), max(0, x - size)
    room = picture[top : y + 2 * size, left : x + size]
    room[:] = small[size - (y - top) :, size - (x - left) :][
        : room.shape[0], : room.shape[1]
    ]


def draw_person(picture: Pixels, x: int, y: int, size: int) -> None:
    thin = max(1, size // 40)
    body = (x - size // 2, y + size * 5 // 9), (x + size // 2, y + size * 8 // 5)
    cv2.rectangle(picture, *body, (60, 60, 150), -1)
    oval(picture, (x, y - size // 8), (size * 0.46, size * 0.58), HAIR)
    oval(picture, (x, y), (size * 0.38, size * 0.5), SKIN)
    for side in (-1, 1):
        eye = (x + side * int(size * 0.15), y - int(size * 0.08))
        oval(picture, eye, (size * 0.075, size * 0.035), (250, 250, 250))
        cv2.circle(picture, eye, max(1, int(size * 0.035)), (30, 20, 20), -1, SMOOTH)
        brow = (eye[0], eye[1] - int(size * 0.09)), (int(size * 0.1), int(size * 0.03))
        cv2.ellipse(picture, *brow, 0, 180, 360, DARK, thin, SMOOTH)
    nose = (x, y + int(size * 0.1)), (int(size * 0.05), int(size * 0.03))
    cv2.ellipse(picture, *nose, 0, 0, 180, (170, 120, 95), thin, SMOOTH)
    mouth = (x, y + int(size * 0.25)), (int(size * 0.14), int(size * 0.06))
    cv2.ellipse(picture, *mouth, 0, 0, 180, (170, 70, 70), -1, SMOOTH)


def oval(
    picture: Pixels,
    middle: tuple[int, int],
    half: tuple[float, float],
    colour: tuple[int, ...],
) -> None:
    cv2.ellipse(
        picture, middle, (int(half[0]), int(half[1])), 0, 0, 360, colour, -1, SMOOTH
    )
