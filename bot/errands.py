"""Errands: what is asked outside about one message comes back through the inbox.

A runner answers one kind of errand.  It may be slow and it may fail; nobody waits for it.
What it says, or that it was given up, becomes an inbox row of the kind "told", in one
transaction with the end of the errand, so that `kill -9` loses nothing and doubles nothing.
"""

import asyncio
import logging
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Protocol, TypeAlias

from bot.errors import ErrandFailedError, describe
from handlers.model.errand import ErrandKind
from store import codec, directory, errands, inbox, messages
from store.db import Database
from store.errands import Leased
from store.errors import StoreUnavailable
from store.inbox import Inbound

log = logging.getLogger(__name__)

CHANNEL = "errand"
MAX_TRIES = 3
MOST_LEASES = 2 * MAX_TRIES  # an errand that kills the process is not run for ever
WAIT = timedelta(seconds=30)  # before the second try; four times as long before the third
SPARE = timedelta(minutes=1)  # by which a lease outlives the longest run
LOOK_S = 1.0  # how long what comes while others run may wait for a place that is free


@dataclass(frozen=True, slots=True)
class Asked:
    """What a runner gets: the message as it was posted, and who is called what in its lane."""

    message: Inbound
    people: tuple[str, ...]


class Runner(Protocol):
    """One way to get an answer from outside; it is found in `bot/runners.py`."""

    @property
    def timeout(self) -> timedelta:
        """After so long a run is stopped and counts as failed."""

    @property
    def at_once(self) -> int:
        """So many errands run side by side; when one has ended the next is claimed."""

    async def run(self, asked: Asked) -> Mapping[str, object]:
        """The answer as plain JSON.  Raises: ErrandFailedError."""


Runners: TypeAlias = Mapping[ErrandKind, Runner]


@dataclass(frozen=True, slots=True)
class Errands:
    """The errands of one kind.  noted: told of each outcome, for the figures.

    told: gets what came back once it is stored, for open pages.
    """

    database: Database
    kind: ErrandKind
    runner: Runner
    now: Callable[[], datetime]
    stale: timedelta
    noted: Callable[[ErrandKind, str], None]
    told: Callable[[Inbound], None] = lambda _: None

    async def step(self) -> int:
        """Run what is due until nothing is; how many errands came back or were given up.

        One that takes long holds up no other: whoever ends makes room for the next.
        Raises: StoreUnavailable; what was leased is then run again.
        """
        running: set[asyncio.Task[bool]] = set()
        back = 0
        try:
            while True:
                running |= await self._begun(self.runner.at_once - len(running))
                if not running:
                    return back
                ended, others = await asyncio.wait(
                    running,
                    timeout=LOOK_S if len(running) < self.runner.at_once else None,
                    return_when=asyncio.FIRST_COMPLETED,
                )
                back += sum([one.result() for one in ended])
                running = others
        except Exception:  # the others are leased, and may still end well
            if running:
                await asyncio.wait(running)
            raise
        finally:
            for one in running:
                one.cancel()
            await asyncio.gather(*running, return_exceptions=True)

    async def _begun(self, free: int) -> set[asyncio.Task[bool]]:
        """The oldest that are due, as many as there is room for, each now running."""
        if free <= 0:
            return set()
        async with self.database.read() as conn:
            first = await errands.next_due(conn, self.kind)
        if first is None or first > self.now():
            return set()
        lease = self.runner.timeout + SPARE
        async with self.database.begin() as conn:
            leased = await errands.claim(conn, self.kind, self.now(), free, lease)
        return {asyncio.create_task(self._run(one)) for one in leased}

    async def _run(self, leased: Leased) -> bool:
        name = (leased.errand.room, leased.errand.message)
        async with self.database.read() as conn:
            message = (await messages.by_names(conn, {name})).get(name)
            people = await directory.of_lanes(conn, {leased.lane})
        if message is None or message.recalled or message.decided:
            why = "gone" if message is None else "settled"
            return await self._back(leased, None, {"failed": why})
        if vain := self._in_vain(leased, message.inbound):
            return await self._back(leased, message.inbound, {"failed": vain})
        concerned = people.concerned(leased.lane).values()
        names = tuple(name for person in concerned for name in person.names)
        try:
            answer = await self._answer(Asked(message.in_words(), names))
        except ErrandFailedError as error:
            return await self._failed(leased, message.inbound, error)
        return await self._back(leased, message.inbound, {"answer": answer})

    def _in_vain(self, leased: Leased, message: Inbound) -> str | None:
        if self.now() - message.at > self.stale:
            return "too late"
        return "too often" if leased.tries > MOST_LEASES else None

    async def _answer(self, asked: Asked) -> Mapping[str, object]:
        """Raises: ErrandFailedError; StoreUnavailable, which is nobody's failure."""
        try:
            async with asyncio.timeout(self.runner.timeout.total_seconds()):
                answer = await self.runner.run(asked)
            codec.dump(answer)  # what cannot be stored is the runner's defect
        except TimeoutError:
            raise ErrandFailedError("timeout", again=True) from None
        except (ErrandFailedError, StoreUnavailable):
            raise
        except Exception as error:  # noqa: BLE001 -- one runner's defect must not stop the others
            log.error("runner broke", extra={"error": describe(error)})  # noqa: TRY400 -- no words of members
            raise ErrandFailedError("defect") from None
        return answer

    async def _failed(
        self, leased: Leased, message: Inbound, error: ErrandFailedError
    ) -> bool:
        if not error.again or leased.tries >= MAX_TRIES:
            return await self._back(leased, message, {"failed": str(error)})
        self._note(leased, f"again: {error}")
        async with self.database.begin() as conn:
            due = self.now() + WAIT * 4 ** (leased.tries - 1)
            await errands.again(conn, leased.id, due, str(error))
        return False

    async def _back(
        self, leased: Leased, message: Inbound | None, told: Mapping[str, object]
    ) -> bool:
        """The answer is in the inbox and the errand is over, or neither."""
        failed = str(told["failed"]) if "failed" in told else None
        given_up = failed is not None and message is not None
        self._note(
            leased, failed or "answered", logging.WARNING if given_up else logging.INFO
        )
        rows = [_told(leased, message, told, self.now())] if message is not None else []
        async with self.database.begin() as conn:
            over = await errands.finish(conn, leased.id, failed)
            if over:
                await inbox.put(conn, rows)
        for row in rows if over else ():
            self.told(row)
        return over

    def _note(self, leased: Leased, outcome: str, level: int = logging.INFO) -> None:
        self.noted(self.kind, outcome)
        log.log(
            level,
            "errand run",
            extra={"errand": leased.id, "kind": self.kind.value, "outcome": outcome},
        )


def _told(
    leased: Leased, message: Inbound, told: Mapping[str, object], now: datetime
) -> Inbound:
    errand = leased.errand
    return Inbound(
        channel=CHANNEL,
        room=errand.room,
        external_id=f"{errand.kind}:{errand.message}",
        kind="told",
        lane=leased.lane,
        sender=message.sender,
        at=message.at,
        received_at=now,
        body={"kind": errand.kind.value, "message": errand.message, **told},
    )
