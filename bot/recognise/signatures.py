"""Who signed: ink in the places for signatures, and the names in it."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import cv2
import numpy as np

from bot.recognise import text
from bot.recognise.drawing import Image, Mask, Quads, cut_out
from bot.recognise.ruling import Ruling
from bot.recognise.table import missed, slots
from handlers.model.seen import Read
from handlers.read.sheet.heads import Pair, heads, numbers_below, pairs
from handlers.read.sheet.letters import best_name
from handlers.read.sheet.page import Box, Page, around
from handlers.read.sheet.people import apart, by_hand, is_name
from handlers.read.sheet.signin import Mark, loose

_INKED = 0.012  # share of a place's inner area
_HINT, _PLAIN = (
    0.004,
    0.02,
)  # the same: between them ink may be a slip of the pen, or a shadow
_INSET = (0.04, 0.17)  # of its width and height: there neighbours write into it
_LENGTHS = (0.45, 0.65, 0.85)  # of the writing's width
_LEAST_WIDTH = 0.4  # of the height of a line: less is a dot


@dataclass(frozen=True, slots=True)
class _Written:
    """A page, its lines of text, all its ink and that beside ruled lines."""

    page: Image
    quads: Quads
    ink: Mask
    handwriting: Mask
    height: float


def marks(
    page: Image, quads: Quads, seen: Page, rules: Ruling, height: float
) -> list[Mark]:
    """Every place for a signature, from the top down, a column after the other."""
    found = heads(seen)
    if not found:
        return _loose(page, seen)
    columns = pairs(found, seen)
    numbers = numbers_below(found, seen)
    signed = slots(rules, [pair.signed for pair in columns], numbers, seen.spots, height)
    named = slots(rules, [pair.named for pair in columns], numbers, seen.spots, height)
    handwriting = cv2.bitwise_and(rules.strokes, cv2.bitwise_not(_near_rules(rules)))
    written = _Written(page, quads, rules.ink, np.asarray(handwriting, np.uint8), height)
    result: list[Mark] = []
    for pair, places, names in zip(columns, signed, named, strict=True):
        result += _pair(written, pair, places, names)
        beyond = missed(pair.signed, places, numbers, seen.spots)
        result += [Mark(box, signed=False, doubtful=True) for box in beyond]
    return result


def _pair(
    written: _Written, pair: Pair, places: Sequence[Box], names: Sequence[Box]
) -> list[Mark]:
    """Who signed; where nobody did, but the names are written by hand, those who wrote them."""
    if pair.signed is pair.named:
        return _column(written, places, places)
    signed = _column(written, places, _beside(places, names))
    if any(mark.signed for mark in signed):
        return signed
    called = _column(written, names, names)
    if not by_hand([_text_box(written.quads, mark.box) for mark in called if mark.signed]):
        return signed
    return [replace(mark, doubtful=mark.signed) for mark in called]


def _text_box(quads: Quads, box: Box) -> Box:
    inside = _inside(quads, box)
    return _within(inside, box) if len(inside) else box


def _column(written: _Written, places: Sequence[Box], boxes: Sequence[Box]) -> list[Mark]:
    """places: where people sign.  boxes: where their names can be read."""
    inked = [
        _is_inked(written.handwriting, written.quads, box, written.height) for box in places
    ]
    names = _names(written.page, written.quads, written.handwriting, boxes, inked)
    found = []
    for box, ink, name in zip(places, inked, names, strict=True):
        line, density = _strokes(written.ink, written.quads, box)
        unsure = _is_doubtful(written.handwriting, written.quads, box)
        found.append(
            Mark(box, signed=ink, name=name, line=line, ink=density, doubtful=unsure)
        )
    return found


def _loose(page: Image, seen: Page) -> list[Mark]:
    """Names that stand in no table, one or more a line."""
    lines = loose(seen)
    crops = [_part(page, line.box) for line in lines]
    found: list[Mark] = []
    for line, steps in zip(lines, text.read(crops), strict=True):
        parts = [part for part in apart(line.text) if is_name(part)]
        reads = [Read(part, line.confidence) for part in parts]
        if not parts[1:]:
            name = best_name(text.likeliest(steps))
            reads = [name] if name else []
        found += [Mark(line.box, signed=True, name=read) for read in reads]
    return found


def _near_rules(rules: Ruling) -> Mask:
    both = cv2.bitwise_or(rules.level, rules.upright)
    return np.asarray(cv2.dilate(both, np.ones((5, 5), np.uint8)), np.uint8)


def _is_inked(handwriting: Mask, quads: Quads, box: Box, height: float) -> bool:
    if len(_inside(quads, box)):
        return True
    area = _inner(handwriting, box)
    if _share(area) < _INKED:
        return False
    columns = np.flatnonzero((area > 0).any(axis=0))
    return bool(np.ptp(columns) > _LEAST_WIDTH * height)


def _is_doubtful(handwriting: Mask, quads: Quads, box: Box) -> bool:
    """Whether there is a little ink, but nothing that looks like writing."""
    faint = _HINT <= _share(_inner(handwriting, box)) < _PLAIN
    return faint and not len(_inside(quads, box))


def _share(area: Mask) -> float:
    return float((area > 0).mean()) if area.size else 0.0


def _strokes(ink: Mask, quads: Quads, box: Box) -> tuple[float, float]:
    """The longest level stroke as a share of the writing's width, and how dense its ink is."""
    inside = _inside(quads, box)
    area = _within(inside, box) if len(inside) else box
    left, top, right, bottom = (round(value) for value in area)
    written = (ink[top + 3 : bottom - 3, left + 3 : right - 3] > 0).astype(np.uint8)
    if not written.size:
        return 0.0, 0.0
    thick = np.asarray(cv2.dilate(written, np.ones((3, 1), np.uint8)), np.uint8)
    lengths = [
        share for share in _LENGTHS if _has_run(thick, round(share * written.shape[1]))
    ]
    return max(lengths, default=0.0), float(written.mean())


def _has_run(thick: Mask, length: int) -> bool:
    kernel = np.ones((1, max(3, length)), np.uint8)
    return bool(cv2.morphologyEx(thick, cv2.MORPH_OPEN, kernel).any())


def _within(inside: Quads, box: Box) -> Box:
    """The part of a box around the lines of text in it."""
    low, high = inside.reshape(-1, 2).min(axis=0), inside.reshape(-1, 2).max(axis=0)
    left, top = max(box[0], float(low[0])), max(box[1], float(low[1]))
    return left, top, min(box[2], float(high[0])), min(box[3], float(high[1]))


def _inner(mask: Mask, box: Box) -> Mask:
    left, top, right, bottom = box
    x, y = _INSET[0] * (right - left), _INSET[1] * (bottom - top)
    return mask[round(top + y) : round(bottom - y), round(left + x) : round(right - x)]


def _inside(quads: Quads, box: Box) -> Quads:
    """The lines of text whose middle lies in the box."""
    if not len(quads):
        return quads
    middle = quads.mean(axis=1)
    left, top, right, bottom = box
    within = (middle[:, 0] > left) & (middle[:, 0] < right)
    within &= (middle[:, 1] > top) & (middle[:, 1] < bottom)
    return np.asarray(quads[within], np.float32)


def _beside(places: Sequence[Box], names: Sequence[Box]) -> list[Box]:
    """For each place the box of a name in the same row, else the place itself."""
    found = []
    for place in places:
        centre = (place[1] + place[3]) / 2
        row = [box for box in names if box[1] < centre < box[3]]
        found.append(row[0] if row else place)
    return found


def _names(
    page: Image,
    quads: Quads,
    handwriting: Mask,
    boxes: Sequence[Box],
    inked: Sequence[bool],
) -> list[Read | None]:
    """The names in those boxes that are inked."""
    wanted = [i for i, ink in enumerate(inked) if ink]
    crops = [_crop(page, quads, handwriting, boxes[i]) for i in wanted]
    read = [best_name(text.likeliest(steps)) for steps in text.read(crops)]
    names: list[Read | None] = [None] * len(boxes)
    for place, name in zip(wanted, read, strict=True):
        names[place] = name
    return names


def _crop(page: Image, quads: Quads, handwriting: Mask, box: Box) -> Image:
    """What is written in a box: as found, else around its ink."""
    inside = _inside(quads, box)
    if len(inside) == 1 and not _overflows(inside[0], box):
        return cut_out(page, inside[0])
    left, top, right, bottom = (round(v) for v in box)
    if len(inside):
        spans = [(*quad.min(axis=0), *quad.max(axis=0)) for quad in inside]
        found = around([(float(a), float(b), float(c), float(d)) for a, b, c, d in spans])
        return _part(page, (max(left, found[0]), found[1], min(right, found[2]), found[3]))
    ink = handwriting[top:bottom, left:right] > 0
    columns, rows = np.flatnonzero(ink.any(axis=0)), np.flatnonzero(ink.any(axis=1))
    if not columns.size:
        return _part(page, box)
    pad = 4
    return _part(
        page,
        (
            left + columns[0] - pad,
            top + rows[0] - pad,
            left + columns[-1] + pad,
            top + rows[-1] + pad,
        ),
    )


def _overflows(quad: Quads, box: Box) -> bool:
    """Whether a line of text reaches far into the neighbouring columns."""
    slack = 0.12 * (box[2] - box[0])
    return bool(quad[:, 0].min() < box[0] - slack or quad[:, 0].max() > box[2] + slack)


def _part(page: Image, box: Box) -> Image:
    height, width = page.shape[:2]
    left, top = max(0, round(box[0])), max(0, round(box[1]))
    right, bottom = min(width, round(box[2])), min(height, round(box[3]))
    return page[top : max(bottom, top + 2), left : max(right, left + 2)]
