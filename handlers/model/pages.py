"""Pictures of sign-in sheets as pages of one list: how many signed in all (D2, R5).

A sheet photographed once more has the same names, but by its hash it is often as far from
the first picture as another sheet; so the names decide, and where too few could be read
nobody knows.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from handlers.model.finding import Count, Field, Finding, Picture, Source
from handlers.model.hashes import same
from handlers.model.seen import Seen, Shows, SignIn

LEGIBLE = 0.6  # a name read less surely tells nothing about its sheet
MOST = 0.5  # of the names; two lists that share more are one …
LEAST = 2  # … if they share so many, for a single name may be a namesake's
FEW = 0.2  # of the people: by slips and namesakes so many stand on two pages, or are missed


@dataclass(frozen=True, slots=True)
class Page:
    """A sheet in the record, and what it states there."""

    stated: Finding
    seen: Seen
    sheet: SignIn


@dataclass(frozen=True, slots=True)
class Signed:
    """How many signed.  stated: all pages together, as a finding of the newest message.

    sure: False where two pictures may be two pages, or one page twice; it is then the least
    that it can be.
    """

    stated: Finding
    pages: tuple[Finding, ...]
    sure: bool


def signed(findings: Sequence[Finding]) -> Signed | None:
    """findings: of one record.  None where no sheet states a number."""
    posted = list(_posted(findings))
    if not posted:
        return None
    pages = _without_doubles(posted)
    apart = _surely_apart(pages)
    number = sum(page.sheet.count for page in apart)
    sure = len(apart) == len(pages)
    exact = sure and all(page.sheet.clear for page in pages)
    whole = replace(pages[-1].stated, value=Count(number, approx=not exact))
    return Signed(whole, tuple(page.stated for page in posted), sure)


def counted(sheet: SignIn) -> Count | None:
    """How many signed one sheet; None where nobody did."""
    return Count(sheet.count, approx=not sheet.clear) if sheet.count else None


def _posted(findings: Sequence[Finding]) -> Iterable[Page]:
    """The sheets that state their number in the record, in the order in which they came."""
    told = [
        f for f in findings if f.field is Field.HEADCOUNT and f.source is Source.PICTURE
    ]
    for finding in findings:
        value = finding.value
        if not isinstance(value, Picture) or value.seen is None:
            continue
        sheet = value.seen.signin if value.shows is Shows.SIGNIN else None
        number = counted(sheet) if sheet else None
        for one in told:
            if sheet and one.message == finding.message and one.value == number:
                yield Page(one, value.seen, sheet)


def _without_doubles(posted: Iterable[Page]) -> list[Page]:
    """Of a sheet that was photographed again the newest, or the newest that is clear.

    A part of a sheet, from near by, takes nothing from the whole.
    """
    pages: list[Page] = []
    for page in posted:
        again = [known for known in pages if _again(known, page) is True]
        if any(_is_part(page, known) for known in again) or _tells_less(page, again):
            continue
        pages = [*(known for known in pages if known not in again), page]
    return pages


def _is_part(page: Page, whole: Page) -> bool:
    """Whether it shows some rows of the whole sheet, and no others."""
    names = _names(page.sheet)
    shared = len(names & _names(whole.sheet))
    fewer = _clearly_fewer(page.sheet.count, whole.sheet.count)
    return fewer and bool(names) and shared >= (1 - FEW) * len(names)


def _tells_less(page: Page, known: Sequence[Page]) -> bool:
    """Whether the clear pictures of it are better, and leave out no rows of this one."""
    clear = [one.sheet.count for one in known if one.sheet.clear]
    return bool(clear) and not (
        page.sheet.clear or _clearly_fewer(sum(clear), page.sheet.count)
    )


def _clearly_fewer(rows: int, whole: int) -> bool:
    return whole - rows > FEW * whole


def _surely_apart(pages: Iterable[Page]) -> list[Page]:
    """Those that can be no picture of another one; of the doubtful the fullest."""
    apart: list[Page] = []
    for page in sorted(pages, key=lambda page: -page.sheet.count):
        if all(_again(known, page) is False for known in apart):
            apart.append(page)
    return apart


def _again(one: Page, other: Page) -> bool | None:
    """Whether both are the same sheet; None where nobody can tell."""
    mine, theirs = _names(one.sheet), _names(other.sheet)
    fewer, shared = min(len(mine), len(theirs)), len(mine & theirs)
    if shared > MOST * fewer and shared >= LEAST:
        return True
    read = len(mine) > one.sheet.count / 2 and len(theirs) > other.sheet.count / 2
    if read and shared <= FEW * fewer:
        return False  # of the same list both would have read somebody twice
    return True if same(one.seen, other.seen) else None


def _names(sheet: SignIn) -> frozenset[str]:
    """Surely read, and not struck out by whoever wanted to be forgotten."""
    names = (name for name in sheet.names if name.confidence >= LEGIBLE)
    return frozenset(name.text for name in names if "*" not in name.text)
