"""Pages whose rules wave or lean."""

import numpy as np
from PIL import Image

from bot.recognise.drawing import Mask, Quads
from bot.recognise.leaning import uprighting
from bot.recognise.smooth import smoothed
from bot.recognise.waves import waves
from tests.bot.recognise.sheets import Paper

WIDE, HIGH, TEXT = 900, 900, 40.0


def ruled(drop: int = 0, lean: float = 0.0, rules: int = 8) -> Mask:
    """Rules whose right half bends down, more the further down, and whose ends lean."""
    mask = np.zeros((HIGH, WIDE), np.uint8)
    for place in range(rules):
        y, aside = 100 + 80 * place, round(lean * 80 * place)
        for x in range(100, 700):
            sag = drop * max(0, x - 400) * (place + 4) // 3600
            mask[y + sag : y + sag + 3, x + aside] = 255
    return mask


def spot(x: float, y: float) -> Quads:
    corners = [[(x - 30, y - 15), (x + 30, y - 15), (x + 30, y + 15), (x - 30, y + 15)]]
    return np.array(corners, np.float32)


def paper(mask: Mask) -> Paper:
    page = Paper(WIDE, HIGH)
    page.image.paste((20, 20, 20), (0, 0, WIDE, HIGH), Image.fromarray(mask))
    return page


def test_rules_that_wave_are_made_level_with_the_text_between_them() -> None:
    mask = ruled(drop=30)
    found = waves(mask, TEXT)
    assert found is not None
    flat = found.flat(np.repeat(mask[:, :, None], 3, axis=2))
    rows = np.flatnonzero((flat[:, 100:700, 0] > 100).mean(axis=1) > 0.5)
    assert len(rows) >= 8
    moved = found.moved(spot(650, 700), WIDE)
    assert moved[0, :, 1].mean() < 690


def test_level_rules_and_few_and_wild_ones_are_left_alone() -> None:
    assert waves(ruled(), TEXT) is None
    assert waves(ruled(drop=30, rules=3), TEXT) is None
    assert waves(ruled(drop=300), TEXT) is None
    assert waves(np.zeros((HIGH, WIDE), np.uint8), TEXT) is None


def test_ends_of_rules_that_lean_are_put_below_each_other() -> None:
    matrix = uprighting(ruled(lean=0.1))
    assert matrix is not None
    ends = np.array([[100, 100, 1], [156, 660, 1]]) @ matrix.T
    across = ends[:, 0] / ends[:, 2]
    assert abs(across[0] - across[1]) < 4


def test_upright_lists_and_ragged_rules_are_left_alone() -> None:
    assert uprighting(ruled()) is None
    assert uprighting(ruled(lean=0.1, rules=4)) is None
    ragged = ruled()
    for place in range(0, 8, 2):
        ragged[95 + 80 * place : 110 + 80 * place, 100:200] = 0
    assert uprighting(ragged) is None
    assert uprighting(np.zeros((HIGH, WIDE), np.uint8)) is None


def test_a_page_that_waves_and_leans_is_smoothed_with_its_text() -> None:
    page = paper(ruled(drop=30, lean=0.1)).pixels()
    smooth = smoothed(page, np.concatenate([spot(400, 130), spot(480, 500)]), TEXT)
    assert not np.allclose(smooth.lean, np.eye(3))
    assert smooth.page.shape == page.shape
    assert smooth.quads[1, :, 0].mean() < 470
    assert waves(smooth.rules.level, TEXT) is None
