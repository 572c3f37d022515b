"""The accounts of the outside in a real browser: a code, a group to be bound, words to say."""

import pytest
from playwright.async_api import expect

from bot.channels.account import AccountState
from tests.browser.conftest import PHONE, Open
from tests.browser.menu import choose
from tests.browser.staff_page import SIZES, good, signed_in, told
from tests.console.console_server import Console
from tests.console.outside_given import WORDS, account, left, opened, sighted

pytestmark = [pytest.mark.browser, pytest.mark.slow]
PATIENCE = 20_000  # milliseconds; a busy machine is slow


@SIZES
async def test_a_code_is_there_until_it_is_scanned(
    console: Console, window: Open, size: dict[str, int]
):
    name = "phone" if size is PHONE else "desk"
    await opened(console)
    account(console, AccountState.SCAN, qr="https://login.example/one")
    await sighted(console, inviter="yan")
    shown = await signed_in(console, window, size)
    page = shown.page
    await choose(page, "微信")
    code = page.get_by_role("img", name="登录用的二维码")
    await expect(code).to_be_visible()
    await good(shown, f"outside-scan-{name}")
    before = await code.inner_html()

    await expect(page.locator("#live:not(.broken)")).to_be_visible()
    account(console, AccountState.SCAN, qr="https://login.example/two")
    await expect(code).not_to_have_js_property("innerHTML", before, timeout=PATIENCE)
    account(console, AccountState.CONNECTED)
    await expect(code).to_have_count(0, timeout=PATIENCE)
    await good(shown, f"outside-{name}")


@SIZES
async def test_from_a_group_that_waits_to_the_first_words(
    console: Console, window: Open, size: dict[str, int]
):
    name = "phone" if size is PHONE else "desk"
    await opened(console, listen_only=True)
    await sighted(console, inviter="yan")
    await left(console, "a")
    shown = await signed_in(console, window, size)
    page = shown.page
    await expect(page.get_by_text("1 句话等人去群里发")).to_be_visible()
    await choose(page, "微信")
    await page.get_by_text("绑这个群").click()
    await good(shown, f"outside-bind-{name}")
    await page.get_by_label("是谁的群").select_option("o:tea")
    await page.get_by_label("队伍的哪一种群").select_option("core")
    await page.get_by_role("button", name="绑定").click()
    await told(page, "绑好了")

    await choose(page, "待发")
    await expect(page.locator(".by-hand .words")).to_contain_text(WORDS)
    await good(shown, f"by-hand-{name}")
    await page.get_by_role("button", name="复制").click()
    await expect(page.get_by_role("button", name="复制好了")).to_be_visible()
    await page.get_by_role("button", name="我发了").click()
    await told(page, "已经发到群里")
    await expect(page.locator(".by-hand")).to_have_count(0)
    assert shown.errors == []
