"""A person is erased, whole and for good; what is others' stays (R14)."""

from dataclasses import replace

from sqlalchemy import text

from bot.handing import Leaving
from handlers.model.activity import Activity, Choice, PlanStatus, Virtue
from handlers.model.case import Question, QuestionStatus
from handlers.model.draft import Draft
from handlers.model.effects import KeepWish
from handlers.model.finding import (
    Count,
    Field,
    Finding,
    Picture,
    Source,
    Speech,
    Value,
    Words,
)
from handlers.model.people import DraftId, MessageId, OrganisationId, PersonId, QuestionId
from handlers.model.people import RoomId as Room
from store import codec, consent, directory, erasing, inbox, lanes, ledger, media, outbox
from store.console import aliases
from store.db import Database
from store.inbox import InboxStatus
from store.lanes import Changes
from store.media import MediaInfo, MediaStatus
from tests.store.made import LANE, NOW, SETTING, message, outgoing

OWN, SHARED, PAGE = "a" * 64, "b" * 64, "c" * 64
P1, P2 = PersonId("p1"), PersonId("p2")


def finding(field: Field, value: Value, by: PersonId = P2, id_: str = "m2") -> Finding:
    return Finding(field, value, Source.NOTE, MessageId(id_), (0, 2), by, NOW)


def record() -> Draft:
    found = (
        finding(Field.HEADCOUNT, Count(12)),
        finding(Field.PLACE, Words("钱叔家楼下")),
        finding(Field.CONTENT, Words("钱叔教大家修伞")),
        finding(Field.FEEDBACK, Speech("手艺没丢")),
        finding(Field.FEEDBACK, Speech("钱叔真有耐心", "赵姐"), P1, "m1"),
        finding(Field.ATTENDEES, Words("钱叔"), P1, "m1"),
        finding(Field.ATTENDEES, Words("赵姐"), P1, "m1"),
        finding(Field.PHOTO, Picture(OWN)),
        finding(Field.PHOTO, Picture(SHARED)),
    )
    guides, room = OrganisationId("guides"), Room("r1")
    return Draft(DraftId("d1"), guides, room, P2, NOW, NOW, findings=found)


def filed(draft: Draft) -> Activity:
    return Activity(
        id=draft.id,
        organisation=draft.organisation,
        room=draft.room,
        when=None,
        place="钱叔家楼下",
        headcount=Count(12),
        served=None,
        attendees=("钱叔", "赵姐"),
        theme=None,
        content=("钱叔教大家修伞",),
        feedback=(Speech("手艺没丢"), Speech("钱叔真有耐心", "赵姐")),
        photos=(OWN, SHARED),
        plan=PlanStatus.UNKNOWN,
        sources={},
        version=1,
        filed_at=NOW,
        best=tuple(Choice(sha, 1.0, Virtue.POSTED) for sha in (OWN, SHARED)),
    )


async def furnish(database: Database) -> None:
    """钱叔 posted two pictures, of which 赵姐 posted one as well, and asked something."""
    body = {"text": "我来修伞", "pictures": [OWN, SHARED], "files": []}
    mine = replace(message("m2", sender="p2"), body=body)
    hers = replace(
        message("m1", "钱叔修伞修得好"),
        body={"text": "钱叔修伞修得好", "pictures": [SHARED]},
    )
    asked = Question(
        QuestionId("r1/m3"),
        Room("r1"),
        P2,
        MessageId("m3"),
        "伞架谁出钱",
        NOW,
        QuestionStatus.ESCALATED,
    )
    draft = record()
    changes = Changes(
        drafts=[(LANE, draft)], activities=[filed(draft)], questions=[(LANE, asked)]
    )
    bulletin = outgoing("bulletin/d1", room="L", purpose="bulletin")
    told = replace(bulletin, text="参加：钱叔、赵姐", to=("p2",), photos=(OWN, SHARED))
    shown = [
        MediaInfo(sha, 3, "image/png", "x", MediaStatus.OK, NOW) for sha in (OWN, SHARED)
    ]
    async with database.begin() as conn:
        await directory.load_setting(conn, SETTING)
        await media.put(conn, shown)
        await inbox.put(conn, [mine, hers, message("m3", "伞架谁出钱", sender="p2")])
        await lanes.save(conn, changes)
        await outbox.put(conn, [told])


async def test_nothing_names_an_erased_person_and_numbers_stay(database: Database):
    await furnish(database)

    async with database.begin() as conn:
        erased = await erasing.erase(conn, "p2", NOW, "ada")

    assert erased is not None
    assert erased.files == (OWN,)
    assert erased.counts["messages"] == 2
    async with database.read() as conn:
        [draft] = await ledger.all_drafts(conn)
        [activity] = await ledger.activities(conn)
        [row] = await conn.execute(text("SELECT text, photos, addressed FROM outbox"))
        bodies = (await conn.execute(text("SELECT body FROM inbox ORDER BY id"))).scalars()
        known = await directory.people(conn)
        asked = (await conn.execute(text("SELECT body FROM questions"))).scalar_one()
    assert activity.headcount == Count(12)
    assert activity.attendees == ("赵姐",)
    assert activity.feedback == (Speech("**真有耐心", "赵姐"),)
    assert activity.content == ("**教大家修伞",)
    assert activity.photos == (SHARED,)
    assert [choice.media for choice in activity.best] == [SHARED]
    assert draft.author == f"gone/{erased.number}"
    assert [f.value for f in draft.of(Field.ATTENDEES)] == [Words("赵姐")]
    assert draft.value(Field.HEADCOUNT) == Count(12)
    assert tuple(row) == (
        "参加：**、赵姐",
        codec.dump([SHARED]),
        f'["gone/{erased.number}"]',
    )
    assert "p2" not in known
    assert "伞架" not in asked
    hers = next(body for body in bodies if "修得好" in body)
    assert "**修伞修得好" in hers
    assert SHARED in hers


async def say_all(database: Database) -> None:
    """What waits stands in its room, a bulletin with its page (as the sender does)."""
    async with database.begin() as conn:
        await media.put(conn, [MediaInfo(PAGE, 3, "image/jpeg", "x", MediaStatus.OK, NOW)])
        for one in await outbox.due(conn, NOW, 9):
            if one.outgoing.purpose == "bulletin":
                await outbox.mark_printed(conn, one.id, PAGE)
        for one in await outbox.due(conn, NOW, 9):
            said = Leaving(one, NOW).said(f"b{one.id}")
            await outbox.mark_sent(conn, [(one.id, said.external_id, NOW)])
            await inbox.put(conn, [said], InboxStatus.HANDLED)


async def test_what_the_bot_showed_of_them_goes_from_the_rooms_where_it_was_said(
    database: Database,
):
    await furnish(database)
    card = replace(outgoing("card", room="S"), text="问：伞架谁出钱", question="r1/m3")
    felt = replace(outgoing("again", room="L", purpose="bulletin"), text="“手艺没丢”")
    async with database.begin() as conn:
        await outbox.put(conn, [replace(card, photos=()), felt])
    await say_all(database)
    async with database.begin() as conn:
        erased = await erasing.erase(conn, "p2", NOW)

    assert erased is not None
    assert erased.files == (OWN, PAGE)
    async with database.read() as conn:
        said = text("SELECT body FROM inbox WHERE kind = 'said' ORDER BY id")
        bodies = list((await conn.execute(said)).scalars())
        kept = list(
            (await conn.execute(text("SELECT text FROM outbox ORDER BY id"))).scalars()
        )
    shown = [codec.load_mapping(body) for body in bodies]
    assert [one["text"] for one in shown] == kept == ["参加：**、赵姐", "", "“****”"]
    assert [one["pictures"] for one in shown] == [[SHARED], [], []]


async def test_once_more_erases_nothing(database: Database):
    await furnish(database)
    async with database.begin() as conn:
        first = await erasing.erase(conn, "p2", NOW)
        again = await erasing.erase(conn, "p2", NOW)
        begun = await erasing.unfinished(conn)
        await erasing.done(conn, first.number if first else 0, NOW)
        left = await erasing.unfinished(conn)

    assert first is not None
    assert again is None
    assert [one.files for one in begun] == [(OWN,)]
    assert left == []


async def test_a_wish_holds_for_every_id_of_one_human(database: Database):
    async with database.begin() as conn:
        await directory.load_setting(conn, SETTING)
        await consent.keep(conn, [KeepWish(P2, unnamed=True, at=NOW)])
        await aliases.merge(conn, P1, P2, NOW)
        people = await directory.people(conn)
        since = await consent.since(conn, P1)
        await consent.keep(conn, [KeepWish(P1, unnamed=False, at=NOW)])
        after = await directory.people(conn)

    assert since == NOW
    assert [people[one].unnamed for one in (P1, P2)] == [True, True]
    assert not any(person.unnamed for person in after.values())
