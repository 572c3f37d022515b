"""What the outbox holds, and how it lies in a row."""

from dataclasses import dataclass
from datetime import datetime
from enum import IntEnum

from store import codec
from store.tables import Found, OutboxRow, columns


class OutboxStatus(IntEnum):
    """waiting → sending → sent or failed; unknown: the process died in mid-send.

    held: waits longer than planned, for the breaker or another try; cancelled: never mind.
    by_hand: its account only listens (R10), so a person says it, or lets it go.
    """

    WAITING = 0
    SENDING = 1
    SENT = 2
    UNKNOWN = 3
    FAILED = 4
    CANCELLED = 5
    HELD = 6
    BY_HAND = 7


@dataclass(frozen=True, slots=True)
class Outgoing:
    """One message of the bot.  key: said once for ever.  photos: sha256 of each.

    page: JSON for its printed page, None when it has none, or when that is settled.
    act: what the account does instead of speaking, on what `text` names.
    """

    key: str
    channel: str
    room: str
    purpose: str
    prompt: str
    text: str
    to: tuple[str, ...]
    about: tuple[str, ...]
    draft: str | None
    question: str | None
    photos: tuple[str, ...]
    not_before: datetime
    created_at: datetime
    page: str | None = None
    act: str = ""


@dataclass(frozen=True, slots=True)
class Queued:
    """A row of the outbox.  tries: how often sending began.  external_id: once sent.

    printed: sha256 of its page, which goes out before its photos.
    """

    id: int
    outgoing: Outgoing
    status: OutboxStatus
    tries: int = 0
    sent_at: datetime | None = None
    external_id: str | None = None
    error: str | None = None
    printed: str | None = None

    @property
    def pictures(self) -> tuple[str, ...]:
        """All that goes with the words."""
        page = (self.printed,) if self.printed else ()
        return (*page, *self.outgoing.photos)


COLUMNS = columns(OutboxRow)


def to_row(one: Outgoing) -> dict[str, object]:
    return {
        "key": one.key,
        "channel": one.channel,
        "room": one.room,
        "purpose": one.purpose,
        "prompt": one.prompt,
        "text": one.text,
        "addressed": codec.dump(one.to),
        "about": codec.dump(one.about),
        "draft": one.draft,
        "question": one.question,
        "photos": codec.dump(one.photos),
        "page": one.page,
        "act": one.act,
        "not_before": one.not_before,
        "created_at": one.created_at,
        "status": OutboxStatus.WAITING,
        "tries": 0,
    }


def from_row(row: Found) -> Queued:
    """The value of a row of COLUMNS."""
    outgoing = Outgoing(
        key=row.key,
        channel=row.channel,
        room=row.room,
        purpose=row.purpose,
        prompt=row.prompt,
        text=row.text,
        to=codec.load_strings(row.addressed),
        about=codec.load_strings(row.about),
        draft=row.draft,
        question=row.question,
        photos=codec.load_strings(row.photos),
        not_before=row.not_before,
        created_at=row.created_at,
        page=row.page,
        act=row.act,
    )
    status = OutboxStatus(row.status)
    return Queued(
        row.id,
        outgoing,
        status,
        row.tries,
        row.sent_at,
        row.external_id,
        row.error,
        row.printed,
    )
