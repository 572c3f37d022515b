"""What no browser and no client of ours would send is refused in words, never a failure.

Most of it was found by schemathesis, which sends what a schema allows and forbids.
"""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.console.app import ROUTES
from tests.channels.chat_server import BEARER
from tests.console.browser import Browser
from tests.console.console_server import Console, console_server
from tests.console.everything_given import everything
from tests.console.test_doors import named
from tests.postgres import postgres_url

__all__ = ["postgres_url"]
BOUND = "b0und"
PARTS = (
    f'--{BOUND}\r\nContent-Disposition: form-data; name="{{}}"\r\n\r\nx\r\n--{BOUND}--\r\n'
)
MULTIPART, PLAIN = (
    f"multipart/form-data; boundary={BOUND}",
    "application/x-www-form-urlencoded",
)
BROKEN = {  # a content type and a body
    "a control character in a name": (MULTIPART, PARTS.format("a\x01").encode()),
    "a name without end": (MULTIPART, PARTS.format("a" * 9_000).encode()),
    "no parts": (MULTIPART, b"nothing"),
    "no boundary": ("multipart/form-data", b"nothing"),
    "half a part": (MULTIPART, PARTS.format("csrf")[:-15].encode()),
    "no such alphabet": (f"{PLAIN}; charset=klingon", b"csrf=x"),
    "no UTF-8": (PLAIN, b"csrf=\xff\xfe"),
    "too many fields": (PLAIN, b"&".join([b"a=1"] * 3_000)),
    "JSON": ("application/json", b'{"csrf": 1}'),
    "nothing": ("", b""),
}
FORMS = named(route for route in ROUTES if route.method == "POST")
NOT_SENT = ("/sign-out", "/accounts/{account}/disable", "/backup/whole")
NIL = "x\0y"


async def sent(browser: Browser, path: str, kind: str, body: bytes) -> int:
    headers = {"Content-Type": kind, **BEARER}
    async with browser.client.post(
        browser.url + path, data=body, headers=headers, allow_redirects=False
    ) as answer:
        return answer.status


@pytest.mark.parametrize(("kind", "body"), BROKEN.values(), ids=BROKEN)
async def test_a_broken_form_is_refused(console: Console, kind: str, body: bytes):
    browser = await console.signed_in()
    for path in ("/console/sign-in", "/console/organisations", "/console/visits"):
        assert await sent(browser, path, kind, body) in (403, 413)
    assert await sent(browser, "/api/rooms/tea/messages", kind, body) in (400, 415, 422)


async def test_more_than_a_page_is_not_given(console: Console):
    browser = await console.signed_in()
    for limit, status in ((1_000, 200), (1_001, 422), ("9" * 4_000, 422), ("²", 422)):
        path = f"{console.url}/api/rooms/tea/messages?limit={limit}"
        async with browser.client.get(path, headers=BEARER) as answer:
            assert answer.status == status


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.postgres)])
def url(request: pytest.FixtureRequest) -> str:
    """Of both stores: they do not take the same texts."""
    if request.param == "sqlite":
        return "sqlite+aiosqlite:///:memory:"
    return str(request.getfixturevalue("postgres_url"))


@pytest.fixture
async def either(url: str, tmp_path: Path) -> AsyncIterator[Console]:
    async with console_server(tmp_path / "media", url=url) as running:
        yield running


async def test_nil_is_in_no_text(either: Console):
    browser = await either.signed_in()
    there = await everything(either, browser, "一些字")
    fields = ("name", "community", "title", "text", "reason", "question", "answer", "told")
    fields += ("organisation", "person", "one", "other", "keep", "photo", "message", "into")
    for route in ROUTES:
        if route.method == "GET":
            path = there.address(route.path)
            for nil in (
                f"{path}?q=%00&organisation=%00&after=%00&account=%00",
                f"{path}%00",
            ):
                assert (await browser.get(nil))[0] in (303, 404), nil
        elif route.path not in NOT_SENT:
            form = dict.fromkeys(fields, NIL)
            status, _ = await browser.post(there.address(route.path), **form)
            assert status < 500, route


async def test_the_chat_looks_for_no_nil(either: Console):
    browser = await either.signed_in()
    here = f"{either.url}/api/rooms/tea/messages"
    for method, path in (
        ("DELETE", f"{here}/%00"),
        ("GET", f"{here}?after=%00"),
        ("GET", f"{either.url}/api/media/%00"),
    ):
        async with browser.client.request(method, path, headers=BEARER) as answer:
            assert answer.status == 404, path
    for name in ("text", "from", "id", "quote"):
        given = {"from": "hua", "text": "好", name: NIL}
        async with browser.client.post(here, json=given, headers=BEARER) as answer:
            assert answer.status in (202, 403, 422), name
