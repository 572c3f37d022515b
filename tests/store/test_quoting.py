"""Which message is meant when only its words are quoted."""

from dataclasses import replace
from datetime import UTC, datetime

from store import inbox, outbox, quoting
from store.db import Database
from store.inbox import Inbound
from store.outbox import Outgoing

NOW = datetime(2026, 8, 24, 9, tzinfo=UTC)
CARD = Outgoing(
    "k1", "wechaty", "r1", "ask", "coach/ask", "", (), (), None, None, (), NOW, NOW
)


def heard(id_: str, text: str, room: str = "r1") -> Inbound:
    return Inbound("wechaty", room, id_, "message", room, "p1", NOW, NOW, {"text": text})


async def test_the_latest_message_that_begins_so_is_meant(database: Database):
    long = "周五下午两点在凉亭集合，带上水杯、手套和小铲子，" * 4
    async with database.begin() as conn:
        told = (heard("m1", "几点 集合？"), heard("m2", "几点集合？"), heard("m3", long))
        await inbox.put(conn, [*told, heard("m4", "别处的话", "r2"), heard("m5", "")])
        said = (("k1", "还差人数"), ("k2", "还没有说出来"))
        ids = await outbox.put(
            conn, [replace(CARD, key=k, text=words) for k, words in said]
        )
        await outbox.mark_sent(conn, [(ids[0] or 0, "s1", NOW)])
    async with database.read() as conn:
        assert await quoting.find(conn, "r1", "几点集合？") == "m2"
        assert await quoting.find(conn, "r1", long[:60] + "…") == "m3"
        assert await quoting.find(conn, "r1", "@王姐 @李姐 还差人数") == "s1"
        for unknown in ("别处的话", "还没有说出来", "", "@王姐 ", "[图片]"):
            assert await quoting.find(conn, "r1", unknown) is None
