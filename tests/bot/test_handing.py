"""Handing over to a channel of the outside: what breaks is tried again, unknown, or left to us."""

from dataclasses import replace

from bot.handing import RETRY, Outside
from bot.sender import Sender
from handlers.model.case import CaseKind
from store import cases, enrol, outbox, timeline
from store.db import Database
from store.outbox import OutboxStatus
from tests.bot.loudspeaker import MANY, Loudspeaker, queue, sender
from tests.store.made import NOW, SETTING, outgoing


async def test_a_channel_that_is_not_ready_keeps_its_messages_waiting(database: Database):
    speaker = Loudspeaker(ready=False)
    await queue(database, "a")
    one = sender(database, speaker)

    assert await one.step(NOW) == []
    speaker.ready = True
    await one.step(NOW)

    assert speaker.heard == ["问a"]


async def test_a_link_that_breaks_in_mid_send_leaves_the_message_to_staff(
    database: Database,
):
    speaker = Loudspeaker(torn=True)
    async with database.begin() as conn:
        await enrol.load_setting(conn, SETTING)
    await queue(database, "a")
    one = sender(database, speaker)

    await one.step(NOW)
    await one.step(NOW + RETRY)

    assert speaker.heard == ["问a"]
    async with database.read() as conn:
        [case] = await cases.waiting(conn)
    assert (case.case.kind, case.case.subject) == (CaseKind.SEND, "a")


async def test_what_must_arrive_is_said_again_once_when_the_link_breaks(
    database: Database,
):
    speaker = Loudspeaker(torn=True)
    await queue(database, "a", purpose="relay")
    one = sender(database, speaker)

    for minutes in range(4):
        await one.step(NOW + minutes * RETRY)

    assert speaker.heard == ["问a", "问a"]


async def test_an_account_that_only_listens_leaves_its_words_to_a_person(
    database: Database,
):
    speaker = Loudspeaker()
    await queue(database, "a", "b", "c")
    mute = Sender(
        database, MANY, lambda at: at, Outside(database, speaker, lambda at: at > NOW)
    )

    await mute.step(NOW)

    assert speaker.heard == []
    async with database.begin() as conn:
        a, b, c = (one.id for one in await outbox.by_hand(conn))
        for row, status in (
            (a, OutboxStatus.SENT),
            (b, OutboxStatus.CANCELLED),
            (c, OutboxStatus.WAITING),
        ):
            assert await outbox.settle_by_hand(conn, row, status, NOW) is not None
        assert await outbox.settle_by_hand(conn, a, OutboxStatus.SENT, NOW) is None
        assert await outbox.by_hand(conn) == []
    await mute.step(NOW + RETRY)
    assert speaker.heard == ["问c"]


async def test_what_an_account_does_is_no_message(database: Database):
    speaker = Loudspeaker()
    accept = replace(
        outgoing("k"), channel="loudspeaker", room="", text="i1", act="accept_invitation"
    )
    async with database.begin() as conn:
        await outbox.put(conn, [accept])

    await sender(database, speaker).step(NOW)

    assert (speaker.done, speaker.heard) == ([("accept_invitation", "i1")], [])


async def test_an_account_that_only_listens_looks_who_is_there(database: Database):
    speaker = Loudspeaker()
    look = replace(
        outgoing("k"), channel="loudspeaker", room="", text="r9", act="look_at_room"
    )
    async with database.begin() as conn:
        await outbox.put(conn, [look])
    await queue(database, "a")
    mute = Sender(
        database, MANY, lambda at: at, Outside(database, speaker, lambda _: False)
    )

    await mute.step(NOW)

    assert (speaker.done, speaker.heard) == ([("look_at_room", "r9")], [])
    async with database.read() as conn:
        assert [one.outgoing.key for one in await outbox.by_hand(conn)] == ["a"]


async def test_what_is_left_to_people_is_dropped_with_what_waits(database: Database):
    await queue(database, "a", "b")
    async with database.begin() as conn:
        a, b = await outbox.due(conn, NOW, 9, channel="loudspeaker")
        await outbox.put_by_hand(conn, [a.id, b.id])
        assert await outbox.cancel_key(conn, "a")
        assert await outbox.cancel(conn, b.outgoing.room, ["ask"]) == 1
        assert await outbox.by_hand(conn) == []


async def test_what_was_said_outside_stands_in_its_room(database: Database):
    await queue(database, "a")
    await sender(database, Loudspeaker()).step(NOW)

    async with database.read() as conn:
        lines = await timeline.page(conn, "r1", None, 9)
    assert [(line.id, line.text) for line in lines] == [("said-1", "问a")]


async def test_what_no_other_try_can_send_is_before_staff_at_once(database: Database):
    async with database.begin() as conn:
        await enrol.load_setting(conn, SETTING)
    await queue(database, "a")

    await sender(database, Loudspeaker(empty=True)).step(NOW)

    async with database.read() as conn:
        [case] = await cases.waiting(conn)
        assert await outbox.next_due(conn, "loudspeaker") is None
    assert (case.case.kind, case.case.subject) == (CaseKind.SEND, "a")
