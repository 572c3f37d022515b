"""As a new staff member walks it on a phone: from an empty store to an answered question.

Nothing is known beforehand but the link that the bot prints: each step follows a link or a
button that stands on the page.
"""

import re
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from playwright.async_api import Page, expect

from store import directory, ledger
from tests.browser.conftest import PHONE, Open
from tests.browser.menu import choose
from tests.browser.staff_page import good, told
from tests.channels.chat_server import KEY
from tests.console.browser import PASSWORD
from tests.console.cases_given import Chat
from tests.console.console_server import Console, console_server

pytestmark = [pytest.mark.browser, pytest.mark.slow]
REPORT = "昨天上午我们在河边修了花箱，来了14个人，换了三十棵苗，大家都说好看"
ANSWER = "可以，周六上午找前台小周登记。"


@pytest.fixture
async def console(tmp_path: Path) -> AsyncIterator[Console]:
    async with console_server(tmp_path / "media", setting={}) as running:
        yield running


async def account(console: Console, page: Page) -> None:
    await page.goto(f"{console.url}/enter?key={KEY}")
    await page.locator("#who").get_by_role("link", name="工作台").click()
    await page.get_by_label("您的名字").fill("王芳")
    await page.get_by_label("密码").fill(PASSWORD)
    await page.get_by_role("button", name="建好账号").click()
    await told(page, "账号建好了")


async def rooms(page: Page) -> None:
    """Those of everybody, then an organisation with a group of its own."""
    for name in ("社工群", "带头人群"):
        await page.get_by_role("link", name=f"建{name}").click()
        await page.get_by_role("button", name=f"建{name}").click()
        await told(page, "群建好了")
        await page.get_by_role("link", name="工作台").click()
    await page.get_by_role("link", name="建第一支队伍").click()
    await page.get_by_label("队伍的名字").fill("花友会")
    await page.get_by_role("button", name="建队伍").click()
    await page.get_by_role("button", name="建群").click()
    await told(page, "群建好了")


async def people(page: Page) -> None:
    await page.get_by_label("怎么称呼").fill("白姐")
    await page.get_by_role("button", name="添上").click()
    await told(page, "添上了")
    await page.get_by_role("link", name="工作台").click()
    await page.get_by_role("link", name="把社工添进社工群").click()
    await page.get_by_text("添一位").click()
    await page.get_by_label("怎么称呼").fill("小应")
    await page.get_by_label("社工", exact=True).check()
    await page.get_by_label("社工群").check()
    await page.get_by_role("button", name="添上").click()
    await told(page, "添上了")
    await page.get_by_role("link", name="工作台").click()
    await expect(page.get_by_text("先把这几样备齐")).to_have_count(0)


async def reported(console: Console, window: Open) -> Chat:
    """In the built-in chat, by her whom the console has just put there."""
    async with console.database.read() as conn:
        every = {one.name: one.id for one in (await directory.people(conn)).values()}
        [room] = [r for r in (await directory.rooms(conn)).values() if r.organisation]
    opened = await window(f"{console.url}/", PHONE)
    await opened.become(every["白姐"])
    await opened.enter(room.id)
    await opened.say(REPORT)
    await opened.sees("修了花箱")
    chat = Chat(console)
    console.now.pass_by(minutes=10)
    await opened.say("明天见")
    await chat.handle()
    await opened.say("@陪伴 活动室的投影仪周末能不能借？")
    await opened.sees("投影仪")
    await chat.handle()
    console.now.pass_by(minutes=1)
    return chat


async def test_from_an_empty_store_to_a_correction_and_an_answer(
    console: Console, window: Open
):
    opened = await window(f"{console.url}/", PHONE, let_in=False)
    page = opened.page
    await account(console, page)
    await good(opened, "begin-today")
    await rooms(page)
    await good(opened, "begin-organisation")
    await people(page)
    chat = await reported(console, window)

    await choose(page, "活动")
    await page.get_by_role("link", name=re.compile("修了花箱|花箱")).click()
    await page.get_by_text("改人数").click()
    await page.get_by_label("来了几位").fill("15")
    await page.locator("#headcount").get_by_role("button", name="保存").click()
    await told(page, "已经改好")
    async with console.database.read() as conn:
        [activity] = await ledger.activities(conn)
    assert activity.headcount is not None
    assert activity.headcount.number == 15
    await good(opened, "begin-corrected")

    await page.get_by_role("link", name="工作台").click()
    await page.get_by_role("link", name=re.compile("投影仪")).click()
    await page.get_by_label("带回群里的话").fill(ANSWER)
    await page.get_by_role("button", name="发到群里").click()
    await told(page, "答复收下了")
    await chat.handle()
    await good(opened, "begin-answered")
