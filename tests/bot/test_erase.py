"""`erase`: asked once, done for good, with a receipt (R14)."""

import asyncio
import json
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
from tests.store.made import BEIJING, NOW, SETTING, message


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
    store, receipts = MediaStore(data / "media"), erasing.Receipts(data, BEIJING)
    async with database.begin() as conn:
        assert await store_erasing.erase(conn, "p2", NOW) is not None
    with closing(sqlite3.connect(data / STORE, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        assert await erasing.finish(database, store, receipts, lambda: NOW) == 0
        other.execute("ROLLBACK")

    assert (data / "receipts" / "erasure-1.txt").is_file()  # whoever was erased is gone
    assert await erasing.finish(database, store, receipts, lambda: NOW) == 1
    assert await erasing.finish(database, store, receipts, lambda: NOW) == 0
    await database.close()


async def test_one_that_was_cut_off_has_its_receipt_when_it_is_asked_for_again(
    data: Path,
):
    database = await open_database(f"sqlite+aiosqlite:///{data}/{STORE}")
    async with database.begin() as conn:  # and then the process is killed
        assert await store_erasing.erase(conn, "p2", NOW) is not None
    await database.close()
    assert not (data / "receipts").exists()

    assert await asyncio.to_thread(main, ["erase", "p2", "--yes", "--data", str(data)]) == 0

    [facts, words] = sorted((data / "receipts").iterdir())
    assert json.loads(facts.read_text(encoding="utf-8"))["removed"]["messages"] == 1
    assert "第1号" in words.read_text(encoding="utf-8")
