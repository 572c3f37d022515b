"""Wechaty's own gateway in a process of its own, under the test's hand (.ci/gateway fetches it)."""

import asyncio
import base64
import io
import json
import os
import re
import shutil
import signal
import socket
import subprocess
import tempfile
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from pathlib import Path
from typing import IO, Any

from aiohttp import ClientError, ClientSession

from tests.peers.wechat import Health, Sent, Settings, WeChat

FOLDER = Path(__file__).parent / "gateway"
READY_S = 60  # a second on a quiet machine
REMEMBERED = ("contact", "room", "rooms", "alias", "join", "leave", "topic")


def lacking() -> str | None:
    """What this machine lacks for it, as the reason to skip a test."""
    if shutil.which("node") is None:
        return "no Node: install Node 18 or later, then run .ci/gateway"
    if not (FOLDER / "node_modules" / ".complete").exists():
        return "no packages of wechaty's gateway: run .ci/gateway"
    return None


def wechaty_ca() -> str:
    """PEM of the authority that all gateways use unless told otherwise; they call themselves insecure."""
    source = FOLDER / "node_modules/wechaty-puppet-service/dist/esm/src/auth/ca.js"
    found = re.search(r"TLS_CA_CERT = `(.*?)`", source.read_text(), re.DOTALL)
    assert found is not None, "another release of wechaty-puppet-service keeps it elsewhere"
    return found[1]


@asynccontextmanager
async def node_gateway(settings: Settings | None = None) -> AsyncIterator["NodeGateway"]:
    """Serves until the block ends."""
    with tempfile.TemporaryFile() as log:
        async with ClientSession() as session:
            gateway = NodeGateway(settings or Settings(), session, log)
            try:
                await gateway.start()
                yield gateway
            finally:
                await gateway.kill()


class NodeGateway(WeChat):
    """One process on two ports of loopback, the same ones after each start.

    WeChat keeps people and rooms, so a new process is told of them before it serves.
    """

    def __init__(self, settings: Settings, session: ClientSession, log: IO[bytes]) -> None:
        self.settings = settings
        self.wire_port, self._control_port = _free_ports(2)
        self.endpoint = f"127.0.0.1:{self.wire_port}"
        self._session = session
        self._log = log
        self._orders: list[tuple[str, Mapping[str, object]]] = []
        self._process: asyncio.subprocess.Process | None = None

    # --- the gateway itself

    async def start(self) -> None:
        self._process = await asyncio.create_subprocess_exec(
            "node",
            "gateway.mjs",
            cwd=FOLDER,
            env=self._environment(),
            stdin=subprocess.PIPE,  # when this process ends, however it ends, so does Node
            stdout=self._log,
            stderr=self._log,
        )
        try:
            async with asyncio.timeout(READY_S):
                await self._ready()
                for what, values in (*self._orders, ("serve", {})):
                    await self._post(what, values)
        except TimeoutError:
            raise RuntimeError(f"the gateway was not ready in time\n{self.log()}") from None

    def _environment(self) -> dict[str, str]:
        return {
            "PATH": os.environ["PATH"],
            "WIRE": str(self.wire_port),
            "CONTROL": str(self._control_port),
            "TOKEN": self.settings.token,
            "LOGGED_IN": str(int(self.settings.logged_in)),
            "TLS": str(int(bool(self.settings.tls))),
            "WECHATY_LOG": "error",
            "JOURNAL": str(self.settings.journal or ""),
        }

    async def _ready(self) -> None:
        while True:
            if self._running.returncode is not None:
                raise RuntimeError(f"the gateway ended at its start\n{self.log()}")
            try:
                await self._post("health", {})
            except ClientError:
                await asyncio.sleep(0.05)
            else:
                return

    async def kill(self) -> None:
        process, self._process = self._process, None
        if process is not None:
            process.kill()
            await process.wait()

    async def renew(self) -> None:
        """As if it had just been opened, which is faster than to open another.

        Raises: TimeoutError when a client goes on listening.
        """
        if self._process is None:
            await self.start()
        await self.thaw()
        async with asyncio.timeout(READY_S):
            while True:
                if not (await self.health()).listening:
                    break
                await asyncio.sleep(0.01)
        await self._post("reset", {})
        self._orders.clear()

    async def freeze(self) -> None:
        self._running.send_signal(signal.SIGSTOP)

    async def thaw(self) -> None:
        self._running.send_signal(signal.SIGCONT)

    async def drop(self) -> None:
        await self._post("drop", {})

    def log(self) -> str:
        """The end of what it printed."""
        self._log.seek(0)
        return self._log.read().decode(errors="replace")[-4_000:]

    @property
    def _running(self) -> asyncio.subprocess.Process:
        assert self._process is not None, "start the gateway first"
        return self._process

    # --- orders

    async def order(self, what: str, **values: object) -> Mapping[str, object]:
        answer = await self._post(what, values)
        if what in REMEMBERED:
            self._orders.append((what, values))
        return answer

    async def sent(self) -> list[Sent]:
        found = await self._post("sent", {})
        return [
            Sent(**{**one, "mentions": tuple(one.get("mentions", ()))})
            for one in found["sent"]
        ]

    async def health(self) -> Health:
        return Health(**await self._post("health", {}))

    async def _post(self, what: str, values: Mapping[str, object]) -> dict[str, Any]:
        body = json.dumps({name: _plain(value) for name, value in values.items()})
        url = f"http://127.0.0.1:{self._control_port}/{what}"
        async with self._session.post(url, data=io.BytesIO(body.encode())) as response:
            answer: dict[str, Any] = await response.json()
        if response.status != 200:
            raise RuntimeError(f"the gateway would not {what}: {answer['error']}")
        return answer


def _plain(value: object) -> object:
    return base64.b64encode(value).decode() if isinstance(value, bytes) else value


def _free_ports(count: int) -> list[int]:
    sockets = [socket.create_server(("127.0.0.1", 0)) for _ in range(count)]
    ports = [one.getsockname()[1] for one in sockets]
    for one in sockets:
        one.close()
    return ports
