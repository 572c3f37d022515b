"""The audit as sentences: who, what, to what, when; and what left the house."""

import html
import re

from bot.commands.noting import note
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
    assert (await sentences(browser))[:9] == [
        "administrator建了账号：小燕，社工，看全部队伍",
        "administrator写了一条知识：门几点开",
        "administrator改了设置：最后一条说活动的话以后，安静多久再开口，改成5分钟",
        "administrator认定不是同一个人：花姐，另一位是兰姐",
        "administrator改了人的名字或身份：花姐，身份是带头人",
        "administrator请机器人在群里介绍自己：合唱队骨干群",
        "administrator建了群：合唱队骨干群，是合唱队的",
        f"administrator接手了待办：#{number}",
        "administrator改了活动记录的一项：茶友会的一次活动",
    ]
    _, page = await browser.get("/audit")
    linked = ("/people/hua", "/organisations/song", there, f"/cases/{number}")
    for address in linked:
        assert f'href="/console{address}"' in page
        assert (await browser.get(address))[0] == 200


async def test_a_line_says_what_an_account_may_and_what_a_setting_is_now(console: Console):
    browser = await console.signed_in()
    await console.add("bob", Rank.STAFF)
    form = {"rank": "reader", "sees": "some", "organisation": ["tea"], "person": "yan"}
    await browser.post("/accounts/bob", **form)
    await browser.post("/accounts/bob/reset", codes="yes")
    await browser.post("/accounts/bob/reset")
    await browser.post("/settings", name="coach.settle", value="5 分钟")
    await browser.post("/settings", name="coach.settle", reset="yes")
    quiet = "administrator改了设置：最后一条说活动的话以后，安静多久再开口"
    said = await sentences(browser)
    assert said[:5] == [
        f"{quiet}，照config.yaml",
        f"{quiet}，改成5分钟",
        "administrator做了重设密码的链接：bob",
        "administrator做了重设密码的链接：bob，同时关掉了验证码",
        "administrator改了权限：bob，资助方，看1支队伍，在群里是小燕",
    ]


async def test_what_is_done_in_a_terminal_is_a_sentence_too(console: Console):
    browser, days = await console.signed_in(), ["2026-11-01", "2026-11-22"]
    counts = {"organisations": 1, "rooms": 2, "people": 3, "knowledge": 4}
    async with console.database.begin() as conn:
        await note(conn, "activities.exported", days=days, count=2)
        await note(conn, "visits.exported", "tea", days=days, count=1)
        await note(conn, "history.imported", "tea", messages=9, records=2)
        await note(conn, "store.loaded", **counts)
        await note(conn, "knowledge.started", count=5)
    assert (await sentences(browser))[:5] == [
        "有人在终端添了自带的知识，5条",
        "有人在终端装入了队伍、群和人的设置，1支队伍、2个群、3人、4条知识",
        "有人在终端导入了一个群的聊天记录：茶友会大群，9条消息，归档2份记录",
        "有人在终端下载了活动和走访对照表：茶友会，2026-11-01到2026-11-22，1次活动",
        "有人在终端导出了活动信息稿，2026-11-01到2026-11-22，2次活动",
    ]
    assert len(await sentences(browser, "?only=exports")) == 2


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
    page = (await browser.get("/exports"))[1]
    assert "还没有人导出过" in page
    assert "peiban export activities --from" in page  # the PDF comes from a terminal
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
