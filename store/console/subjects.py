"""What cases are about: questions, records, messages, and words that may not have been said."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncConnection

from handlers.model.case import Case, CaseKind, Question
from handlers.model.draft import Draft
from store import codec, messages, questions
from store.queued import OutboxStatus
from store.tables import DraftRow, EvidenceRow, OutboxRow, RoomRow

OF_RECORDS = (CaseKind.HAND_OVER, CaseKind.CONFLICT)
OF_MESSAGES = (CaseKind.UNSURE, CaseKind.VOICE, CaseKind.PICTURE)


@dataclass(frozen=True, slots=True)
class Subject:
    """At most one of question, draft and words is known.

    words: of a message, or what was to be said; photos, voices: what came with them.
    """

    question: Question | None = None
    draft: Draft | None = None
    words: str = ""
    photos: tuple[str, ...] = ()
    voices: tuple[str, ...] = ()


async def of(conn: AsyncConnection, cases: Sequence[Case]) -> Mapping[str, Subject]:
    """By the subject of each; what was forgotten since is left out."""
    asked = await questions.by_ids(conn, _named(cases, (CaseKind.QUESTION,)))
    found = {id_: Subject(question=question) for id_, (_, question) in asked.items()}
    records = await _drafts(conn, _named(cases, OF_RECORDS))
    return {
        **{str(id_): subject for id_, subject in found.items()},
        **{id_: Subject(draft=draft) for id_, draft in records.items()},
        **await _words(conn, [one for one in cases if one.kind in OF_MESSAGES]),
        **await _unsure(conn, _named(cases, (CaseKind.SEND,))),
    }


async def resting_on(conn: AsyncConnection, room: str, message_: str) -> Draft | None:
    """The record of that room's organisation that has the message, the newest of several."""
    wanted = (
        select(DraftRow.body)
        .join(EvidenceRow, EvidenceRow.draft == DraftRow.id)
        .join(RoomRow, RoomRow.organisation == DraftRow.organisation)
        .where(RoomRow.id == room, EvidenceRow.message == message_)
        .order_by(DraftRow.touched_at.desc())
    )
    body = (await conn.execute(wanted.limit(1))).scalar_one_or_none()
    return None if body is None else codec.decode(body, Draft)


def message(case: Case) -> str:
    """The id that the message has in its room, of cases about a message."""
    return case.subject.removeprefix(f"{case.room}/")


async def sent(conn: AsyncConnection, keys: Collection[str]) -> frozenset[str]:
    """Which of these keys of the outbox have been said."""
    if not keys:
        return frozenset()
    wanted = select(OutboxRow.key).where(
        OutboxRow.key.in_(keys), OutboxRow.status == OutboxStatus.SENT
    )
    return frozenset((await conn.execute(wanted)).scalars())


def _named(cases: Sequence[Case], kinds: Collection[CaseKind]) -> list[str]:
    return [one.subject for one in cases if one.kind in kinds]


async def _drafts(conn: AsyncConnection, ids: Collection[str]) -> Mapping[str, Draft]:
    if not ids:
        return {}
    wanted = select(DraftRow.id, DraftRow.body).where(DraftRow.id.in_(ids))
    return {id_: codec.decode(body, Draft) for id_, body in await conn.execute(wanted)}


async def _words(conn: AsyncConnection, cases: Sequence[Case]) -> dict[str, Subject]:
    names = {(one.room, message(one)): one.subject for one in cases}
    found = await messages.by_names(conn, [(str(room), id_) for room, id_ in names])
    plain = {(str(room), id_): subject for (room, id_), subject in names.items()}
    return {
        plain[name]: _said(one.in_words().body)
        for name, one in found.items()
        if not one.recalled
    }


def _said(body: Mapping[str, object]) -> Subject:
    return Subject(
        words=str(body.get("text") or ""),
        photos=codec.strings(body.get("pictures")),
        voices=codec.strings(body.get("voices")),
    )


async def _unsure(conn: AsyncConnection, keys: Collection[str]) -> dict[str, Subject]:
    if not keys:
        return {}
    lost = select(OutboxRow.key, OutboxRow.text, OutboxRow.photos)
    found = await conn.execute(lost.where(OutboxRow.key.in_(keys)))
    return {
        key: Subject(words=text, photos=codec.load_strings(photos))
        for key, text, photos in found
    }
