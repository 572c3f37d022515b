"""Inbox rows to events: what a row says, and what the message it quotes was about."""

from collections.abc import Mapping, Sequence
from datetime import tzinfo

from bot import admitting, deeds, sight
from bot.deciding import Happening
from bot.originals import Original
from handlers.model.errand import ErrandKind
from handlers.model.events import (
    AtDesk,
    CasesDue,
    ErrandReturned,
    Event,
    MessageArrived,
    MessageRecalled,
    PicturesSeen,
    Quoted,
)
from handlers.model.people import MessageId, PersonId, RoomId
from handlers.read.address import without_address
from handlers.read.asked import bare_number
from handlers.read.calling import without_call
from handlers.read.command import read_command
from handlers.read.following import leads_on, read_choices
from handlers.read.gate import worth_reading
from handlers.read.promises import promises
from handlers.read.questions import is_question, to_staff
from store.inbox import Waiting
from store.lane_name import OF_ACCOUNT, OF_ORGANISATION
from store.timeline import BOT

LONGEST = 4000  # characters that are read; a longer text is stored whole
LONGEST_PROMISE = 100  # characters; more says something else, too


OFFERED = 3  # answers at most, of which one may be picked
UNREAD = ("pictures", "voices", "quote")


def noteworthy(row: Waiting) -> bool:
    """Whether a row can mean anything in a lane where nothing is going on."""
    body = row.inbound.body
    if row.inbound.kind != "message" or any(map(body.get, UNREAD)):
        return True
    if not row.inbound.lane.startswith(OF_ORGANISATION):
        return True  # the leaders' and staff's rooms are few, and always listened to
    text = words(row)
    if BOT in texts(body.get("mentions")) or worth_reading(text) or to_staff(text):
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
    """Whether a row may be a question, pick an answer or promise one: more must be known."""
    if (
        row.inbound.kind == "recall"
    ):  # by staff, of an answer from which something was learnt
        return not row.inbound.lane.startswith(OF_ORGANISATION)
    if row.inbound.kind != "message":
        return deeds.learns(row.inbound.body)
    if not row.inbound.lane.startswith(OF_ORGANISATION):
        return True  # alone with the bot everything is; staff want it to learn
    text = words(
        row
    )  # any question may go on after an answer; who promises one takes its card
    return _asks_us(row) or is_question(text) or _promises(text)


def _promises(text: str) -> bool:
    """Whoever asked may be called by a name first; names are known only with the lane."""
    if len(text) > LONGEST_PROMISE:
        return False
    return promises(text) or any(map(promises, without_call(text)))


def wondered(row: Waiting) -> str:
    """The words that may ask something, spoken ones too; empty where nothing is asked."""
    body = row.inbound.body
    if row.inbound.kind != "told":
        return without_address(words(row)) if _wonders(row) else ""
    answer = body.get("answer") if body.get("kind") == ErrandKind.SPEECH else None
    text = answer.get("text") if isinstance(answer, dict) else None
    return text if isinstance(text, str) else ""


def _wonders(row: Waiting) -> bool:
    """Among neighbours few questions are for us, and a model's opinion has its price."""
    ours = row.inbound.lane.startswith(OF_ORGANISATION) and row.inbound.kind == "message"
    return _asks_us(row) if ours else asks(row)


def _asks_us(row: Waiting) -> bool:
    """What is said to the bot or staff, or means nothing without what was said before."""
    body, text = row.inbound.body, words(row)
    spoken = bool(body.get("voices"))  # what it says comes with the answer
    if spoken or isinstance(body.get("quote"), str) or BOT in texts(body.get("mentions")):
        return True
    on = leads_on(text) and is_question(text)
    return on or to_staff(text) or read_choices(text, OFFERED) is not None


def texts(value: object) -> Sequence[str]:
    """A JSON list of strings."""
    return [one for one in value if isinstance(one, str)] if isinstance(value, list) else []


def _event(row: Waiting, quoted: Quoted | None, zone: tzinfo) -> Event | None:
    inbound = row.inbound
    match inbound.kind:
        case "message" if inbound.lane.startswith(OF_ACCOUNT):
            return admitting.called(row, words(row))
        case "message":
            return _message(row, quoted, zone)
        case "recall":
            message = MessageId(str(inbound.body["message"]))
            return MessageRecalled(
                row.id, message, RoomId(inbound.room), inbound.received_at
            )
        case "timer" | "unreadable":
            return None
        case _:
            return _of_us(row)


def _of_us(row: Waiting) -> Event:
    """What staff or the clock want, and what happens to our accounts."""
    match row.inbound.kind:
        case "remind":
            return CasesDue(row.id, row.inbound.received_at)
        case "desk":
            return _at_desk(row)
        case _:
            return admitting.admission(row)


def _at_desk(row: Waiting) -> AtDesk:
    """No message is called so: what staff make there is told apart from what was posted."""
    inbound = row.inbound
    return AtDesk(
        row.id,
        MessageId(f"desk/{inbound.external_id}"),
        PersonId(inbound.sender or ""),
        inbound.received_at,
        deeds.read(inbound.body),
    )


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
        again=sight.records(told),
        given_up=answer is None,
        settled=settled,
    )


def _numbered(text: str, quoted: Quoted | None) -> str:
    """“1 可以买” as “#1 可以买”, where it is the card with this number that is meant."""
    meant = quoted is not None and bare_number(text) in quoted.cases
    return f"#{text.lstrip()}" if meant else text


def _message(row: Waiting, quoted: Quoted | None, zone: tzinfo) -> MessageArrived:
    inbound = row.inbound
    return MessageArrived(
        row=row.id,
        message=MessageId(inbound.external_id),
        room=RoomId(inbound.room),
        sender=PersonId(inbound.sender or ""),
        at=inbound.at.astimezone(zone),
        now=inbound.received_at,
        text=_numbered(words(row), quoted),
        pictures=tuple(texts(inbound.body.get("pictures"))),
        quoted=quoted,
        mentioned=BOT in texts(inbound.body.get("mentions")),
        voices=tuple(texts(inbound.body.get("voices"))),
    )
