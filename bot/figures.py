"""What /health and /metrics tell: how much waits, how much was done."""

from collections.abc import Mapping

from prometheus_client import CollectorRegistry, Counter, Gauge, generate_latest

from bot.channels.account import Account, Accounts, AccountState
from handlers.model.errand import ErrandKind
from store import cases, inbox, outbox
from store.db import Database
from store.errors import StoreUnavailable

DOWN = frozenset({*AccountState} - {AccountState.CONNECTED, AccountState.STARTING})


class Figures:
    """Counted while the process lives.  accounts: those of the channels that are on."""

    def __init__(self, database: Database, accounts: Accounts | None = None) -> None:
        self.database = database
        self._accounts = accounts or Accounts()
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
        self._gauges = _AccountGauges(self._registry)

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
        accounts = self._accounts.all
        down = self.stuck or any(one.state in DOWN for one in accounts)
        return {
            "status": "down" if down else "ok",
            "inbox": waiting,
            "outbox": to_say,
            "channels": {"web": "ok"} | {one.channel: _state(one) for one in accounts},
            "accounts": [_account(one) for one in accounts],
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
        for one in self._accounts.all:
            self._gauges.show(one)
        return generate_latest(self._registry)


class _AccountGauges:
    """How each account stands, without its name."""

    def __init__(self, registry: CollectorRegistry) -> None:
        def gauge(name: str, words: str, *labels: str) -> Gauge:
            names = ("channel", *labels)
            return Gauge(f"peiban_account_{name}", words, names, registry=registry)

        self._states = gauge("state", "1 for the state an account is in", "state")
        self._since = gauge("since_seconds", "Since when it is in that state")
        self._heard = gauge("heard_seconds", "When an account last heard something")
        self._counted = gauge("count", "What a channel counts since its start", "what")

    def show(self, account: Account) -> None:
        """As it stands now."""
        channel = account.channel
        for state in AccountState:
            self._states.labels(channel, state.value).set(state is account.state)
        self._since.labels(channel).set(account.since.timestamp())
        if account.last_heard is not None:
            self._heard.labels(channel).set(account.last_heard.timestamp())
        for what, count in account.counters.items():
            self._counted.labels(channel, what).set(count)


def _state(account: Account) -> str:
    return "ok" if account.state is AccountState.CONNECTED else account.state.value


def _account(account: Account) -> Mapping[str, object]:
    """Without its name: /health asks nobody for a token."""
    heard = account.last_heard
    return {
        "channel": account.channel,
        "state": account.state.value,
        "since": account.since.isoformat(timespec="seconds"),
        "heard": heard.isoformat(timespec="seconds") if heard else None,
        "detail": account.detail,
    }
