"""Carrying out what was decided about an account and its rooms, inside the transaction."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncConnection

from bot.deciding import Decisions, Said
from handlers.model.admission import (
    Act,
    AdmissionEffect,
    Appoint,
    BindRoom,
    DoAct,
    Found,
    KeepPeople,
    LeaveRoom,
    RenameRoom,
)
from handlers.model.effects import Effect
from handlers.model.people import WEB
from store import enrol, membership, outbox, rooms
from store.lane_name import OF_ACCOUNT
from store.outbox import Outgoing


async def apply(conn: AsyncConnection, decisions: Decisions) -> None:
    """In the order in which it was decided: an organisation is there before its room."""
    for _, effect in decisions.effects:
        await _one(conn, effect)


async def _one(conn: AsyncConnection, effect: Effect | AdmissionEffect) -> None:
    match effect:
        case Found(organisation):
            await enrol.found(conn, organisation)
        case BindRoom():
            await rooms.bind(conn, effect)
        case RenameRoom():
            await rooms.rename(conn, effect)
        case KeepPeople():
            await membership.keep_people(conn, effect)
        case Appoint(person):
            await membership.appoint(conn, person)
        case LeaveRoom(room):
            await rooms.leave(conn, effect)
            await outbox.cancel_room(conn, room)
        case _:
            pass


async def channels(conn: AsyncConnection, said: Sequence[Said]) -> list[tuple[Said, str]]:
    """Each message with the channel of its room; what is for a room we have left is dropped.

    In a room that nobody has bound only its account can answer, and what it answers is
    decided in the account's lane.
    """
    there = await rooms.standing(conn, {one.say.room for one in said})
    return [
        (one, channel)
        for one in said
        if (channel := there.get(one.say.room, _of_account(one.lane))) is not None
    ]


def _of_account(lane: str) -> str:
    return lane.removeprefix(OF_ACCOUNT) if lane.startswith(OF_ACCOUNT) else WEB


def acts(decisions: Decisions, now: datetime) -> list[Outgoing]:
    """What accounts are to do, as gently as they speak (R10)."""
    return [
        doing(effect, now) for _, effect in decisions.effects if isinstance(effect, DoAct)
    ]


def doing(act: DoAct, now: datetime) -> Outgoing:
    """One of them: once for ever, but that a room is looked at whenever that is decided."""
    key = f"{act.act}/{act.channel}/{act.subject}"
    again = f"/{now.isoformat()}" if act.act == Act.LOOK_AT_ROOM else ""
    return Outgoing(
        key=f"{key}{again}",
        channel=act.channel,
        room="",
        purpose=act.act,
        prompt="",
        text=act.subject,
        to=(),
        about=(),
        draft=None,
        question=None,
        photos=(),
        not_before=now,
        created_at=now,
        act=act.act,
    )
