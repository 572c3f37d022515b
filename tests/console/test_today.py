"""The page that a member of staff opens every morning."""

import re
from collections.abc import Mapping
from dataclasses import replace

from handlers.model.case import CaseKind
from store import enrol
from store.console.accounts import Rank
from tests.console.cases_given import QUESTION, Chat
from tests.console.console_server import Console, beside
from tests.console.records_given import LEADERS

NOTE = "今天下午我们在活动室办了茶会，来了12个人，大家都说暖和"


async def test_with_nothing_to_do_it_says_so(console: Console):
    browser = await console.signed_in(Rank.STAFF)
    status, page = await browser.get("/")
    assert status == 200
    assert "没有了，都有人管" in page
    assert "机器人运行正常" in page
    assert "还没有登记队伍" not in page


async def test_the_oldest_that_nobody_looks_after_is_on_top(console: Console):
    chat, browser = Chat(console), await console.signed_in(Rank.STAFF)
    first = await chat.ask()
    console.now.pass_by(hours=3)
    second = await chat.ask("@陪伴 报销要带哪几张票？", "lan", "song")
    console.now.pass_by(hours=1)
    _, page = await browser.get("/")
    assert page.index(f"/console/cases/{first}") < page.index(f"/console/cases/{second}")
    assert QUESTION in page
    assert "4小时" in page
    await browser.post(f"/cases/{second}/take")
    _, page = await browser.get("/")
    assert page.index(f"/console/cases/{second}") < page.index(f"/console/cases/{first}")
    assert "我在跟的" in page


async def test_what_a_colleague_looks_after_is_only_counted(console: Console):
    chat, browser = Chat(console), await console.signed_in(Rank.STAFF)
    number = await chat.ask()
    other = await console.signed_in()
    await other.post(f"/cases/{number}/take")
    _, page = await browser.get("/")
    assert f"/console/cases/{number}" not in page
    assert "1 件" in page


async def test_a_long_list_is_cut_and_leads_on(console: Console):
    chat, browser = Chat(console), await console.signed_in(Rank.STAFF)
    for one in range(8):
        await chat.open(CaseKind.UNSURE, f"tea/u{one}")
    _, page = await browser.get("/")
    assert page.count('href="/console/cases/') == 6
    assert "看全部 8 件" in page


async def test_what_was_filed_since_yesterday_is_counted_once(console: Console):
    chat, browser = Chat(console), await console.signed_in(Rank.STAFF)
    await chat.say(NOTE)
    _, page = await browser.get("/")
    assert re.search("<strong>1</strong> .*份记录还在群里补充", page)
    console.now.pass_by(minutes=10)
    await chat.say("大家聊得很开心，说下次还要来")
    console.now.pass_by(minutes=10)
    await chat.say("更正：来了13个人")
    console.now.pass_by(minutes=10)
    await chat.say("谢谢")
    _, page = await browser.get("/")
    assert re.search("<strong>1</strong> .*次活动记好了", page)
    assert "<strong>13</strong> 人次" in page
    console.now.pass_by(days=3)
    await browser.sign_in("staff")
    _, page = await browser.get("/")
    assert re.search("<strong>0</strong> .*次活动记好了", page)


async def test_a_funder_sees_numbers_of_its_organisations_and_no_words(console: Console):
    chat, browser = Chat(console), await console.signed_in(Rank.READER, sees=["song"])
    await chat.ask()
    await chat.ask("@陪伴 报销要带哪几张票？", "lan", "song")
    _, page = await browser.get("/")
    assert "昨天到现在" in page
    assert "cases" not in page.replace("cases.css", "")
    assert "报销" not in page


async def test_staff_of_one_organisation_see_its_cases_alone(console: Console):
    chat, browser = Chat(console), await console.signed_in(Rank.STAFF, sees=["song"])
    await chat.ask()
    other = await chat.ask("@陪伴 报销要带哪几张票？", "lan", "song")
    for path in ("/", "/cases"):
        _, page = await browser.get(path)
        assert f"/console/cases/{other}" in page
        assert QUESTION not in page
        assert "茶友会" not in page


async def test_what_is_down_is_said_first(console: Console):
    async def health() -> Mapping[str, object]:
        return {"status": "down"}

    desk = replace(console.desk, health=health)
    async with beside(desk) as url:
        console.url = url
        browser = await console.signed_in(Rank.STAFF)
        _, page = await browser.get("/")
    assert "机器人有一部分停了" in page
    assert "机器人运行正常" not in page


async def test_whoever_may_begin_hears_what_is_still_missing(console: Console):
    staff = await console.signed_in(Rank.STAFF)
    _, page = await staff.get("/")
    assert "先把这几样备齐" in page
    assert "/console/organisations#common" in page
    tea = await console.signed_in(Rank.STAFF, sees=["tea"])
    assert "先把这几样备齐" not in (await tea.get("/"))[1]
    async with console.database.begin() as conn:
        await enrol.load_setting(conn, LEADERS)
    assert "先把这几样备齐" not in (await staff.get("/"))[1]
