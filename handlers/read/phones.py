"""Telephone and card numbers in a text, however they are written (R14).

They are written as groups of figures with gaps, and some figures may be misread as letters: groups
are found first, then those beside each other are tried as one number.
"""

import re
from collections.abc import Iterator, Sequence
from itertools import accumulate, chain
from typing import Final

from handlers.model.finding import Span
from handlers.read.number_shapes import (
    DAY,
    EXACT,
    LETTERS,
    LONG,
    SIGNS,
    UNIT,
    Run,
    is_called,
    is_card,
    is_phone,
    tries,
)

STAR: Final = "*"
_SPOKEN: Final = "零〇一二三四五六七八九幺两"
_GROUP: Final = re.compile(
    rf"(?<![A-Za-z\d{SIGNS}])(?=[{SIGNS}]{{0,{LETTERS}}}\d)[\d{SIGNS}]++[Xx]?+(?![A-Za-z])|\d+"
)
_DASH: Final = "－‐‑‒–—−.·/-"
_GAP: Final = re.compile(rf"[^\S\n]{{0,6}}[_,，。．()（）{_DASH}]{{0,2}}[^\S\n]{{0,6}}")
_MORE: Final = (
    rf"(?:(?:[{_DASH}]|[^\S\n]){{1,3}}\d{{2,8}}){{0,3}}"  # groups of the same line
)
_BROKEN: Final = re.compile(
    rf"(?<!\d)[1１][3-9３-９]\d{{1,8}}{_MORE}[^\S\n]?\n[^\S\n]?\d{{2,8}}{_MORE}(?!\d)"
)
_DIGITS: Final = re.compile(r"\d+")
_CORE: Final = re.compile(rf"\d{{{LONG},}}[Xx]?")
_WORDS: Final = re.compile(rf"[{_SPOKEN}]{{{LONG},}}")
FIGURE: Final = rf"[\dXx{SIGNS}{_SPOKEN}]"  # or what is read for one


def masked(text: str) -> str:
    """The text with a star for every figure of such a number; days and counts stay."""
    parts, end = [], 0
    for start, stop in numbers(text):
        parts += [text[end:start], re.sub(FIGURE, STAR, text[start:stop])]
        end = stop
    return "".join((*parts, text[end:]))


def numbers(text: str) -> list[Span]:
    """Where such numbers stand, from left to right."""
    found = [span for run in _runs(text) for span in _in_run(run)]
    spelt = [words.span() for words in _WORDS.finditer(text)]
    return _joined(sorted([*found, *spelt, *_over_two_lines(text)]))


def _joined(spans: Sequence[Span]) -> list[Span]:
    """Those that overlap as one.  spans: from left to right."""
    joined: list[Span] = []
    for start, stop in spans:
        if joined and start < joined[-1][1]:
            before, end = joined.pop()
            joined.append((before, max(end, stop)))
        else:
            joined.append((start, stop))
    return joined


def _over_two_lines(text: str) -> Iterator[Span]:
    """Mobile numbers with a line broken inside them."""
    for broken in _BROKEN.finditer(text):
        ends = accumulate(map(len, _DIGITS.findall(broken[0])))
        groups = list(_DIGITS.finditer(text, *broken.span()))
        whole = [
            group.end() for group, end in zip(groups, ends, strict=True) if end == EXACT
        ]
        if whole and not UNIT.match(text, whole[0]):
            yield broken.start(), whole[0]


def _runs(text: str) -> Iterator[Run]:
    """Groups of figures with nothing but gaps between them."""
    run: list[re.Match[str]] = []
    for group in _GROUP.finditer(text):
        if run and not _GAP.fullmatch(text, run[-1].end(), group.start()):
            yield run
            run = []
        run.append(group)
    yield run


def _in_run(run: Run) -> Iterator[Span]:
    at = 0
    while at < len(run):
        stop = _stop(run, at)
        if stop:
            yield run[at].start(), run[stop - 1].end()
        elif (core := _CORE.search(run[at][0])) and not DAY.fullmatch(core[0]):
            start = run[at].start()  # at home, QQ, cards
            yield start + core.start(), start + core.end()
        at = stop or at + 1


def _stop(run: Run, at: int) -> int:
    """Behind which group a number ends that begins with this one; 0 for none."""
    tried = tuple(tries(run, at))
    cards, called = filter(is_card, reversed(tried)), filter(is_called, reversed(tried))
    found = next(chain(cards, filter(is_phone, tried), called), None)
    return at + len(found.groups) if found else 0
