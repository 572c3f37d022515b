"""What a picture shows is known from then on."""

from datetime import timedelta

from sqlalchemy import select

from store import seen
from store.db import Database
from store.seen import Looked
from store.tables import SeenRow
from tests.store.made import NOW

SHA, OTHER = "a" * 64, "b" * 64
LANE = "organisation:garden"


async def test_what_was_seen_is_known_and_nothing_else(database: Database):
    async with database.begin() as conn:
        await seen.keep(conn, SHA, {"shows": "scene"}, Looked(NOW, "1", LANE))

    async with database.read() as conn:
        assert await seen.known(conn, [SHA, OTHER], "1") == {SHA: {"shows": "scene"}}
        assert await seen.known(conn, [], "1") == {}


async def test_who_looks_again_is_right(database: Database):
    later = NOW + timedelta(days=1)
    async with database.begin() as conn:
        await seen.keep(conn, SHA, {"shows": "scene"}, Looked(NOW, "1", LANE))
        await seen.keep(conn, SHA, {"shows": "other"}, Looked(later, "2", LANE))

    async with database.read() as conn:
        assert await seen.known(conn, {SHA}, "2") == {SHA: {"shows": "other"}}
        assert await seen.known(conn, {SHA}, "1") == {}
        [row] = await conn.execute(select(SeenRow.looked_at, SeenRow.version))
        assert tuple(row) == (later, "2")


async def test_what_others_have_posted_lately_is_found(database: Database):
    long_ago = NOW - timedelta(days=100)
    async with database.begin() as conn:
        await seen.keep(conn, SHA, {"shows": "scene"}, Looked(NOW, "1", LANE))
        await seen.keep(conn, OTHER, {"shows": "scene"}, Looked(long_ago, "1", LANE))

    async with database.read() as conn:
        since = NOW - timedelta(days=90)
        assert await seen.elsewhere(conn, "organisation:choir", since) == {
            SHA: {"shows": "scene"}
        }
        assert await seen.elsewhere(conn, LANE, since) == {}
