"""The built-in chat: HTTP comes in, the store goes out."""

from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from pathlib import Path

from aiohttp import FormData
from sqlalchemy import select

from bot.channels.web import ABILITIES
from store.inbox import COLUMNS, Inbound, from_row
from store.media import MediaStore
from store.tables import InboxRow
from tests.channels.chat_server import BEARER, Server, chat_server
from tests.channels.contract.peer import Arrived, Peer


class Web(Peer):
    name, can, room, member = "web", ABILITIES, "tea", "hua"

    def __init__(self, server: Server) -> None:
        self._server = server
        self.database = server.database
        self.media = MediaStore(server.media)

    async def says(self, text: str, *, again: str | None = None) -> str:
        given = {"id": again} if again else {}
        message = {"from": self.member, "text": text, "mentions": ["bot"], **given}
        _, answer = await self._server.post(**message)
        return str(answer["id"])

    async def chats(self, text: str) -> None:
        await self._server.post(**{"from": self.member, "text": text})

    async def posts(self, picture: bytes) -> None:
        form = FormData(default_to_multipart=True)
        form.add_field("from", self.member)
        form.add_field("photo", picture, filename="x.png", content_type="image/png")
        url = f"{self._server.url}/api/rooms/{self.room}/messages"
        async with self._server.client.post(url, data=form, headers=BEARER) as response:
            assert response.status == 202

    async def quotes(self, text: str, id_: str, words: str) -> None:
        await self._server.post(**{"from": self.member, "text": text, "quote": id_})

    async def recalls(self, id_: str) -> None:
        url = f"{self._server.url}/api/rooms/{self.room}/messages/{id_}"
        async with self._server.client.delete(url, headers=BEARER) as response:
            assert response.ok

    async def rows(self) -> Sequence[Inbound]:
        of_members = select(*COLUMNS).where(InboxRow.kind != "said").order_by(InboxRow.id)
        async with self.database.read() as conn:
            return [from_row(row) for row in await conn.execute(of_members)]

    async def arrived(self) -> Sequence[Arrived]:
        _, lines = await self._server.get(f"/api/rooms/{self.room}/messages")
        return [
            Arrived(str(one["text"]), tuple(one["mentions"]), len(one["photos"]))  # type: ignore[arg-type]  # as the API has it
            for one in lines
            if one["from"] is None or one["from"] == "bot"
        ]

    async def taken_back(self) -> Sequence[str]:
        return []


@asynccontextmanager
async def web(folder: Path) -> AsyncIterator[Peer]:
    async with chat_server(folder) as server:
        yield Web(server)
