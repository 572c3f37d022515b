"""aiosqlite with one crossing to the connection's thread a statement instead of four.

A cursor of aiosqlite crosses to be made, to execute, to fetch and to be closed.  SQLAlchemy
always fetches everything at once, so all four happen in one go here; measured over whole
batches of the pipeline this is a third of their processor time.  A transaction begins in the
same go as its first statement, and one that has ended is not rolled back once more.
"""

import sqlite3
from collections.abc import Iterable, Sequence
from contextlib import closing
from functools import partial

import aiosqlite

CHUNK = 64  # rows an iteration fetches; nothing iterates here

Rows = list[tuple[object, ...]]


class OneHopCursor:
    """What SQLAlchemy asks of a cursor.  The rows of a statement are here once it has run."""

    def __init__(self, connection: "OneHopConnection") -> None:
        self._connection = connection
        self._rows: Rows = []
        self.description: Sequence[object] | None = None
        self.rowcount = -1
        self.lastrowid: int | None = None
        self.arraysize = 1

    async def __aenter__(self) -> "OneHopCursor":
        return self

    async def execute(
        self, operation: str, parameters: Sequence[object] = ()
    ) -> "OneHopCursor":
        begin = self._connection.first()
        await self._connection.hop(partial(self._run, begin, operation, parameters))
        return self

    async def executemany(
        self, operation: str, parameters: Iterable[Sequence[object]]
    ) -> "OneHopCursor":
        begin = self._connection.first()
        await self._connection.hop(partial(self._run_many, begin, operation, parameters))
        return self

    async def fetchall(self) -> Rows:
        return self._rows

    async def close(self) -> None:
        """It was closed in its thread already; the rows go."""
        self._rows = []

    def _run(self, begin: str, operation: str, parameters: Sequence[object]) -> None:
        self._begin(begin)
        with closing(self._connection.raw.cursor()) as cursor:
            cursor.execute(operation, parameters)
            self._take(cursor)
            if cursor.description:
                self._rows = cursor.fetchall()
                self.rowcount = cursor.rowcount  # known only once every row was fetched

    def _run_many(
        self, begin: str, operation: str, parameters: Iterable[Sequence[object]]
    ) -> None:
        self._begin(begin)
        with closing(self._connection.raw.cursor()) as cursor:
            cursor.executemany(operation, parameters)
            self._take(cursor)

    def _begin(self, begin: str) -> None:
        if not begin:
            return
        try:
            self._connection.raw.execute(begin).close()
        except sqlite3.Error:
            self._connection.begin(begin)  # whoever goes on is still to begin
            raise

    def _take(self, cursor: sqlite3.Cursor) -> None:
        self.description = cursor.description
        self.rowcount = cursor.rowcount
        self.lastrowid = cursor.lastrowid


class OneHopConnection(aiosqlite.Connection):
    """A connection whose cursors are `OneHopCursor`s."""

    _begin = ""  # what the next statement is to begin with
    _begun = False  # there may be something to commit or to roll back

    @property
    def raw(self) -> sqlite3.Connection:
        """To be touched in its own thread only."""
        return self._conn

    async def hop(self, function: partial[None]) -> None:
        """Run it in the connection's thread."""
        await self._execute(function)  # type: ignore[no-untyped-call]  # aiosqlite

    def begin(self, statement: str) -> None:
        """The next statement begins a transaction with this one."""
        self._begin = statement

    def first(self) -> str:
        """What a statement that is about to cross begins with; empty inside a transaction."""
        statement, self._begin = self._begin, ""
        self._begun = self._begun or bool(statement)
        return statement

    async def commit(self) -> None:
        """Nothing crosses where there was no statement."""
        self._begin = ""
        if self._begun:
            await super().commit()
            self._begun = False

    async def rollback(self) -> None:
        """Nothing crosses where there was no statement, or all of it has ended."""
        self._begin = ""
        if self._begun:
            await super().rollback()
            self._begun = False

    def cursor(self) -> OneHopCursor:  # type: ignore[override]  # SQLAlchemy enters it itself
        return OneHopCursor(self)


def connect(database: str, *, uri: bool = False, **_: object) -> OneHopConnection:
    """What `async_creator_fn` of SQLAlchemy's aiosqlite dialect is to be."""

    def open_file() -> sqlite3.Connection:
        return sqlite3.connect(database, uri=uri)

    connection = OneHopConnection(open_file, CHUNK)
    connection._thread.daemon = True  # noqa: SLF001 -- as SQLAlchemy does: an exit must not hang
    return connection
