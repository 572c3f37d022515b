"""What members write is words on every page, whatever it looks like to a browser."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from urllib.parse import urlencode

import pytest
from playwright.async_api import Browser, BrowserContext, Dialog, Page, Route

from bot.console.app import ROUTES
from tests.console.browser import cookie_name
from tests.console.console_server import Console
from tests.console.everything_given import Given, everything

pytestmark = [pytest.mark.browser, pytest.mark.slow]
WORDS = {
    "script": "<script>window.ran=1</script>",
    "error": "\"'><img src=x onerror=window.ran=2>",
    "attribute": "'\"autofocus onfocus=window.ran=3 x='",
    "closing": "</textarea></title><svg/onload=ran=4>",
    "address": "javascript:window.ran=5//%0aran=5",
    "template": "{{7*7}}{%raw%}{#7*7#}${7*7}#{7*7}",
    "turned": "\u202egnp.exe\u2066\ufeff\u2028\u0301👩‍👩‍👧\ufdfd",
    "long": "<b onclick=ran=6>" + "长" * 3_980,
}
PATIENCE = 120_000  # milliseconds; a busy machine is slow
SHOWN = 40  # characters: longer ones are cut in lists
NO_PAGES = {"/live", "/knowledge/table"}  # a stream, and a file
SHOW_THEM = {  # pages on which the words must stand
    "/activities",
    "/activities/{draft}",
    "/visits",
    "/visits/{visit}",
    "/organisations",
    "/organisations/{organisation}",
    "/people",
    "/people/{person}",
    "/knowledge",
    "/knowledge/{entry}",
    "/cases",
    "/health",
    "/accounts",
    "/by-hand",
}
ASKED = (
    *("q", "ask", "organisation", "account", "after", "before", "to", "log"),
    *("state", "kind", "whose", "plan", "since", "until"),
)
LISTEN = """
window.violations = [];
addEventListener("securitypolicyviolation", (event) =>
  window.violations.push(`${event.violatedDirective} ${event.blockedURI}`), true);
"""
LOOK = """() => ({
  ran: window.ran ?? null,
  violations: window.violations ?? [],
  foreign: [...document.querySelectorAll("*")].filter((one) =>
    [...one.attributes].some((a) => a.name.startsWith("on") || a.name === "autofocus" ||
      (["href", "src", "action", "formaction"].includes(a.name) &&
        a.value.trim().toLowerCase().startsWith("javascript:"))) ||
    (one.localName === "script" && !one.src) || one.localName === "style").length,
  told: [document.body.textContent, ...[...document.querySelectorAll("input")].map(
    (one) => one.value)].join("\\n"),
})"""


@dataclass
class Watched:
    """One window; what happened in it that words must never bring about."""

    page: Page
    happened: list[str] = field(default_factory=list)

    async def look(self, address: str) -> str:
        """Everything that stands on the page."""
        answer = await self.page.goto(address)
        assert answer is not None
        if answer.status >= 500:
            self.happened.append(f"{address}: {answer.status}")
        found = await self.page.evaluate(LOOK)
        if found["ran"] or found["violations"] or found["foreign"]:
            found["told"], told = "", found["told"]
            self.happened.append(f"{address}: {found}")
            return told
        return str(found["told"])


async def watched(browser: Browser, console: Console, cookie: str) -> Watched:
    context: BrowserContext = await browser.new_context(locale="zh-CN")
    name = cookie_name(console.url)
    await context.add_cookies(
        [{"name": name, "value": cookie, "url": f"{console.url}/console"}]
    )
    await context.add_init_script(LISTEN)
    context.set_default_timeout(PATIENCE)
    seen = Watched(await context.new_page())

    async def dismissed(dialog: Dialog) -> None:
        seen.happened.append("a dialog")
        await dialog.dismiss()

    seen.page.on("dialog", dismissed)
    seen.page.on("pageerror", lambda error: seen.happened.append(str(error)))
    return seen


async def walk(console: Console, window: Watched, given: Mapping[str, Given]) -> None:
    """Every page with what is there, and with the words asked for; the words stand there."""
    here = f"{console.url}/console"
    for route in ROUTES:
        if route.method != "GET" or route.path in NO_PAGES:
            continue
        one_each = "{" in route.path
        told = "" if one_each else await window.look(here + route.path)
        for words, there in given.items():
            if one_each:
                told = await window.look(here + there.address(route.path))
            if route.path in SHOW_THEM and words[:SHOWN] not in told:
                window.happened.append(f"{route.path}: {words[:SHOWN]} is not there")
            if not one_each:
                asked = urlencode(dict.fromkeys(ASKED, words[:SHOWN]))
                await window.look(f"{here}{route.path}?{asked}")


async def test_no_words_become_anything_else(console: Console, browser: Browser):
    administrator = await console.signed_in()
    given = {
        words: await everything(console, administrator, words, room)
        for room, words in WORDS.items()
    }
    window = await watched(browser, console, administrator.cookie() or "")
    await walk(console, window, given)
    assert window.happened == []


@pytest.mark.parametrize("kind", ["script", "error", "closing", "long"])
async def test_what_is_not_escaped_would_be_noticed(
    console: Console, browser: Browser, kind: str
):
    """So that the walk above proves something."""
    window = await watched(browser, console, "")
    page = f"<!doctype html><title>x</title><body>{WORDS[kind]}"

    async def unescaped(route: Route) -> None:
        await route.fulfill(body=page, content_type="text/html")

    await window.page.route("**/unescaped", unescaped)
    await window.look(f"{console.url}/unescaped")
    assert window.happened
