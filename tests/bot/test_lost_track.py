"""Nothing that was dropped leaves, and what came of a message is stored whatever happens."""

import sqlite3
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

import pytest
from sqlalchemy import select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.errors import SendFailedError
from bot.handing import RETRY, Leaving, Outside
from bot.sender import Sender
from handlers.model.case import CaseKind
from store import cases, enrol, outbox, timeline
from store.db import Database, open_database
from store.errors import StoreUnavailable
from store.outbox import OutboxStatus, Outgoing
from store.tables import OutboxRow
from tests.bot.loudspeaker import MANY, Loudspeaker, always, queue, sender
from tests.store.made import NOW, SETTING

IMPATIENT = "PRAGMA busy_timeout = 10"


@dataclass
class Interrupted(Loudspeaker):
    """Something happens while its first message is on its way.

    meanwhile: that; fails: what it raises then; odd: its id is none that can be stored.
    """

    meanwhile: Callable[[], Awaitable[None]] | None = None
    fails: Exception | None = None
    odd: bool = False

    async def send(self, message: Outgoing) -> str:
        said = await super().send(message)
        if self.meanwhile is not None:
            happens, self.meanwhile = self.meanwhile, None
            await happens()
        if self.fails is not None:
            fails, self.fails = self.fails, None
            raise fails
        odd, self.odd = self.odd, False
        return "\ud800" if odd else said


@pytest.fixture
async def database(tmp_path: Path) -> AsyncIterator[Database]:
    """With everybody in it, and no patience with whoever locks it."""
    opened = await open_database(f"sqlite+aiosqlite:///{tmp_path}/a.db")
    async with opened.begin() as conn:
        await enrol.load_setting(conn, SETTING)
        await conn.exec_driver_sql(IMPATIENT)
    yield opened
    await opened.close()


async def statuses(database: Database) -> dict[str, OutboxStatus]:
    async with database.read() as conn:
        found = await conn.execute(select(OutboxRow.key, OutboxRow.status))
        return {key: OutboxStatus(status) for key, status in found}


async def doubts(database: Database) -> list[tuple[CaseKind, str]]:
    async with database.read() as conn:
        waiting = await cases.waiting(conn)
    return [(one.case.kind, one.case.subject) for one in waiting]


def doing(
    database: Database, work: Callable[[AsyncConnection], Awaitable[object]]
) -> Callable[[], Awaitable[None]]:
    async def do() -> None:
        async with database.begin() as conn:
            await work(conn)

    return do


async def test_what_is_dropped_while_the_others_leave_is_not_said(database: Database):
    hush = doing(database, lambda conn: outbox.cancel_room(conn, "r1"))
    speaker = Interrupted(meanwhile=hush)
    await queue(database, "a", "b", "c")

    left = await sender(database, speaker).step(NOW)

    assert speaker.heard == ["问a"]
    assert [one.queued.outgoing.key for one in left] == ["a"]
    assert await statuses(database) == {
        "a": OutboxStatus.SENT,
        "b": OutboxStatus.CANCELLED,
        "c": OutboxStatus.CANCELLED,
    }


async def test_who_is_erased_while_the_others_leave_is_not_named(database: Database):
    gone = update(OutboxRow).where(OutboxRow.key == "b").values(text="")
    erase = doing(database, lambda conn: conn.execute(gone))
    speaker = Interrupted(meanwhile=erase)
    await queue(database, "a", "b")

    await sender(database, speaker).step(NOW)

    assert speaker.heard == ["问a", ""]
    async with database.read() as conn:
        lines = await timeline.page(conn, "r1", None, 9)
    assert sorted(line.text for line in lines) == ["", "问a"]


@pytest.mark.parametrize("error", [OSError("no such file"), StoreUnavailable("locked")])
async def test_whatever_else_goes_wrong_leaves_the_message_to_staff_at_once(
    database: Database, error: Exception
):
    speaker = Interrupted(fails=error)
    await queue(database, "a", "b")
    one = sender(database, speaker)

    await one.step(NOW)
    await one.step(NOW + RETRY)

    assert speaker.heard == ["问a", "问b"]
    assert await doubts(database) == [(CaseKind.SEND, "a")]
    assert await statuses(database) == {"a": OutboxStatus.UNKNOWN, "b": OutboxStatus.SENT}


@pytest.mark.parametrize(
    ("error", "status"),
    [
        (None, OutboxStatus.SENT),
        (SendFailedError("no power"), OutboxStatus.HELD),
        (ValueError("odd"), OutboxStatus.UNKNOWN),
    ],
)
async def test_what_came_of_it_is_stored_when_the_store_is_back(
    database: Database, tmp_path: Path, error: Exception | None, status: OutboxStatus
):
    other = sqlite3.connect(tmp_path / "a.db", isolation_level=None)

    async def lock() -> None:
        other.execute("BEGIN IMMEDIATE")

    speaker = Interrupted(meanwhile=lock, fails=error)
    await queue(database, "a", "b")
    one = sender(database, speaker)

    with closing(other):
        for _ in range(2):
            with pytest.raises(StoreUnavailable):
                await one.step(NOW)
        assert await statuses(database) == {
            "a": OutboxStatus.SENDING,
            "b": OutboxStatus.WAITING,
        }
    await one.step(NOW)

    assert speaker.heard == ["问a", "问b"]
    assert await statuses(database) == {"a": status, "b": OutboxStatus.SENT}


@pytest.mark.parametrize("noted", [False, True])
async def test_what_could_not_begin_for_want_of_the_store_waits(
    database: Database, tmp_path: Path, *, noted: bool
):
    speaker = Loudspeaker()
    await queue(database, "a")
    async with database.read() as conn:
        [a] = await outbox.due(conn, NOW, 9, channel="loudspeaker")
    outside = Outside(database, speaker, always)

    with closing(sqlite3.connect(tmp_path / "a.db", isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(StoreUnavailable):
            await outside.hand_over(Leaving(a, NOW))
    if noted:  # as a server may do that does not say so any more
        async with database.begin() as conn:
            await outbox.mark_sending(conn, [a.id], NOW)
    assert outside.owes
    await Sender(database, MANY, lambda at: at, outside).step(NOW)

    assert speaker.heard == ["问a"]
    assert not outside.owes


async def test_what_cannot_be_stored_at_all_is_for_staff_and_the_next_one_leaves(
    database: Database,
):
    speaker = Interrupted(odd=True)
    await queue(database, "a", "b")

    await sender(database, speaker).step(NOW)

    assert speaker.heard == ["问a", "问b"]
    assert await statuses(database) == {"a": OutboxStatus.UNKNOWN, "b": OutboxStatus.SENT}
