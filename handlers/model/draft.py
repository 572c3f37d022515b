"""A record in the making, and after: every finding is kept, values are computed (D2, R5)."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from dataclasses import field as given
from datetime import datetime
from enum import StrEnum

from handlers.model.activity import PlanStatus
from handlers.model.finding import (
    Count,
    Field,
    Finding,
    Picture,
    Source,
    Struck,
    Value,
)
from handlers.model.pages import Signed, signed
from handlers.model.people import DraftId, MessageId, OrganisationId, PersonId, RoomId


class Status(StrEnum):
    """gathering: pictures that still wait for words (R1); filed: the bulletin is out."""

    GATHERING = "gathering"
    OPEN = "open"
    FILED = "filed"
    HANDED_OVER = "handed_over"
    WITHDRAWN = "withdrawn"


class Ask(StrEnum):
    """Why the group was asked: for gaps, for gaps again, or because two sources disagree."""

    ASK = "ask"
    NUDGE = "nudge"
    SETTLE = "settle"


APART = 2  # people; one more or less is no disagreement (R5)


@dataclass(frozen=True, slots=True)
class Request:
    """A question the bot put to the group about one record."""

    purpose: Ask
    about: tuple[Field, ...]
    at: datetime


@dataclass(frozen=True, slots=True)
class Draft:
    """One activity, however many people post about it.

    author: who began.  opened_at, touched_at: the first and the newest piece, or when staff
    withdrew it.
    version: 0 until filed; a correction after filing raises it (R6).
    marks: what the newest bulletin stated, so that the next one can say what changed.
    struck: what staff took out.  chosen: the pictures that staff want with the bulletin,
    None while the best are to go.  absorbed: the records that were merged into this one.
    reason: why staff withdrew it.  plan: what staff say of it, None while the words decide.
    """

    id: DraftId
    organisation: OrganisationId
    room: RoomId
    author: PersonId
    opened_at: datetime
    touched_at: datetime
    status: Status = Status.OPEN
    findings: tuple[Finding, ...] = ()
    requests: tuple[Request, ...] = ()
    version: int = 0
    filed_at: datetime | None = None
    corrected: bool = False
    marks: Mapping[str, str] = given(default_factory=dict)
    struck: tuple[Struck, ...] = ()
    chosen: tuple[str, ...] | None = None
    absorbed: tuple[DraftId, ...] = ()
    reason: str = ""
    plan: PlanStatus | None = None

    def add(self, findings: Iterable[Finding], at: datetime) -> "Draft":
        """The draft with what was stated at `at`; the same finding twice counts once.

        What staff struck does not come back.
        """
        known = (*self.findings, *(s.finding for s in self.struck))
        fresh = tuple(f for f in findings if not any(_same(f, own) for own in known))
        return replace(self, findings=self.findings + fresh, touched_at=at)

    def without(self, message: MessageId) -> "Draft":
        """The draft as if `message` had never been sent (撤回)."""
        kept = tuple(f for f in self.findings if f.message != message)
        struck = tuple(s for s in self.struck if s.finding.message != message)
        return replace(self, findings=kept, struck=struck)

    def strike(self, gone: Collection[Finding], by: PersonId, at: datetime) -> "Draft":
        """The draft without these; the history keeps them, and who struck them."""
        out = [f for f in self.findings if f in gone]
        kept = tuple(f for f in self.findings if f not in out)
        struck = (*self.struck, *(Struck(f, by, at) for f in out))
        return replace(self, findings=kept, struck=struck)

    def unstrike(self, back: Collection[Finding]) -> "Draft":
        """The draft with those of these that staff had struck."""
        again = [s for s in self.struck if s.finding in back]
        struck = tuple(s for s in self.struck if s not in again)
        found = (*self.findings, *(s.finding for s in again))
        return replace(self, findings=found, struck=struck)

    def request(self, purpose: Ask, about: tuple[Field, ...], at: datetime) -> "Draft":
        """The draft with a question noted, so that it is never put more often than allowed."""
        return replace(self, requests=(*self.requests, Request(purpose, about, at)))

    def of(self, field: Field) -> tuple[Finding, ...]:
        """All findings of one field, oldest first."""
        return tuple(f for f in self.findings if f.field is field)

    def stated(self, field: Field) -> tuple[Finding, ...]:
        """The same, but the pages of the sign-in list are one finding, after all others."""
        list_ = self.signed() if field is Field.HEADCOUNT else None
        if list_ is None:
            return self.of(field)
        return (*(f for f in self.of(field) if f not in list_.pages), list_.stated)

    def told(self, field: Field) -> tuple[Finding, ...]:
        """All findings without what pictures say where a person has said it (R5)."""
        found = self.of(field)
        words = tuple(f for f in found if f.source is not Source.PICTURE)
        return words or found

    def best(self, field: Field) -> Finding | None:
        """The finding to report: highest source first, exact before approximate, then newest."""
        return max(self.stated(field), key=_weight, default=None)

    def value(self, field: Field) -> Value | None:
        """The value to report, None when nobody stated it."""
        best = self.best(field)
        return best.value if best else None

    def missing(self, required: Iterable[Field]) -> tuple[Field, ...]:
        """The required fields that nobody stated, in the order of the guideline."""
        return tuple(field for field in required if not self.of(field))

    def conflict(self, field: Field) -> tuple[Finding, Finding] | None:
        """(sheet, word) when a well-read sheet and an exact word differ by two or more (R5).

        If both the list and the record sheet do, it is the list that is asked about.
        """
        stated = self.stated(field)
        said = [f for f in stated if f.source is not Source.PICTURE]
        if not said:
            return None
        word = max(said, key=_weight)
        unlike = (f for f in self.sheets(field) if far(f.value, word.value))
        return next(((sheet, word) for sheet in unlike), None)

    def disputed(self, field: Field) -> bool:
        """Whether a conflict waits for a word: once somebody answered, that word stands (R5).

        What a member puts right after filing stands at once (R6).
        """
        if self.conflict(field) is None or self.settled(field):
            return False
        if self.status is Status.FILED:
            return False
        asked = self.asked(Ask.SETTLE)
        later = Source.ANSWER.rank
        return not asked or not any(
            f.source.rank >= later and f.at >= asked[-1].at for f in self.of(field)
        )

    def signed(self) -> Signed | None:
        """How many signed, on all pages of the list; None where no sheet states it (D2)."""
        return signed(self.findings)

    def sheets(self, field: Field) -> tuple[Finding, ...]:
        """The sign-in list, and the newest other sheet: an older one was filled in anew."""
        seen = [f for f in self.stated(field) if f.source is Source.PICTURE]
        list_ = self.signed()
        others = [f for f in seen if list_ is None or f != list_.stated]
        newest = sorted(others, key=lambda f: f.at)[-1:]  # what is read last may be older
        return (*(f for f in seen if f not in others), *newest)

    def settled(self, field: Field) -> bool:
        """Whether staff have said what the field states."""
        best = self.best(field)
        return best is not None and best.source is Source.DESK

    def asked(self, *purposes: Ask) -> tuple[Request, ...]:
        """The questions put for these purposes, oldest first."""
        return tuple(r for r in self.requests if r.purpose in purposes)

    def messages(self) -> frozenset[MessageId]:
        """Every message this record rests on, or rested on before staff looked at it."""
        struck = (s.finding for s in self.struck)
        return frozenset(f.message for f in (*self.findings, *struck))


def _same(one: Finding, other: Finding) -> bool:
    """A picture stays the same when it becomes known what it shows."""
    if isinstance(one.value, Picture) and isinstance(other.value, Picture):
        return (one.message, one.value.media) == (other.message, other.value.media)
    return one == other


def _weight(finding: Finding) -> tuple[int, bool, datetime]:
    about = isinstance(finding.value, Count) and finding.value.approx
    exact = not about or finding.source is Source.DESK  # staff say just what is to be said
    return finding.source.rank, exact, finding.at


def far(one: Value | None, other: Value | None) -> bool:
    """Whether two exact numbers of people cannot both be right (R5)."""
    match one, other:
        case Count(first, False), Count(second, False):
            return abs(first - second) >= APART
        case _:
            return False
