"""What a database says when it cannot work, in words that say what to do."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy.engine import URL
from sqlalchemy.exc import DBAPIError

from store.errors import StoreUnavailable

_SQLITE = {
    sqlite3.SQLITE_CANTOPEN: "cannot be opened: does its folder exist, and may this user"
    " write there?",
    sqlite3.SQLITE_READONLY: "cannot be written: make the file and its folder writable for"
    " this user",
    sqlite3.SQLITE_PERM: "may not be used: make the file and its folder writable",
    sqlite3.SQLITE_FULL: "is full: make room on its disk; nothing was half-written",
    sqlite3.SQLITE_IOERR: "cannot be read or written: look at the disk (full? failing?)",
    sqlite3.SQLITE_BUSY: "is locked by another process: end that one, or wait",
    sqlite3.SQLITE_LOCKED: "is locked by another connection: wait and try again",
    sqlite3.SQLITE_CORRUPT: "is damaged: restore the newest backup",
    sqlite3.SQLITE_NOTADB: "is no SQLite database: is store.url the right file?",
}
_POSTGRESQL = {
    "08": "lost the connection: is the server running?",
    "25006": "is read-only: connect to the primary server",
    "28": "refused the user or password in store.url",
    "3D": "does not exist: create it, or mend store.url",
    "40": "had to break off because of another transaction: try again",
    "53100": "is full: make room on the server's disk; nothing was half-written",
    "53": "is out of resources (connections, memory): see the server's log",
    "57": "is shutting down or starting up: try again",
    "58": "has trouble with its disk: see the server's log",
}


@contextmanager
def translated(url: URL) -> Iterator[None]:
    """Raises: StoreUnavailable instead of what a driver says about disks and servers."""
    try:
        yield
    except (DBAPIError, sqlite3.Error) as error:
        advice = _advice(error)
        if advice is None:
            raise  # a broken statement is our bug, not the disk's
        raise StoreUnavailable(f"the database {_name(url)} {advice}") from error


@contextmanager
def reachable(url: URL) -> Iterator[None]:
    """Raises: StoreUnavailable when no connection can be made."""
    try:
        yield
    except OSError as error:
        raise StoreUnavailable(
            f"the database {_name(url)} cannot be reached ({error}):"
            " is the server running, and is store.url right?"
        ) from error


def _advice(error: BaseException | None) -> str | None:
    if isinstance(error, DBAPIError):
        return _POSTGRESQL["08"] if error.connection_invalidated else _advice(error.orig)
    code = getattr(error, "sqlite_errorcode", None)
    if code is not None:
        return _SQLITE.get(code & 0xFF)  # the low byte is the kind, the rest the detail
    state = getattr(error, "sqlstate", None) or ""
    return next((_POSTGRESQL[state[:n]] for n in (5, 2) if state[:n] in _POSTGRESQL), None)


def _name(url: URL) -> str:
    return repr(url.database if url.host is None else f"{url.host}/{url.database}")
