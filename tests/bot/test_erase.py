"""`erase`: asked once, done for good, with a receipt (R14)."""

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from bot import erasing
from bot.__main__ import main
from bot.where import STORE
from store import directory, inbox
from store import erasing as store_erasing
from store.db import open_database
from store.media import MediaStore
from tests.store.made import NOW, SETTING, message


@pytest.fixture
async def data(tmp_path: Path) -> Path:
    """A folder in which 钱叔 has said something."""
    database = await open_database(f"sqlite+aiosqlite:///{tmp_path}/{STORE}")
    async with database.begin() as conn:
        await directory.load_setting(conn, SETTING)
        await inbox.put(conn, [message("m1", "我来修伞", sender="p2")])
    await database.close()
    return tmp_path


def test_without_a_terminal_it_wants_a_yes(data: Path, capsys: pytest.CaptureFixture[str]):
    assert main(["erase", "p2", "--data", str(data)]) == 1
    assert "add --yes" in capsys.readouterr().err
    assert main(["erase", "p2", "--yes", "--data", str(data / "x")]) == 1


def test_once_is_for_good(data: Path, capsys: pytest.CaptureFixture[str]):
    assert main(["erase", "p2", "--yes", "--data", str(data)]) == 0
    said = capsys.readouterr().out
    assert "1 条" in said
    assert "钱叔" not in said
    assert len(list((data / "receipts").iterdir())) == 2
    assert main(["erase", "p2", "--yes", "--data", str(data)]) == 0
    assert "nobody has this id" in capsys.readouterr().out
    assert "修伞".encode() not in (data / STORE).read_bytes()


@pytest.mark.parametrize(("answer", "status"), [("yes\n", 0), ("no\n", 1)])
def test_at_a_terminal_it_asks(
    data: Path,
    answer: str,
    status: int,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
):
    class Terminal:
        """Somebody sits there."""

        def isatty(self) -> bool:
            return True

        def readline(self) -> str:
            return answer

    monkeypatch.setattr("sys.stdin", Terminal())

    assert main(["erase", "p2", "--data", str(data)]) == status
    assert "钱叔 (p2)" in capsys.readouterr().out


async def test_what_another_process_holds_is_compacted_later(data: Path):
    """The erasure stays unfinished: deleted rows may still lie in the file."""
    database = await open_database(f"sqlite+aiosqlite:///{data}/{STORE}")
    store = MediaStore(data / "media")
    async with database.begin() as conn:
        assert await store_erasing.erase(conn, "p2", NOW) is not None
    with closing(sqlite3.connect(data / STORE, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        assert await erasing.finish(database, store, lambda: NOW) == 0
        other.execute("ROLLBACK")

    assert await erasing.finish(database, store, lambda: NOW) == 1
    assert await erasing.finish(database, store, lambda: NOW) == 0
    await database.close()
