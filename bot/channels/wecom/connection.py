"""The connection to the service: kept up, watched, and given up politely."""

import asyncio
import logging
from collections.abc import Awaitable, Callable
from typing import Never

from aiohttp import ClientError, ClientSession, ClientWSTimeout

from bot.channels.account import AccountState
from bot.channels.standing import Outage, Standing
from bot.channels.wecom.failures import Displaced, LinkError, LinkLost, Refused
from bot.channels.wecom.frames import Message, Other
from bot.channels.wecom.link import Link
from bot.channels.wecom.pauses import Pauses
from bot.channels.wecom.settings import MIB, WecomSettings
from bot.errors import describe

log = logging.getLogger(__name__)

LONGEST_FRAME = 16 * MIB
FAREWELL = ClientWSTimeout(ws_close=1)  # seconds that a dead peer is given to say goodbye
Heard = Message | Outage


class Connection:
    """One link at a time, for ever; `hear` gets what is said and what was missed, in order."""

    def __init__(
        self,
        settings: WecomSettings,
        standing: Standing,
        hear: Callable[[Heard], Awaitable[None]],
    ) -> None:
        self._settings = settings
        self._standing = standing
        self._hear = hear
        self._pauses = Pauses(settings.timings)
        self._link: Link | None = None
        self._up_since: float | None = None
        self._group_at: float | None = None
        self._renewed = False

    @property
    def link(self) -> Link:
        """Raises: LinkLost unless the service knows us: before, it declines whatever we send."""
        if self._link is None or self._up_since is None:
            raise LinkLost
        return self._link

    async def run(self, session: ClientSession) -> Never:
        """Until it is cancelled.  Nothing that the service does ends it."""
        while True:
            began = _seconds()
            try:
                ended = await self._connected(session)
            except Exception as error:  # noqa: BLE001 -- it must never die quietly (R18)
                log.error("connection failed", extra={"error": describe(error)})  # noqa: TRY400
                ended = LinkLost("defect")
            finally:  # also when it is cancelled: it may run again
                was_up, self._up_since, self._link = self._up_since is not None, None, None
            lasted = _seconds() - began
            pause = self._pauses.after(ended, lasted=lasted, was_up=was_up)
            self._fell(ended)
            await asyncio.sleep(pause)

    async def _connected(self, session: ClientSession) -> LinkError:
        """Why it ended."""
        try:
            async with asyncio.timeout(self._settings.timings.answer):
                socket = await session.ws_connect(
                    self._settings.url, max_msg_size=LONGEST_FRAME, timeout=FAREWELL
                )
        except (ClientError, OSError, TimeoutError):
            return LinkLost("unreachable")
        self._link = Link(socket, self._settings, self._on_frame, self._standing.heard)
        try:
            await self._link.run(self._on_subscribed, self._worn)
        except LinkError as error:
            return error
        finally:
            await socket.close()

    def _fell(self, error: LinkError) -> None:
        self._standing.count("links_lost")
        match error:
            case Refused():
                state = AccountState.REFUSED
            case Displaced():
                state = AccountState.DISPLACED
            case _:
                state = AccountState.DISCONNECTED
        self._standing.becomes(state, str(error))

    async def _on_subscribed(self) -> None:
        self._up_since = _seconds()
        self._standing.becomes(AccountState.CONNECTED)
        self._standing.count("links")
        outage = self._standing.outage(self._settings.timings.gap)
        if outage is not None:
            await self._hear(outage)
        self._standing.outage_told()

    async def _on_frame(self, frame: Message | Other) -> None:
        if isinstance(frame, Other):
            self._standing.count(frame.name)
            return
        self._standing.count("messages")
        if not frame.alone:
            self._group_at, self._renewed = _seconds(), False
        await self._hear(frame)

    # --- groups that stay silent

    def _worn(self) -> bool:
        """Some reconnections hear no group while all looks healthy; a fresh one may (once)."""
        since, group = self._up_since, self._group_at
        if since is None or group is None or group >= since or self._renewed:
            return False
        self._renewed = _seconds() - since >= self._settings.timings.quiet
        return self._renewed


def _seconds() -> float:
    return asyncio.get_running_loop().time()
