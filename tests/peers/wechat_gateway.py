"""A gateway of wechaty in this process: the same wire as Node's, without Node."""

import asyncio
import json
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from ssl import SSLContext

from grpclib.const import Cardinality, Handler, Status
from grpclib.exceptions import GRPCError
from grpclib.protocol import H2Protocol
from grpclib.server import Server
from wechaty_grpc.wechaty import puppet as wire

from tests.peers.wechat import BOT, Health, Sent, Settings, WeChat
from tests.peers.wechat_wire import Rpc, guarded, handlers, path
from tests.peers.wechat_world import World

POST = 28  # an event of gateways since 1.0 that the client's package does not know


@asynccontextmanager
async def wechat_gateway(
    settings: Settings | None = None, port: int = 0
) -> AsyncIterator["PythonGateway"]:
    """Serves until the block ends."""
    gateway = PythonGateway(settings or Settings(), port)
    await gateway.start()
    try:
        yield gateway
    finally:
        await gateway.kill()


class PythonGateway(WeChat):
    """One gateway; `world` may be looked at and changed by a test."""

    def __init__(self, settings: Settings, port: int = 0) -> None:
        self.settings = settings
        self.port = port
        self.world = World(self._emit, automatic=settings.logged_in)
        self._events: asyncio.Queue[wire.EventResponse | None] | None = None
        self._thawed = asyncio.Event()
        self._thawed.set()
        self._server: _Server | None = None

    @property
    def endpoint(self) -> str:  # type: ignore[override]
        return f"127.0.0.1:{self.port}"

    # --- the gateway itself

    async def start(self) -> None:
        self.world.forget_messages()
        self.world.logged_in = self.settings.logged_in
        self._server = _Server([self])
        tls = self.settings.tls
        context = tls if isinstance(tls, SSLContext) else None
        await self._server.start("127.0.0.1", self.port, ssl=context)
        self.port = self._server.port

    async def kill(self) -> None:
        self._thawed.set()
        server, self._server = self._server, None
        if server is not None:
            server.close()
            server.cut()
            await server.wait_closed()

    async def freeze(self) -> None:
        self._thawed.clear()
        self._running.hold()

    async def thaw(self) -> None:
        self._running.go_on()
        self._thawed.set()

    async def drop(self) -> None:
        self._running.cut()

    async def order(self, what: str, **values: object) -> Mapping[str, object]:
        if what == "emit":
            self._emit(**values)  # type: ignore[arg-type]  # an order's values are its own
            return {}
        return getattr(self.world, what)(**values) or {}

    async def sent(self) -> list[Sent]:
        return [*self.world.sent]

    async def health(self) -> Health:
        world, listening = self.world, self._events is not None
        return Health(world.logged_in, listening, world.starts, world.stops)

    @property
    def _running(self) -> "_Server":
        assert self._server is not None, "start the gateway first"
        return self._server

    # --- the wire

    def __mapping__(self) -> dict[str, Handler]:
        """What grpclib serves."""
        known = handlers(self.world, self.settings.token, self._thawed)
        event = guarded(self._stream_events, self.settings.token, self._thawed)
        stop = guarded(self._stop, self.settings.token, self._thawed)
        stream, unary = Cardinality.UNARY_STREAM, Cardinality.UNARY_UNARY
        known[path("Event")] = Handler(event, stream, wire.EventRequest, wire.EventResponse)
        known[path("Stop")] = Handler(stop, unary, wire.StopRequest, wire.StopResponse)
        return known

    async def _stop(self, stream: Rpc) -> None:
        await stream.recv_message()
        if self._events is not None:
            self._events.put_nowait(None)
        self.world.stopped()
        await stream.send_message(wire.StopResponse())

    async def _stream_events(self, stream: Rpc) -> None:
        await stream.recv_message()
        if self._events is not None:
            message = "GrpcServerImpl.event() can not call twice."
            raise GRPCError(Status.ALREADY_EXISTS, message)
        events = self._events = asyncio.Queue()
        self._greet()
        try:
            while (event := await events.get()) is not None:
                await self._thawed.wait()
                await stream.send_message(event)
        finally:
            self._events = None

    def _greet(self) -> None:
        """What a client is told first."""
        self._emit("heartbeat", {"data": "stream connected"})
        if self.world.logged_in:
            self._emit("login", {"contactId": BOT})
        if self.world.code is not None:
            self._emit("scan", self.world.code)

    def _emit(self, event: str, payload: Mapping[str, object]) -> None:
        """To the client that listens; without one, to nobody."""
        if event == "scan":
            self.world.code = payload
        if self._events is not None:
            kind = POST if event == "post" else _number(event)
            self._events.put_nowait(wire.EventResponse(kind, json.dumps(payload)))


def _number(event: str) -> int:
    return int(wire.EventType[f"EVENT_TYPE_{event.replace('-', '_').upper()}"])


class _Server(Server):
    """grpclib's, with a hand on its links."""

    def __init__(self, served: list[PythonGateway]) -> None:
        super().__init__(served)
        self._links: list[H2Protocol] = []

    def _protocol_factory(self) -> H2Protocol:
        link = super()._protocol_factory()
        self._links.append(link)
        return link

    @property
    def port(self) -> int:
        assert isinstance(self._server, asyncio.Server)
        return int(self._server.sockets[0].getsockname()[1])

    def cut(self) -> None:
        for transport in self._transports():
            transport.abort()
        self._links.clear()

    def hold(self) -> None:
        for transport in self._transports():
            transport.pause_reading()

    def go_on(self) -> None:
        for transport in self._transports():
            transport.resume_reading()

    def _transports(self) -> list[asyncio.Transport]:
        """Of the links that live: grpclib takes the transport from one that ended."""
        known = (getattr(link, "connection", None) for link in self._links)
        found = (getattr(connection, "_transport", None) for connection in known)
        return [transport for transport in found if transport is not None]
