"""Pages of text: laid flat, read, and understood as a sheet."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from operator import itemgetter

import numpy as np

from bot.recognise import text
from bot.recognise.drawing import Image, Matrix, Quads, cut_out, moved, turned
from bot.recognise.ruling import Ruling, cells, ruling
from bot.recognise.signatures import marks
from bot.recognise.straighten import flatten
from handlers.model.seen import Line, RecordSheet, Shows, SignIn
from handlers.read.sheet.days import read_day
from handlers.read.sheet.heads import heads
from handlers.read.sheet.kind import kind_of
from handlers.read.sheet.page import Box, Page
from handlers.read.sheet.prose import best_line
from handlers.read.sheet.record import record_sheet
from handlers.read.sheet.signin import sign_in

_FIRST = 20  # lines of text from the top, among which the heads of a long list stand
_FIGURES = 4  # in a line that is a date or a number
_CLEAR = 0.97
_MARGIN = 0.03  # of the text's size, kept around it when the page is turned upright
_EDGE = 0.006  # of the picture's size: nearer to its border, a list is cut off


@dataclass(frozen=True, slots=True)
class Sheet:
    """What a page of text is and says."""

    shows: Shows
    confidence: float
    lines: tuple[Line, ...]
    signin: SignIn | None = None
    record: RecordSheet | None = None


@dataclass(frozen=True, slots=True)
class _Flat:
    """A page laid flat, where its text stands, and its ruled lines."""

    page: Image
    quads: Quads
    rules: Ruling
    height: float
    seen: Page


def read_sheet(picture: Image, quads: Quads, near: date | None = None) -> Sheet:
    """A picture on which text was found.  near: the day it was taken, for days without a year."""
    quarters = text.turns(_written(picture, quads))
    upright = turned(picture, quarters)
    page, matrix = flatten(upright, text.find(upright, text.GATE) if quarters else quads)
    flat = _read(page)
    shows, confidence = kind_of(flat.seen)
    lines = flat.seen.lines
    if shows is Shows.SIGNIN:
        signs = marks(flat.page, flat.quads, flat.seen, flat.rules, flat.height)
        signed = [mark.box for mark in signs if mark.signed]
        whole = not _cut(signed, upright, matrix)
        signin = sign_in(flat.seen, signs, whole=whole, near=near)
        return Sheet(shows, confidence, lines, signin=signin)
    if shows is Shows.RECORD:
        return Sheet(shows, confidence, lines, record=record_sheet(flat.seen, near))
    return Sheet(shows, confidence, lines)


def _written(picture: Image, quads: Quads) -> Image:
    """The part with text in it: a table wide around a page hides which way is up."""
    low, high = quads.reshape(-1, 2).min(axis=0), quads.reshape(-1, 2).max(axis=0)
    margin = _MARGIN * float((high - low).max())
    (left, top), (right, bottom) = np.maximum(low - margin, 0).astype(int), high + margin
    return np.ascontiguousarray(picture[top : round(bottom), left : round(right)])


def _read(page: Image) -> _Flat:
    """Of a long list only what stands above it and its heads, else all text."""
    quads = text.find(page, text.FULL)
    quads = quads[quads[:, :, 1].mean(axis=1).argsort()]
    height = float(np.median(np.linalg.norm(quads[:, 3] - quads[:, 0], axis=1)))
    rules = ruling(page, height, _below_title(quads))
    boxed = tuple(cells(rules, height))
    spots = tuple(_box(quad) for quad in quads)
    lines = _lines(page, quads[:_FIRST])
    size = float(page.shape[1]), float(page.shape[0])
    seen = Page(lines, boxed, *size, spots)
    if len(quads) > _FIRST and not heads(seen):
        seen = Page((*lines, *_lines(page, quads[_FIRST:])), boxed, *size, spots)
    return _Flat(page, quads, rules, height, seen)


def _below_title(quads: Quads) -> float:
    """Where text begins, a title that stands alone left out."""
    tops, middles = quads[:, :, 1].min(axis=1), quads[:, :, 1].mean(axis=1)
    first = int(tops.argmin())
    lower = middles > quads[first, :, 1].max()
    alone = int(lower.sum()) == len(quads) - 1
    return float(tops[lower].min() if alone and lower.any() else tops[first])


def _lines(page: Image, found: Quads) -> tuple[Line, ...]:
    crops = [cut_out(page, quad) for quad in found]
    read = [text.greedy(steps) for steps in text.read(crops)]
    unsure = [i for i, (_, sure) in enumerate(read) if sure <= _CLEAR]
    for i, reading in zip(unsure, text.read_hard([crops[i] for i in unsure]), strict=True):
        read[i] = _likeliest(reading)
    return tuple(
        Line(words.strip(), sure, _box(quad))
        for (words, sure), quad in zip(read, found, strict=True)
        if words.strip()
    )


def _likeliest(readings: Sequence[text.Steps]) -> tuple[str, float]:
    """What people would write there; of figures what was seen, for they follow no habit."""
    seen = sorted(
        (text.greedy(steps) for steps in readings), key=itemgetter(1), reverse=True
    )
    likely = best_line([text.likeliest(steps) for steps in readings])
    if sum(sign.isdigit() for sign in seen[0][0]) < _FIGURES:
        return likely
    return next((one for one in (*seen, likely) if read_day(one[0])), seen[0])


def _box(quad: Quads) -> Box:
    left, top = (float(v) for v in quad.min(axis=0))
    right, bottom = (float(v) for v in quad.max(axis=0))
    return left, top, right, bottom


def _cut(boxes: Sequence[Box], upright: Image, matrix: Matrix) -> bool:
    """Whether rows of a list reach the border of the picture."""
    if not boxes:
        return False
    ends = np.array([[(box[0], box[1]), (box[2], box[3])] for box in boxes], np.float64)
    spots = moved(ends, np.asarray(np.linalg.inv(matrix), np.float64)).reshape(-1, 2)
    limit = np.array([upright.shape[1], upright.shape[0]])
    return bool((spots < _EDGE * limit).any() or (spots > (1 - _EDGE) * limit).any())
