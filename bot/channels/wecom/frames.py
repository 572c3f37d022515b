"""The service's frames as values; what is not understood is named, never guessed."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TypeAlias

import orjson

from bot.channels.wecom.ids import ours

MESSAGE = "aibot_msg_callback"
EVENT = "aibot_event_callback"
OUSTED = "disconnected_event"
READ = frozenset({"text", "mixed", "image", "voice"})
PARTS = frozenset({"text", "image"})  # of a mixed message; nothing is nested deeper
_LAST_SECOND = 253402300799  # of the year 9999, the last that a datetime knows

Plain: TypeAlias = Mapping[str, object]


@dataclass(frozen=True, slots=True)
class Picture:
    """Where a picture is for the next five minutes.  key: what it is encrypted with, or ""."""

    url: str
    key: str


@dataclass(frozen=True, slots=True)
class Content:
    """What a message or a quote consists of.  text: of a voice, what the service understood."""

    text: str = ""
    pictures: tuple[Picture, ...] = ()


@dataclass(frozen=True, slots=True)
class Message:
    """Somebody spoke to the bot.  room, sender: by our ids; alone with it, the room is the person.

    at: None where the service does not say.  unread: the kind that we cannot read, or "".
    """

    id: str
    room: str
    sender: str
    alone: bool
    at: datetime | None
    content: Content
    quote: Content | None = None
    unread: str = ""


@dataclass(frozen=True, slots=True)
class Answer:
    """What became of a frame of ours.  error: 0 when it is well."""

    id: str
    error: int
    body: Plain


@dataclass(frozen=True, slots=True)
class Ousted:
    """Another connection has our place."""


@dataclass(frozen=True, slots=True)
class Other:
    """A frame that means nothing to us.  name: "event" and the like; "damaged" is no frame."""

    name: str


Frame: TypeAlias = Message | Answer | Ousted | Other
DAMAGED = Other("damaged")


def read_frame(data: str) -> Frame:
    """One text frame; whatever it is, nothing is raised."""
    try:
        frame = orjson.loads(data)
    except orjson.JSONDecodeError:
        return DAMAGED
    if not isinstance(frame, dict):
        return DAMAGED
    match frame.get("cmd"):
        case str(command) if command == MESSAGE:
            return _message(_plain(frame, "body"))
        case str(command) if command == EVENT:
            name = _text(_plain(_plain(frame, "body"), "event"), "eventtype")
            return Ousted() if name == OUSTED else Other("event")
        case _:
            return _answer(frame)


def write_frame(command: str, id_: str, body: Plain | None) -> str:
    """A frame of ours."""
    frame: dict[str, object] = {"cmd": command, "headers": {"req_id": id_}}
    if body is not None:
        frame["body"] = body
    return orjson.dumps(frame).decode()


def _answer(frame: Plain) -> Frame:
    id_, error = _text(_plain(frame, "headers"), "req_id"), frame.get("errcode", 0)
    if not id_ or not isinstance(error, int):
        return DAMAGED
    return Answer(id_, error, _plain(frame, "body"))


def _message(body: Plain) -> Frame:
    id_, sender = _text(body, "msgid"), _text(_plain(body, "from"), "userid")
    alone = body.get("chattype") == "single"
    room = sender if alone else _text(body, "chatid")
    if not id_ or not sender or not room:
        return DAMAGED
    kind = _text(body, "msgtype")
    quote = _plain(body, "quote")
    return Message(
        id=id_,
        room=ours(room),
        sender=ours(sender),
        alone=alone,
        at=_moment(body.get("create_time")),
        content=_content(body),
        quote=_content(quote) if quote else None,
        unread="" if kind in READ else kind or "nothing",
    )


def _content(body: Plain) -> Content:
    match body.get("msgtype"):
        case "text" | "voice" as kind:
            return Content(_text(_plain(body, kind), "content"))
        case "image":
            return Content("", _pictures(_plain(body, "image")))
        case "mixed":
            return _mixed(_plain(body, "mixed").get("msg_item"))
        case _:
            return Content()


def _mixed(items: object) -> Content:
    plain = [item for item in _list(items) if isinstance(item, dict)]
    parts = [_content(item) for item in plain if item.get("msgtype") in PARTS]
    texts = [part.text.strip() for part in parts if part.text.strip()]
    pictures = tuple(picture for part in parts for picture in part.pictures)
    return Content("\n".join(texts), pictures)


def _pictures(body: Plain) -> tuple[Picture, ...]:
    url = _text(body, "url")
    return (Picture(url, _text(body, "aeskey")),) if url else ()


def _moment(seconds: object) -> datetime | None:
    if isinstance(seconds, int) and 0 < seconds <= _LAST_SECOND:
        return datetime.fromtimestamp(seconds, UTC)
    return None


def _plain(body: Plain, key: str) -> Plain:
    found = body.get(key)
    return found if isinstance(found, dict) else {}


def _text(body: Plain, key: str) -> str:
    """Without NUL, which PostgreSQL cannot keep."""
    found = body.get(key)
    return found.replace("\0", "") if isinstance(found, str) else ""


def _list(value: object) -> Sequence[object]:
    return value if isinstance(value, list) else ()
