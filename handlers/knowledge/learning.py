"""New knowledge, and what of it is there already in other words (R13)."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from hashlib import blake2b

from handlers.knowledge.index import Index, index_of
from handlers.knowledge.terms import apart
from handlers.model.case import Entry

ALIKE = 0.75  # in common, from which on two questions are probably one


@dataclass(frozen=True, slots=True)
class Learnt:
    """A new entry.  like: the known one that asks nearly the same, for staff to decide."""

    entry: Entry
    like: Entry | None


def learnt(
    question: str, answer: str, approver: str, now: datetime, entries: Sequence[Entry]
) -> Learnt:
    """What staff approved of, as an entry.  entries: all that are known."""
    asked = " ".join(question.split())
    entry = Entry(
        id=name_of(asked),
        question=asked,
        answer=answer.strip(),
        approver=approver,
        approved_at=now,
    )
    return Learnt(entry, alike(asked, entries))


def name_of(question: str) -> str:
    """An id for an entry: the same one when the same question is learnt again."""
    return f"k{blake2b(question.encode(), digest_size=6).hexdigest()}"


def pairs(entries: Sequence[Entry]) -> Iterator[tuple[Entry, Entry]]:
    """Those that ask nearly the same, each pair once; staff merge them, nobody else does."""
    index = index_of(tuple(entries))
    for number, entry in enumerate(entries):
        for place, other in _alike(entry.question, entries, index):
            if place > number:
                yield entry, other


def alike(question: str, entries: Sequence[Entry]) -> Entry | None:
    """The entry that asks nearly the same, if there is one."""
    found = _alike(question, entries, index_of(tuple(entries)))
    return next((entry for _, entry in found), None)


def _alike(
    question: str, entries: Sequence[Entry], index: Index
) -> Sequence[tuple[int, Entry]]:
    """With their places, the likest first."""
    found = index.common(question, ALIKE)
    close = [place for place, common in found.items() if common.likeness >= ALIKE]
    close.sort(key=lambda place: (-found[place].likeness, place))
    return [(n, entries[n]) for n in close if not apart(question, entries[n])]
