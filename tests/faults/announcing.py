"""Somebody of staff who tells all organisations something, one notice after the other."""

import asyncio
from collections import Counter
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from random import Random

from store.outbox import OutboxStatus
from tests.faults.asking import ANNOUNCER, ROOMS
from tests.faults.book import LOOK_S, Book
from tests.faults.bot_process import PATIENCE_S
from tests.faults.findings import Rows
from tests.faults.neighbourhood import STAFF, Line

POSTS = 2  # for one: the proposal, and the word that sends it


@dataclass
class Announcer:
    """told: the words of each notice."""

    book: Book
    random: Random
    told: list[str] = field(default_factory=list)

    async def announce(self, notices: int) -> None:
        """Proposed, shown, confirmed; the next when the bot has said that it goes out."""
        for number in range(notices):
            words = f"第{number + 1}批花种到了，请派人来领。"
            self.told.append(words)
            proposal = Line(f"notice-{number}", STAFF, ANNOUNCER, f"通知所有队：{words}")
            await self.book.post(proposal)
            shown = await self._hears(proposal.id, words)
            confirmed = Line(f"confirm-{number}", STAFF, ANNOUNCER, "确认")
            await self.book.post(confirmed, shown if self.random.random() < 0.5 else None)
            await self._hears(confirmed.id, "好的，发往")

    async def _hears(self, after: str, words: str) -> str | None:
        """The id of what the bot says with these words in staff's room."""
        with suppress(TimeoutError):
            async with asyncio.timeout(3 * PATIENCE_S):
                while True:
                    for line in await self.book.lines(STAFF, after):
                        if line["from"] == "bot" and words in line["text"]:
                            return line["id"]
                    await asyncio.sleep(LOOK_S)
        return None


def wrong(outbox: Rows, notices: Sequence[str]) -> list[str]:
    """Each notice is said once in every organisation's room, and staff hear twice of it."""
    said = [row for row in outbox if row["purpose"] == "notice"]
    times = Counter((row["room"], row["text"].removeprefix("【通知】")) for row in said)
    due = {(room, words) for room in ROOMS for words in notices}
    staff = sum(row["room"] == STAFF and row["purpose"] == "answer" for row in outbox)
    return [
        *(f"notice {times[key]} times: {key}" for key in sorted(due) if times[key] != 1),
        *(f"a notice of nobody: {key}" for key in times if key not in due),
        *(f"not sent: {r['id']}" for r in said if r["status"] != OutboxStatus.SENT),
        *([f"staff heard {staff} times"] if staff != POSTS * len(notices) else []),
    ]
