"""The link to the gateway: kept up, watched, and given up politely."""

import asyncio
import logging
from collections.abc import Awaitable, Callable
from contextlib import suppress

from bot.channels.account import AccountState
from bot.channels.standing import Outage, Standing
from bot.channels.wechaty.failures import (
    Declined,
    LinkError,
    LinkFrozen,
    LinkLost,
    Occupied,
    Refused,
)
from bot.channels.wechaty.pauses import Pauses
from bot.channels.wechaty.settings import Timings
from bot.channels.wechaty.stopping import stop
from bot.channels.wechaty.wire import Dial, Gateway, WireEvent, storable
from bot.errors import describe

log = logging.getLogger(__name__)

Heard = WireEvent | Outage
SCANNED = {3: "scanned", 4: "confirmed"}  # the telephone has it; the code is used up


class Link:
    """One link at a time, for ever; `hear` gets what happened, in order, and may be slow.

    me: the account's own contact id, once it was logged in; `identify` is told before that.
    """

    def __init__(
        self,
        dial: Dial,
        timings: Timings,
        standing: Standing,
        hear: Callable[[Heard], Awaitable[None]],
        identify: Callable[[str], None],
    ) -> None:
        self._dial = dial
        self._timings = timings
        self._standing = standing
        self._hear = hear
        self._identify = identify
        self._pauses = Pauses(timings)
        self._gateway: Gateway | None = None
        self._online = asyncio.Event()
        self._last_sign = 0.0
        self._busy = False
        self._was_up = False
        self._deaf = False
        self.me: str | None = None

    @property
    def gateway(self) -> Gateway:
        """Raises: LinkLost unless the account is online: before, sends go nowhere."""
        if self._gateway is None or not self._online.is_set():
            raise LinkLost
        return self._gateway

    async def online(self, patience: float) -> bool:
        """Wait until it is, at most so many seconds."""
        with suppress(TimeoutError):
            await asyncio.wait_for(self._online.wait(), patience)
        return self._online.is_set()

    def hush(self) -> None:
        """No events any more until it is run anew; calls go on."""
        self._deaf = True
        self._standing.stopped()

    async def run(self) -> None:
        """Until it is cancelled.  Nothing that a gateway does ends it."""
        self._deaf = False
        while True:
            began, self._was_up = _seconds(), False
            try:
                await self._connect()
            except LinkError as error:
                ended = error
            except Exception as error:  # noqa: BLE001 -- it must never die quietly (R18)
                log.error("link failed", extra={"error": describe(error)})  # noqa: TRY400
                ended = LinkLost("defect")
            lasted = _seconds() - began
            pause = self._pauses.after(ended, lasted=lasted, was_up=self._was_up)
            self._fell(ended)
            await asyncio.sleep(pause)

    async def _connect(self) -> None:
        """Raises: always, in the end."""
        gateway = self._gateway = self._dial()
        listening = asyncio.create_task(gateway.listen(self._on_event), name="listening")
        watching = asyncio.create_task(self._watch(gateway), name="watching")
        both = {listening, watching}
        try:
            done, _ = await asyncio.wait(both, return_when=asyncio.FIRST_COMPLETED)
        finally:
            self._online.clear()
            self._gateway = None
            gateway.drop()
            await stop(both)
        await (watching if watching in done else listening)

    def _fell(self, error: LinkError) -> None:
        self._standing.count("links_lost")
        displaced = self._pauses.displaced
        if isinstance(error, Refused):
            state = AccountState.REFUSED
        elif displaced:
            state = AccountState.DISPLACED
        else:
            state = AccountState.DISCONNECTED
        self._standing.becomes(state, Occupied.code if displaced else str(error))

    # --- signs of life

    async def _watch(self, gateway: Gateway) -> None:
        """Raises: LinkFrozen when the gateway is silent and does not answer."""
        self._last_sign = _seconds()
        while True:
            await asyncio.sleep(self._timings.quiet)
            quiet = _seconds() - self._last_sign
            if quiet < self._timings.quiet or self._busy:
                continue
            asked = _seconds()
            await self._ding(gateway)
            await asyncio.sleep(self._timings.dong)
            if self._last_sign < asked and not self._busy:
                raise LinkFrozen

    async def _ding(self, gateway: Gateway) -> None:
        """The answer comes as an event: calls may be answered while the stream is dead."""
        try:
            async with asyncio.timeout(self._timings.dong):
                await gateway.ding()
        except Declined:
            self._last_sign = _seconds()  # it cannot, and it lives
        except (LinkError, TimeoutError):
            raise LinkFrozen from None

    # --- events

    async def _on_event(self, event: WireEvent) -> None:
        self._last_sign = _seconds()
        if self._deaf:
            return
        self._was_up = True
        self._standing.heard()
        match event.name:
            case "login":
                await self._on_login(event.text("contactId"))
            case "logout":
                self._online.clear()
                self._standing.becomes(AccountState.DISCONNECTED, "logged_out")
            case "scan":
                self._on_scan(event)
            case "error":
                self._standing.count("errors")
                log.warning("the gateway reports an error")
            case "heartbeat" | "dong" | "ready" | "reset":
                pass
            case _:
                await self._pass_on(event)

    async def _on_login(self, me: str) -> None:
        self.me = me or self.me
        self._identify(storable(self.me or ""))
        self._standing.becomes(AccountState.CONNECTED)
        self._standing.count("logins")
        self._online.set()
        outage = self._standing.outage(self._timings.gap)
        if outage is not None:
            await self._pass_on(outage)
        self._standing.outage_told()
        await self._pass_on(WireEvent("login", {}))

    def _on_scan(self, event: WireEvent) -> None:
        """Also said again and again while nobody scans: a newer code for the same wait."""
        detail = SCANNED.get(event.number("status"), "")
        if detail and self._online.is_set():
            return  # late news of the login
        self._online.clear()
        qr = None if detail else event.text("qrcode") or None
        self._standing.becomes(AccountState.SCAN, detail, qr)

    async def _pass_on(self, heard: Heard) -> None:
        """While the rest of us is busy nothing is read, so the gateway waits as well."""
        self._busy = True
        try:
            await self._hear(heard)
        finally:
            self._busy = False
            self._last_sign = _seconds()


def _seconds() -> float:
    return asyncio.get_running_loop().time()
