"""The one place that speaks with the package `wechaty`: its puppet, made to last.

Kept of `PuppetService` are its calls; replaced are its start (which ends every session of a
healthy gateway), its stop, its reading of events, and what fails for large pictures.
compat.prepare comes before this module.
"""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from contextlib import aclosing
from typing import Protocol

from grpclib.client import Channel
from grpclib.config import Configuration
from grpclib.const import Cardinality
from grpclib.protocol import H2Protocol
from h2.connection import H2Connection
from wechaty_grpc.wechaty import PuppetStub
from wechaty_grpc.wechaty import puppet as grpc
from wechaty_puppet import PuppetOptions
from wechaty_puppet_service import PuppetService

from bot.channels.wechaty import calls, tls
from bot.channels.wechaty.failures import LinkEnded, TooLarge
from bot.channels.wechaty.settings import WechatySettings
from bot.channels.wechaty.wire import (
    WireEvent,
    WireFile,
    WireFriendship,
    WireInvitation,
    WireMessage,
    WireRoom,
)

AS_SENT = 3  # of the sizes in which WeChat keeps a picture
RECEIVED = 2  # of a friendship: they ask us
CHUNK = 64 * 1024
ENDED_CALLS = 4096  # that a connection still knows; it is for frames that were under way
SEND_FILE = "/wechaty.Puppet/MessageSendFileStream"


class _Chunk(Protocol):
    name: str
    data: bytes


class _Part(Protocol):
    file_box_chunk: _Chunk


class ResilientPuppet(PuppetService):
    """One connection to a gateway, as wire.Gateway promises; a new one for each try."""

    def __init__(self, settings: WechatySettings) -> None:
        options = PuppetOptions(token=settings.token, end_point=settings.endpoint)
        super().__init__(options)
        timings = settings.timings
        self._greeting = timings.greeting
        self._metadata = {"authorization": f"Wechaty {settings.token}"}
        self._transfer = timings.transfer
        line = self._line = _line(settings)
        self._puppet_stub = PuppetStub(
            line, timeout=timings.deadline, metadata=self._metadata
        )
        self._endless = PuppetStub(line, metadata=self._metadata)
        self._patient = PuppetStub(line, timeout=self._transfer, metadata=self._metadata)

    def drop(self) -> None:
        """Never `stop`, which would end the session of the account."""
        self._line.close()

    async def listen(self, hear: Callable[[WireEvent], Awaitable[None]]) -> None:
        """The stream first: what Start sets off must find it, and one client alone may Start."""
        with calls.connected():
            async with aclosing(self._endless.event()) as stream:
                coming = asyncio.ensure_future(anext(stream, None))
                try:
                    await self._start(coming)
                    while (event := await coming) is not None:
                        await hear(calls.event(int(event.type), event.payload))
                        coming = asyncio.ensure_future(anext(stream, None))
                finally:
                    coming.cancel()
                    await asyncio.gather(coming, return_exceptions=True)
        raise LinkEnded

    async def _start(self, coming: "asyncio.Future[object | None]") -> None:
        """Current gateways greet at once; whoever is turned away must not start anything."""
        await asyncio.wait({coming}, timeout=self._greeting)
        if not coming.done() or coming.exception() is None:
            await self.puppet_stub.start()

    async def ding(self) -> None:  # type: ignore[override]  # ours says always the same
        with calls.answered():
            await self.puppet_stub.ding(data="peiban")

    async def message(self, id_: str) -> WireMessage:
        with calls.answered():
            found = await self.puppet_stub.message_payload(id=id_)
        return WireMessage(
            id=found.id or id_,
            kind=calls.kind(int(found.type)),
            room=found.room_id,
            talker=found.from_id,
            listener=found.to_id,
            text=found.text,
            said_at=int(found.timestamp),
            mentions=tuple(found.mention_ids),
            filename=found.filename,
        )

    async def picture(self, id_: str, limit: int) -> WireFile:
        parts = self._patient.message_image_stream(id=id_, type=AS_SENT)
        return await _whole(parts, limit)

    async def file(self, id_: str, limit: int) -> WireFile:
        return await _whole(self._patient.message_file_stream(id=id_), limit)

    async def rooms(self) -> tuple[str, ...]:
        with calls.answered():
            return tuple(await self.room_list())

    async def room(self, id_: str) -> WireRoom:
        with calls.answered():
            found = await self.room_payload(id_)
        return WireRoom(id_, found.topic, tuple(found.member_ids))

    async def member_name(self, room: str, person: str) -> str:
        with calls.answered():
            found = await self.room_member_payload(room, person)
        return str(found.room_alias or found.name)

    async def contact_name(self, id_: str) -> str:
        with calls.answered():
            return str((await self.contact_payload(id_)).name)

    async def invitation(self, id_: str) -> WireInvitation:
        with calls.answered():
            found = await self.puppet_stub.room_invitation_payload(id=id_)
        return WireInvitation(id_, found.inviter_id, found.topic)

    async def friendship(self, id_: str) -> WireFriendship:
        with calls.answered():
            found = await self.puppet_stub.friendship_payload(id=id_)
        received = int(found.type) == RECEIVED
        return WireFriendship(id_, found.contact_id, found.hello, received)

    async def accept_invitation(self, id_: str) -> None:
        with calls.answered():
            await self.puppet_stub.room_invitation_accept(id=id_)

    async def accept_friendship(self, id_: str) -> None:
        with calls.answered():
            await self.friendship_accept(id_)

    async def say(self, where: str, text: str, to: Sequence[str]) -> str | None:
        with calls.answered():
            return await self.message_send_text(where, text, list(to)) or None

    async def hand(self, where: str, file: WireFile) -> str | None:
        """In pieces: as one message, a gateway takes 4 MB."""
        with calls.answered():
            async with self._line.request(
                SEND_FILE,
                Cardinality.STREAM_UNARY,
                grpc.MessageSendFileStreamRequest,
                grpc.MessageSendFileStreamResponse,
                timeout=self._transfer,
                metadata=self._metadata,
            ) as stream:
                for part in _parts(where, file):
                    await stream.send_message(part)
                await stream.end()
                answer = await stream.recv_message()
        return (answer.id or None) if answer else None

    async def take_back(self, id_: str) -> bool:
        with calls.answered():
            return bool(await self.message_recall(id_))


class _Line(Channel):
    """It connects once: a call that outlives its link must not quietly dial again."""

    _shut = False

    async def __connect__(self) -> H2Protocol:
        if self._shut or (self._protocol is not None and not self._connected):
            raise ConnectionAbortedError
        return await super().__connect__()

    def close(self) -> None:
        self._shut = True
        super().close()


def _line(settings: WechatySettings) -> _Line:
    host, port = settings.address
    H2Connection.MAX_CLOSED_STREAMS = ENDED_CALLS  # the library's 65,536 are 15 MB
    with calls.connected():
        context = tls.context_of(settings)
    windows = Configuration(  # events that are not read yet must not hold up the answers
        http2_connection_window_size=16 << 20,
        http2_stream_window_size=1 << 20,
        ssl_target_name_override=tls.name_of(settings),
    )
    return _Line(host, port, ssl=context, config=windows)


async def _whole(parts: AsyncIterator[_Part], limit: int) -> WireFile:
    name, data = "", bytearray()
    with calls.answered():
        async for part in parts:
            name = part.file_box_chunk.name or name
            data += part.file_box_chunk.data or b""
            if len(data) > limit:
                raise TooLarge
    return WireFile(name, bytes(data))


def _parts(where: str, file: WireFile) -> list[object]:
    chunk, part = grpc.FileBoxChunk, grpc.MessageSendFileStreamRequest
    pieces = [file.data[at : at + CHUNK] for at in range(0, len(file.data), CHUNK)]
    return [
        part(conversation_id=where),
        part(file_box_chunk=chunk(name=file.name)),
        *(part(file_box_chunk=chunk(data=piece)) for piece in pieces),
    ]
