"""What of a played past goes into the store: nothing that is there, nothing said live.

The store knows better than an export: what the bot heard itself is left as it is, and so is a
record that somebody changed since it was imported.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import TypeAlias

from bot.history.members import PAST
from bot.history.past import Record
from handlers.model.activity import Activity
from handlers.model.draft import Draft, Status
from handlers.model.finding import Source
from handlers.model.people import MessageId
from store.codec import strings
from store.inbox import Inbound

NEAR = timedelta(minutes=1)  # exports and gateways need not agree on the second

Said: TypeAlias = tuple[str, str, bool]


@dataclass(frozen=True, slots=True)
class Taken:
    """records: those to be written.  known: how many there are already."""

    records: Sequence[Record]
    known: int


class Live:
    """What was said in the room and heard by the bot itself."""

    def __init__(self, heard: Iterable[Inbound]) -> None:
        self._times: defaultdict[Said, list[datetime]] = defaultdict(list)
        for one in heard:
            self._times[_said(one)].append(one.at)

    def has(self, one: Inbound) -> bool:
        """Whether it is the same message: its sender, its words, its minute."""
        return any(abs(at - one.at) <= NEAR for at in self._times.get(_said(one), ()))


def taken(
    records: Iterable[Record],
    messages: Mapping[MessageId, Inbound],
    live: Live,
    resting: Mapping[MessageId, Sequence[Draft]],
    now: datetime,
) -> Taken:
    """resting: the records of the store that rest on each message."""
    kept: list[Record] = []
    known = 0
    for one in records:
        rests = one.draft.messages()
        heard = any(live.has(messages[m]) for m in rests if m in messages)
        same = {d.id: d for message in rests for d in resting.get(message, ())}
        mine = None if heard else _in_place_of(one, list(same.values()), now)
        if mine is None:
            known += 1
        else:
            kept.append(mine)
    return Taken(kept, known)


def _in_place_of(record: Record, same: Sequence[Draft], now: datetime) -> Record | None:
    """None where the store has as much, or what people made of it."""
    if not same:
        return _named(record, record.draft.id, now)
    there = same[0]
    more = record.draft.messages() > there.messages()
    if len(same) > 1 or not more or _touched(there):
        return None
    return _named(record, there.id, now)


def _touched(draft: Draft) -> bool:
    """Whether anything but an import had a hand in it."""
    changed = draft.struck or draft.absorbed or draft.chosen is not None
    live = not all(message.startswith(PAST) for message in draft.messages())
    staff = any(f.source is Source.DESK for f in draft.findings)
    return draft.status is not Status.FILED or bool(changed) or live or staff


def _named(record: Record, id_: str, now: datetime) -> Record:
    """Under this id, and filed by now at the latest: its last timers ran out later."""
    draft, activity = record.draft, record.activity
    filed = min(draft.filed_at or now, now)
    return replace(
        record,
        draft=replace(draft, id=type(draft.id)(id_), filed_at=filed),
        activity=_renamed(activity, id_, filed),
    )


def _renamed(activity: Activity, id_: str, filed: datetime) -> Activity:
    return replace(activity, id=type(activity.id)(id_), filed_at=filed)


def _said(one: Inbound) -> Said:
    text = one.body.get("text")
    words = "".join(text.split()) if isinstance(text, str) else ""
    return one.sender or "", words, bool(strings(one.body.get("pictures")))
