"""A chat with one organisation on the real process, as a script would use it."""

import asyncio
import json
import sqlite3
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager, closing
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from types import MappingProxyType

from aiohttp import ClientSession, ClientTimeout, FormData
from sqlalchemy import URL

from store import enrol
from store.db import open_database
from tests.faults.bot_process import BEARER, PATIENCE_S, BotProcess

SETTING: Mapping[str, object] = {
    "organisations": [{"id": "wind", "name": "风筝队", "community": "柳荫社区"}],
    "rooms": [
        {
            "id": "wind",
            "name": "风筝群",
            "purpose": "organisation",
            "organisation": "wind",
        },
        {"id": "leaders", "name": "能人群", "purpose": "leaders"},
    ],
    "people": [{"id": "lan", "name": "兰姐", "role": "member", "rooms": ["wind"]}],
}
QUICK = {
    "coach.settle": "1s",
    "coach.chatter": "0s",
    "coach.quiet_hours": "[]",
    "sender.jitter": "0s",
    "sender.per_minute": "1000000",
    "sender.breaker": "off",
    "recognise.enabled": "false",
}
JPEG = b"\xff\xd8\xff\xe0" + b"\0" * 60


@dataclass(frozen=True, slots=True)
class Answer:
    """body: the JSON."""

    status: int
    body: dict[str, str]


@dataclass
class Chat:
    """The process, and somebody who talks to it."""

    bot: BotProcess
    session: ClientSession

    async def post(
        self,
        body: object,
        room: str = "wind",
        headers: Mapping[str, str] | None = None,
    ) -> Answer:
        """A message as JSON, or bytes or a form as they are."""
        raw = body if isinstance(body, bytes) else json.dumps(body, default=str).encode()
        data = body if isinstance(body, FormData) else BytesIO(raw)
        kind = {} if isinstance(body, FormData) else {"Content-Type": "application/json"}
        async with self.session.post(
            f"{self.bot.url}/api/rooms/{room}/messages",
            data=data,
            headers={**BEARER, **kind, **(headers or {})},
        ) as response:
            return Answer(response.status, await response.json())

    async def say(self, id_: str, text: str) -> Answer:
        """兰姐 says something."""
        return await self.post({"id": id_, "from": "lan", "text": text})

    async def lines(self, room: str = "wind") -> list[dict[str, str]]:
        """What was said in a room."""
        path = f"{self.bot.url}/api/rooms/{room}/messages?limit=1000"
        async with self.session.get(path, headers=BEARER) as response:
            assert response.status == 200
            found: list[dict[str, str]] = await response.json()
            return found

    async def hears(self, room: str, count: int = 1) -> list[str]:
        """What the bot says in a room, once it has said so much."""
        async with asyncio.timeout(PATIENCE_S):
            while True:
                said = [
                    one["text"] for one in await self.lines(room) if one["from"] == "bot"
                ]
                if len(said) >= count:
                    return said
                await asyncio.sleep(0.1)

    async def until(self, words: str, room: str) -> None:
        """Wait until the bot says something with these words."""
        async with asyncio.timeout(PATIENCE_S):
            count = 1
            while not any(words in said for said in await self.hears(room, count)):
                count += 1

    async def health(self) -> Answer:
        """What /health says."""
        async with self.session.get(f"{self.bot.url}/health") as response:
            return Answer(response.status, await response.json())

    def rows(self, statement: str) -> list[tuple[object, ...]]:
        """What lies in the store, seen from outside; also changes it."""
        with closing(sqlite3.connect(self.bot.data / "peiban.sqlite")) as db, db:
            return db.execute(statement).fetchall()


@asynccontextmanager
async def chat_on(
    data: Path,
    tmp_path: Path,
    settings: Mapping[str, str] = QUICK,
    environment: Mapping[str, str] = MappingProxyType({}),
) -> AsyncIterator[Chat]:
    """A bot on this folder; it has to end well.  Its temporary files lie in tmp_path/scratch."""
    scratch = tmp_path / "scratch"
    scratch.mkdir(exist_ok=True)
    await load(data)
    kept = {"TMPDIR": str(scratch), **environment}
    bot = BotProcess(data, tmp_path / "errors", settings, kept)
    await bot.start()
    try:
        async with ClientSession(timeout=ClientTimeout(total=PATIENCE_S)) as session:
            yield Chat(bot, session)
    finally:
        status = await bot.stop()
    assert status == 0, bot.errors.read_text()


async def load(data: Path) -> None:
    """Put the neighbourhood into the store."""
    data.mkdir(exist_ok=True)
    file = str(data / "peiban.sqlite")
    database = await open_database(
        URL.create("sqlite+aiosqlite", database=file).render_as_string()
    )
    async with database.begin() as conn:
        await enrol.load_setting(conn, SETTING)
    await database.close()
