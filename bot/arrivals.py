"""Inbox rows to events: what a row says, and what the message it quotes was about."""

from collections.abc import Mapping, Sequence
from datetime import tzinfo

from bot import sight
from bot.deciding import Happening
from bot.originals import Original
from handlers.model.errand import ErrandKind
from handlers.model.events import (
    ErrandReturned,
    Event,
    MessageArrived,
    MessageRecalled,
    PicturesSeen,
    Quoted,
)
from handlers.model.people import MessageId, PersonId, RoomId
from handlers.read.command import read_command
from handlers.read.gate import worth_reading
from handlers.read.questions import to_staff
from store.inbox import Waiting
from store.lane_name import OF_ORGANISATION
from store.timeline import BOT

LONGEST = 4000  # characters that are read; a longer text is stored whole


UNREAD = ("pictures", "voices", "quote")


def noteworthy(row: Waiting) -> bool:
    """Whether a row can mean anything in a lane where nothing is going on."""
    body = row.inbound.body
    if row.inbound.kind != "message" or any(map(body.get, UNREAD)):
        return True
    if not row.inbound.lane.startswith(OF_ORGANISATION):
        return True  # the leaders' and staff's rooms are few, and always listened to
    text = words(row)
    if BOT in texts(body.get("mentions")) or worth_reading(text):
        return True
    return read_command(text) is not None


def words(row: Waiting) -> str:
    """The words of a message, cut where nobody reads on."""
    text = row.inbound.body.get("text")
    return text[:LONGEST] if isinstance(text, str) else ""


def happening(
    row: Waiting, quoted: Quoted | None, zone: tzinfo, original: Original | None = None
) -> Happening:
    """The row as an event in its lane.

    quoted: the message or card that it refers to.  zone: “today” is the neighbourhood's.
    original: the message that an errand was run for, None when it is there no more.
    """
    inbound, event = row.inbound, None
    if inbound.kind != "told":
        event = _event(row, quoted, zone)
    elif original is not None:
        event = _returned(row, original, quoted, zone)
    return Happening(row.id, inbound.lane, inbound.received_at, event)


def asks(row: Waiting) -> bool:
    """Whether a row may be a question, so that the knowledge is wanted."""
    if row.inbound.kind != "message":
        return False
    body = row.inbound.body
    spoken = bool(body.get("voices"))  # what it says comes with the answer
    return spoken or BOT in texts(body.get("mentions")) or to_staff(words(row))


def texts(value: object) -> Sequence[str]:
    """A JSON list of strings."""
    return [one for one in value if isinstance(one, str)] if isinstance(value, list) else []


def _event(row: Waiting, quoted: Quoted | None, zone: tzinfo) -> Event | None:
    inbound, now = row.inbound, row.inbound.received_at
    match inbound.kind:
        case "message":
            return _message(row, quoted, zone)
        case "recall":
            message = MessageId(str(inbound.body["message"]))
            return MessageRecalled(row.id, message, RoomId(inbound.room), now)
        case "timer":
            return None
        case unknown:
            raise ValueError(f"inbox kind {unknown!r} has no event")


def _returned(
    row: Waiting, original: Original, quoted: Quoted | None, zone: tzinfo
) -> ErrandReturned | PicturesSeen:
    body, now = row.inbound.body, row.inbound.received_at
    kind = ErrandKind(str(body["kind"]))
    about = _message(original.row, quoted, zone)
    given = body.get("answer")
    answer = given if isinstance(given, dict) else None
    if kind is ErrandKind.SIGHT:
        return _seen(row, about, answer, settled=original.settled)
    return ErrandReturned(row.id, kind, about, now, answer, original.settled)


def _seen(
    row: Waiting,
    about: MessageArrived,
    answer: Mapping[str, object] | None,
    *,
    settled: bool,
) -> PicturesSeen:
    told = answer or {}
    return PicturesSeen(
        row=row.id,
        about=about,
        now=row.inbound.received_at,
        seen=sight.told(told),
        missing=sight.named(told, "missing"),
        elsewhere=sight.named(told, "elsewhere"),
        given_up=answer is None,
        settled=settled,
    )


def _message(row: Waiting, quoted: Quoted | None, zone: tzinfo) -> MessageArrived:
    inbound = row.inbound
    return MessageArrived(
        row=row.id,
        message=MessageId(inbound.external_id),
        room=RoomId(inbound.room),
        sender=PersonId(inbound.sender or ""),
        at=inbound.at.astimezone(zone),
        now=inbound.received_at,
        text=words(row),
        pictures=tuple(texts(inbound.body.get("pictures"))),
        quoted=quoted,
        mentioned=BOT in texts(inbound.body.get("mentions")),
        voices=tuple(texts(inbound.body.get("voices"))),
    )
