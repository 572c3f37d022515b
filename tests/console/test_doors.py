"""Every address of the console: who may open it, and what strangers' forms do."""

import re
from collections.abc import Iterator

import pytest

from bot.console.app import ROUTES, Route
from bot.console.guard import HEADERS
from bot.console.needs import OPEN
from store.console import audit
from store.console.accounts import Rank
from tests.channels.chat_server import BEARER
from tests.console.browser import PASSWORD, Browser
from tests.console.console_server import Console

VARIABLE = re.compile(r"{(\w+)(?::[^{}]*(?:{[^{}]*}[^{}]*)*)?}")
SHOWN = {
    "organisation": "song",
    "room": "song",
    "sha": "0" * 64,
}  # what fits the pattern of a variable; a number fits all others


def address(route: Route) -> str:
    """An address that the route takes; of the other organisation, where it is of one."""
    return VARIABLE.sub(lambda found: SHOWN.get(found[1], "1"), route.path)


def named(routes: Iterator[Route]) -> list[object]:
    return [pytest.param(one, id=f"{one.method} {one.path}") for one in routes]


GUARDED = named(one for one in ROUTES if one.need != OPEN)
FORMS = named(one for one in ROUTES if one.method != "GET")
OWNED = named(
    one
    for one in ROUTES
    if one.need.owner is not None and one.need.rank is not Rank.ADMINISTRATOR
)
LIMITED = named(
    one for one in ROUTES if one.need.rank is not None and one.need.rank is not Rank.READER
)


async def ask(browser: Browser, route: Route, **form: str) -> tuple[int, str]:
    if route.method == "GET":
        return await browser.get(address(route))
    return await browser.send(address(route), form or await browser.hidden())


@pytest.mark.parametrize("route", GUARDED)
async def test_without_a_session_a_page_leads_to_the_door_and_a_form_is_refused(
    route: Route, console: Console
):
    await console.add("ada")
    status, told = await ask(console.browser(), route)
    if route.method == "GET":
        assert status == 303
        assert told.startswith("/console/sign-in")
    else:
        assert status == 403


@pytest.mark.parametrize("route", FORMS)
async def test_a_form_of_another_site_is_refused(route: Route, console: Console):
    browser = await console.signed_in()
    good = await browser.hidden()
    before = await _audited(console)
    for form, headers in (
        ({"old": PASSWORD}, {}),
        ({**good, "csrf": "x" * 32}, {}),
        (good, {"Origin": "https://evil.example"}),
        (good, {"Origin": "null"}),
        (good, {"Sec-Fetch-Site": "cross-site"}),
    ):
        status, _ = await browser.send(address(route), form, **headers)
        assert status in (403, 404)  # 404: somebody else's, and not there
    assert await _audited(console) == before
    assert await browser.is_inside()


@pytest.mark.parametrize("route", LIMITED)
async def test_who_may_less_is_turned_away(route: Route, console: Console):
    for rank in Rank:
        if not rank.covers(route.need.rank):
            browser = await console.signed_in(rank)
            assert (await ask(browser, route))[0] == 403


@pytest.mark.parametrize("route", OWNED)
async def test_another_organisation_is_not_there(route: Route, console: Console):
    """Whoever sees one organisation learns nothing of another, not even that it is there."""
    browser = await console.signed_in(Rank.STAFF, sees=["tea"])
    assert (await ask(browser, route))[0] == 404


def test_every_route_with_an_organisation_in_its_address_says_whose_it_is():
    for route in ROUTES:
        if "{organisation" in route.path:
            assert route.need.owner is not None, route


@pytest.mark.parametrize("route", GUARDED)
async def test_a_session_that_was_ended_is_out_at_once(route: Route, console: Console):
    browser = await console.signed_in()
    other = console.browser()
    await other.sign_in("administrator")
    await other.post("/me/logins/end", login="others")
    assert (await ask(browser, route))[0] in (303, 403)
    if route.method == "GET":
        assert "/sign-in" in (await ask(browser, route))[1]


async def test_who_is_disabled_is_out_at_once(console: Console):
    browser, administrator = await console.signed_in(Rank.STAFF), await console.signed_in()
    await administrator.post("/accounts/staff/disable")
    assert not await browser.is_inside()
    assert (await browser.sign_in("staff"))[0] == 403
    await administrator.post("/accounts/staff/disable")
    assert not await browser.is_inside()
    assert (await browser.sign_in("staff"))[0] == 303


async def test_pages_are_not_kept_not_framed_and_run_no_foreign_script(console: Console):
    browser = await console.signed_in()
    for path in ("/", "/accounts", "/nowhere", "/static/console.css"):
        async with browser.client.get(f"{console.url}/console{path}") as answer:
            for name, value in HEADERS.items():
                assert answer.headers[name] == value
            if "static" not in path:
                assert answer.headers["Cache-Control"] == "no-store"
                assert "unsafe" not in answer.headers["Content-Security-Policy"]


async def test_nothing_at_all_is_kept_framed_or_guessed_at(console: Console):
    """Streams and downloads too; pictures are asked for again each time."""
    browser = await console.signed_in()
    for route in ROUTES:
        if route.method == "GET":
            path = f"{console.url}/console{address(route)}"
            async with browser.client.get(path, allow_redirects=False) as answer:
                assert {name: answer.headers[name] for name in HEADERS} == HEADERS, path
                kept = answer.headers.get("Cache-Control", "")
                assert "no-store" in kept or answer.status == 303, path


@pytest.mark.parametrize(
    "path", ["/", "/accounts", "/me", "/me/codes", "/audit", "/nowhere"]
)
async def test_no_page_has_script_or_style_inside(path: str, console: Console):
    browser = await console.signed_in()
    _, page = await browser.get(path)
    assert not re.search(r"<style|\sstyle=|\son\w+=|javascript:", page)
    assert not re.search(r"<script(?![^>]* src=)", page)


async def test_what_is_nowhere_is_said_in_words(console: Console):
    browser = await console.signed_in()
    for path in ("/nowhere", "/accounts/nobody"):
        status, page = await browser.get(path)
        assert status == 404
        assert "这里没有东西" in page
    for path in ("/static/nothing.css", "/static/%2e%2e/app.py", "/static/..%2fapp.py"):
        assert (await browser.get(path))[0] in (403, 404)
    status, page = await browser.send("/audit", await browser.hidden())
    assert status == 405


async def test_the_address_without_a_slash_leads_to_the_console(console: Console):
    async with console.browser().client.get(
        f"{console.url}/console", allow_redirects=False
    ) as answer:
        assert answer.status == 303
        assert answer.headers["Location"] == "/console/"


async def test_the_chats_token_does_not_open_the_console(console: Console):
    await console.add("ada")
    assert (await console.browser().get("/", **BEARER))[0] == 303


async def _audited(console: Console) -> int:
    async with console.database.read() as conn:
        return len(await audit.page(conn, 999))


def test_every_handler_says_which_address_it_is_for():
    for route in ROUTES:
        assert (route.handler.__doc__ or "").startswith(f"{route.method} "), route
