"""What the pages are given, and the one way in which they change what the bot remembers."""

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from enum import StrEnum
from pathlib import Path

from aiohttp import web
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.channels.account import Accounts
from bot.config import Config
from bot.console.passwords import Passwords
from bot.gentle import Gentle
from handlers.model.deed import Refusal
from store import inbox
from store.console import audit, given, refusals
from store.console.accounts import Account
from store.db import Database
from store.inbox import Inbound, InboxStatus
from store.media import MediaStore

CHANNEL = "console"
LOOK_AGAIN = timedelta(milliseconds=40)  # the pipeline needs a few of these at most
PATIENCE = timedelta(seconds=3)


class Outcome(StrEnum):
    """What became of a deed; also the name of the line that says so (prompts/console/flash).

    again: the same form was sent before, and counts once.  later: not handled yet.
    """

    DONE = "done"
    AGAIN = "again"
    LATER = "later"
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class Asked:
    """A deed on its way into a lane.

    do: which of handlers/model/deed.py.  once: of the form, so that a second click on it
    changes nothing.  subject: id of what it is about, for the audit.
    """

    lane: str
    do: str
    once: str
    subject: str
    body: Mapping[str, object] = field(default_factory=dict)
    room: str = ""


@dataclass(frozen=True, slots=True)
class Desk:
    """The parts the console works with.

    wake: tells the pipeline that something waits.  health: "status" is "ok", or a part is
    down.  behind_proxy: whether X-Forwarded-… come from a proxy of the operator's.
    accounts: those in the outside; gentle: of each channel, whether it may speak by now.
    word: what staff send to an account so that it knows them; empty where there is none.
    """

    database: Database
    media: MediaStore
    config: Config
    data: Path
    now: Callable[[], datetime]
    wake: Callable[[], None]
    health: Callable[[], Awaitable[Mapping[str, object]]]
    behind_proxy: bool = False
    patience: timedelta = PATIENCE
    passwords: Passwords = field(default_factory=Passwords)
    accounts: Accounts = field(default_factory=Accounts)
    gentle: Mapping[str, Gentle] = field(default_factory=dict)
    word: Callable[[], str] = str

    def today(self) -> date:
        """By the neighbourhood's calendar."""
        return self.now().astimezone(self.config.zone).date()

    async def put(self, by: Account, asked: Asked) -> Outcome | Refusal:
        """Hand a deed to the pipeline, with its line in the audit, and wait for it a while.

        A refusal says why nothing was changed; there are words for it in flash/ too.
        """
        row = self._inbound(by, asked)
        async with self.database.begin() as conn:
            [number] = await inbox.put(conn, [row])
            if number is None:
                return Outcome.AGAIN
            detail = {"inbox": number}
            await self.note(conn, by, f"desk.{asked.do}", asked.subject, detail)
        self.wake()
        return await self._handled(number)

    async def note(
        self,
        conn: AsyncConnection,
        by: Account | None,
        action: str,
        subject: str = "",
        detail: Mapping[str, object] | None = None,
    ) -> None:
        """A line in the audit, in the transaction that does what it says."""
        account = None if by is None else by.id
        line = audit.Line(self.now(), account, action, subject, detail or {})
        await audit.write(conn, line)

    def _inbound(self, by: Account, asked: Asked) -> Inbound:
        now = self.now()
        return Inbound(
            channel=CHANNEL,
            room=asked.room,
            external_id=asked.once,
            kind="desk",
            lane=asked.lane,
            sender=by.person or f"account:{by.id}",
            at=now,
            received_at=now,
            body={**asked.body, "do": asked.do},
        )

    async def _handled(self, number: int) -> Outcome | Refusal:
        for _ in range(max(1, self.patience // LOOK_AGAIN)):
            async with self.database.read() as conn:
                status = await given.status_of(conn, number)
                refused = await refusals.why(conn, number)
            if status is InboxStatus.HANDLED:
                return refused or Outcome.DONE
            if status is not InboxStatus.WAITING:
                return Outcome.FAILED
            await asyncio.sleep(LOOK_AGAIN.total_seconds())
        return Outcome.LATER


DESK = web.AppKey("DESK", Desk)
