"""What was said around a case that whoever sees to it must read, without the neighbours' talk.

Of cases that nobody brought up, such as a gap, it is all that was said in the room then.
"""

from collections.abc import Collection, Iterator, Sequence
from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncConnection

from handlers.model.case import Case
from store import cases, timeline
from store.console import subjects
from store.console.subjects import OF_MESSAGES, Subject
from store.timeline import BOT, Line

MOST = (
    300  # lines of a room within half an hour; who talks more than that is not waited for
)


async def said(conn: AsyncConnection, case: Case, limit: int) -> Sequence[Line]:
    """At most so many lines, oldest first; nothing that was taken back.

    It is what the case is about, what the same people said within half an hour of it, what
    they quoted, who quoted them, and what the bot said to them.
    """
    began = await cases.began(conn, case)
    subject = (await subjects.of(conn, [case])).get(case.subject, Subject())
    about = frozenset(messages(case, subject))
    if not about:
        near = await timeline.around(conn, case.room, began, timeline.AROUND, limit)
        return _standing(near)
    asked = await timeline.named(conn, case.room, about)
    near = await timeline.around(conn, case.room, began, timeline.AROUND, MOST)
    theirs = _theirs(asked, near)
    quoted = {line.quote for line in theirs if line.quote is not None}
    read = {line.id: line for line in await timeline.named(conn, case.room, quoted)}
    read |= {line.id: line for line in (*theirs, *_quoting(theirs, near))}
    read |= {line.id: line for line in _answering(theirs, near)}
    return _nearest(_standing(read.values()), about | quoted, began, limit)


def messages(case: Case, subject: Subject) -> Iterator[str]:
    """The ids of the messages that a case is about."""
    if case.kind in OF_MESSAGES:
        yield subjects.message(case)
    if subject.question is not None:
        yield subject.question.message
        yield from (further.message for further in subject.question.further)
    if subject.draft is not None:
        yield from subject.draft.messages()


def _theirs(asked: Sequence[Line], near: Sequence[Line]) -> list[Line]:
    people = {line.sender for line in asked}
    own = {line.id: line for line in asked}
    own |= {line.id: line for line in near if line.sender in people}
    return [line for line in own.values() if line.sender != BOT]


def _quoting(theirs: Sequence[Line], near: Sequence[Line]) -> list[Line]:
    ids = {line.id for line in theirs}
    return [line for line in near if line.quote in ids and line.sender != BOT]


def _answering(theirs: Sequence[Line], near: Sequence[Line]) -> list[Line]:
    people = {line.sender for line in theirs}
    return [line for line in near if line.sender == BOT and people.intersection(line.to)]


def _standing(lines: Collection[Line]) -> list[Line]:
    return [line for line in lines if not line.recalled]


def _nearest(
    lines: Sequence[Line], first: Collection[str], began: datetime, limit: int
) -> list[Line]:
    """What it is about, then what is nearest to it in time."""
    order = sorted(lines, key=lambda line: (line.id not in first, abs(line.at - began)))
    return sorted(order[:limit], key=lambda line: (line.at, line.row))
