"""企业微信's long connection on loopback, as far as it is documented; pictures are encrypted."""

import base64
import hashlib
import itertools
import json
import secrets
from collections.abc import AsyncIterator, Callable, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

from aiohttp import WSMsgType, web
from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes

from tests.peers.serving import serving

BOT_ID = "aib-one"
SECRET = "a secret of the tests"
GROUP = "wrGroupOne"
INVALID_SECRET = 40001
NOT_SUBSCRIBED = 846609
INVALID_UPLOAD = 40004
TOO_MANY = 45009

Plain = Mapping[str, object]


def encrypted(data: bytes, key: bytes, pad: int | None = None) -> bytes:
    """AES-256-CBC, padded to 32 bytes; `pad` to do it wrongly."""
    count = 32 - len(data) % 32
    padding = bytes([count if pad is None else pad]) * count
    cipher = Cipher(algorithms.AES256(key), modes.CBC(key[:16])).encryptor()
    return cipher.update(data + padding) + cipher.finalize()


@dataclass
class Upload:
    """A file that is being handed in."""

    about: Plain
    chunks: dict[int, bytes] = field(default_factory=dict)

    @property
    def data(self) -> bytes:
        return b"".join(self.chunks[place] for place in sorted(self.chunks))

    @property
    def whole(self) -> bool:
        """As it was announced."""
        said = (self.about["total_size"], self.about["total_chunks"], self.about["md5"])
        md5 = hashlib.md5(self.data, usedforsecurity=False).hexdigest()
        return said == (len(self.data), len(self.chunks), md5)


@dataclass
class WecomService:
    """One service.  mute: commands that get no answer.  declines: command to errcode.

    declines_after: command to how many are taken before the next ones are declined.
    dies_on: commands in which the cable is pulled.
    sent: bodies of messages that were taken.  uploads: by upload id; media: by media id.
    faults: HTTP statuses of the next fetches of pictures.  chunked: their length is not told.
    """

    mute: set[str] = field(default_factory=set)
    declines: dict[str, int] = field(default_factory=dict)
    declines_after: dict[str, int] = field(default_factory=dict)
    dies_on: set[str] = field(default_factory=set)
    faults: list[int] = field(default_factory=list)
    sent: list[Plain] = field(default_factory=list)
    uploads: dict[str, Upload] = field(default_factory=dict)
    media: dict[str, Upload] = field(default_factory=dict)
    pictures: dict[str, bytes] = field(default_factory=dict)
    chunked: bool = False
    fetches: int = 0
    pings: int = 0
    subscribed: int = 0
    url: str = ""
    _live: web.WebSocketResponse | None = None
    _numbers: Callable[[], int] = field(default_factory=lambda: itertools.count(1).__next__)

    # --- what a test does with it

    async def say(self, kind: str, content: Plain, **more: object) -> str:
        """Somebody speaks to the bot; the message's id."""
        id_ = str(more.pop("msgid", f"CAIQ/{self._numbers()}="))
        body: dict[str, object] = {
            "msgid": id_,
            "aibotid": BOT_ID,
            "chatid": GROUP,
            "chattype": "group",
            "from": {"userid": "hua"},
            "create_time": 1792000000,
            "msgtype": kind,
            kind: content,
            **more,
        }
        if body["chattype"] == "single":
            del body["chatid"]
        await self.push("aibot_msg_callback", body)
        return id_

    async def text(self, text: str, **more: object) -> str:
        return await self.say("text", {"content": text}, **more)

    async def event(self, name: str) -> None:
        await self.push(
            "aibot_event_callback", {"msgtype": "event", "event": {"eventtype": name}}
        )

    async def push(self, command: str, body: Plain) -> None:
        headers = {"req_id": f"cb{self._numbers()}"}
        await self.raw(json.dumps({"cmd": command, "headers": headers, "body": body}))

    async def raw(self, data: str | bytes) -> None:
        assert self._live is not None
        frame = data.encode() if isinstance(data, str) else data
        kind = WSMsgType.TEXT if isinstance(data, str) else WSMsgType.BINARY
        await self._live.send_frame(frame, kind)

    async def close(self) -> None:
        """In good order."""
        assert self._live is not None
        await self._live.close(code=1001)

    def abort(self) -> None:
        """As when somebody pulls the cable."""
        assert self._live is not None
        request = self._live._req
        assert request is not None
        assert request.transport is not None
        request.transport.abort()

    def picture(
        self, data: bytes, *, hexadecimal: bool = False, pad: int | None = None
    ) -> Plain:
        """As it stands in a message; fetched from here."""
        key = secrets.token_bytes(32)
        name = f"p{self._numbers()}"
        self.pictures[name] = encrypted(data, key, pad)
        shown = key.hex() if hexadecimal else base64.b64encode(key).decode().rstrip("=")
        return {
            "url": f"{self.url.replace('ws', 'http', 1)}/picture/{name}",
            "aeskey": shown,
        }

    @property
    def words(self) -> Sequence[str]:
        """What was said in markdown."""
        return [one["markdown"]["content"] for one in self.sent if "markdown" in one]  # type: ignore[index]

    # --- the wire

    async def serve_picture(self, request: web.Request) -> web.Response:
        self.fetches += 1
        if self.faults:
            return web.Response(status=self.faults.pop(0))
        response = web.Response(body=self.pictures[request.match_info["name"]])
        if self.chunked:
            response.enable_chunked_encoding()
        return response

    async def serve(self, request: web.Request) -> web.WebSocketResponse:
        socket = web.WebSocketResponse(max_msg_size=32 << 20, timeout=0.1)
        await socket.prepare(request)
        async for message in socket:
            if message.type is WSMsgType.TEXT:
                await self._take(socket, json.loads(message.data))
        return socket

    async def _take(self, socket: web.WebSocketResponse, frame: dict[str, object]) -> None:
        command = str(frame["cmd"])
        self.pings += command == "ping"
        if command in self.dies_on:
            self.abort()
            return
        if command in self.mute:
            return
        error, body = await self._answer(socket, command, frame.get("body") or {})  # type: ignore[arg-type]
        answer = {"headers": frame["headers"], "errcode": error, "errmsg": "", "body": body}
        await socket.send_json(answer)

    async def _answer(
        self, socket: web.WebSocketResponse, command: str, body: Plain
    ) -> tuple[int, Plain]:
        error = self._declined(command)
        if error:
            return error, {}
        if command == "aibot_subscribe":
            return await self._subscribe(socket, body), {}
        return self._done(command, body) if socket is self._live else (NOT_SUBSCRIBED, {})

    def _declined(self, command: str) -> int:
        left = self.declines_after.get(command)
        if left is not None:
            self.declines_after[command] = left - 1
        return TOO_MANY if left == 0 else self.declines.get(command, 0)

    def _done(self, command: str, body: Plain) -> tuple[int, Plain]:
        match command:
            case "aibot_send_msg":
                self.sent.append(body)
            case "aibot_upload_media_init":
                id_ = f"u{self._numbers()}"
                self.uploads[id_] = Upload(body)
                return 0, {"upload_id": id_}
            case "aibot_upload_media_chunk":
                data = base64.b64decode(str(body["base64_data"]))
                self.uploads[str(body["upload_id"])].chunks[
                    int(str(body["chunk_index"]))
                ] = data
            case "aibot_upload_media_finish":
                return self._finish(str(body["upload_id"]))
            case _:  # a heartbeat, and whatever else is well
                pass
        return 0, {}

    def _finish(self, id_: str) -> tuple[int, Plain]:
        upload = self.uploads.pop(id_)
        if not upload.whole:
            return INVALID_UPLOAD, {}
        self.media[f"m-{id_}"] = upload
        return 0, {"media_id": f"m-{id_}", "type": upload.about["type"]}

    async def _subscribe(self, socket: web.WebSocketResponse, body: Plain) -> int:
        """The newest connection wins."""
        if (body["bot_id"], body["secret"]) != (BOT_ID, SECRET):
            return INVALID_SECRET
        if self._live is not None and not self._live.closed:
            await self.event("disconnected_event")
            await self._live.close()
        self._live = socket
        self.subscribed += 1
        return 0


@asynccontextmanager
async def wecom_service() -> AsyncIterator[WecomService]:
    """Serves until the block ends."""
    service = WecomService()
    app = web.Application(client_max_size=64 << 20)
    app.router.add_get("/", service.serve)
    app.router.add_get("/picture/{name}", service.serve_picture)
    async with serving(app) as url:
        service.url = url.replace("http", "ws", 1)
        yield service
