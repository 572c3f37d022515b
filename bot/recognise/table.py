"""The places for signatures on a sheet: rows of ruled lines below the heads of columns."""

from collections.abc import Iterator, Sequence
from itertools import pairwise

import numpy as np
import numpy.typing as npt

from bot.recognise.drawing import Mask
from bot.recognise.ruling import Ruling
from handlers.read.sheet.heads import Strip
from handlers.read.sheet.page import Box, middle

_RULED = 0.55  # share of a column's width that a rule must cross
_LOWEST = 0.3  # of a line of text; nearer rules are one
_LOW, _HIGH = 0.75, 1.3  # of a usual row
_WALL = 0.6  # share of a row's height that a wall must cover


def slots(
    lines: Ruling,
    columns: Sequence[Strip],
    numbers: Sequence[Box],
    spots: Sequence[Box],
    text_height: float,
) -> list[list[Box]]:
    """For every column of names the boxes of its rows, from the top down.

    numbers: printed in front of the rows.  spots: all text of the page.
    """
    return [_slots(lines, column, numbers, spots, text_height) for column in columns]


def missed(
    column: Strip, places: Sequence[Box], numbers: Sequence[Box], spots: Sequence[Box]
) -> list[Box]:
    """Rows' numbers, and text in a column of names, in a row for which there is no place."""
    below = [spot for spot in spots if middle(spot)[1] > column.head[3]]
    names = [spot for spot in below if column.left < middle(spot)[0] < column.right]
    return [spot for spot in (*numbers, *names) if not _placed(spot, places)]


def _placed(spot: Box, places: Sequence[Box]) -> bool:
    return any(place[1] <= middle(spot)[1] <= place[3] for place in places)


def _slots(
    lines: Ruling,
    column: Strip,
    numbers: Sequence[Box],
    spots: Sequence[Box],
    text_height: float,
) -> list[Box]:
    inner = 0.2 * (column.right - column.left)
    left, right = round(column.left + inner), round(column.right - inner)
    rules = _rules(
        lines.level, left, right, column.head[3] - 0.3 * text_height, text_height
    )
    bands = _bands(rules, spots, text_height)
    if not bands:
        bands = _numbered(numbers)
    return [_walled(lines.upright, column, band) for band in bands]


def _rules(
    level: Mask, left: int, right: int, top: float, text_height: float
) -> list[float]:
    """The heights at which rules cross the strip."""
    strip = level[:, left:right] > 0
    reach = max(2, round(0.12 * text_height))
    dense = np.stack(
        [np.roll(strip, step, axis=0) for step in range(-reach, reach + 1)]
    ).any(axis=0)
    covered = dense.mean(axis=1) >= _RULED
    covered[: max(0, int(top))] = False
    return [(first + last) / 2 for first, last in _runs(covered)]


def _runs(flags: npt.NDArray[np.bool_]) -> list[tuple[int, int]]:
    edges = np.flatnonzero(
        np.diff(np.concatenate([[False], flags, [False]]).astype(np.int8))
    )
    return [(int(a), int(b)) for a, b in zip(edges[::2], edges[1::2], strict=True)]


def _bands(
    rules: Sequence[float], spots: Sequence[Box], text_height: float
) -> list[tuple[float, float]]:
    """Rows between rules; a missing rule and a crease in the paper are made up for."""
    bands = [(a, b) for a, b in pairwise(rules) if b - a > _LOWEST * text_height]
    if not bands[1:]:
        return []
    usual = float(np.median([b - a for a, b in bands]))
    parted: list[tuple[float, float]] = []
    for top, bottom in _uncreased(bands, usual):
        parts = max(1, round((bottom - top) / usual))
        if parts > 1 and _between(spots, top, bottom) < parts:
            break  # the list has ended
        step = (bottom - top) / parts
        parted += [(top + i * step, top + (i + 1) * step) for i in range(parts)]
    return parted


def _uncreased(
    bands: Sequence[tuple[float, float]], usual: float
) -> Iterator[tuple[float, float]]:
    """Two low rows that make up a usual one are one row with a crease in it."""
    kept: tuple[float, float] | None = None
    for band in bands:
        if kept and kept[1] - kept[0] < _LOW * usual and band[1] - kept[0] < _HIGH * usual:
            kept = (kept[0], band[1])
            continue
        if kept:
            yield kept
        kept = band
    if kept:
        yield kept


def _between(spots: Sequence[Box], top: float, bottom: float) -> int:
    """How many lines of text stand between two heights."""
    return sum(top < (box[1] + box[3]) / 2 < bottom for box in spots)


def _numbered(numbers: Sequence[Box]) -> list[tuple[float, float]]:
    """Rows around printed numbers where nothing is ruled."""
    centres = [(box[1] + box[3]) / 2 for box in numbers]
    if not centres[1:]:
        return []
    step = float(np.median(np.diff(centres)))
    return [(centre - step / 2, centre + step / 2) for centre in centres]


def _walled(upright: Mask, column: Strip, band: tuple[float, float]) -> Box:
    top, bottom = round(band[0]), round(band[1])
    third = (column.right - column.left) / 3
    rows = upright[top:bottom] > 0
    left = _wall(rows, column.left - third, column.left + third, column.left)
    right = _wall(rows, column.right - third, column.right + third, column.right)
    return left, band[0], right, band[1]


def _wall(rows: npt.NDArray[np.bool_], first: float, last: float, usual: float) -> float:
    """Where the wall stands that is nearest to where it is expected."""
    low, high = max(0, round(first)), min(rows.shape[1], round(last))
    covered = rows[:, low:high].mean(axis=0) if rows.size else np.zeros(0)
    walls = np.flatnonzero(covered >= _WALL) + low
    if not walls.size:
        return usual
    return float(walls[np.abs(walls - usual).argmin()])
