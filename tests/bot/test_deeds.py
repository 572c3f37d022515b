"""A click on the console becomes a deed, and a deed a decision: from inbox row to ledger."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime, timedelta
from typing import get_args

import pytest

from bot import config, deeds
from bot.errors import DeedError
from bot.pipeline import Pipeline
from handlers.model.activity import Activity, PlanStatus
from handlers.model.admission import Unbind
from handlers.model.deed import (
    Answer,
    Bind,
    Choose,
    Correct,
    Deed,
    Drop,
    End,
    File,
    How,
    Hush,
    Introduce,
    Judge,
    Learn,
    Log,
    Mark,
    Merge,
    Refusal,
    Reissue,
    Release,
    Restore,
    Split,
    Take,
    TakeBack,
    Unlog,
    Withdraw,
)
from handlers.model.draft import Draft, Status
from handlers.model.finding import Count, Field, Speech, When, Words
from handlers.model.people import (
    DraftId,
    MessageId,
    OrganisationId,
    PersonId,
    Purpose,
    RoomId,
    RoomKind,
)
from handlers.model.seen import Shows
from handlers.model.visit import Shot, Visit, VisitId
from store import cases, inbox, knowledge, ledger, outbox, visits
from store.console import accounts, refusals
from store.console.accounts import Account, AccountId, Rank
from store.db import Database
from store.inbox import Inbound
from tests.store.made import LANE, NOW, message

pytestmark = pytest.mark.usefixtures("everybody")

D = DraftId("r1/m1/1")
VISIT = Visit(
    VisitId("S/desk/once"),
    OrganisationId("guides"),
    RoomId("S"),
    MessageId("desk/once"),
    PersonId("s1"),
    NOW,
    When(NOW),
    headcount=Count(12, approx=True),
    told=("看他们排练",),
    shots=(Shot("a" * 64, MessageId("desk/once")),),
)
DEEDS: tuple[Deed, ...] = (
    Correct(D, Field.TIME, (When(NOW),), reissue=True),
    Correct(D, Field.FEEDBACK, (Speech("好", "钱叔"), Speech("挺好"))),
    Correct(D, Field.HEADCOUNT),
    Choose(D, ("a", "b")),
    Mark(D, "a", Shows.SIGNIN),
    Merge(D, DraftId("d2")),
    Split(D, (MessageId("m1"),)),
    Withdraw(D, "试用"),
    Restore(D),
    Reissue(D, 1),
    File(D),
    Answer(3, "可以", ("a",)),
    TakeBack(3),
    Take(3),
    Release(3),
    Drop(3, "闲聊"),
    End(3),
    Learn(3, How.APART),
    Hush(on=True, room=RoomId("r1")),
    Introduce(RoomId("r1")),
    Bind(RoomId("77"), "wechaty", Purpose.ORGANISATION, OrganisationId("o"), RoomKind.CORE),
    Bind(RoomId("77"), "wechaty", Purpose.ORGANISATION, founds="棋友会"),
    Hush(on=False),
    Log(VISIT),
    Unlog(VISIT.id),
    Unbind(RoomId("r1")),
    Judge(D, PlanStatus.OUTSIDE),
    Judge(D, None),
)
REPORT = "今天上午我们在小广场打扫卫生，来了30个人，大家都说敞亮"
LATER = NOW + timedelta(hours=1)
YEARS = timedelta(days=400)


def row(
    deed: Deed | Mapping[str, object],
    once: str,
    *,
    lane: str = LANE,
    at: datetime = LATER,
    by: str = "s1",
) -> Inbound:
    body = deeds.body(deed) if isinstance(deed, get_args(Deed)) else deed
    return Inbound("console", "", once, "desk", lane, by, at, at, body)


async def handle(database: Database, *inbounds: Inbound) -> list[int | None]:
    """The rows that the inbox gave them."""
    async with database.begin() as conn:
        rows = await inbox.put(conn, inbounds)
    at = inbounds[-1].received_at
    pipeline = Pipeline(database, config.load(None, {}), lambda: at)
    while await pipeline.step():
        pass
    return rows


async def filed(database: Database) -> list[Activity]:
    async with database.read() as conn:
        return await ledger.activities(conn)


async def records(database: Database) -> list[Draft]:
    async with database.read() as conn:
        return await ledger.all_drafts(conn)


async def refusal(database: Database, number: int | None) -> Refusal | None:
    async with database.read() as conn:
        return await refusals.why(conn, number or 0)


async def reported(database: Database) -> DraftId:
    """A report that is filed."""
    settle = message("m2", "今天天气真好", at=NOW + timedelta(minutes=30))
    await handle(database, message("m1", REPORT))
    await handle(database, settle)
    [activity] = await filed(database)
    return activity.id


def test_every_deed_is_read_as_it_was_written():
    assert [deeds.read(deeds.body(deed)) for deed in DEEDS] == list(DEEDS)
    assert {type(deed) for deed in DEEDS} == {*get_args(Deed)} == {*deeds.KINDS.values()}


@pytest.mark.parametrize(
    "body",
    [
        {},
        {"do": 3},
        {"do": "fly", "draft": "d1"},
        {"do": "file"},
        {"do": "file", "draft": "d1", "secret": "电话"},
        {"do": "mark", "draft": "d1", "media": "a", "shows": "a cat"},
        {"do": "take", "number": "三"},
        {"do": "correct", "draft": "d1", "field": "place", "values": [{"is": "number"}]},
    ],
)
def test_what_is_no_deed_is_said_without_its_words(body: Mapping[str, object]):
    with pytest.raises(DeedError) as raised:
        deeds.read(body)
    assert not {"电话", "三", "a cat"} & set(str(raised.value).split())


async def test_what_is_no_deed_is_parked_and_the_others_are_handled(database: Database):
    id_ = await reported(database)
    bad, good = row({"do": "file"}, "f1"), row(Withdraw(id_), "f2")
    await handle(database, bad, good)

    async with database.read() as conn:
        [aside] = await inbox.parked(conn)
    assert (aside.inbound.external_id, aside.error[:9]) == ("f1", "DeedError")
    assert await filed(database) == []


async def test_a_correction_enters_the_ledger_and_cites_the_desk(database: Database):
    id_ = await reported(database)
    deed = Correct(id_, Field.HEADCOUNT, (Count(32),))
    await handle(database, row(deed, "f1"))
    await handle(database, row(deed, "f1"), row(deed, "f2"))

    [activity] = await filed(database)
    assert (activity.headcount, activity.version) == (Count(32), 2)
    assert activity.sources["headcount"] == ("m1", "desk/f1")


async def test_a_record_of_last_year_is_corrected_withdrawn_and_brought_back(
    database: Database,
):
    id_ = await reported(database)
    later = LATER + YEARS
    place = Correct(id_, Field.PLACE, (Words("南门"),))
    await handle(database, row(place, "f1", at=later))
    assert [one.place for one in await filed(database)] == ["南门"]

    await handle(database, row(Withdraw(id_, "试用"), "f2", at=later))
    assert await filed(database) == []
    await handle(database, row(Restore(id_), "f3", at=later))
    assert [one.place for one in await filed(database)] == ["南门"]


async def test_two_deeds_of_one_batch_know_of_each_other(database: Database):
    id_ = await reported(database)
    later = LATER + YEARS
    await handle(
        database,
        row(Correct(id_, Field.PLACE, (Words("南门"),)), "f1", at=later),
        row(Correct(id_, Field.HEADCOUNT, (Count(32),)), "f2", at=later),
    )

    [activity] = await filed(database)
    assert (activity.place, activity.headcount) == ("南门", Count(32))


async def test_a_split_record_is_merged_again(database: Database):
    id_ = await reported(database)
    await handle(database, row(Correct(id_, Field.SERVED, (Count(4),)), "f1"))
    [whole] = await records(database)
    await handle(database, row(Split(id_, (MessageId("desk/f1"),)), "f2"))
    rest, own = await records(database)
    assert [one.status for one in (rest, own)] == [Status.FILED, Status.HANDED_OVER]

    await handle(database, row(Merge(own.id, id_), "f3"))
    left, gone = await records(database)
    assert left.findings == whole.findings
    assert gone.findings == ()
    assert [one.served for one in await filed(database)] == [Count(4)]


async def test_the_page_learns_why_nothing_was_done(database: Database):
    id_ = await reported(database)
    rows = await handle(
        database,
        row(File(DraftId("x")), "f1"),
        row(Reissue(id_, 9), "f2"),
        row(File(id_), "f3"),
    )

    refused = [await refusal(database, number) for number in rows]
    assert refused == [Refusal.UNKNOWN, Refusal.CHANGED, None]


async def test_a_record_of_another_organisation_is_not_known(database: Database):
    id_ = await reported(database)
    [number] = await handle(database, row(Withdraw(id_), "f1", lane="o:cloth"))

    assert await refusal(database, number) is Refusal.UNKNOWN
    assert len(await filed(database)) == 1


async def test_an_account_answers_and_what_it_said_is_known(database: Database):
    account = Account(AccountId("a7"), "值班台", Rank.STAFF, NOW)
    async with database.begin() as conn:
        await accounts.add(conn, account)
    await handle(database, message("m1", "材料费能报销吗？"))
    by = "account:a7"
    await handle(database, row(Answer(1, "可以，留好小票"), "f1", lane="r:S", by=by))
    await handle(database, row(Learn(1), "f2", lane="r:S", by=by))

    async with database.read() as conn:
        [card] = await cases.named(conn, [1])
        known = await knowledge.usable(conn, NOW.date())
        due = await outbox.due(conn, NOW + timedelta(days=1), 9)
    assert card.closed_by == by
    assert ("可以，留好小票", "值班台") in [(one.answer, one.approver) for one in known]
    assert "@赵姐 工作人员的答复：可以，留好小票" in [one.outgoing.text for one in due]


async def test_the_staffs_room_reads_which_account_looks_after_a_case(database: Database):
    account = Account(AccountId("a7"), "值班台", Rank.STAFF, NOW)
    async with database.begin() as conn:
        await accounts.add(conn, account)
    await handle(database, message("m1", "材料费能报销吗？"))
    await handle(database, row(Take(1), "f1", lane="r:S", by="account:a7"))
    await handle(database, message("m2", "待办", room="S", lane="r:S", sender="s1"))

    async with database.read() as conn:
        due = await outbox.due(conn, NOW + timedelta(days=1), 9)
    assert "值班台" in due[-1].outgoing.text


async def test_a_case_is_taken_and_given_back(database: Database):
    await handle(database, message("m1", "材料费能报销吗？"))
    await handle(database, row(Take(1), "f1", lane="r:S", by="account:gone"))
    async with database.read() as conn:
        [taken] = await cases.named(conn, [1])
    await handle(
        database,
        row(Release(1), "f2", lane="r:S"),
        row(Drop(1, "闲聊"), "f3", lane="r:S"),
    )

    async with database.read() as conn:
        [card] = await cases.named(conn, [1])
    assert taken.taken_by == "account:gone"
    assert (card.taken_by, card.reason) == (None, "闲聊")


async def test_a_log_is_written_changed_and_removed(database: Database):
    async def known() -> list[Visit]:
        async with database.read() as conn:
            return await visits.named(conn, [VISIT.id])

    await handle(database, row(Log(VISIT), "l1", lane="r:S"))
    assert await known() == [VISIT]
    better = replace(VISIT, place="排练厅")
    await handle(database, row(Log(better), "l2", lane="r:S"))
    assert await known() == [better]
    await handle(database, row(Unlog(VISIT.id), "l3", lane="r:S"))
    assert await known() == []
    [gone] = await handle(database, row(Unlog(VISIT.id), "l4", lane="r:S"))
    assert await refusal(database, gone) is Refusal.UNKNOWN
