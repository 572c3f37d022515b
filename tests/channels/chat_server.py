"""A web chat on a free port, over a real store."""

import time
from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta, timezone
from itertools import count
from pathlib import Path

from aiohttp import ClientSession, CookieJar, web

from bot.channels.web import HUB, Directory, WebContext, make_app
from bot.demo import Demo
from handlers.model.people import RoomId
from store import directory, inbox
from store.db import Database, open_database
from store.inbox import Inbound
from store.media import MediaStore
from tests.peers.serving import serving

KEY = "the first key"
TOKEN = "a long secret of the tests"
BEARER = {"Authorization": f"Bearer {TOKEN}"}
BEIJING = timezone(timedelta(hours=8))
SETTING: Mapping[str, object] = {
    "organisations": [{"id": "tea", "name": "茶友会", "community": "东桥社区"}],
    "rooms": [
        {
            "id": "tea",
            "name": "茶友会大群",
            "purpose": "organisation",
            "organisation": "tea",
        },
        {"id": "staff", "name": "社工组", "purpose": "staff"},
    ],
    "people": [
        {"id": "hua", "name": "花姐", "role": "leader", "rooms": ["tea"]},
        {"id": "bao", "name": "老包", "role": "member", "rooms": ["tea"]},
        {"id": "yan", "name": "小燕", "role": "staff", "rooms": ["staff", "tea"]},
    ],
    "knowledge": [],
}


def ticking() -> Callable[[], datetime]:
    """A clock that goes on by a second a look."""
    seconds = count()
    return lambda: (
        datetime(2026, 11, 22, 1, 0, tzinfo=UTC) + timedelta(seconds=next(seconds))
    )


def real() -> datetime:
    """The browser has a clock of its own, and the two must agree."""
    return datetime.fromtimestamp(time.time(), UTC)


@dataclass
class Server:
    """One running chat.  woken: how often the pipeline was told of work."""

    database: Database
    media: Path
    now: Callable[[], datetime]
    keep_position: bool = False
    state: dict[str, object] = field(default_factory=lambda: {"status": "ok"})
    woken: list[int] = field(default_factory=list)
    app: web.Application = field(init=False)
    client: ClientSession = field(init=False)
    url: str = field(init=False)

    async def health(self) -> Mapping[str, object]:
        return self.state

    async def post(
        self, room: str = "tea", **message: object
    ) -> tuple[int, dict[str, object]]:
        """Post JSON as the bearer; status and answer."""
        async with self.client.post(
            f"{self.url}/api/rooms/{room}/messages", json=message, headers=BEARER
        ) as response:
            return response.status, await response.json()

    async def get(self, path: str) -> tuple[int, list[dict[str, object]]]:
        async with self.client.get(self.url + path, headers=BEARER) as response:
            return response.status, await response.json()

    async def bot_says(self, text: str, number: int, room: str = "tea") -> None:
        """What the sender does: store, then tell the open pages."""
        now = self.now()
        body = {"text": text, "pictures": [], "to": ["hua"], "outbox": number}
        said = Inbound("web", room, f"b{number}", "said", f"o:{room}", None, now, now, body)
        async with self.database.begin() as conn:
            await inbox.put(conn, [said], inbox.InboxStatus.HANDLED)
        self.app[HUB].notify(RoomId(room))

    async def sign_in(self) -> None:
        """From now on the client carries the cookie of a browser."""
        async with self.client.post(f"{self.url}/enter", data={"key": TOKEN}) as response:
            assert response.status == 200

    async def waiting(self) -> int:
        async with self.database.read() as conn:
            return await inbox.waiting_count(conn)


@asynccontextmanager
async def chat_server(
    folder: Path,
    *,
    url: str = "sqlite+aiosqlite:///:memory:",
    demo: Demo | None = None,
    port: int = 0,
    now: Callable[[], datetime] | None = None,
    keep_position: bool = False,
) -> AsyncIterator[Server]:
    """Serves until the block ends."""
    database = await open_database(url)
    try:
        async with database.begin() as conn:
            await directory.load_setting(conn, demo.setting if demo else SETTING)
        async with _serving(
            Server(database, folder, now or ticking(), keep_position), demo, port
        ) as server:
            yield server
    finally:
        await database.close()


@asynccontextmanager
async def _serving(server: Server, demo: Demo | None, port: int) -> AsyncIterator[Server]:
    server.app = make_app(
        WebContext(
            database=server.database,
            media=MediaStore(server.media, keep_position=server.keep_position),
            directory=Directory(server.database),
            token=TOKEN,
            now=server.now,
            wake=lambda: server.woken.append(1),
            health=server.health,
            metrics=lambda: b"# HELP peiban_up is up\npeiban_up 1\n",
            bot_name="陪伴",
            demo=demo,
            enter_key=KEY,
            zone=BEIJING,
        )
    )
    async with (
        serving(server.app, port, grace_s=1) as server.url,
        ClientSession(cookie_jar=CookieJar(unsafe=True)) as server.client,
    ):
        yield server
