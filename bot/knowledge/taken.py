"""What of a table is new and what changes something; the rest is as it was."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from handlers.model.case import Entry


@dataclass(frozen=True, slots=True)
class Taken:
    """Entries of a table that are to be kept."""

    rows: int
    added: Sequence[Entry]
    changed: Sequence[Entry]


def taken(given: Sequence[Entry], known: Sequence[Entry]) -> Taken:
    """known: all that are there."""
    before = {entry.id: entry for entry in known}
    added = [entry for entry in given if entry.id not in before]
    changed = [one for one in given if one.id in before and not _same(one, before[one.id])]
    return Taken(len(given), added, changed)


def approved(given: Sequence[Entry], approver: str, at: datetime) -> tuple[Entry, ...]:
    """With somebody who has read what nobody had approved of; "" changes nothing."""
    return tuple(
        entry
        if entry.approver or not approver
        else replace(entry, approver=approver, approved_at=at)
        for entry in given
    )


def _same(one: Entry, other: Entry) -> bool:
    """But for the hour of approval, which tables do not keep."""
    days = [entry.approved_at and entry.approved_at.date() for entry in (one, other)]
    plain = [replace(entry, approved_at=None) for entry in (one, other)]
    return days[0] == days[1] and plain[0] == plain[1]
