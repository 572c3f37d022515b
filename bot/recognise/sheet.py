"""Pages of text: laid flat, read, and understood as a sheet."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from operator import itemgetter

import numpy as np

from bot.recognise import text
from bot.recognise.drawing import Image, Matrix, Quads, cut_out, moved, turned
from bot.recognise.figures import read_figures
from bot.recognise.ruling import Ruling, cells
from bot.recognise.signatures import marks
from bot.recognise.smooth import smoothed
from bot.recognise.straighten import flatten
from handlers.model.seen import Line, RecordSheet, Shows, SignIn
from handlers.read.sheet.days import read_day
from handlers.read.sheet.headcount import Counted, counted
from handlers.read.sheet.heads import heads
from handlers.read.sheet.kind import kind_of
from handlers.read.sheet.page import Box, Page, holds
from handlers.read.sheet.prose import best_line
from handlers.read.sheet.record import headcount_line, record_sheet
from handlers.read.sheet.signin import sign_in
from handlers.read.sheet.telephones import without_phones

_FIRST = 20  # lines of text from the top, among which the heads of a long list stand
_FIGURES = 4  # in a line that is a date or a number
_CLEAR = 0.97
_NO_TEXT = 0.6  # sure that it is no sheet: what looked like text was none
_MARGIN = 0.03  # of the text's size, kept around it when the page is turned upright
_SLACK = 0.5  # of a line's height: where in a line a label ends is only about known
_FAR, _AROUND = (
    0.45,
    0.35,
)  # of the picture's long side: text in so little of it; of the text's
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
    lean: Matrix


def read_sheet(picture: Image, quads: Quads, near: date | None = None) -> Sheet:
    """A picture on which text was found.  near: the day it was taken, for days without a year."""
    quarters = text.turns(_written(picture, quads))
    upright = turned(picture, quarters)
    if quarters:
        quads = text.find(upright, text.GATE)
    if not len(quads):
        return Sheet(Shows.OTHER, _NO_TEXT, ())
    upright, quads = _closer(upright, quads)
    page, matrix = flatten(upright, quads)
    flat = _read(page)
    if flat is None:
        return Sheet(Shows.OTHER, _NO_TEXT, ())
    shows, confidence = kind_of(flat.seen)
    flat = replace(flat, seen=without_phones(flat.seen))  # numbers go no further (R14)
    lines = flat.seen.lines
    if shows is Shows.SIGNIN:
        signs = marks(flat.page, flat.quads, flat.seen, flat.rules, flat.height)
        signed = [mark.box for mark in signs if mark.signed]
        whole = not _cut(signed, upright, flat.lean @ matrix)
        signin = sign_in(flat.seen, signs, whole=whole, near=near)
        return Sheet(shows, confidence, lines, signin=signin)
    if shows is Shows.RECORD:
        record = record_sheet(flat.seen, near, _counted(flat))
        return Sheet(shows, confidence, lines, record=record)
    return Sheet(shows, confidence, lines)


def _written(picture: Image, quads: Quads) -> Image:
    """The part with text in it: a table wide around a page hides which way is up."""
    low, high = quads.reshape(-1, 2).min(axis=0), quads.reshape(-1, 2).max(axis=0)
    margin = _MARGIN * float((high - low).max())
    (left, top), (right, bottom) = np.maximum(low - margin, 0).astype(int), high + margin
    return np.ascontiguousarray(picture[top : round(bottom), left : round(right)])


def _closer(picture: Image, quads: Quads) -> tuple[Image, Quads]:
    """The part around a page far away, for its rules and writing are lost in the whole."""
    low, high = quads.reshape(-1, 2).min(axis=0), quads.reshape(-1, 2).max(axis=0)
    size = float((high - low).max())
    if size > _FAR * max(picture.shape[:2]):
        return picture, quads
    left, top = np.maximum(low - _AROUND * size, 0).astype(int)
    right, bottom = (high + _AROUND * size).astype(int)
    part = np.ascontiguousarray(picture[top:bottom, left:right])
    found = text.find(part, text.GATE)
    return (part, found) if len(found) >= len(quads) else (picture, quads)


def _read(page: Image) -> _Flat | None:
    """Of a long list only what stands above it and its heads, else all text; None without any."""
    quads = text.find(page, text.FULL)
    if not len(quads):
        return None
    quads = quads[quads[:, :, 1].mean(axis=1).argsort()]
    height = float(np.median(np.linalg.norm(quads[:, 3] - quads[:, 0], axis=1)))
    flat = smoothed(page, quads, height)
    page, quads = flat.page, flat.quads
    boxed = tuple(cells(flat.rules, height))
    spots = tuple(_box(quad) for quad in quads)
    lines = _lines(page, quads[:_FIRST])
    size = float(page.shape[1]), float(page.shape[0])
    seen = Page(lines, boxed, *size, spots)
    if len(quads) > _FIRST and not heads(seen):
        seen = Page((*lines, *_lines(page, quads[_FIRST:])), boxed, *size, spots)
    return _Flat(page, quads, flat.rules, height, seen, flat.lean)


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


def _counted(flat: _Flat) -> Counted | None:
    """The number of people, as two readers see it."""
    line = headcount_line(flat.seen)
    found = [quad for quad in flat.quads if line and holds(_box(quad), line.box)]
    if line is None or len(found) != 1:
        return None
    crop = _behind_label(cut_out(flat.page, _broad(found[0])), _box(found[0]), line.box)
    seen = [text.likeliest(steps) for steps in text.read_hard([crop])[0]]
    return counted([*seen, read_figures(crop)])


def _broad(quad: Quads) -> Quads:
    """At least as broad as high, for a single figure does not lie down."""
    along, down = quad[1] - quad[0], quad[3] - quad[0]
    more = np.linalg.norm(down) / max(1.0, float(np.linalg.norm(along))) - 1
    aside = max(0.0, float(more)) / 2 * along
    return np.asarray(quad + np.stack([-aside, aside, aside, -aside]), np.float32)


def _behind_label(crop: Image, whole: Box, part: Box) -> Image:
    """Where a label stands in the same line, what is behind it, not a figure less."""
    ahead = (part[0] - whole[0]) / (whole[2] - whole[0]) * crop.shape[1]
    return crop[:, max(0, round(ahead - _SLACK * crop.shape[0])) :]


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
