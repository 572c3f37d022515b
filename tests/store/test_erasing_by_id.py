"""Whose id is a short word damages nobody's words; who has two ids loses both (R14)."""

from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import insert, select, text, update

from handlers.model.case import Case, CaseKind, Entry
from handlers.model.people import PersonId, RoomId
from store import cases, consent, directory, enrol, erasing, inbox, knowledge, outbox
from store.console import aliases
from store.db import Database
from store.inbox import Inbound
from store.tables import (
    AlarmRow,
    CaseRow,
    EntryRow,
    InboxRow,
    MovementRow,
    OutboxRow,
    RoomRow,
    SightedRow,
)
from tests.store.made import LANE, NOW, SETTING, message, outgoing

SHORT = {
    "rooms": [
        {"id": "7", "name": "花", "purpose": "private"},
        {"id": "8", "name": "旁人", "purpose": "private"},
    ],
    "people": [
        {"id": "7", "name": "花", "rooms": ["r1", "7"]},
        {"id": "8", "name": "旁人", "rooms": ["r1", "8"]},
    ],
}


@pytest.fixture
async def furnished(database: Database) -> Database:
    """花, whose id is 7, is in a room with others who speak of sevens and of flowers."""
    async with database.begin() as conn:
        await directory.load_setting(conn, SETTING)
        await enrol.load_setting(conn, SHORT)
    return database


async def rows(database: Database, statement: str) -> list[tuple[object, ...]]:
    async with database.read() as conn:
        return [tuple(row) for row in await conn.execute(text(statement))]


async def test_a_short_id_is_nobodys_word_and_no_message(furnished: Database):
    said = [message("7", "7"), message("1/7", "种了7盆花"), message("8/7", sender="8")]
    quoting = {"text": "好", "mentions": ["7"], "quoted": {"name": "花", "text": "我来"}}
    said += [replace(message("q"), body=quoting)]
    private = [message("7", "花开了", room="7", lane="r:7", sender="7")]
    async with furnished.begin() as conn:
        await inbox.put(conn, [*said, *private])
        erased = await erasing.erase(conn, "7", NOW)

    assert erased is not None
    assert erased.counts["alone"] == 1
    found = await rows(furnished, "SELECT external_id, body FROM inbox ORDER BY id")
    assert [id_ for id_, _ in found] == ["7", "1/7", "8/7", "q"]
    assert '"text":"7"' in str(found[0][1])
    assert "种了7盆花" in str(found[1][1])
    assert found[3][1] == (
        '{"text":"好","mentions":["gone/1"],"quoted":{"name":"","text":""}}'
    )
    assert await rows(furnished, "SELECT id FROM rooms WHERE purpose = 'private'") == [
        ("8",)
    ]


async def test_whatever_was_alone_with_them_goes_and_cases_stay(furnished: Database):
    asked = Case(CaseKind.QUESTION, "7/m1", RoomId("7"), NOW)
    other = Case(CaseKind.QUESTION, "8/m1", RoomId("8"), NOW)
    alarm = {"kind": "silent", "channel": "web", "code": "", "since": NOW, "times": 1}
    alarm |= {"raised_at": NOW, "to_tell": "[]"}
    async with furnished.begin() as conn:
        await cases.put(conn, [("r:7", asked), ("r:8", other)])
        alarms = [alarm | {"room": one} for one in ("7", "8")]
        await conn.execute(insert(AlarmRow), alarms)
        await erasing.erase(conn, "7", NOW + timedelta(days=1))

    found = select(CaseRow.subject, CaseRow.room, CaseRow.lane, CaseRow.outcome)
    async with furnished.read() as conn:
        ended = [tuple(row) for row in await conn.execute(found.order_by(CaseRow.number))]
        assert (await conn.execute(select(AlarmRow.room))).scalars().all() == ["8"]
    assert ended == [
        ("gone/1/m1", "gone/1", "r:gone/1", "done"),
        ("8/m1", "8", "r:8", None),
    ]


async def test_all_names_of_all_ids_go_however_they_are_written(furnished: Database):
    """A group may call somebody by what JSON writes in another way."""
    odd = '小"花\\园'
    joined = {"members": [{"id": "p2", "name": odd}, {"id": "8", "name": "旁人"}, "p2"]}
    told = Inbound("web", "r1", "t1", "room", LANE, None, NOW, NOW, joined)
    topic = Inbound(
        "web", "r1", "t2", "topic", LANE, None, NOW, NOW, {"topic": f"{odd}，花"}
    )
    entry = Entry("k9", "找谁拿钥匙", f"找{odd}拿", ("钱叔在吗",), "手册", "钱叔")
    async with furnished.begin() as conn:
        await aliases.merge(conn, PersonId("7"), PersonId("p2"), NOW)
        await inbox.put(conn, [told, topic, message("m1", f"{odd}和旁人来了")])
        await knowledge.keep(conn, [entry])
        await cases.put(conn, [(LANE, Case(CaseKind.UNSURE, "x", RoomId("r1"), NOW))])
        await conn.execute(update(CaseRow).values(reason="钱叔说不用"))
        ids = await consent.same_human(conn, "p2")
        await erasing.erase(conn, "p2", NOW)

    assert set(ids) == {"7", "p2"}
    stars = "*" * len(odd)
    bodies = [
        body for [body] in await rows(furnished, "SELECT body FROM inbox ORDER BY id")
    ]
    assert bodies[0] == '{"members":[{"id":"8","name":"旁人"}]}'
    assert bodies[1] == f'{{"topic":"{stars}，*"}}'
    assert f"{stars}和旁人来了" in str(bodies[2])
    async with furnished.read() as conn:
        wanted = select(EntryRow.answer, EntryRow.phrasings, EntryRow.approver)
        kept = (await conn.execute(wanted.where(EntryRow.id == "k9"))).one()
        reason = (await conn.execute(select(CaseRow.reason))).scalar_one()
        assert (await conn.execute(select(RoomRow.id).where(RoomRow.id == "7"))).all() == []
    assert tuple(kept) == (f"找{stars}拿", '["**在吗"]', "**")
    assert reason == "**说不用"


async def test_who_only_asked_to_be_let_in_can_be_erased(furnished: Database):
    """Strangers are in no list of people; what they left behind goes all the same."""
    body = {"friendship": "f1", "contact": "wxid_stranger", "name": "路人"}
    asked = Inbound("web", "", "friend:f1", "friend", "a:web", None, NOW, NOW, body)
    moved = {"room": "r1", "person": "wxid_stranger", "came": True, "at": NOW}
    sighted = {"room": "x1", "channel": "web", "topic": "路人、旁人", "members": 2}
    sighted |= {"inviter": "wxid_stranger", "seen_at": NOW}
    done = replace(outgoing("act"), room="", text="wxid_stranger", to=())
    async with furnished.begin() as conn:
        await inbox.put(conn, [asked])
        await conn.execute(insert(MovementRow), [moved])
        await conn.execute(insert(SightedRow), [sighted])
        await outbox.put(conn, [done])
        erased = await erasing.erase(conn, "wxid_stranger", NOW)
        again = await erasing.erase(conn, "wxid_stranger", NOW)

    assert erased is not None
    assert erased.counts["moved"] == 3
    assert again is None
    async with furnished.read() as conn:
        assert (await conn.execute(select(InboxRow.id))).all() == []
        assert (await conn.execute(select(MovementRow.person))).scalar_one() == "gone/1"
        seen = await conn.execute(select(SightedRow.topic, SightedRow.inviter))
        assert tuple(seen.one()) == ("**、旁人", "")
        assert (await conn.execute(select(OutboxRow.text))).scalar_one() == "gone/1"
