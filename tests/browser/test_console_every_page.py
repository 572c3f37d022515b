"""Every page of the console, as the table of routes has it, in a real browser."""

import os
from pathlib import Path

import pytest
from playwright.async_api import Page

from store.console.accounts import Rank
from tests.browser.axe import problems
from tests.browser.conftest import PHONE, Open
from tests.browser.staff_page import SIZES, WIDTHS, signed_in
from tests.console.console_server import Console
from tests.console.everything_given import everything
from tests.console.test_statements import PAGES

pytestmark = [pytest.mark.browser, pytest.mark.slow]
NO_PAGES = ("/photos/", "/media/", "/table")  # pictures and files


async def wrong_with(page: Page) -> list[object]:
    """What a person would stumble over: too wide, no heading, or not for everybody."""
    wide, inner = await page.evaluate(WIDTHS)
    too_wide: list[object] = [f"{wide} wide in {inner}"] if wide > inner else []
    headings = await page.get_by_role("heading", level=1).count()
    no_heading: list[object] = [] if headings == 1 else [f"{headings} headings"]
    return [*too_wide, *no_heading, *await problems(page)]


@SIZES
async def test_every_page_fits_and_everybody_can_use_it(
    console: Console, window: Open, size: dict[str, int]
):
    administrator = await console.signed_in()
    there = await everything(console, administrator, "种花的一些字")
    opened = await signed_in(console, window, size, Rank.ADMINISTRATOR)
    page = opened.page

    wrong: dict[str, list[object]] = {}
    for path in PAGES:
        if not any(one in path for one in NO_PAGES):
            await page.goto(f"{console.url}/console{there.address(path)}")
            await shot(page, path, "phone" if size is PHONE else "desk")
            if found := await wrong_with(page):
                wrong[path] = found

    assert wrong == {}
    assert opened.errors == []


async def shot(page: Page, path: str, name: str) -> None:
    """For people to look at, where a folder is named."""
    if folder := os.environ.get("PEIBAN_SHOTS"):
        called = (
            path.strip("/").replace("/", "-").replace("{", "").replace("}", "") or "today"
        )
        await page.screenshot(path=Path(folder) / f"every-{called}-{name}.png")
