"""A page becomes a photograph: a table under it, perspective, light, creases, a phone's lens."""

import random

import cv2
import numpy as np


def photograph(page: np.ndarray, dice: random.Random, *, clean: bool = False) -> np.ndarray:
    """The page (blue first) as somebody photographs it on a table."""
    if clean:
        return page
    noise = np.random.default_rng(dice.randrange(1 << 30))
    page = _creased(page, dice)
    long = dice.choice([1280, 1440, 1600, 1920, 2560])
    short = round(long * dice.choice([0.75, 0.75, 0.5625]))
    lies = page.shape[1] > page.shape[0]
    width, height = (long, short) if lies != (dice.random() < 0.1) else (short, long)
    table = _table(width, height, dice, noise)
    matrix = _view(page.shape, width, height, dice)
    flat = cv2.warpPerspective(page, matrix, (width, height), flags=cv2.INTER_AREA)
    mask = cv2.warpPerspective(
        np.full(page.shape[:2], 255, np.uint8), matrix, (width, height)
    )
    shadow = cv2.GaussianBlur(np.roll(mask, (12, 10), (0, 1)), (0, 0), 9)[..., None] / 255
    picture = table * (1 - 0.45 * shadow)
    soft = cv2.GaussianBlur(mask, (0, 0), 0.8)[..., None] / 255
    picture = picture * (1 - soft) + flat * soft
    picture = _lit(picture, dice)
    picture = cv2.GaussianBlur(picture, (0, 0), dice.choice([0.01, 0.5, 0.8, 1.2]))
    picture += noise.normal(0, dice.uniform(1, 6), picture.shape)
    picture = np.clip(picture, 0, 255).astype(np.uint8)
    return np.ascontiguousarray(np.rot90(picture, dice.choice([0, 0, 0, 1, 2, 3])))


def encoded(picture: np.ndarray, dice: random.Random) -> bytes:
    return cv2.imencode(".jpg", picture, [cv2.IMWRITE_JPEG_QUALITY, dice.randint(60, 92)])[
        1
    ].tobytes()


def _view(
    shape: tuple[int, ...], width: int, height: int, dice: random.Random
) -> np.ndarray:
    high, wide = shape[:2]
    scale = min(width / wide, height / high) * dice.uniform(0.72, 0.97)
    turn = np.radians(dice.gauss(0, 4.5))
    shift = np.array([dice.uniform(-0.03, 0.03), dice.uniform(-0.03, 0.03)])
    middle = (shift + 0.5) * [width, height]
    corners = (
        np.array([[-wide, -high], [wide, -high], [wide, high], [-wide, high]]) / 2 * scale
    )
    rotation = np.array([[np.cos(turn), -np.sin(turn)], [np.sin(turn), np.cos(turn)]])
    bent = 1 + np.array([[dice.uniform(-0.09, 0.09) for _ in range(2)] for _ in range(4)])
    seen = (corners * bent) @ rotation.T + middle
    page = np.array([[0, 0], [wide, 0], [wide, high], [0, high]], np.float32)
    return cv2.getPerspectiveTransform(page, seen.astype(np.float32))


def _creased(page: np.ndarray, dice: random.Random) -> np.ndarray:
    """Paper that waves a little, and one or two folds."""
    high, wide = page.shape[:2]
    y, x = np.mgrid[0:high, 0:wide].astype(np.float32)
    strength = dice.choice([0, 1, 2, 4])
    for _ in range(3):
        length, phase, angle = (
            dice.uniform(500, 1400),
            dice.uniform(0, 6),
            dice.uniform(0, np.pi),
        )
        wave = strength * np.sin(
            (x * np.cos(angle) + y * np.sin(angle)) / length * 6.28 + phase
        )
        y, x = y + wave.astype(np.float32), x + 0.5 * wave.astype(np.float32)
    out = cv2.remap(page, x, y, cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE).astype(
        np.float32
    )
    for _ in range(dice.choice([0, 0, 1, 2])):
        across, along = (
            (np.arange(high)[:, None], high)
            if dice.random() < 0.6
            else (np.arange(wide)[None], wide)
        )
        fold = dice.uniform(0.2, 0.8) * along
        out *= (
            1
            - 0.16 * np.exp(-(((across - fold) / 9) ** 2))
            + 0.05 * np.exp(-(((across - fold - 16) / 12) ** 2))
        )[..., None]
    return np.clip(out, 0, 255).astype(np.uint8)


def _lit(picture: np.ndarray, dice: random.Random) -> np.ndarray:
    high, wide = picture.shape[:2]
    y, x = np.mgrid[0:high, 0:wide]
    angle = dice.uniform(0, 6.28)
    slope = (x / wide - 0.5) * np.cos(angle) + (y / high - 0.5) * np.sin(angle)
    light = dice.uniform(0.75, 1.05) * (1 + dice.uniform(0, 0.45) * slope)
    if dice.random() < 0.45:
        corners = [
            [dice.uniform(0, wide), dice.uniform(0.2 * high, high)] for _ in range(4)
        ]
        shade = np.zeros((high, wide), np.float32)
        cv2.fillPoly(shade, [cv2.convexHull(np.array(corners, np.int32))], 1)
        light = light * (
            1
            - dice.uniform(0.2, 0.45) * cv2.GaussianBlur(shade, (0, 0), dice.uniform(3, 40))
        )
    tint = np.array([dice.uniform(0.86, 1.04), 1.0, dice.uniform(0.92, 1.06)])
    return picture * light[..., None] * tint


def _table(
    width: int, height: int, dice: random.Random, noise: np.random.Generator
) -> np.ndarray:
    colour = np.array([dice.uniform(30, 190) for _ in range(3)])
    grain = cv2.resize(
        noise.normal(0, 1, (dice.choice([20, 200]), dice.choice([20, 300]))),
        (width, height),
    )
    return np.clip(colour + dice.uniform(3, 22) * grain[..., None], 0, 255)
