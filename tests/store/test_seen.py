"""What a picture shows is known from then on."""

from datetime import timedelta

from sqlalchemy import select

from store import seen
from store.db import Database
from store.seen import Looked, Trace
from store.tables import SeenRow
from tests.store.made import NOW

SHA, OTHER = "a" * 64, "b" * 64
SCENE = {"shows": "scene", "phash": "0" * 16, "width": 40}
POSTER = {**SCENE, "shows": "other", "phash": "1" * 16}
LANE, CHOIR = "organisation:garden", "organisation:choir"


async def test_what_was_seen_is_known_and_nothing_else(database: Database):
    async with database.begin() as conn:
        await seen.keep(conn, SHA, SCENE, Looked(NOW, "1", LANE))

    async with database.read() as conn:
        assert await seen.known(conn, [SHA, OTHER], "1") == {SHA: SCENE}
        assert await seen.known(conn, [], "1") == {}


async def test_who_looks_again_is_right(database: Database):
    later = NOW + timedelta(days=1)
    async with database.begin() as conn:
        await seen.keep(conn, SHA, SCENE, Looked(NOW, "1", LANE))
        await seen.keep(conn, SHA, POSTER, Looked(later, "2", LANE))

    async with database.read() as conn:
        assert await seen.known(conn, {SHA}, "2") == {SHA: POSTER}
        assert await seen.known(conn, {SHA}, "1") == {}
        [row] = await conn.execute(select(SeenRow.looked_at, SeenRow.version))
        assert tuple(row) == (later, "2")


async def test_what_was_posted_lately_is_found(database: Database):
    long_ago = NOW - timedelta(days=100)
    async with database.begin() as conn:
        await seen.keep(conn, SHA, SCENE, Looked(NOW, "1", LANE))
        await seen.keep(conn, OTHER, SCENE, Looked(long_ago, "1", LANE))

    async with database.read() as conn:
        since = NOW - timedelta(days=90)
        assert await seen.lately(conn, since) == [Trace(SHA, "0" * 16, "scene", LANE)]


async def test_it_stays_where_it_was_first_posted(database: Database):
    async with database.begin() as conn:
        await seen.keep(conn, SHA, SCENE, Looked(NOW, "1", LANE))
        await seen.keep(conn, SHA, POSTER, Looked(NOW, "2", CHOIR))

    async with database.read() as conn:
        assert await seen.lately(conn, NOW) == [Trace(SHA, "1" * 16, "other", LANE)]
