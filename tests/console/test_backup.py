"""Backups that are made while everything runs, and a bot that is brought back from one."""

import tarfile
from datetime import timedelta
from io import BytesIO
from pathlib import Path

import pytest

from bot import backup, config, config_kept
from bot.errors import PeibanError
from store import directory, media
from store.console.accounts import Rank
from store.db import open_database
from tests.console.browser import PASSWORD
from tests.console.console_server import START, Console, console_server

SHOT = b"\xff\xd8 a picture of nobody"


async def filled(console: Console) -> str:
    """The sha256 of a picture that is there; another one is known and lost."""
    kept = await console.desk.media.keep(SHOT, "a.jpg", "image/jpeg")
    lost = await console.desk.media.keep(b"gone", "b.jpg", "image/jpeg")
    async with console.database.begin() as conn:
        await media.put(conn, [kept, lost])
    console.desk.media.path(lost.sha).unlink()
    config_kept.keep(console.desk.data, {"coach.settle": "7m"})
    return kept.sha


def unpack(body: bytes, folder: Path) -> None:
    with tarfile.open(fileobj=BytesIO(body)) as archive:
        archive.extractall(folder, filter="data")


async def test_a_bot_comes_back_from_what_was_downloaded(tmp_path: Path):
    old, new = tmp_path / "old", tmp_path / "new"
    old.mkdir()
    url = f"sqlite+aiosqlite:///{old}/peiban.sqlite"
    async with console_server(old, url=url) as console:
        sha = await filled(console)
        browser = await console.signed_in()
        await browser.post("/organisations/song", name="合唱团", own="no")
        form = await browser.hidden()
        address = f"{console.url}/console/backup/whole"
        async with browser.client.post(address, data=form) as answer:
            assert answer.status == 200
            assert "attachment" in answer.headers["Content-Disposition"]
            body = await answer.read()
    unpack(body, new)
    assert (new / "media" / sha[:2] / sha).read_bytes() == SHOT
    assert config_kept.kept(new) == {"coach.settle": "7m"}
    async with console_server(
        new / "media", url=f"sqlite+aiosqlite:///{new}/peiban.sqlite", setting={}
    ) as back:
        browser = back.browser()
        assert (await browser.sign_in("administrator", PASSWORD))[0] == 303
        assert "合唱团" in (await browser.get("/organisations"))[1]
        assert back.desk.media.path(sha).read_bytes() == SHOT


async def test_one_is_made_listed_and_downloaded(tmp_path: Path):
    url = f"sqlite+aiosqlite:///{tmp_path}/peiban.sqlite"
    async with console_server(tmp_path, url=url) as console:
        await filled(console)
        browser = await console.signed_in()
        assert "还没有备份" in (await browser.get("/backup"))[1]
        for _ in range(9):
            assert (await browser.post("/backup"))[0] == 303
            console.now.pass_by(minutes=1)
        names = [one.name for one in backup.there(tmp_path)]
        assert len(names) == 7
        assert names == sorted(names, reverse=True)
        _, page = await browser.get("/backup")
        assert names[0] in page
        address = f"{console.url}/console/backup/{names[0]}"
        async with browser.client.post(address, data=await browser.hidden()) as answer:
            body = await answer.read()
        assert (await browser.post("/backup/peiban-1.tar.gz"))[0] == 404
        staff = await console.signed_in(Rank.STAFF)
        assert (await staff.post("/backup/whole"))[0] == 403
    folder = tmp_path / "back"
    unpack(body, folder)
    database = await open_database(f"sqlite+aiosqlite:///{folder}/peiban.sqlite")
    async with database.read() as conn:
        assert len(await directory.organisations(conn)) == 2
    await database.close()


async def test_with_postgresql_the_page_names_its_tool(console: Console):
    from dataclasses import replace  # noqa: PLC0415

    elsewhere = replace(console.desk.config, store_url="postgresql+asyncpg://h/peiban")
    object.__setattr__(console.desk, "config", elsewhere)
    browser = await console.signed_in()
    assert "pg_dump" in (await browser.get("/backup"))[1]
    assert (await browser.post("/backup"))[0] == 404
    assert backup.next_at(elsewhere, console.now()) is None


async def test_a_failed_one_is_said(console: Console):
    console.desk.data.mkdir(exist_ok=True)
    (console.desk.data / backup.FOLDER).write_text("no folder", encoding="utf-8")
    browser = await console.signed_in()
    await browser.post("/backup")
    assert "没有备份成" in (await browser.get("/backup"))[1]
    with pytest.raises(PeibanError, match="disk full"):
        await backup.make(console.desk.config, console.desk.data, START)


async def test_each_day_has_one(tmp_path: Path):
    settings = config.load(None, {"backup.at": "03:30"})
    database = await open_database(f"sqlite+aiosqlite:///{tmp_path}/peiban.sqlite")
    await database.close()
    begun = START  # 09:00 in Shanghai
    assert not backup.is_due(settings, tmp_path, begun, begun)
    later = begun + timedelta(hours=1)
    assert backup.is_due(settings, tmp_path, later, begun)
    await backup.make(settings, tmp_path, later)
    assert not backup.is_due(settings, tmp_path, later + timedelta(hours=17), begun)
    assert backup.is_due(settings, tmp_path, later + timedelta(hours=18), begun)
    off = config.load(None, {"backup.at": "off"})
    assert not backup.is_due(off, tmp_path, later + timedelta(hours=18), begun)


async def test_it_is_made_by_itself(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    import asyncio  # noqa: PLC0415

    monkeypatch.setattr(backup, "LOOK_EVERY", timedelta(milliseconds=1))
    settings = config.load(None, {})
    times = iter(range(100_000))
    database = await open_database(f"sqlite+aiosqlite:///{tmp_path}/peiban.sqlite")
    await database.close()
    async with backup.daily(
        settings, tmp_path, lambda: START + timedelta(hours=next(times))
    ):
        while not backup.there(tmp_path):  # noqa: ASYNC110 -- nobody says when
            await asyncio.sleep(0.01)
