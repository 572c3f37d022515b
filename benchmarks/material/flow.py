"""What has gone through the store of years.py: what was said to the bot, and what it said."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from random import Random

from benchmarks.console_store import DONE
from benchmarks.material import people
from handlers.model.draft import Status
from handlers.model.people import DraftId
from handlers.records import bulletin
from store import codec
from store.inbox import InboxStatus
from store.queued import OutboxStatus

SAID = ("早上好", "收到", "好的好的", "今天风真大", "楼下快递到了", "辛苦了", "晚上吃面条")


@dataclass(frozen=True, slots=True)
class Record:
    """Where a draft lies.  room: it has the id of its organisation."""

    id: str
    room: str
    at: datetime
    status: str

    @property
    def message(self) -> str:
        """What it was told with."""
        return self.id.split("/")[1]


def messages(
    records: Sequence[Record], many: int, pictures: Mapping[str, Sequence[str]]
) -> Iterator[Mapping[str, object]]:
    """What each record rests on, and as much chatter, in the order in which it came."""
    random, chatter = Random(2), many - len(records)
    for number, record in enumerate(records):
        text = "，".join(random.choice(DONE) for _ in range(12))
        shown = pictures.get(record.id, ())
        sender = people.member(record.room, random)
        yield _message(record.room, record.message, sender, record.at, text, shown)
        if number < chatter:
            room = people.room(random)
            said = random.choice(SAID)
            yield _message(room, f"c{number}", people.member(room, random), record.at, said)


def _message(
    room: str,
    name: str,
    sender: str,
    at: datetime,
    text: str,
    pictures: Sequence[str] = (),
) -> Mapping[str, object]:
    body = {"text": text, "pictures": pictures, "files": [], "quote": None, "mentions": []}
    return {
        "channel": "web",
        "room": room,
        "external_id": name,
        "kind": "message",
        "lane": f"o:{people.organisation(room)}",
        "sender": sender,
        "at": at,
        "received_at": at,
        "body": codec.dump(body),
        "status": InboxStatus.HANDLED,
        "tries": 1,
        "handled_at": at,
    }


def bulletins(records: Iterable[Record]) -> Iterator[Mapping[str, object]]:
    """What leaders were sent, one of each filed record."""
    for number, record in enumerate(records):
        if record.status != Status.FILED:
            continue
        yield {
            "key": bulletin.key(DraftId(record.id), 1, people.LEADERS),
            "channel": "web",
            "room": people.LEADERS,
            "purpose": "bulletin",
            "prompt": "bulletin/whole",
            "text": f"{record.room}队 的活动，第 {number} 号",
            "addressed": "[]",
            "about": "[]",
            "draft": record.id,
            "photos": "[]",
            "not_before": record.at,
            "created_at": record.at,
            "status": OutboxStatus.SENT,
            "tries": 1,
            "sent_at": record.at,
            "external_id": f"b{number}",
        }
