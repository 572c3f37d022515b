"""No page shows the number of somebody's telephone that was written into a field."""

import re

import pytest

from bot.console.app import ROUTES
from store.console.accounts import Rank
from tests.console.browser import Browser
from tests.console.console_server import Console
from tests.console.everything_given import everything

NUMBER = "13800138000"
WORDS = f"找茶友{NUMBER}报名"
NO_PAGES = {"/live", "/knowledge/table"}  # a stream, and a file
ANSWERS = {"/knowledge", "/by-hand"}  # what staff answer, and what is to be said as it is
TYPED = re.compile(r"<textarea.*?</textarea>|<(?:input|option)\b[^>]*>", re.DOTALL)


@pytest.mark.parametrize("rank", Rank)
async def test_no_page_shows_a_number(console: Console, rank: Rank):
    given = await everything(console, await console.signed_in(), WORDS, called="花园队")
    browser, shown = await console.signed_in(rank), []
    for route in ROUTES:
        if route.method != "GET" or route.path in NO_PAGES | ANSWERS:
            continue
        page = await read(browser, given.address(route.path))
        if NUMBER in TYPED.sub("", page):
            shown.append(route.path)
    assert shown == []


async def test_a_form_has_the_words_as_they_were_written(console: Console):
    """What is saved must be what stands there; and so the walk above proves something."""
    administrator = await console.signed_in()
    given = await everything(console, administrator, WORDS, called="花园队")
    for path in ("/activities/{draft}", "/visits/{visit}", "/knowledge/{entry}"):
        assert NUMBER in await read(administrator, given.address(path)), path


async def read(browser: Browser, path: str) -> str:
    """Nothing of what is no page."""
    async with browser.client.get(
        f"{browser.url}/console{path}", allow_redirects=False
    ) as answer:
        told = await answer.read()
        return told.decode() if answer.content_type == "text/html" else ""
