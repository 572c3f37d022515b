"""Messages that a gateway delivers again under another id (R8)."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from hashlib import blake2b
from typing import Protocol

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncConnection

from store.tables import InboxRow

FINGERPRINT_WINDOW = timedelta(seconds=3)  # people do not type the same words again so soon


class Marked(Protocol):
    """What can be a duplicate."""

    @property
    def fingerprint(self) -> int | None:
        """Of room, sender and content; None for what is never a duplicate."""

    @property
    def at(self) -> datetime:
        """When it was said."""


def fingerprint(room: str, sender: str, words: str, pictures: Sequence[str]) -> int:
    """63 bits, the same for the same content of the same person in every process."""
    content = "\0".join((room, sender, words, *pictures)).encode()
    return int.from_bytes(blake2b(content, digest_size=8).digest()) >> 1


async def find(conn: AsyncConnection, arrived: Sequence[Marked]) -> set[int]:
    """Places of those that repeat an earlier one, stored or in this batch."""
    seen = await _stored(conn, arrived)
    repeated: set[int] = set()
    for place, one in enumerate(arrived):
        if one.fingerprint is None:
            continue
        times = seen.setdefault(one.fingerprint, [])
        if any(abs(one.at - at) <= FINGERPRINT_WINDOW for at in times):
            repeated.add(place)
        times.append(one.at)
    return repeated


async def _stored(
    conn: AsyncConnection, arrived: Sequence[Marked]
) -> dict[int | None, list[datetime]]:
    marks = {one.fingerprint for one in arrived if one.fingerprint is not None}
    if not marks:
        return {}
    times = [one.at for one in arrived]
    near = select(InboxRow.fingerprint, InboxRow.at).where(
        InboxRow.fingerprint.in_(marks),
        InboxRow.at >= min(times) - FINGERPRINT_WINDOW,
        InboxRow.at <= max(times) + FINGERPRINT_WINDOW,
    )
    seen: dict[int | None, list[datetime]] = {}
    for mark, at in await conn.execute(near):
        seen.setdefault(mark, []).append(at)
    return seen
