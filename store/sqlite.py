"""How SQLite is set up: one connection writes, others read what is committed (WAL)."""

import sqlite3
from contextlib import closing, suppress
from typing import cast

from sqlalchemy import Connection, event
from sqlalchemy.engine import URL
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.ext.asyncio import AsyncEngine, create_async_engine
from sqlalchemy.pool import AsyncAdaptedQueuePool, ConnectionPoolEntry

from store import one_hop

READERS = 4

PRAGMAS = (
    "busy_timeout = 5000",  # another process: a backup, a second command
    "journal_mode = WAL",
    "foreign_keys = ON",
    "temp_store = MEMORY",
    "cache_size = -2000",  # KiB; the kernel keeps the file, and readers keep no page anyway
    "mmap_size = 268435456",
    "wal_autocheckpoint = 4000",  # 16 MiB of pages between two check points
    "journal_size_limit = 67108864",
)
LASTING = "synchronous = FULL"  # what was acknowledged survives a power cut (R9)
PASSING = "synchronous = OFF"


def in_memory(url: URL) -> bool:
    """The database is to go when it is closed."""
    return url.get_backend_name() == "sqlite" and url.database in {None, "", ":memory:"}


def look(url: URL) -> None:
    """Open the file once without aiosqlite, whose threads outlive a refusal.

    Raises: sqlite3.Error for what is no database or cannot be opened.
    """
    with closing(sqlite3.connect(url.database or "", uri="uri" in url.query)) as connection:
        connection.execute("PRAGMA schema_version")


def compact(url: URL) -> None:
    """Leave no deleted row in the file or its log.  Raises: sqlite3.Error."""
    with closing(sqlite3.connect(url.database or "", uri="uri" in url.query)) as connection:
        connection.execute("VACUUM")
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")


def engines(url: URL, *, lasting: bool) -> tuple[AsyncEngine, AsyncEngine]:
    """(writer, reader) of a file."""
    pragmas = (*PRAGMAS, LASTING if lasting else PASSING)
    writer, reader = _engine(url, 1, pragmas), _engine(url, READERS, pragmas)
    event.listen(writer.sync_engine, "invalidate", _give_up)
    event.listen(writer.sync_engine, "begin", _begin_writing)
    event.listen(reader.sync_engine, "begin", _begin_reading)
    return writer, reader


def _engine(url: URL, connections: int, pragmas: tuple[str, ...]) -> AsyncEngine:
    engine = create_async_engine(
        url,
        poolclass=AsyncAdaptedQueuePool,
        pool_size=connections,
        max_overflow=0,
        hide_parameters=True,  # errors are logged, what people say is not
        connect_args={"async_creator_fn": one_hop.connect},
    )

    @event.listens_for(engine.sync_engine, "connect")
    def set_up(connection: DBAPIConnection, _: ConnectionPoolEntry) -> None:
        try:
            _set_up(connection, pragmas)
        except BaseException:
            connection.close()  # nobody else would; its thread would outlive the event loop
            raise

    return engine


def _set_up(connection: DBAPIConnection, pragmas: tuple[str, ...]) -> None:
    connection.isolation_level = None  # we say BEGIN ourselves, see below
    cursor = connection.cursor()
    for pragma in pragmas:
        cursor.execute(f"PRAGMA {pragma}")
    cursor.close()


def _give_up(
    connection: DBAPIConnection, _: ConnectionPoolEntry, error: BaseException | None
) -> None:
    """Let go of the write lock when a task is cancelled: half-read cursors would keep it."""
    with suppress(sqlite3.Error, ValueError):  # ValueError: it is closed already
        connection.rollback()


def _begin_writing(connection: Connection) -> None:
    """Take the write lock at once: upgrading a read lock later can deadlock."""
    _driver(connection).begin("BEGIN IMMEDIATE")


def _begin_reading(connection: Connection) -> None:
    _driver(connection).begin("BEGIN")


def _driver(connection: Connection) -> one_hop.OneHopConnection:
    return cast(one_hop.OneHopConnection, connection.connection.driver_connection)
