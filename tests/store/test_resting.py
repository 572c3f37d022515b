"""What a record rests on is kept as long as it does so, and then goes like chat (R7, R14)."""

from dataclasses import replace
from datetime import timedelta

from sqlalchemy import select, update

from handlers.model.draft import Draft, Status
from handlers.model.finding import Words
from handlers.model.people import MessageId, PersonId
from store import directory, forgetting, inbox, outbox, resting
from store.changes import Changes, save
from store.db import Database
from store.outbox import Outgoing
from store.queued import OutboxStatus
from store.tables import EvidenceRow, InboxRow, OutboxRow
from tests.store.made import LANE, NOW, SETTING, draft, message, outgoing

LATER = NOW + timedelta(days=40)
BEFORE = LATER - timedelta(days=30)


async def keep(database: Database, *drafts: Draft, dropped: list[str] | None = None):
    async with database.begin() as conn:
        kept = [(LANE, one) for one in drafts]
        await save(conn, Changes(drafts=kept, dropped=dropped or []))


async def said(database: Database, *ids: str) -> None:
    async with database.begin() as conn:
        await directory.load_setting(conn, SETTING)
        rows = await inbox.put(conn, [message(id_) for id_ in ids])
        await inbox.mark_handled(conn, [row for row in rows if row], NOW)


async def left(database: Database) -> list[str]:
    """The messages that are not forgotten."""
    async with database.begin() as conn:
        await forgetting.forget(conn, BEFORE)
        rows = await conn.execute(select(InboxRow.external_id).order_by(InboxRow.id))
        return list(rows.scalars())


async def rested(database: Database) -> set[str]:
    async with database.read() as conn:
        return set((await conn.execute(select(EvidenceRow.message))).scalars())


async def posted(database: Database, *every: Outgoing) -> list[str]:
    """The words of bulletins that are left, once these have been said and time went by."""
    async with database.begin() as conn:
        await outbox.put(conn, every)
        over = update(OutboxRow).values(status=OutboxStatus.SENT, printed="b" * 64)
        await conn.execute(over)
        await resting.forget_bulletins(conn, BEFORE)
        words = select(OutboxRow.text, OutboxRow.photos).order_by(OutboxRow.id)
        rows = await conn.execute(words)
        found = [(row.text, row.photos) for row in rows]
    assert all(bool(text) is (photos != "[]") for text, photos in found)
    return [text for text, _ in found]


async def test_what_a_record_rests_on_stays_and_what_it_rested_on_goes(database: Database):
    await said(database, "m1", "m2", "m3")
    await keep(database, draft("d1"))
    assert await left(database) == ["m1", "m2"]

    await keep(database, draft("d1").without(MessageId("m1")))
    assert await rested(database) == {"m2"}
    assert await left(database) == ["m2"]

    await keep(database, dropped=["d1"])
    assert await left(database) == []


async def test_what_staff_struck_stays_while_the_record_does(database: Database):
    await said(database, "m1", "m2")
    whole = draft("d1")
    await keep(database, whole.strike(whole.findings[:1], PersonId("s1"), NOW))

    assert await left(database) == ["m1", "m2"]


async def test_a_message_that_two_records_rest_on_stays_for_the_other(database: Database):
    await said(database, "m1", "m2")
    await keep(database, draft("d1"), draft("d2"))
    await keep(database, draft("d1").without(MessageId("m1")), dropped=[])

    assert await left(database) == ["m1", "m2"]


async def test_a_withdrawn_record_keeps_its_messages_for_as_long_as_chat(
    database: Database,
):
    await said(database, "m1", "m2")
    gone = replace(draft("d1"), status=Status.WITHDRAWN, touched_at=LATER)
    await keep(database, gone)
    assert await left(database) == ["m1", "m2"]

    await keep(database, replace(gone, touched_at=BEFORE - timedelta(days=1)))
    assert await left(database) == []


async def test_a_message_that_was_taken_back_is_kept_for_no_record(database: Database):
    await said(database, "m1", "m2")
    await keep(database, draft("d1"))
    async with database.begin() as conn:
        assert await inbox.mark_recalled(conn, "r1", "m1", NOW)

    assert await left(database) == ["m2"]


async def test_more_records_than_one_statement_may_name(database: Database):
    findings = tuple(
        replace(draft("d").findings[1], value=Words("门口"), message=MessageId(f"m{n}"))
        for n in range(3)
    )
    many = [replace(draft(f"d{n}"), findings=findings) for n in range(501)]
    await keep(database, *many)
    await keep(database, dropped=[one.id for one in many])

    assert await rested(database) == set()


async def test_only_the_newest_bulletin_of_a_record_keeps_its_words(database: Database):
    await keep(database, draft("d1"))
    first, second = outgoing("b1", purpose="bulletin"), outgoing("b2", purpose="bulletin")
    other = outgoing("a1")

    assert await posted(database, first, second, other) == ["", "问b2", "问a1"]


async def test_a_bulletin_of_a_withdrawn_record_or_of_none_loses_its_words(
    database: Database,
):
    await keep(database, replace(draft("d1"), status=Status.WITHDRAWN))
    gone = outgoing("b1", purpose="bulletin")
    of_none = replace(outgoing("b2", purpose="bulletin"), draft="d9")
    fresh = replace(outgoing("b3", purpose="bulletin"), created_at=LATER)

    assert await posted(database, gone, of_none, fresh) == ["", "", "问b3"]
