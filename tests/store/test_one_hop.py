"""How often a connection's thread is crossed to, and that no transaction is lost over it."""

import sqlite3
from pathlib import Path

import pytest

from store import one_hop
from store.one_hop import OneHopConnection


class Counting(OneHopConnection):
    """Notes each crossing."""

    crossings = 0

    async def _execute(self, fn: object, *args: object, **kwargs: object) -> object:
        self.crossings += 1
        return await super()._execute(fn, *args, **kwargs)


async def connected(file: Path) -> Counting:
    def opened() -> sqlite3.Connection:
        return sqlite3.connect(file, isolation_level=None, timeout=0)

    connection = Counting(opened, one_hop.CHUNK)
    await connection
    await connection.cursor().execute("CREATE TABLE IF NOT EXISTS a (b)")
    connection.crossings = 0
    return connection


def rows(file: Path) -> int:
    with sqlite3.connect(file) as other:
        return int(other.execute("SELECT count(*) FROM a").fetchone()[0])


async def test_a_statement_and_its_commit_cross_once_each(tmp_path: Path):
    connection = await connected(tmp_path / "db")
    connection.begin("BEGIN IMMEDIATE")
    await connection.cursor().execute("INSERT INTO a VALUES (1)")
    await connection.commit()
    await connection.rollback()
    assert connection.crossings == 2
    await connection.close()
    assert rows(tmp_path / "db") == 1


@pytest.mark.parametrize("end", ["commit", "rollback"])
async def test_a_transaction_in_which_nothing_happened_does_not_cross(
    tmp_path: Path, end: str
):
    connection = await connected(tmp_path / "db")
    connection.begin("BEGIN")
    await getattr(connection, end)()
    assert connection.crossings == 0
    await connection.cursor().execute("INSERT INTO a VALUES (1)")  # begins nothing
    await connection.close()
    assert rows(tmp_path / "db") == 1


async def test_what_is_rolled_back_is_not_there(tmp_path: Path):
    connection = await connected(tmp_path / "db")
    connection.begin("BEGIN IMMEDIATE")
    await connection.cursor().executemany("INSERT INTO a VALUES (?)", [(1,), (2,)])
    await connection.rollback()
    connection.begin("BEGIN IMMEDIATE")
    await connection.cursor().execute("INSERT INTO a VALUES (3)")
    await connection.commit()
    await connection.close()
    assert rows(tmp_path / "db") == 1


async def test_the_lock_is_taken_with_the_first_statement(tmp_path: Path):
    connection = await connected(tmp_path / "db")
    connection.begin("BEGIN IMMEDIATE")
    await connection.cursor().execute("SELECT * FROM a")
    other = sqlite3.connect(tmp_path / "db", timeout=0)
    with pytest.raises(sqlite3.OperationalError, match="locked"):
        other.execute("BEGIN IMMEDIATE")
    await connection.rollback()
    other.execute("BEGIN IMMEDIATE")
    connection.begin("BEGIN IMMEDIATE")
    with pytest.raises(sqlite3.OperationalError, match="locked"):
        await connection.cursor().execute("SELECT * FROM a")
    await connection.rollback()
    other.close()
    await connection.close()


@pytest.mark.parametrize("many", [False, True])
async def test_whoever_goes_on_after_a_lock_is_in_a_transaction_all_the_same(
    tmp_path: Path, *, many: bool
):
    connection = await connected(tmp_path / "db")
    other = sqlite3.connect(tmp_path / "db", timeout=0, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    connection.begin("BEGIN IMMEDIATE")
    cursor, first = connection.cursor(), "INSERT INTO a VALUES (1)"
    begun = cursor.executemany(first, [()]) if many else cursor.execute(first)
    with pytest.raises(sqlite3.OperationalError, match="locked"):
        await begun
    other.close()
    await connection.cursor().execute("INSERT INTO a VALUES (2)")
    await connection.rollback()
    await connection.close()
    assert rows(tmp_path / "db") == 0


async def test_many_that_fail_leave_nothing_open(tmp_path: Path):
    connection = await connected(tmp_path / "db")
    connection.begin("BEGIN IMMEDIATE")
    with pytest.raises(sqlite3.OperationalError, match="no such table"):
        await connection.cursor().executemany("INSERT INTO b VALUES (?)", [(1,)])
    await connection.cursor().execute("INSERT INTO a VALUES (1)")
    await connection.commit()
    await connection.close()
    assert rows(tmp_path / "db") == 1
