"""Opening the database, and its two doors: `begin` to write, `read` to read."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import (
    AbstractAsyncContextManager,
    AsyncExitStack,
    asynccontextmanager,
    nullcontext,
)
from tempfile import TemporaryDirectory

from sqlalchemy import make_url
from sqlalchemy.engine import URL
from sqlalchemy.exc import ArgumentError
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine, create_async_engine

from store import schema, sqlite
from store.errors import StoreError
from store.unavailable import reachable, translated

POSTGRESQL_CONNECTIONS = 8
KNOWN_URLS = "write sqlite+aiosqlite:///FILE or postgresql+asyncpg://HOST/NAME"


class Database:
    """One open database.  Make it with `open_database`, and close it.

    dialect: "sqlite" or "postgresql".
    """

    def __init__(self, url: URL, *, folder: TemporaryDirectory[str] | None = None) -> None:
        """folder: where the file lies that goes when the database is closed."""
        writer, reader = _engines(url, lasting=folder is None)
        self.dialect = writer.dialect.name
        self._url = url
        self._writer = writer
        self._reader = reader
        self._folder = folder
        self._turn: AbstractAsyncContextManager[object] = (
            asyncio.Lock() if self.dialect == "sqlite" else nullcontext()
        )

    @asynccontextmanager
    async def begin(self) -> AsyncIterator[AsyncConnection]:
        """A transaction that writes: kept as a whole at the end, or not at all.

        SQLite has one writer: whoever comes second waits, so never open one inside another.
        Raises: StoreUnavailable when the database cannot be written; nothing is kept then.
        """
        async with self._turn:
            with translated(self._url):
                async with self._connected(self._writer) as connection, connection.begin():
                    yield connection

    @asynccontextmanager
    async def read(self) -> AsyncIterator[AsyncConnection]:
        """A consistent view of what is committed; it never waits for a writer.

        Raises: StoreUnavailable when the database cannot be read.
        """
        with translated(self._url):
            async with self._connected(self._reader) as connection:
                yield connection

    @asynccontextmanager
    async def _connected(self, engine: AsyncEngine) -> AsyncIterator[AsyncConnection]:
        async with AsyncExitStack() as stack:
            with reachable(self._url):
                connection = await stack.enter_async_context(engine.connect())
            yield connection

    def forget(self) -> None:
        """Drop prepared statements: each has the values with which it was first executed."""
        for engine in (self._writer, self._reader):
            engine.clear_compiled_cache()

    async def compact(self) -> None:
        """Write the file anew, so that nothing that was deleted is left in it.

        PostgreSQL sees to that by itself.  Raises: StoreUnavailable; do it later, then.
        """
        if self.dialect == "sqlite":
            async with self._turn:
                with translated(self._url):
                    await asyncio.to_thread(sqlite.compact, self._url)

    async def close(self) -> None:
        """Give all connections back; a database in memory is gone then."""
        await self._reader.dispose()
        await self._writer.dispose()
        if self._folder is not None:
            await asyncio.to_thread(self._folder.cleanup)


async def open_database(url: str) -> Database:
    """The database at a SQLAlchemy URL (sqlite+aiosqlite or postgresql+asyncpg), migrated.

    In memory (sqlite+aiosqlite:///:memory:) means a file that goes with `close`: a real one
    would be either one connection for all or locked by readers.
    Raises: StoreError for another kind of URL, SchemaTooNew, StoreUnavailable.
    """
    parsed = _parsed(url)
    passing = sqlite.in_memory(parsed)
    if parsed.get_backend_name() == "sqlite" and not passing:
        await _look(parsed)
    database = _passing(parsed) if passing else Database(parsed)
    try:
        await _bring_up_to_date(database, passing=passing)
    except BaseException:
        await database.close()
        raise
    return database


def _parsed(url: str) -> URL:
    try:
        return make_url(url)
    except ArgumentError as error:
        raise StoreError(f"store.url: {url!r} is no URL; {KNOWN_URLS}") from error


def _passing(url: URL) -> Database:
    folder = TemporaryDirectory(prefix="peiban-")
    return Database(url.set(database=f"{folder.name}/store.db"), folder=folder)


async def _look(url: URL) -> None:
    with translated(url):
        await asyncio.to_thread(sqlite.look, url)


async def _bring_up_to_date(database: Database, *, passing: bool) -> None:
    async with database.read() as connection:
        if not passing and await connection.run_sync(schema.is_newest):
            return
    async with database.begin() as connection:
        await connection.run_sync(schema.create if passing else schema.upgrade)


def _engines(url: URL, *, lasting: bool) -> tuple[AsyncEngine, AsyncEngine]:
    match url.drivername:
        case "sqlite+aiosqlite":
            return sqlite.engines(url, lasting=lasting)
        case "postgresql+asyncpg":
            engine = create_async_engine(
                url,
                pool_size=POSTGRESQL_CONNECTIONS,
                pool_pre_ping=True,
                hide_parameters=True,  # errors are logged, what people say is not
            )
            snapshot = {"isolation_level": "REPEATABLE READ", "postgresql_readonly": True}
            return engine, engine.execution_options(**snapshot)
        case other:
            raise StoreError(f"store.url: {other!r} is not known; {KNOWN_URLS}")
