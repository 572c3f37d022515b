"""Staff at the console in a real browser: signed in, and whether a page is as it must be."""

import os
from pathlib import Path

import pytest
from playwright.async_api import FloatRect, Page, expect

from store.console.accounts import Rank
from tests.browser.axe import problems
from tests.browser.conftest import DESK, PHONE, Open, Window
from tests.console.browser import PASSWORD
from tests.console.console_server import Console

SIZES = pytest.mark.parametrize("size", [PHONE, DESK], ids=["phone", "desk"])
WIDTHS = "() => [document.scrollingElement.scrollWidth, innerWidth]"
WHOLE = "() => [innerWidth, document.documentElement.scrollHeight]"


async def signed_in(
    console: Console,
    window: Open,
    size: dict[str, int],
    rank: Rank = Rank.STAFF,
    *,
    page: str = "",
    heading: str = "今天",
) -> Window:
    """小燕, on this page."""
    await console.add("小燕", rank, person="yan")
    opened = await window(f"{console.url}/console/{page}", size, let_in=False)
    await sign_in(opened.page, "小燕")
    await expect(opened.page.get_by_role("heading", level=1)).to_contain_text(heading)
    return opened


async def sign_in(page: Page, name: str, password: str = PASSWORD) -> None:
    """By the form that is open."""
    await page.get_by_label("名字").fill(name)
    await page.get_by_label("密码").fill(password)
    await page.get_by_role("button", name="登录").click()


async def good(opened: Window, name: str = "", most: int = 2_400) -> None:
    """Fits the window, everybody can use it, no script stumbled; and a picture of its top.

    most: pixels from the top.
    """
    page = opened.page
    if name and (folder := os.environ.get("PEIBAN_SHOTS")):
        wide, high = await page.evaluate(WHOLE)
        clip: FloatRect = {"x": 0, "y": 0, "width": wide, "height": min(high, most)}
        file = Path(folder) / f"console-{name}.png"
        await page.screenshot(path=file, full_page=True, clip=clip)
    wide, inner = await page.evaluate(WIDTHS)
    assert wide <= inner
    assert await problems(page) == []
    assert opened.errors == []


async def told(page: Page, words: str) -> None:
    """What came of a deed stands on top of the page."""
    await expect(page.get_by_role("status").first).to_contain_text(words)
