"""A store as it is after three years with very many: invented, the same every time, in bulk."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from itertools import islice
from random import Random

from sqlalchemy import func, insert, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from benchmarks.console_store import MINUTES, PLACES, fill
from benchmarks.material import flow, people
from handlers.model.case import (
    Case,
    CaseKind,
    Entry,
    Outcome,
    Question,
    QuestionStatus,
)
from handlers.model.draft import Status
from handlers.model.effects import CloseCase
from handlers.model.finding import Count, Field, Finding, Picture, Source, When
from handlers.model.people import (
    MessageId,
    OrganisationId,
    QuestionId,
    RoomId,
)
from handlers.model.visit import Shot, Visit, VisitId
from store import changes, codec, directory, knowledge, ledger, media, visits
from store.changes import Changes
from store.console import accounts
from store.console.accounts import Account, AccountId, Rank
from store.db import Database
from store.media import MediaInfo
from store.tables import (
    AuditRow,
    CaseRow,
    DraftRow,
    EvidenceRow,
    InboxRow,
    OutboxRow,
    Row,
    VisitRow,
)

RECORDS, MESSAGES, CASES, OPEN, DEEDS = 100_000, 200_000, 20_000, 500, 50_000
VISITS, ENTRIES, ACCOUNTS = 3_000, 300, 20
A_TIME = 5_000  # rows of one statement
ASKED = ("居住证", "活动室钥匙", "报销", "老年卡", "停水", "体检", "菜园水管", "合唱谱子")
ACTIONS = ("desk.take", "desk.correct", "sign_in", "organisation.saved", "desk.answer")
NAME = "ada"


async def make(
    database: Database, now: datetime, picture: MediaInfo, password: str
) -> flow.Record:
    """Everything; the newest filed record has the picture.  password: the hash of it."""
    async with database.begin() as conn:
        await directory.load_setting(conn, people.setting())
        await media.put(conn, [picture])
    await fill(database, RECORDS, people.ORGANISATIONS, now)
    async with database.begin() as conn:
        records = await _records(conn)
        shown = [one for one in records if one.status == Status.FILED][-1]
        await _put(
            conn, InboxRow, flow.messages(records, MESSAGES, {shown.id: [picture.sha]})
        )
        await _put(conn, OutboxRow, flow.bulletins(records))
        await _show(conn, shown, picture.sha)
        await _cases(conn, records)
        await _accounts(conn, now, password)
        await _put(conn, AuditRow, _deeds(now))
        await visits.keep(conn, list(_visits(records, shown, picture.sha)))
        await knowledge.keep(conn, _entries(now))
    return shown


async def one_of_each(conn: AsyncConnection) -> Mapping[str, str]:
    """What stands for each variable of an address; the record is the one with the picture."""
    visited = select(VisitRow.id, VisitRow.body).where(VisitRow.room == people.STAFF)
    newest = visited.order_by(VisitRow.at.desc(), VisitRow.id.desc()).limit(1)
    id_, body = (await conn.execute(newest)).one()
    [shot] = codec.decode(body, Visit).shots
    told = select(EvidenceRow.draft).where(EvidenceRow.message == shot.message)
    drafts = (await conn.execute(told)).scalars()
    draft = next(one for one in drafts if one != id_)
    room = draft.split("/")[0]
    return {
        "organisation": room,
        "room": room,
        "message": shot.message,
        "sha": shot.media,
        "draft": draft,
        "visit": id_,
        "person": people.member(room, Random(0)),
        "entry": "e0",
        "account": f"{NAME}3",
        "queued": "1",
    }


async def waiting(conn: AsyncConnection) -> tuple[int, int]:
    """The oldest record handed over, and the oldest question, that wait."""
    oldest = select(func.min(CaseRow.number)).where(CaseRow.closed_at.is_(None))
    of_kind = [
        oldest.where(CaseRow.kind == k) for k in (CaseKind.HAND_OVER, CaseKind.QUESTION)
    ]
    handed, asked = [(await conn.execute(one)).scalar_one() for one in of_kind]
    return handed, asked


async def _records(conn: AsyncConnection) -> list[flow.Record]:
    wanted = select(DraftRow.id, DraftRow.room, DraftRow.touched_at, DraftRow.status)
    found = await conn.execute(wanted.order_by(DraftRow.touched_at))
    return [flow.Record(*row) for row in found]


async def _put(
    conn: AsyncConnection, table: type[Row], rows: Iterator[Mapping[str, object]]
) -> None:
    while some := list(islice(rows, A_TIME)):
        await conn.execute(insert(table), some)


async def _show(conn: AsyncConnection, record: flow.Record, sha: str) -> None:
    """The record has this picture."""
    lane, message = f"o:{record.room}", MessageId(record.message)
    [draft] = await ledger.named(conn, lane, [record.id])
    told = Finding(
        Field.PHOTO, Picture(sha), Source.PICTURE, message, None, draft.author, record.at
    )
    shown = replace(draft, findings=(*draft.findings, told))
    await changes.save(conn, Changes(drafts=[(lane, shown)]))


async def _cases(conn: AsyncConnection, records: Sequence[flow.Record]) -> None:
    """Half of them records handed over, half questions; the newest wait, and are known."""
    whole, changed = records[-CASES:], Changes()
    for number, record in enumerate(whole):
        at, lane, room = record.at, f"o:{record.room}", RoomId(record.room)
        closes = number < CASES - OPEN
        kind, subject = CaseKind.HAND_OVER, record.id
        if number % 2:
            kind, subject = CaseKind.QUESTION, f"{record.room}/{record.message}"
            changed.questions.append((lane, _question(record, number, closes=closes)))
        changed.cases.append((lane, Case(kind, subject, room, at)))
        if closes:
            ended = at + timedelta(hours=3)
            changed.closed.append(CloseCase(subject, ended, Outcome.ANSWERED))
    await changes.save(conn, changed)
    await conn.execute(update(CaseRow).values(reminders=3))


def _question(record: flow.Record, number: int, *, closes: bool) -> Question:
    name, room = f"{record.room}/{record.message}", RoomId(record.room)
    return Question(
        QuestionId(name),
        room,
        people.member(record.room, Random(number)),
        MessageId(record.message),
        f"请问{ASKED[number % len(ASKED)]}的事找谁？",
        record.at,
        QuestionStatus.ANSWERED if closes else QuestionStatus.ESCALATED,
    )


async def _accounts(conn: AsyncConnection, now: datetime, password: str) -> None:
    for number in range(ACCOUNTS):
        name = f"{NAME}{number or ''}"
        rank = Rank.STAFF if number else Rank.ADMINISTRATOR
        await accounts.add(
            conn, Account(AccountId(name), name, rank, now, password=password)
        )


def _deeds(now: datetime) -> Iterator[Mapping[str, object]]:
    for number in range(DEEDS):
        yield {
            "at": now - timedelta(minutes=MINUTES) * (1 - number / DEEDS),
            "account": f"{NAME}{number % ACCOUNTS or ''}",
            "action": ACTIONS[number % len(ACTIONS)],
            "subject": str(number),
            "detail": "{}",
        }


def _visits(
    records: Sequence[flow.Record], shown: flow.Record, sha: str
) -> Iterator[Visit]:
    """One to every so many of the records, and to the one with the picture."""
    for record in [*records[:: len(records) // VISITS], shown]:
        message = MessageId(f"v-{record.message}")
        yield Visit(
            VisitId(f"{people.STAFF}-{message}"),
            OrganisationId(record.room),
            people.STAFF,
            message,
            people.STAFF_PERSON,
            record.at + timedelta(hours=2),
            when=When(record.at),
            place=PLACES[0],
            headcount=Count(18),
            told=("大家围着桌子坐，从剪枝说到浇水", "来的人里有四位是头一回"),
            impressions=("组织的人分工清楚",),
            ideas=("可以请隔壁队来看看",),
            shots=(Shot(sha, MessageId(shown.message)),) if record is shown else (),
        )


def _entries(now: datetime) -> list[Entry]:
    return [
        Entry(
            f"e{number}",
            f"{people.named(Random(number))}家的{ASKED[number % len(ASKED)]}怎么办？",
            f"到第 {number} 号窗口问，工作日上午开门，带上身份证。",
            source="办事指南",
            approver="小何",
            approved_at=now,
        )
        for number in range(ENTRIES)
    ]
