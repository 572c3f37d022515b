"""Who and what there is, in a real browser: organisations, people, knowledge, settings."""

from collections.abc import AsyncIterator, Mapping
from pathlib import Path

import pytest
from playwright.async_api import expect
from sqlalchemy.ext.asyncio import AsyncConnection

from handlers.model.case import Entry
from store import directory, inbox, knowledge
from store.console.accounts import Rank
from store.inbox import Inbound
from store.tables import RoomRow
from store.upsert import insert
from tests.browser.conftest import PHONE, Open
from tests.browser.menu import choose
from tests.browser.staff_page import SIZES, good, signed_in, told
from tests.console.console_server import Console, console_server

pytestmark = [pytest.mark.browser, pytest.mark.slow]
NEIGHBOURHOOD: Mapping[str, object] = {
    "organisations": [
        {
            "id": "song",
            "name": "合唱队",
            "community": "西桥社区",
            "plan": [
                {
                    "title": "每周排练",
                    "from": "2026-01-01",
                    "to": "2026-12-31",
                    "times": 40,
                },
                {"title": "重阳演出", "from": "2026-10-01", "to": "2026-10-31", "times": 1},
            ],
        }
    ],
    "people": [
        {"id": "p1", "name": "郑玉兰", "role": "leader", "rooms": ["tea"]},
        {"id": "p2", "name": "郑玉兰（合唱）", "rooms": ["song"]},
        {"id": "p3", "name": "孙大海", "rooms": ["song"]},
    ],
}
NOBODYS: Mapping[str, object] = {
    "id": "new",
    "name": "东桥手工群",
    "purpose": "organisation",
    "organisation": None,
    "kind": None,
    "lane": "r:new",
    "position": 99,
}
KNOWN = (
    Entry(
        "k1",
        "茶室几点开门？",
        "茶室每天早上九点开门，中午不关。",
        source="茶室公告",
        approver="小燕",
    ),
    Entry("k2", "茶室几点钟开门呢？", "九点。", source="小燕", approver="小燕"),
    Entry("k3", "合唱队在哪里排练？", "西桥活动室二楼。", approver="小燕"),
)


@pytest.fixture
async def console(tmp_path: Path) -> AsyncIterator[Console]:
    url = f"sqlite+aiosqlite:///{tmp_path}/peiban.sqlite"
    async with console_server(tmp_path, url=url) as running:
        async with running.database.begin() as conn:
            await directory.load_setting(conn, NEIGHBOURHOOD)
            await conn.execute(insert(conn.dialect, RoomRow), NOBODYS)
            await knowledge.keep(conn, KNOWN)
            await _put_aside(running, conn)
        yield running


async def _put_aside(console: Console, conn: AsyncConnection) -> None:
    at = console.now()
    row = Inbound("web", "tea", "m1", "recall", "o:tea", None, at, at, {"message": "m0"})
    [number] = await inbox.put(conn, [row])
    await inbox.park(conn, number, "ValueError in bot/arrivals.py:12", at)


@SIZES
async def test_organisations_and_people(
    console: Console, window: Open, size: dict[str, int]
):
    name = "phone" if size is PHONE else "desk"
    opened = await signed_in(console, window, size, Rank.ADMINISTRATOR)
    page = opened.page
    await choose(page, "队伍")
    await expect(page.get_by_text("还没有归属的群")).to_be_visible()
    await good(opened, f"organisations-{name}")
    await page.get_by_label("东桥手工群").select_option("o:song")
    await page.get_by_role("button", name="归到这里").click()
    await told(page, "保存")
    await page.get_by_role("link", name="合唱队").click()
    await expect(page.locator("#rooms ~ .list > li")).to_have_count(2)
    await page.get_by_role("button", name="请机器人别主动说话").first.click()
    await expect(page.get_by_text("静音：不主动说话")).to_have_count(1)
    await page.get_by_label("次数").nth(1).fill("2")
    await page.get_by_role("button", name="保存计划").click()
    await expect(page.get_by_label("次数").nth(1)).to_have_value("2")
    await good(opened, f"organisation-{name}")

    await choose(page, "人")
    await good(opened, f"people-{name}")
    await page.get_by_role("button", name="是同一个人", exact=True).click()
    await expect(page.get_by_text("也许是同一个人")).to_have_count(0)
    await page.get_by_role("link", name="郑玉兰").click()
    await expect(page.get_by_text("算作同一个人")).to_be_visible()
    await good(opened, f"person-{name}")


@SIZES
async def test_knowledge(console: Console, window: Open, size: dict[str, int]):
    name = "phone" if size is PHONE else "desk"
    opened = await signed_in(console, window, size, Rank.ADMINISTRATOR)
    page = opened.page
    await choose(page, "知识")
    await page.get_by_label("如果有人在群里这样问").fill("合唱队在哪里排练？")
    await page.get_by_role("button", name="看看会怎么答").click()
    await expect(page.get_by_text("西桥活动室二楼。")).to_be_visible()
    await good(opened, f"knowledge-{name}")
    await choose(page, "知识")
    await page.get_by_role("button", name="留第一条").click()
    await told(page, "保存")
    await page.get_by_role("link", name="写一条新的").click()
    await page.get_by_label("问题").fill("图书角在哪？")
    await page.get_by_label("回答", exact=True).fill("在二楼。")
    await page.get_by_role("button", name="保存").click()
    await told(page, "保存")
    await good(opened, f"entry-{name}")


@SIZES
async def test_settings_and_what_keeps_it_running(
    console: Console, window: Open, size: dict[str, int]
):
    name = "phone" if size is PHONE else "desk"
    opened = await signed_in(console, window, size, Rank.ADMINISTRATOR)
    page = opened.page
    await choose(page, "设置")
    await page.get_by_text("追问", exact=True).click()
    setting = page.locator("#coach-settle")
    await setting.get_by_role("textbox").fill("soon")
    await setting.get_by_role("button", name="保存").click()
    await expect(setting.get_by_text("这样写不行")).to_be_visible()
    await expect(setting.get_by_role("textbox")).to_be_focused()
    await expect(setting).to_be_in_viewport()
    await setting.get_by_role("textbox").fill("5m")
    await setting.get_by_role("button", name="保存").click()
    await expect(setting.get_by_text("下次启动用 5 分钟")).to_be_visible()
    await good(opened, f"settings-{name}")
    await choose(page, "定时")
    await good(opened, f"schedules-{name}")
    await choose(page, "备份")
    await page.get_by_role("button", name="现在备份一份").click()
    await told(page, "备份好了")
    async with page.expect_download() as download:
        await page.get_by_role("button", name="下载全部").click()
    assert (await download.value).suggested_filename == "peiban-2026-11-22.tar"
    await good(opened, f"backup-{name}")
    await choose(page, "运行")
    await good(opened, f"health-{name}")
    await page.get_by_role("button", name="再试一次").click()
    await told(page, "又排上队了")
