"""What /health and /metrics tell: how much waits, how much was done."""

from collections.abc import Mapping

from prometheus_client import CollectorRegistry, Counter, Gauge, generate_latest

from store import inbox, outbox
from store.db import Database
from store.errors import StoreUnavailable


class Figures:
    """Counted while the process lives."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._registry = CollectorRegistry()
        self.stuck = False  # the last round of work could not be stored
        self.handled = self._counter("peiban_inbox_handled", "Inbox rows handled")
        self.sent = self._counter("peiban_outbox_sent", "Messages sent")
        self.failures = self._counter(
            "peiban_failures", "Rounds that failed and are tried again"
        )
        self._waiting = Gauge(
            "peiban_waiting", "Rows that wait", ["queue"], registry=self._registry
        )

    def _counter(self, name: str, words: str) -> Counter:
        return Counter(name, words, registry=self._registry)

    async def health(self) -> Mapping[str, object]:
        """As contracts.md says; "status" is "down" when the store cannot be read."""
        try:
            waiting, to_say = await self.refresh()
        except StoreUnavailable:
            return {"status": "down", "error": "the store cannot be read; see the log"}
        status = "down" if self.stuck else "ok"
        return {
            "status": status,
            "inbox": waiting,
            "outbox": to_say,
            "channels": {"web": "ok"},
        }

    async def refresh(self) -> tuple[int, int]:
        """Look how much waits: (inbox, outbox).  Raises: StoreUnavailable."""
        async with self._database.read() as conn:
            waiting = await inbox.waiting_count(conn)
            to_say = await outbox.waiting_count(conn)
        self._waiting.labels("inbox").set(waiting)
        self._waiting.labels("outbox").set(to_say)
        return waiting, to_say

    def metrics(self) -> bytes:
        """Prometheus text."""
        return generate_latest(self._registry)
