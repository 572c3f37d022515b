"""Whether the bot is well, what it does by itself, and what was put aside."""

from datetime import timedelta

from store import inbox
from store.console.accounts import Rank
from store.tables import TimerRow
from store.upsert import insert
from tests.console.cases_given import Chat
from tests.console.console_server import Console, console_server

ERROR = "ValueError in somewhere.py:3"


async def left(console: Console) -> int:
    async with console.database.read() as conn:
        return len(await inbox.parked(conn))


async def test_a_row_is_tried_again(console: Console):
    number = await Chat(console).put_aside(ERROR)
    browser = await console.signed_in(Rank.STAFF)
    _, page = await browser.get("/health")
    assert ERROR in page
    assert "有几条没能处理" in page
    await browser.post(f"/health/rows/{number}/retry")
    assert "一切正常" in (await browser.get("/health"))[1]
    assert await left(console) == 0
    await browser.post(f"/health/rows/{number}/retry")
    assert "已经不在那里了" in (await browser.get("/health"))[1]


async def test_a_row_is_given_up_only_when_somebody_is_sure(console: Console):
    number = await Chat(console).put_aside(ERROR)
    browser = await console.signed_in(Rank.STAFF)
    await browser.post(f"/health/rows/{number}/drop")
    assert await left(console) == 1
    await browser.post(f"/health/rows/{number}/drop", sure="yes")
    assert await left(console) == 0
    await browser.post(f"/health/rows/{number}/drop", sure="yes")
    assert "已经不在那里了" in (await browser.get("/health"))[1]


async def test_whoever_sees_one_organisation_sees_no_rows_and_no_log(console: Console):
    number = await Chat(console).put_aside(ERROR)
    browser = await console.signed_in(Rank.STAFF, sees=["tea"])
    _, page = await browser.get("/health")
    assert "somewhere.py" not in page
    assert (await browser.post(f"/health/rows/{number}/retry"))[0] == 404


async def test_what_may_have_been_said_is_listed(console: Console):
    await Chat(console).lose("话")
    browser = await console.signed_in(Rank.STAFF)
    _, page = await browser.get("/health")
    assert "不知道发出去没有（1）" in page
    assert "茶友会大群" in page


async def test_the_log_and_its_warnings(console: Console):
    folder = console.desk.data / "logs"
    folder.mkdir(parents=True)
    lines = ["2026-11-22 INFO bot fine", "2026-11-22 WARNING bot look here"]
    (folder / "peiban.log").write_text("\n".join(lines), encoding="utf-8")
    browser = await console.signed_in(Rank.STAFF)
    _, page = await browser.get("/health")
    assert page.index("look here") < page.index("bot fine")
    assert "bot fine" not in (await browser.get("/health?log=warnings"))[1]


async def test_everything_is_checked(tmp_path_factory):
    folder = tmp_path_factory.mktemp("data")
    url = f"sqlite+aiosqlite:///{folder}/peiban.sqlite"
    async with console_server(folder, url=url) as console:
        browser = await console.signed_in()
        status, page = await browser.post("/health/check")
        assert status == 200
        assert "数据目录" in page
        assert "打得开" in page
        assert "newest schema" in page


async def test_what_runs_by_itself(console: Console):
    at = console.now() + timedelta(hours=2)
    row = {"lane": "o:tea", "subject": "d1", "timer": "settle", "due": at}
    async with console.database.begin() as conn:
        await conn.execute(insert(conn.dialect, TimerRow), row)
    browser = await console.signed_in()
    _, page = await browser.get("/schedules")
    assert "群里安静下来再问" in page
    assert "备份数据库" in page
    assert "11:00" in page
