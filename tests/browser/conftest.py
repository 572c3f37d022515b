"""A real browser, and windows of it in which somebody sits."""

from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright.async_api import Browser, Locator, Page, async_playwright

from tests.channels.chat_server import TOKEN
from tests.console.console_server import Console, console_server

QUIET = [  # no sandbox as root; and no calls of its own into the network
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
]
PHONE = {"width": 390, "height": 844}
DESK = {"width": 1280, "height": 800}
PATIENCE = 8_000  # milliseconds


@dataclass
class Window:
    """One window of the chat.  errors: what the page's scripts complained about."""

    page: Page
    errors: list[str]

    async def become(self, person: str) -> None:
        await self.page.locator(f"[data-person={person}]").click()

    async def change_to(self, person: str) -> None:
        """The same window becomes somebody else."""
        if await self.page.locator("#back").is_visible():  # on a phone the list is behind
            await self.page.locator("#back").click()
        await self.page.locator("#me").click()
        await self.become(person)

    async def enter(self, room: str) -> None:
        await self.page.locator(f"[data-room={room}]").click()

    async def say(self, text: str) -> None:
        await self.page.locator("#say").fill(text)
        await self.page.locator("#send").click()

    def line(self, text: str) -> Locator:
        return self.page.locator("#lines .line", has_text=text)

    async def sees(self, text: str, patience: float = PATIENCE) -> Locator:
        """Waits until it stands in the chat.  patience: milliseconds."""
        line = self.line(text).last
        await line.wait_for(timeout=patience)
        return line

    async def choose(self, text: str, action: str) -> None:
        """Right click on a line, then what is to be done with it."""
        await self.line(text).last.locator(".bubble").click(button="right")
        await self.page.get_by_role("menuitem", name=action).click()


Open = Callable[..., Awaitable[Window]]


@pytest.fixture
async def console(tmp_path: Path) -> AsyncIterator[Console]:
    """A console of its own, with the usual neighbourhood."""
    async with console_server(tmp_path / "media") as running:
        yield running


@pytest.fixture
async def browser(chromium: str) -> AsyncIterator[Browser]:
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=chromium, args=QUIET)
        yield browser
        await browser.close()


@pytest.fixture
def window(browser: Browser) -> Open:
    """Opens a window of its own at an address, lets it in by the token if it must be."""

    async def open_window(
        url: str, viewport: dict[str, int] = DESK, *, let_in: bool = True
    ) -> Window:
        context = await browser.new_context(
            viewport=viewport, has_touch=viewport is PHONE, locale="zh-CN"
        )
        page = await context.new_page()
        page.set_default_timeout(PATIENCE)
        opened = Window(page, [])
        page.on("pageerror", lambda error: opened.errors.append(str(error)))
        await page.goto(url)
        if let_in:
            await page.locator("#key").fill(TOKEN)
            await page.get_by_role("button").click()
        return opened

    return open_window
