"""Messages that arrived, found again by what the channel calls them."""

from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace

from sqlalchemy import ColumnElement, exists, or_, select
from sqlalchemy.ext.asyncio import AsyncConnection

from handlers.model.case import CaseKind
from store import inbox, transcripts
from store.inbox import Inbound
from store.tables import CaseRow, InboxRow


@dataclass(frozen=True, slots=True)
class Message:
    """A message.  recalled: it was taken back; decided: staff closed the case about it.

    spoken: what its voices say, None until they were read.
    """

    inbound: Inbound
    recalled: bool
    decided: bool
    spoken: str | None = None

    def in_words(self) -> Inbound:
        """The message as if everything in it had been written."""
        if self.spoken is None:
            return self.inbound
        body = self.inbound.body
        text = "\n".join(filter(None, (str(body.get("text") or ""), self.spoken)))
        return replace(self.inbound, body={**body, "text": text})


async def by_names(
    conn: AsyncConnection, names: Collection[tuple[str, str]]
) -> Mapping[tuple[str, str], Message]:
    """names: (room, external id) of each; what was forgotten or erased is left out."""
    if not names:
        return {}
    closed = exists().where(
        CaseRow.subject == InboxRow.room + "/" + InboxRow.external_id,
        CaseRow.room == InboxRow.room,
        CaseRow.kind == CaseKind.UNSURE,
        CaseRow.closed_at.is_not(None),
    )
    found = select(*inbox.COLUMNS, closed.label("decided"), transcripts.HEARD)
    found = found.outerjoin_from(InboxRow, transcripts.TOLD, transcripts.ABOUT)
    wanted = found.where(_called(names), InboxRow.kind == "message")
    return {
        (row.room, row.external_id): Message(
            inbox.from_row(row),
            row.recalled_at is not None,
            row.decided,
            transcripts.of_row(row.heard),
        )
        for row in await conn.execute(wanted)
    }


def _called(names: Collection[tuple[str, str]]) -> ColumnElement[bool]:
    """Room by room: of a list of pairs SQLite looks up none in the index, and reads all rows."""
    ids: defaultdict[str, list[str]] = defaultdict(list)
    for room, id_ in names:
        ids[room].append(id_)
    return or_(
        *(
            (InboxRow.room == room) & InboxRow.external_id.in_(own)
            for room, own in ids.items()
        )
    )
