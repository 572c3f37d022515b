"""Two bots on one machine: browsers keep cookies by the host alone, whatever the port."""

from collections.abc import AsyncIterator
from contextlib import AsyncExitStack
from pathlib import Path

import pytest
from yarl import URL

from tests.channels.chat_server import TOKEN
from tests.console.browser import PASSWORD, Browser, cookie_name
from tests.console.console_server import Console, console_server


@pytest.fixture
async def both(tmp_path: Path) -> AsyncIterator[tuple[Console, Console]]:
    """Each with an account of its own, which has the same name in both."""
    async with AsyncExitStack() as stack:
        first, second = [
            await stack.enter_async_context(
                console_server(tmp_path / name, behind_proxy=True)
            )
            for name in ("a", "b")
        ]
        for one in (first, second):
            await one.add("ada")
        yield first, second


def elsewhere(browser: Browser, console: Console) -> Browser:
    """The same browser at another address: its cookies are those it has."""
    return Browser(console.url, browser.client)


async def test_who_signs_in_at_one_stays_signed_in_at_the_other(
    both: tuple[Console, Console],
):
    here = both[0].browser()
    there = elsewhere(here, both[1])
    for one in (here, there):
        await one.get("/sign-in")
    for one in (here, there):
        assert (await one.sign_in())[0] == 303
    assert await here.is_inside()
    assert await there.is_inside()

    await there.post("/sign-out")

    assert await here.is_inside()
    assert not await there.is_inside()
    assert "您已经退出" not in (await here.get("/me"))[1]
    assert "您已经退出" in (await there.get("/sign-in"))[1]


async def test_whoever_is_let_into_one_chat_is_not_in_the_other(
    both: tuple[Console, Console],
):
    """Both have the same token here, so that a cookie of one would open the other."""
    here, there = both
    client = here.browser().client
    async with client.post(f"{here.url}/enter", data={"key": TOKEN}) as answer:
        assert answer.status == 200
    seen = []
    for one in both:
        async with client.get(f"{one.url}/api/rooms") as answer:
            seen.append(answer.status)
    assert seen == [200, 401]
    async with client.post(f"{there.url}/enter", data={"key": TOKEN}) as answer:
        assert answer.status == 200
    assert {one.key for one in client.cookie_jar} == {
        cookie_name(one.url, "peiban") for one in both
    }


@pytest.mark.parametrize(
    ("host", "name"),
    [
        ("peiban.example", "peiban_console"),
        ("peiban.example:8443", "peiban_console_8443"),
        ("[::1]:8730", "peiban_console_8730"),
        ("[::1]", "peiban_console"),
        ("peiban.example:a=b;c", "peiban_console"),
    ],
)
async def test_behind_a_proxy_the_address_that_the_browser_knows_counts(
    both: tuple[Console, Console], host: str, name: str
):
    browser = both[0].browser()
    form = {"name": "ada", "password": PASSWORD}
    as_there = {"Host": host, "X-Forwarded-Proto": "https"}
    async with browser.client.get(
        f"{both[0].url}/console/sign-in", headers=as_there
    ) as answer:
        given = answer.cookies[name.replace("console", "console_form")]
    form["csrf"] = given.value
    as_there["Cookie"] = f"{given.key}={given.value}"
    async with browser.client.post(
        f"{both[0].url}/console/sign-in",
        data=form,
        headers=as_there,
        allow_redirects=False,
    ) as answer:
        assert answer.status == 303
        assert bool(answer.cookies[name]["secure"])
        assert URL(answer.headers["Location"]).path == "/console/"
