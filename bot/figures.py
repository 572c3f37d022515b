"""What /health and /metrics tell: how much waits, how much was done."""

from collections.abc import Mapping

from prometheus_client import CollectorRegistry, Counter, Gauge, generate_latest

from handlers.model.errand import ErrandKind
from store import cases, inbox, outbox
from store.db import Database
from store.errors import StoreUnavailable


class Figures:
    """Counted while the process lives."""

    def __init__(self, database: Database) -> None:
        self.database = database
        self._registry = CollectorRegistry()
        self.stuck = False  # the last round of work could not be stored
        self.handled = self._counter("peiban_inbox_handled", "Inbox rows handled")
        self.sent = self._counter("peiban_outbox_sent", "Messages sent")
        self.failures = self._counter(
            "peiban_failures", "Rounds that failed and are tried again"
        )
        self._errands = self._counter(
            "peiban_errands", "Runs of errands, by what came of them", "kind", "outcome"
        )
        self._requests = self._counter(
            "peiban_outside_requests", "Requests to outside services", "service"
        )
        self._tokens = self._counter(
            "peiban_outside_tokens", "Tokens that outside services have used", "service"
        )
        self._waiting = Gauge(
            "peiban_waiting", "Rows that wait", ["queue"], registry=self._registry
        )

        self._cases = Gauge(
            "peiban_cases_open",
            "Cases that wait for staff",
            ["kind"],
            registry=self._registry,
        )

    def _counter(self, name: str, words: str, *labels: str) -> Counter:
        return Counter(name, words, labels, registry=self._registry)

    def errand(self, kind: ErrandKind, outcome: str) -> None:
        """One run of an errand is over."""
        self._errands.labels(kind.value, outcome).inc()

    def outside(self, service: str, requests: int, tokens: int) -> None:
        """An outside service was asked, or said what that has used."""
        self._requests.labels(service).inc(requests)
        self._tokens.labels(service).inc(tokens)

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
        async with self.database.read() as conn:
            waiting = await inbox.waiting_count(conn)
            to_say = await outbox.waiting_count(conn)
            for_staff = await cases.open_counts(conn)
        for kind, count in for_staff.items():
            self._cases.labels(kind.value).set(count)
        self._waiting.labels("inbox").set(waiting)
        self._waiting.labels("outbox").set(to_say)
        return waiting, to_say

    def metrics(self) -> bytes:
        """Prometheus text."""
        return generate_latest(self._registry)
