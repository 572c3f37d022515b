"""What a file tells, as the inbox would have had it."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from bot.history.members import Members, folded
from bot.history.naming import named
from bot.history.told import Told
from handlers.model.people import Room
from store.history import CHANNEL
from store.inbox import Inbound
from store.lane_name import lane_of


@dataclass(frozen=True, slots=True)
class Said:
    """line: where the file tells it."""

    line: int
    inbound: Inbound

    @property
    def shows(self) -> bool:
        """Whether there is a picture in it."""
        return bool(self.inbound.body.get("pictures"))


def messages(
    told: Sequence[Told],
    room: Room,
    members: Members,
    pictures: Mapping[Path, str],
    bot_name: str,
) -> Iterator[Said]:
    """Whoever spoke is met on the way.  pictures: sha256 of those that could be kept.

    What the bot itself said is left out, and so is what nothing is left of.
    """
    heard = [_with_kept(one, pictures) for one in told if not _is(one, bot_name)]
    names = named(heard, room.id, pictures)
    called = {one.id: name for one, name in zip(heard, names, strict=True) if one.id}
    for one, name in zip(heard, names, strict=True):
        if one.recall is not None:
            if one.recall in called:
                yield _said(one, name, room, None, {"message": called[one.recall]})
        elif one.text or one.photo:
            body = {
                "text": one.text,
                "pictures": [pictures[one.photo]] if one.photo else [],
                "voices": [],
                "files": [],
                "quote": called.get(one.quote or ""),
                "mentions": [],
            }
            yield _said(one, name, room, members.who(one.names).id, body)


def _is(told: Told, name: str) -> bool:
    return bool(told.names) and folded(told.names[0]) == folded(name)


def _with_kept(told: Told, pictures: Mapping[Path, str]) -> Told:
    return told if told.photo in pictures else replace(told, photo=None)


def _said(
    told: Told, name: str, room: Room, sender: str | None, body: Mapping[str, object]
) -> Said:
    return Said(
        told.line,
        Inbound(
            channel=CHANNEL,
            room=room.id,
            external_id=name,
            kind="message" if sender else "recall",
            lane=lane_of(room),
            sender=sender,
            at=told.at,
            received_at=told.at,
            body=body,
        ),
    )
