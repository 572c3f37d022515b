"""Staff at the console in a real browser: signed in, and whether a page is as it must be."""

import os
from pathlib import Path

import pytest
from playwright.async_api import Page, expect

from store.console.accounts import Rank
from tests.browser.axe import problems
from tests.browser.conftest import DESK, PHONE, Open, Window
from tests.console.console_server import PASSWORD, Console

SIZES = pytest.mark.parametrize("size", [PHONE, DESK], ids=["phone", "desk"])
WIDTHS = "() => [document.scrollingElement.scrollWidth, innerWidth]"


async def signed_in(
    console: Console, window: Open, size: dict[str, int], rank: Rank = Rank.STAFF
) -> Window:
    """小燕, on the first page."""
    await console.add("小燕", rank, person="yan")
    opened = await window(f"{console.url}/console/", size, let_in=False)
    await sign_in(opened.page, "小燕")
    await expect(opened.page.get_by_role("heading", level=1)).to_contain_text("今天")
    return opened


async def sign_in(page: Page, name: str, password: str = PASSWORD) -> None:
    """By the form that is open."""
    await page.get_by_label("名字").fill(name)
    await page.get_by_label("密码").fill(password)
    await page.get_by_role("button", name="登录").click()


async def good(opened: Window, name: str) -> None:
    """Fits the window, everybody can use it, no script stumbled; and a picture of it."""
    page = opened.page
    if folder := os.environ.get("PEIBAN_SHOTS"):
        await page.screenshot(path=Path(folder) / f"console-{name}.png", full_page=True)
    wide, inner = await page.evaluate(WIDTHS)
    assert wide <= inner
    assert await problems(page) == []
    assert opened.errors == []
