"""What the page of a question says of the knowledge that comes of its answer (R13)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy.ext.asyncio import AsyncConnection

import prompts
from handlers.model.case import Entry, Listed, Question
from handlers.staff.learning import may_be_own
from store import knowledge
from store.console import names


@dataclass(frozen=True, slots=True)
class Known:
    """An entry that was learnt from an answer.

    used: whether the bot answers with it; changed: staff gave it another answer since.
    """

    entry: Entry
    used: bool
    changed: bool


async def learnt(
    conn: AsyncConnection, question: Question | None, day: date
) -> Sequence[Known]:
    """Taken back or not: staff see what is still answered."""
    if question is None or not question.taught:
        return ()
    words = {one.entry: one.words for one in question.taught}
    return [
        Known(entry, entry.usable(day), entry.answer != words[entry.id])
        for entry in await knowledge.entries(conn)
        if entry.id in words
    ]


async def warning(conn: AsyncConnection, question: Question | None, listed: Listed) -> str:
    """What in the answer may hold for one organisation alone, in words; mostly nothing."""
    if question is None or question.waits:
        return ""
    known = [name for _, name in await names.staff(conn)]
    if listed.organisation is not None:
        known += [listed.organisation_name]
        known += await names.inside(conn, [listed.organisation])
    own = may_be_own(question, known)
    return prompts.render("knowledge/own", {"specifics": own}) if own else ""
