"""Inbox to outbox: the one path everything takes, a batch and a transaction at a time."""

import logging
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from sqlalchemy.ext.asyncio import AsyncConnection

from bot import (
    admitting,
    arrivals,
    at_desk,
    consulting,
    effects,
    originals,
    referred,
    visited,
)
from bot.config import Config
from bot.consulting import Likenesses
from bot.deciding import Decisions, decide_all
from bot.errors import describe
from handlers.model.state import State
from store import errands, inbox, knowledge, lanes
from store.db import Database
from store.errors import StoreUnavailable
from store.inbox import Waiting

log = logging.getLogger(__name__)

LISTENING = timedelta(hours=6)  # feedback after filing, an answer after handing over
CORRECTABLE = timedelta(days=31)  # until the month is closed (R6)
GONE_ON = timedelta(days=1)  # an answer may wait over night and be taken back until then


@dataclass(frozen=True, slots=True)
class Pipeline:
    """now: the clock.  Several may share one database; a lane is handled by one at a time."""

    database: Database
    config: Config
    now: Callable[[], datetime]

    async def step(self) -> int:
        """Handle the oldest waiting batch; how many rows it had, 0 when nothing waits.

        Raises: StoreUnavailable; the batch then waits for its lease to run out.
        """
        async with self.database.begin() as conn:
            batch = await inbox.claim(
                conn, self.now(), self.config.batch, self.config.lease
            )
        if batch:
            await self._handle_or_park(batch)
        return len(batch)

    async def _handle_or_park(self, batch: Sequence[Waiting]) -> None:
        """A batch that cannot be stored is halved until the poisoned row stands alone."""
        try:
            await self._handle(batch)
        except StoreUnavailable:
            raise
        except Exception as error:  # noqa: BLE001 -- kept with the row, for whoever mends it
            log.warning(
                "batch failed", extra={"rows": len(batch), "error": describe(error)}
            )
            if len(batch) == 1:
                async with self.database.begin() as conn:
                    await inbox.park(conn, batch[0].id, describe(error), self.now())
            else:
                half = len(batch) // 2
                await self._handle_or_park(batch[:half])
                await self._handle_or_park(batch[half:])

    async def _handle(self, batch: Sequence[Waiting]) -> None:
        """State, decisions, effects and the receipts commit together or not at all."""
        alike = await consulting.likenesses(
            self.database, batch, self._today(), model=self.config.sentence_model
        )
        async with self.database.begin() as conn:
            awake = await self._awake(conn, batch)
            decisions = await self._decide(
                conn, [r for r in batch if r.inbound.lane in awake], alike
            )
            await _take_back(conn, batch)
            done = [row.id for row in batch if row.id not in decisions.failed]
            await inbox.mark_handled(conn, done, self.now())
            for error in decisions.poisoned:
                log.error("timer dropped", extra={"error": error})
            for row, error in decisions.failed.items():
                log.error("row parked", extra={"row": row, "error": error})
                await inbox.park(conn, row, error, self.now())

    async def _awake(self, conn: AsyncConnection, batch: Sequence[Waiting]) -> set[str]:
        """The lanes that need their state: most batches are chatter in sleeping lanes."""
        noted = {row.inbound.lane for row in batch if arrivals.noteworthy(row)}
        asleep = {row.inbound.lane for row in batch} - noted
        return noted | await lanes.awake(conn, asleep, self.now() - LISTENING)

    async def _decide(
        self, conn: AsyncConnection, rows: Sequence[Waiting], alike: Likenesses
    ) -> Decisions:
        if not rows:
            return Decisions({}, {})
        await lanes.take_turns(conn)
        about = await originals.load(conn, rows)
        spoken = [about[row.id].row if row.id in about else row for row in rows]
        cards = await referred.load(conn, spoken)
        concerned = {row.inbound.lane for row in rows}
        asked = any(map(arrivals.asks, spoken))
        states = await self._states(conn, concerned, asked=asked)
        arrived = (
            arrivals.happening(
                row, cards.quoted.get(row.id), self.config.zone, about.get(row.id)
            )
            for row in rows
        )
        happenings = [consulting.informed(one, alike.get(one.row)) for one in arrived]
        states = {lane: cards.into(state) for lane, state in states.items()}
        states, happenings = await at_desk.informed(conn, states, happenings)
        happenings = await admitting.informed(conn, happenings)
        decisions = decide_all(
            await visited.into(conn, states, happenings),
            happenings,
            self.config.settings,
        )
        settings, now = self.config.settings, self.now()
        await effects.apply(conn, decisions, cards.lanes, settings, now)
        return decisions

    async def _states(
        self, conn: AsyncConnection, concerned: Collection[str], *, asked: bool
    ) -> dict[str, State]:
        """These lanes.  asked: with what is known."""
        now = self.now()
        states = await lanes.load(
            conn,
            concerned,
            correctable_since=now - CORRECTABLE,
            gone_on_since=now - GONE_ON,
        )
        if not asked and not any(map(_offered, states.values())):
            return states
        known = await knowledge.usable(conn, self._today())
        return {lane: replace(state, knowledge=known) for lane, state in states.items()}

    def _today(self) -> date:
        return self.now().astimezone(self.config.zone).date()


def _offered(state: State) -> bool:
    """Whether somebody may pick an answer, by whatever words."""
    return any(question.waits and question.offered for question in state.questions)


async def _take_back(conn: AsyncConnection, batch: Sequence[Waiting]) -> None:
    for row in batch:
        if row.inbound.kind == "recall":
            message = str(row.inbound.body["message"])
            await inbox.mark_recalled(conn, row.inbound.room, message, row.inbound.at)
            await errands.withdraw(conn, row.inbound.room, message)
