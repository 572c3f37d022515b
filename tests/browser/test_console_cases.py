"""Staff's morning in a real browser, on a phone and on a desk: today, the list, one case."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from playwright.async_api import Page, expect

from bot.demo import PHOTOS
from handlers.model.case import CaseKind
from handlers.model.effects import TakeCase
from handlers.model.people import PersonId
from store import cases, enrol, ledger, media
from store.console.accounts import Rank
from tests.browser.axe import problems
from tests.browser.conftest import DESK, PHONE, Open
from tests.browser.menu import choose
from tests.browser.staff_page import SIZES, WIDTHS, good, signed_in, told
from tests.console.cases_given import QUESTION, Chat
from tests.console.console_server import Console, console_server
from tests.console.records_given import LEADERS

pytestmark = [pytest.mark.browser, pytest.mark.slow]
ANSWER = "可以，周六上午找前台小周登记，用完放回柜子里。"


@pytest.fixture
async def console(tmp_path: Path) -> AsyncIterator[Console]:
    async with console_server(tmp_path / "media") as running:
        async with running.database.begin() as conn:
            await enrol.load_setting(conn, LEADERS)
        yield running


async def several(console: Console) -> int:
    """A morning's cases, as they come about in two groups; the number of the question."""
    chat = Chat(console)
    await chat.say("昨天上午我们在茶室办了茶会，来了14个人，一起泡了三种茶，大家都说暖和")
    console.now.pass_by(minutes=10)
    await chat.say("下回还来")
    await chat.say("前天下午我们在西桥活动室排练了三首歌，来了16个人", "lan", "song")
    async with console.database.read() as conn:
        draft = (await ledger.all_drafts(conn))[-1]
    await chat.open(CaseKind.HAND_OVER, draft.id, "song")
    console.now.pass_by(hours=22)
    await chat.say("周末的茶会，谁家有多的板凳？", "bao")
    await chat.say("我家有四把", "hua", pictures=[await picture(console)])
    question = await chat.ask()
    console.now.pass_by(minutes=7)
    await chat.say("我也想问这个", "bao")
    console.now.pass_by(hours=2)
    spoken = await chat.say("", "lan", "song", pictures=[await picture(console)])
    await chat.open(CaseKind.UNSURE, f"song/{spoken}", "song")
    await chat.lose("@花姐 大概来了多少人？")
    console.now.pass_by(minutes=20)
    mine = await chat.open(CaseKind.CONFLICT, "gone", "tea")
    async with console.database.begin() as conn:
        await cases.take(conn, [TakeCase(mine, PersonId("yan"), console.now())])
    return question


async def picture(console: Console) -> str:
    desk = console.desk
    data = (PHOTOS / "garden-1.jpg").read_bytes()
    kept = await desk.media.keep(data, "garden.jpg", "image/jpeg", console.now())
    async with console.database.begin() as conn:
        await media.put(conn, [kept])
    return kept.sha


@SIZES
async def test_a_morning(console: Console, window: Open, size: dict[str, int]):
    name = "phone" if size is PHONE else "desk"
    number = await several(console)
    opened = await signed_in(console, window, size)
    page = opened.page
    await expect(page.locator(".case")).to_have_count(5)
    await expect(page.locator(".case").first).to_contain_text("对不上")
    await expect(page.locator(".case").nth(1)).to_contain_text("还缺")
    await good(opened, f"today-{name}")

    await choose(page, "待办")
    await expect(page.locator(".case")).to_have_count(5)
    await good(opened, f"cases-{name}")
    await page.get_by_label("什么事").select_option("question")
    await page.get_by_role("button", name="筛选").click()
    await expect(page.locator(".case")).to_have_count(1)

    await page.locator(".case").click()
    await expect(page.locator(".asked .words").first).to_contain_text(QUESTION)
    await expect(page.locator(".picture img")).to_have_js_property("naturalWidth", 1200)
    await page.get_by_role("button", name="我来跟").click()
    await told(page, "归您跟了")
    await good(opened, f"case-{name}")
    await answer(page)
    await expect(page.locator(".course")).to_contain_text(ANSWER)
    await expect(page.get_by_text("再补充几句")).to_be_visible()
    await good(opened, f"case-answered-{name}")
    async with console.database.read() as conn:
        [case] = await cases.named(conn, [number])
    assert case.closed_by == "yan"


async def answer(page: Page) -> None:
    await page.get_by_label("带回群里的话").fill(ANSWER)
    await page.get_by_label("照片").set_input_files(PHOTOS / "garden-1.jpg")
    await page.get_by_role("button", name="发到群里").click()
    await told(page, "会带回群里")


async def test_the_checker_sees_what_is_wrong(window: Open, console: Console):
    page = (await window(f"{console.url}/console/", let_in=False)).page
    await page.evaluate("() => document.body.append(document.createElement('input'))")
    assert "label" in {problem["id"] for problem in await problems(page)}


@SIZES
async def test_with_keys_alone(console: Console, window: Open, size: dict[str, int]):
    number = await several(console)
    page = (await signed_in(console, window, size)).page
    await page.goto(f"{console.url}/console/cases/{number}")
    for _ in range(40):
        await page.keyboard.press("Tab")
        if await page.locator("textarea:focus").count():
            break
    await page.keyboard.type(ANSWER)
    await page.keyboard.press("Tab")
    await page.keyboard.press("Tab")
    await expect(page.get_by_role("button", name="发到群里")).to_be_focused()
    await page.keyboard.press("Enter")
    await told(page, "会带回群里")
    summary = page.locator("main summary")
    await page.goto(f"{console.url}/console/cases/{number + 1}")
    await summary.focus()
    await page.keyboard.press("Enter")
    await expect(page.get_by_label("为什么")).to_be_visible()


async def test_what_comes_stands_on_an_open_page_and_what_is_typed_stays(
    console: Console, window: Open
):
    chat = Chat(console)
    number = await chat.ask()
    opened = await signed_in(console, window, PHONE)
    page = opened.page
    await expect(page.locator(".case")).to_have_count(1)
    other = (await window(f"{console.url}/console/", DESK, let_in=False)).page
    await page.goto(f"{console.url}/console/cases/{number}")
    await expect(page.locator("#live:not(.broken)")).to_be_visible()
    await page.get_by_label("带回群里的话").fill("还没写完")
    staff = await console.signed_in(Rank.STAFF)
    await staff.post(f"/cases/{number}/take")
    await expect(page.locator(".facts")).to_contain_text("staff", timeout=20_000)
    await expect(page.get_by_label("带回群里的话")).to_have_value("还没写完")
    await expect(other.get_by_role("heading", level=1)).to_have_text("登录")
    assert opened.errors == []


async def test_it_is_readable_on_a_narrow_phone_and_at_twice_the_size(
    console: Console, window: Open
):
    number = await several(console)
    page = (await signed_in(console, window, PHONE)).page
    for size in ({"width": 320, "height": 640}, {"width": 640, "height": 400}):
        await page.set_viewport_size(size)
        for there in ("", "cases", f"cases/{number}", f"cases/{number}?more=1"):
            await page.goto(f"{console.url}/console/{there}")
            wide, inner = await page.evaluate(WIDTHS)
            assert wide <= inner, there
