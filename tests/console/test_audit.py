"""The audit as sentences: who, what, to what, when; and what left the house."""

import html
import re

from store.console.accounts import Rank
from tests.console import records_given as given
from tests.console.browser import Browser
from tests.console.cases_given import Chat
from tests.console.console_server import Console


async def sentences(browser: Browser, query: str = "") -> list[str]:
    """Without tags and times, the newest first."""
    _, page = await browser.get(f"/audit{query}")
    lines = re.findall(r"<li><p>(.*?)</p>", page, re.S)
    return [re.sub(r"\s+", "", html.unescape(re.sub(r"<[^>]+>", "", x))) for x in lines]


async def test_every_deed_is_a_sentence_that_names_and_links_what_it_was_done_to(
    console: Console,
):
    chat, browser = Chat(console), await console.signed_in()
    id_, number = await given.filed(chat), await chat.ask()
    there = f"/activities/{id_.replace('/', '%2F')}"
    await browser.post(f"{there}/correct", field="headcount", number="15")
    await browser.post(f"/cases/{number}/take")
    await browser.post("/organisations/song/rooms", name="合唱队骨干群", kind="core")
    await browser.post("/people/hua", name="花姐", role="leader")
    await browser.post("/people/merge", one="hua", other="lan", same="no")
    await browser.post("/settings", name="coach.settle", value="5 分钟")
    await browser.post("/knowledge/new", question="门几点开", answer="九点", approved="yes")
    await browser.post("/accounts", name="小燕", rank="staff")
    assert (await sentences(browser))[:8] == [
        "administrator建了账号：小燕",
        "administrator写了一条知识：门几点开",
        "administrator改了设置：最后一条说活动的话以后，安静多久再开口",
        "administrator认定不是同一个人：花姐，另一位是兰姐",
        "administrator改了人的名字或身份：花姐，身份是带头人",
        "administrator建了群：合唱队骨干群，是合唱队的",
        f"administrator接手了待办：#{number}",
        "administrator改了活动记录的一项：茶友会的一次活动",
    ]
    _, page = await browser.get("/audit")
    linked = ("/people/hua", "/organisations/song", there, f"/cases/{number}")
    for address in linked:
        assert f'href="/console{address}"' in page
        assert (await browser.get(address))[0] == 200


async def test_what_is_not_there_any_more_is_said(console: Console):
    browser = await console.signed_in()
    async with console.database.begin() as conn:
        for action in ("person.saved", "desk.correct", "desk.log", "room.saved"):
            await console.desk.note(conn, None, action, "gone")
    said = (await sentences(browser))[:4]
    assert said == [
        "有人改了群：已经不在的",
        "有人写了跟踪日志：一篇已经不在的",
        "有人改了活动记录的一项：一份已经不在的记录",
        "有人改了人的名字或身份：已经不在的",
    ]


async def test_what_is_taken_out_is_listed_with_who_took_it(console: Console):
    await given.filed(Chat(console))
    browser = await console.signed_in(Rank.STAFF)
    assert "还没有人导出过" in (await browser.get("/exports"))[1]
    async with browser.client.get(f"{console.url}/console/knowledge/table") as got:
        assert got.status == 200
    days = {"since": "2026-11-01", "until": "2026-11-22"}
    form = {**await browser.hidden(), **days}
    async with browser.client.post(
        f"{console.url}/console/exports/visits", data=form
    ) as got:
        assert got.status == 200
        assert "visits-2026-11-01-2026-11-22.xlsx" in got.headers["Content-Disposition"]
        assert (await got.read()).startswith(b"PK")
    _, page = await browser.get("/exports")
    assert "下载了活动和走访对照表" in page
    assert "2026-11-01 到 2026-11-22，1 次活动" in page
    wrong = {"since": "2026-11-22", "until": "2026-11-01"}
    assert (await browser.post("/exports/visits", **wrong))[0] == 422
    administrator = await console.signed_in()
    assert len(await sentences(administrator, "?only=exports")) == 2
