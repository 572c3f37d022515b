"""What a returned errand is about: the message itself, as it lies in the inbox now."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from sqlalchemy.ext.asyncio import AsyncConnection

from handlers.model.errand import ErrandKind
from store import messages
from store.inbox import Waiting


@dataclass(frozen=True, slots=True)
class Original:
    """A message as if it arrived once more with the answer about it.

    settled: it was taken back, or a person has decided about it.
    """

    row: Waiting
    settled: bool


async def load(conn: AsyncConnection, rows: Sequence[Waiting]) -> Mapping[int, Original]:
    """By the inbox row of the answer; nothing for a message that is there no more."""
    told = {row.id: _name(row) for row in rows if row.inbound.kind == "told"}
    found = await messages.by_names(conn, set(told.values()))
    recalled = {
        _name(row): row.id for row in reversed(rows) if row.inbound.kind == "recall"
    }
    return {
        row.id: _original(row, found[told[row.id]], recalled)
        for row in rows
        if told.get(row.id) in found
    }


def _name(row: Waiting) -> tuple[str, str]:
    return row.inbound.room, str(row.inbound.body["message"])


def _original(
    row: Waiting, message: messages.Message, recalled: Mapping[tuple[str, str], int]
) -> Original:
    """recalled: what is taken back in this very batch, and in which row."""
    speech = row.inbound.body.get("kind") == ErrandKind.SPEECH  # its answer is the words
    about = message.inbound if speech else message.in_words()
    arrived = replace(about, received_at=row.inbound.received_at)
    gone = message.recalled or recalled.get(_name(row), row.id) < row.id
    return Original(Waiting(row.id, arrived, row.tries), gone or message.decided)
