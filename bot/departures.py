"""In which order what is due leaves: by moment, then by who waits, each room in order."""

from collections.abc import Callable, Iterator, Sequence
from datetime import datetime
from heapq import heappop, heappush, heapreplace
from typing import TypeAlias

from bot.precedence import Precedence, precedence
from store.outbox import Queued

Place: TypeAlias = tuple[datetime, Precedence, datetime, int]  # no two rows share the last


class Departures:
    """What may leave, the earliest first; a room hears things in the order they were decided.

    Only what is more hurried may overtake: an answer does not wait for a bulletin.
    departure: the moment for a row, given all that has left; it never becomes earlier.
    """

    def __init__(
        self, due: Sequence[Queued], departure: Callable[[Queued], datetime]
    ) -> None:
        self._departure = departure
        self._rooms: dict[str, list[Queued]] = {}
        self._forward: set[int] = set()  # rows that wait for nobody in their room
        self._heap: list[tuple[Place, Queued]] = []
        for queued in sorted(due, key=_decided):
            self._rooms.setdefault(queued.outgoing.room, []).append(queued)
        for room in self._rooms:
            self._come_forward(room)

    def __iter__(self) -> Iterator[tuple[Queued, datetime]]:
        """Each row that waits for nobody, with its moment; say `left` before the next."""
        while self._heap:
            place, queued = self._heap[0]
            at = self._departure(queued)
            if at > place[0]:  # since it came forward others have left
                heapreplace(self._heap, (_place(queued, at), queued))
            else:
                heappop(self._heap)
                yield queued, at

    def left(self, queued: Queued) -> None:
        """Whoever waited behind it comes forward."""
        room = queued.outgoing.room
        self._rooms[room].remove(queued)
        self._come_forward(room)

    def _come_forward(self, room: str) -> None:
        for queued in _foremost(self._rooms[room]):
            if queued.id not in self._forward:
                self._forward.add(queued.id)
                place = _place(queued, self._departure(queued))
                heappush(self._heap, (place, queued))


def _foremost(in_room: Sequence[Queued]) -> Iterator[Queued]:
    """Those before whom nobody as hurried waits."""
    most: Precedence | None = None
    for queued in in_room:
        own = precedence(queued.outgoing.purpose)
        if most is None or own < most:
            most = own
            yield queued


def _decided(queued: Queued) -> tuple[datetime, int]:
    return queued.outgoing.not_before, queued.id


def _place(queued: Queued, at: datetime) -> Place:
    return at, precedence(queued.outgoing.purpose), *_decided(queued)
