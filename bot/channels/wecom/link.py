"""One connection: frames out with their answers, frames in, and its heartbeat."""

import asyncio
from collections.abc import Awaitable, Callable, Iterable
from typing import Never, assert_never
from uuid import uuid4

from aiohttp import ClientConnectionError, ClientWebSocketResponse, WSMsgType

from bot.channels.wecom.failures import (
    Declined,
    Displaced,
    LinkError,
    LinkFrozen,
    LinkLost,
    LinkWorn,
    Refused,
    Unanswered,
)
from bot.channels.wecom.frames import (
    Answer,
    Frame,
    Message,
    Other,
    Ousted,
    Plain,
    read_frame,
    write_frame,
)
from bot.channels.wecom.settings import WecomSettings

SUBSCRIBE = "aibot_subscribe"
PING = "ping"
BEATS = 2
Hear = Callable[[Message | Other], Awaitable[None]]


class Link:
    """`hear` gets what is said, in order, and may be slow: meanwhile nothing is read.

    alive: told of each frame that comes.
    """

    def __init__(
        self,
        socket: ClientWebSocketResponse,
        settings: WecomSettings,
        hear: Hear,
        alive: Callable[[], None],
    ) -> None:
        self._socket = socket
        self._settings = settings
        self._timings = settings.timings
        self._hear = hear
        self._alive = alive
        self._busy = False
        self._taken = 0
        self._asked: dict[str, asyncio.Future[Answer]] = {}

    async def call(self, command: str, body: Plain | None = None) -> tuple[str, Plain]:
        """Our id of the frame, and what it was answered with.

        Raises: LinkLost before it went out, Unanswered after; Declined.
        """
        id_ = f"{command}_{uuid4().hex}"
        answered = asyncio.get_running_loop().create_future()
        self._asked[id_] = answered
        try:
            await self._write(write_frame(command, id_, body))
            async with asyncio.timeout(self._timings.answer):
                answer = await answered
        except TimeoutError:
            raise Unanswered from None
        finally:
            del self._asked[id_]
        if answer.error:
            raise Declined(answer.error)
        return id_, answer.body

    async def run(
        self, subscribed: Callable[[], Awaitable[None]], worn: Callable[[], bool]
    ) -> Never:
        """Until it ends.  subscribed: called when sends may go out.

        worn: asked with each heartbeat.  Raises: LinkError, always.
        """
        reading = asyncio.create_task(self._read(), name="wecom reading")
        living = asyncio.create_task(self._live(subscribed, worn), name="wecom living")
        both = (reading, living)
        try:
            await asyncio.wait(both, return_when=asyncio.FIRST_COMPLETED)
        finally:
            for task in both:
                task.cancel()
            ended = await asyncio.gather(*both, return_exceptions=True)
        raise _why(ended)

    async def _write(self, frame: str) -> None:
        """A frame that the transport did not take whole cannot be read by anybody."""
        if self._socket.closed:
            raise LinkLost
        try:
            await self._socket.send_str(frame)
        except (ClientConnectionError, OSError):
            raise LinkLost from None

    async def _read(self) -> Never:
        try:
            async for message in self._socket:
                if message.type is WSMsgType.TEXT:
                    await self._take(read_frame(message.data))
            raise LinkLost
        finally:
            for answered in self._asked.values():
                if not answered.done():
                    answered.set_exception(Unanswered())

    async def _take(self, frame: Frame) -> None:
        self._taken += 1
        self._alive()
        match frame:
            case Answer():
                answered = self._asked.get(frame.id)
                if answered is not None and not answered.done():
                    answered.set_result(frame)
            case Ousted():
                raise Displaced
            case Message() | Other():
                self._busy = True
                await self._hear(frame)
                self._busy = False
            case _ as unreachable:
                assert_never(unreachable)

    async def _live(
        self, subscribed: Callable[[], Awaitable[None]], worn: Callable[[], bool]
    ) -> Never:
        await self._subscribe()
        await subscribed()
        while True:
            await asyncio.sleep(self._timings.beat)
            if worn():
                raise LinkWorn
            await self._beat()

    async def _subscribe(self) -> None:
        names = {"bot_id": self._settings.bot_id, "secret": self._settings.secret}
        try:
            await self.call(SUBSCRIBE, names)
        except Declined as declined:
            if declined.passing:
                raise LinkLost(str(declined)) from None
            raise Refused(str(declined)) from None
        except Unanswered:
            raise LinkFrozen from None

    async def _beat(self) -> None:
        """Twice unanswered, and nothing read: once may be a pause of this machine."""
        for _ in range(BEATS):
            before = self._taken
            try:
                await self.call(PING)
            except Declined as declined:  # it no longer knows us
                raise LinkLost(str(declined)) from None
            except Unanswered:
                if self._busy or self._taken > before:
                    return
            else:
                return
        raise LinkFrozen


def _why(ended: Iterable[object]) -> BaseException:
    """What tells more than that the connection is gone; a defect comes before everything."""
    errors = [error for error in ended if isinstance(error, Exception)]
    return min(errors, key=_rank, default=LinkLost())


def _rank(error: Exception) -> int:
    match error:
        case LinkFrozen() | LinkWorn():
            return 2
        case LinkLost() | Unanswered():
            return 3
        case LinkError():
            return 1
        case _:
            return 0
