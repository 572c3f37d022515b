"""Cases for the pages: a question, a record that lacks something, words never surely said."""

from dataclasses import dataclass, replace

from bot.pipeline import Pipeline
from handlers.model.case import Case, CaseKind
from handlers.model.people import RoomId
from store import cases, inbox, outbox
from store.inbox import Inbound
from store.outbox import Outgoing
from tests.console.console_server import Console

QUESTION = "活动室的投影仪周末能不能借？"
ASKED = f"@陪伴 {QUESTION}"


@dataclass
class Chat:
    """What is said in rooms, and handled at once."""

    console: Console
    count: int = 0

    async def say(
        self, text: str, sender: str = "hua", room: str = "tea", **body: object
    ) -> str:
        """The id of the message."""
        self.count += 1
        now, name = self.console.now(), f"m{self.count}"
        lane = "r:staff" if room == "staff" else f"o:{room}"
        given = {"text": text, **body}
        row = Inbound("web", room, name, "message", lane, sender, now, now, given)
        async with self.console.database.begin() as conn:
            await inbox.put(conn, [row])
        await self.handle()
        return name

    async def recall(self, message: str, sender: str = "yan", room: str = "staff") -> None:
        now, lane = self.console.now(), "r:staff" if room == "staff" else f"o:{room}"
        body = {"message": message}
        row = Inbound("web", room, f"r-{message}", "recall", lane, sender, now, now, body)
        async with self.console.database.begin() as conn:
            await inbox.put(conn, [row])
        await self.handle()

    async def handle(self) -> None:
        console = self.console
        pipeline = Pipeline(console.database, console.desk.config, console.now)
        while await pipeline.step():
            pass

    async def ask(self, text: str = ASKED, sender: str = "hua", room: str = "tea") -> int:
        """The number of the case that it becomes; some time goes by."""
        await self.say(text, sender, room, mentions=["bot"])
        self.console.now.pass_by(minutes=1)
        return await self.newest()

    async def newest(self) -> int:
        async with self.console.database.read() as conn:
            return (await cases.newest(conn, 1))[0].number

    async def open(self, kind: CaseKind, subject: str, room: str = "tea") -> int:
        """A case that came about in some other way; some time goes by."""
        case = Case(kind, subject, RoomId(room), self.console.now())
        async with self.console.database.begin() as conn:
            found = await cases.put(conn, [(f"o:{room}", case)])
        self.console.now.pass_by(minutes=1)
        return found[subject]

    async def lose(
        self, text: str, room: str = "tea", key: str = "k1", **more: object
    ) -> int:
        """Words of the bot that were caught in mid-send."""
        now = self.console.now()
        out = Outgoing(key, "web", room, "ask", "", text, (), (), None, None, (), now, now)
        async with self.console.database.begin() as conn:
            [row] = await outbox.put(conn, [replace(out, **more)])  # type: ignore[arg-type]
            await outbox.mark_sending(conn, [row], now)
            await outbox.recover(conn)
        return await self.open(CaseKind.SEND, key, room)

    async def put_aside(self, error: str, room: str = "tea") -> int:
        """A row that could not be handled, of kind “recall”: handled again it does nothing."""
        now, body = self.console.now(), {"message": "m0"}
        row = Inbound("web", room, "f1", "recall", f"o:{room}", None, now, now, body)
        async with self.console.database.begin() as conn:
            [number] = await inbox.put(conn, [row])
            assert number is not None
            await inbox.park(conn, number, error, now)
        return number
