"""The console's door in a real browser, on a phone and on a desk."""

import os
from pathlib import Path

import pyotp
import pytest
from playwright.async_api import Page, expect

from tests.browser.conftest import PHONE, Open
from tests.browser.staff_page import SIZES, WIDTHS, sign_in, told
from tests.channels.chat_server import KEY
from tests.console.browser import PASSWORD
from tests.console.console_server import Console

pytestmark = [pytest.mark.browser, pytest.mark.slow]
SMALL = {"width": 360, "height": 740}


async def shot(page: Page, name: str) -> None:
    """For people to look at, where a folder is named."""
    if folder := os.environ.get("PEIBAN_SHOTS"):
        await page.screenshot(path=Path(folder) / f"{name}.png", full_page=True)


@SIZES
async def test_from_the_printed_link_to_the_first_account(
    console: Console, window: Open, size: dict[str, int]
):
    name = "phone" if size is PHONE else "desk"
    page = (await window(f"{console.url}/console/", size, let_in=False)).page
    await expect(page.get_by_role("heading", level=1)).to_have_text("开始使用工作台")
    await shot(page, f"set-up-outside-{name}")
    await page.goto(f"{console.url}/enter?key={KEY}")
    await page.goto(f"{console.url}/console/")
    await page.get_by_label("您的名字").fill("王芳")
    await page.get_by_label("密码").fill("short")
    await page.get_by_role("button", name="建好账号").click()
    await expect(page.get_by_role("alert")).to_contain_text("太短")
    await shot(page, f"set-up-{name}")
    await page.get_by_label("密码").fill(PASSWORD)
    await page.keyboard.press("Enter")
    await told(page, "账号建好了")
    await shot(page, f"today-{name}")
    for there in ("accounts", "me", "audit"):
        await page.goto(f"{console.url}/console/{there}")
        await shot(page, f"{there}-{name}")


@SIZES
async def test_a_wrong_password_then_too_many_then_the_right_one(
    console: Console, window: Open, size: dict[str, int]
):
    name = "phone" if size is PHONE else "desk"
    await console.add("小燕")
    page = (await window(f"{console.url}/console/audit", size, let_in=False)).page
    await shot(page, f"sign-in-{name}")
    for _ in range(5):
        await sign_in(page, "小燕", "a guess")
        await expect(page.get_by_role("alert")).to_contain_text("名字或密码不对")
    await shot(page, f"wrong-{name}")
    await sign_in(page, "小燕")
    await expect(page.get_by_role("heading", level=1)).to_have_text("请稍等再试")
    await shot(page, f"throttled-{name}")
    console.now.pass_by(minutes=1)
    await page.goto(f"{console.url}/console/audit")
    await sign_in(page, "小燕")
    await expect(page.get_by_role("heading", level=1)).to_have_text("操作记录")


@SIZES
async def test_one_time_codes_with_keys_alone(
    console: Console, window: Open, size: dict[str, int]
):
    name = "phone" if size is PHONE else "desk"
    await console.add("小燕")
    page = (await window(f"{console.url}/console/", size, let_in=False)).page
    await sign_in(page, "小燕")
    if size is PHONE:
        await page.locator("summary", has_text="菜单").click()
    await page.get_by_role("link", name="小燕").click()
    await page.get_by_role("link", name="打开验证码").click()
    await shot(page, f"codes-{name}")
    secret = await page.locator("[name=secret]").get_attribute("value")
    await page.get_by_label("手机上的六位数字").fill(pyotp.TOTP(secret).at(console.now()))
    await page.get_by_label("现在的密码").fill(PASSWORD)
    await page.keyboard.press("Enter")
    await expect(page.locator(".codes li")).to_have_count(8)
    await shot(page, f"recovery-{name}")
    if size is PHONE:
        await page.locator("summary", has_text="菜单").click()
    await page.get_by_role("button", name="退出").click()
    console.now.pass_by(minutes=2)
    await sign_in(page, "小燕")
    await expect(page.get_by_role("heading", level=1)).to_have_text("再输一次性验证码")
    await shot(page, f"code-{name}")
    await page.keyboard.type(pyotp.TOTP(secret).at(console.now()))  # it has the focus
    await page.keyboard.press("Enter")
    await expect(page.get_by_role("heading", level=1)).to_contain_text("今天")


@SIZES
async def test_a_session_that_is_ended_elsewhere_is_out_at_the_next_click(
    console: Console, window: Open, size: dict[str, int]
):
    name = "phone" if size is PHONE else "desk"
    await console.add("小燕")
    first = (await window(f"{console.url}/console/me", size, let_in=False)).page
    second = (await window(f"{console.url}/console/me", size, let_in=False)).page
    await sign_in(first, "小燕")
    await sign_in(second, "小燕")
    await first.reload()
    await shot(first, f"logins-{name}")
    await first.get_by_role("button", name="让它退出").click()
    await told(first, "已经让它退出")
    await second.get_by_label("现在的密码").first.fill(PASSWORD)
    await second.get_by_label("新密码").fill("quite another word")
    await second.get_by_role("button", name="改密码").click()
    await expect(second.get_by_role("alert")).to_contain_text("没有登录")
    await shot(second, f"ended-{name}")
    await second.goto(f"{console.url}/console/me")
    await expect(second.get_by_role("heading", level=1)).to_have_text("登录")


async def test_every_page_is_readable_on_a_narrow_phone_and_at_twice_the_size(
    console: Console, window: Open
):
    await console.add("小燕")
    opened = await window(f"{console.url}/console/", SMALL, let_in=False)
    await sign_in(opened.page, "小燕")
    for size in (SMALL, {"width": 640, "height": 400}):  # 1280 at 200 %
        await opened.page.set_viewport_size(size)
        for there in (
            "",
            "accounts",
            "accounts/小燕",
            "me",
            "me/codes",
            "audit",
            "nowhere",
        ):
            await opened.page.goto(f"{console.url}/console/{there}")
            wide, inner = await opened.page.evaluate(WIDTHS)
            assert wide <= inner, there
    assert opened.errors == []


async def test_the_keyboard_reaches_the_form_and_skips_the_pages(
    console: Console, window: Open
):
    await console.add("小燕")
    page = (await window(f"{console.url}/console/", let_in=False)).page
    await sign_in(page, "小燕")
    await page.wait_for_url(f"{console.url}/console/")  # keys go to the page that is there
    await page.keyboard.press("Tab")
    await expect(page.get_by_role("link", name="跳到正文")).to_be_focused()
    await page.keyboard.press("Enter")
    await expect(page.locator("main")).to_be_focused()
    await expect(page.locator("#live")).to_be_visible()
