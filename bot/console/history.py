"""What happened to a record, in order: who told what, what was asked, what staff did."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from bot.console.sources import Known
from handlers.model.draft import Draft
from handlers.model.finding import Finding, Source
from store.console import names
from store.console.audit import Line
from store.console.bulletins import Posted


@dataclass(frozen=True, slots=True)
class Happened:
    """kind: told, read (off a picture), asked, filed, posted, or the action of a deed.

    about: fields; version: of a bulletin.  by: a name, "" for nobody known and for the bot.
    """

    at: datetime
    kind: str
    by: str = ""
    about: tuple[str, ...] = ()
    version: int = 0


def of(
    draft: Draft,
    known: Known,
    posted: Iterable[Posted],
    done: Iterable[Line],
    accounts: Mapping[str, str],
) -> Sequence[Happened]:
    """The oldest first.  accounts: names of those who did what was done at the desk."""
    found = [*_told(draft, known), *_asked(draft)]
    if draft.filed_at is not None:
        found.append(Happened(draft.filed_at, "filed"))
    found += [
        Happened(one.sent_at, "posted", one.room, version=one.version)
        for one in posted
        if one.sent_at
    ]
    for line in done:
        by = accounts.get(f"{names.ACCOUNT}{line.account}", "")
        found.append(Happened(line.at, line.action, by))
    return sorted(found, key=lambda one: one.at)


def _told(draft: Draft, known: Known) -> Iterator[Happened]:
    """One line a message; what staff corrected is told by their deeds."""
    members = [f for f in draft.findings if f.source is not Source.DESK]
    members += [s.finding for s in draft.struck if s.finding.source is not Source.DESK]
    by_message: dict[tuple[str, bool], list[Finding]] = {}
    for finding in members:
        read = finding.source is Source.PICTURE and finding.span is None
        by_message.setdefault((finding.message, read), []).append(finding)
    for (_, read), told in by_message.items():
        about = tuple(dict.fromkeys(f.field.value for f in told))
        kind = "read" if read and about != ("photo",) else "told"
        yield Happened(told[0].at, kind, known.called.get(told[0].by, ""), about)


def _asked(draft: Draft) -> Iterator[Happened]:
    for request in draft.requests:
        about = tuple(field.value for field in request.about)
        yield Happened(request.at, "asked", about=about)
