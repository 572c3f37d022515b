"""What telephone and card numbers look like: groups of figures tried as one number (R14)."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final, TypeAlias

LONG: Final = 7  # figures: no count and no clock has so many
EXACT: Final = 11  # figures of a mobile number
_LIKE: Final = {
    "OoＯQD○〇": "0",
    "lIｌＩi|丨": "1",
    "Zz": "2",
    "Ss": "5",
    "bG": "6",
    "B": "8",
}
_WIDE: Final = dict(zip("０１２３４５６７８９", "0123456789", strict=True))
_FIGURES: Final = str.maketrans(
    {sign: like for signs, like in _LIKE.items() for sign in signs} | _WIDE
)
SIGNS: Final = "".join(_LIKE)  # letters that are read for figures
LETTERS: Final = 3  # of a number, at most, that stand for figures
_ITEMS: Final = re.compile(r"[,，。．]")  # between the items of a list, too
_MOST: Final = 19  # figures of a bank card
_FIRST: Final = 3  # figures: 138, 010
_SHORT: Final = 2  # figures: an age, a day, a room
_ALIKE: Final = "OoIl|"  # more than other letters

_MOBILE: Final = re.compile(r"(?:(?:00)?86|0)?1[3-9]\d{9}")
_TOO_LONG: Final = re.compile(r"1[3-9]\d{10,11}")  # a figure seen or written twice
_AREA: Final = re.compile(r"0(?:10|2\d)\d{8}|0[3-9]\d{9,10}")
_SERVICE: Final = re.compile(r"[48]00\d{7}")
_LOCAL: Final = re.compile(r"[2-8]\d{7}")
_CARD: Final = re.compile(
    r"[1-8]\d{5}(?:19|20)\d\d(?:0[1-9]|1[0-2])(?:[0-2]\d|3[01])\d{3}[\dXx]|62\d{14,17}"
)
_BANK: Final = re.compile(r"[3-6]\d{15}(?:\d{3})?")  # and with a right check figure
_KNOWN: Final = (_TOO_LONG, _MOBILE, _AREA, _SERVICE, _CARD, _BANK, _LOCAL)
_SHAPES: Final = re.compile("|".join(one.pattern for one in _KNOWN))
_CLOCK: Final = re.compile(r"(?:[01]\d|2[0-4])[0-5][05]")
DAY: Final = re.compile(r"(?:19|20)\d\d(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])")
_YEAR: Final = re.compile(r"(?:19|20)\d\d")
_CALLED: Final = re.compile(
    r"(?:电话|手机|座机|固话|热线|联系方式|[Tt][Ee][Ll])[号码是为：:.\s]{0,4}[(（]?$"
)
_WORD: Final = 12  # signs before a number, among which what it is called stands
UNIT: Final = re.compile(r"\s?[元块万人名位次个户份斤箱件度岁年月日点分%]")

Run: TypeAlias = Sequence[re.Match[str]]


@dataclass(frozen=True, slots=True)
class Tried:
    """Some groups as one number.  figures: what letters stand for, too.

    gaps: the signs between the groups.  behind: the text that follows.
    called: words before them say what they are.  whole: no other groups are beside them.
    """

    groups: tuple[str, ...]
    figures: str
    gaps: tuple[str, ...]
    behind: str
    called: bool
    whole: bool

    @property
    def sizes(self) -> tuple[int, ...]:
        return tuple(map(len, self.groups))

    @property
    def letters(self) -> str:
        """Those that stand for figures."""
        return "".join(sign for sign in "".join(self.groups) if sign in SIGNS)

    @property
    def even(self) -> bool:
        """Whether the same stands in all gaps."""
        return len(set(self.gaps)) < _SHORT


def tries(run: Run, at: int) -> Iterator[Tried]:
    """The groups from one on that are shaped as a number, or called one."""
    text, start, figures = run[at].string, run[at].start(), ""
    called = _CALLED.search(text, max(0, start - _WORD), start) is not None
    for last, group in enumerate(run[at : at + _MOST], at):
        figures += group[0].translate(_FIGURES)
        if len(figures) > _MOST:
            return
        if called or _SHAPES.fullmatch(figures):
            groups = run[at : last + 1]
            yield Tried(
                tuple(one[0] for one in groups),
                figures,
                tuple(text[a.end() : b.start()].strip() for a, b in pairwise(groups)),
                behind=text[group.end() : group.end() + 2],
                called=called,
                whole=len(groups) == len(run),
            )


def is_card(tried: Tried) -> bool:
    """Of identity, or of a bank."""
    if min(tried.sizes) < _SHORT or len(tried.letters) > LETTERS:
        return False
    if _CARD.fullmatch(tried.figures):
        return True
    return bool(_BANK.fullmatch(tried.figures)) and _is_checked(tried.figures)


def _is_checked(figures: str) -> bool:
    """Whether the last figure is the check of the others (ISO/IEC 7812-1, annex B)."""
    single = sum(map(int, figures[-1::-2]))
    doubled = (divmod(2 * int(figure), 10) for figure in figures[-2::-2])
    return (single + sum(map(sum, doubled))) % 10 == 0


def is_phone(tried: Tried) -> bool:
    """Mobile, with an area code, or of a service; no days, clocks or items of a list."""
    if len(tried.letters) > LETTERS or _is_time(tried):
        return False
    if any(map(_ITEMS.search, tried.gaps)) and not _is_split(tried):
        return False
    return _is_mobile(tried) or _is_landline(tried)


def _is_time(tried: Tried) -> bool:
    """0930-1130 1400-1630, 2026-05-09."""
    first, *others = tried.groups
    if not others:
        return DAY.fullmatch(tried.figures) is not None
    short = len(others[0]) <= _SHORT or _YEAR.fullmatch(others[0])
    dated = _YEAR.fullmatch(first) and short
    return bool(dated) or all(map(_CLOCK.fullmatch, tried.groups))


def _is_split(tried: Tried) -> bool:
    """Whether commas divide one number: lists have short items, more of them, and units."""
    short = tried.sizes[0] < _FIRST or min(tried.sizes) < _SHORT
    alone = tried.whole or len(tried.groups) == _SHORT
    return alone and not short and not UNIT.match(tried.behind)


def _is_mobile(tried: Tried) -> bool:
    sizes, figures = tried.sizes, tried.figures
    if _TOO_LONG.fullmatch(figures):
        grouped = sizes[0] == _FIRST or len(sizes) == _SHORT  # no years beside each other
        exceeds = len(figures) - sizes[-1] < EXACT
        return grouped and exceeds and tried.even and min(sizes) >= _FIRST
    if not _MOBILE.fullmatch(figures):
        return False
    if sizes[0] - (len(figures) - EXACT) < _FIRST:
        return _is_spelt(tried)
    return tried.even or min(sizes) >= _SHORT


def _is_spelt(tried: Tried) -> bool:
    """1 3 8 1 2 …, 13 81 23 …, 13 8123 45678, 1 38 1234 5678; no ages or days in order."""
    sizes, counted = (
        tried.sizes,
        [int(group) for group in tried.groups if group.isdecimal()],
    )
    if not tried.even or len(tried.figures) > EXACT:
        return False
    if max(sizes) > _SHORT:
        return len(sizes) <= _FIRST or (tried.whole and sizes[0] == 1)
    rising = counted in (sorted(counted), sorted(counted, reverse=True))
    return tried.whole and len(set(sizes[1:-1])) == 1 and not rising


def _is_landline(tried: Tried) -> bool:
    """With its area code, of a service, or, where a letter stands in it, at home."""
    sizes, figures = tried.sizes, tried.figures
    if len(sizes) == 1 and _LOCAL.fullmatch(figures):
        return len(tried.letters) == 1 and tried.letters in _ALIKE
    shaped = _AREA.fullmatch(figures) or _SERVICE.fullmatch(figures)
    return bool(shaped) and sizes[0] >= _FIRST and min(sizes) >= _SHORT


def is_called(tried: Tried) -> bool:
    """电话 8403 1234: what so many figures are is said before them."""
    size = len(tried.figures)
    sized = LONG <= size <= EXACT + 1 and min(tried.sizes) >= _SHORT
    told = sized and tried.even and max(tried.sizes) >= _FIRST and not _is_time(tried)
    return tried.called and told and not UNIT.match(tried.behind)
