"""No address leads out of the folders that it is about."""

import asyncio
from http.client import HTTPConnection
from urllib.parse import quote, urlsplit

import pytest

from bot.console.app import ROUTES
from tests.console.browser import Browser, cookie_name
from tests.console.console_server import Console
from tests.console.everything_given import Given, everything
from tests.console.test_doors import VARIABLE

SECRET = "nobody may read this"
OUT = "../secret.txt"
WAYS = (
    OUT,
    "../../secret.txt",
    "..%2Fsecret.txt",
    "%2e%2e%2fsecret.txt",
    "%252e%252e%252fsecret.txt",
    "%25252e%25252e%25252fsecret.txt",
    "..%5csecret.txt",
    "..%c0%afsecret.txt",
    "....//secret.txt",
    "%2e%2e;/secret.txt",
    "%00",
    "..%2Fsecret.txt%00",
    "peiban-20261122-010000.tar.gz%00.txt",
    "%2Fetc%2Fpasswd",
    "//etc/passwd",
    "file:%2F%2F%2Fetc%2Fpasswd",
    "C:%5CWindows%5Cwin.ini",
    "~",
    ".",
    "..",
    "%F0%9F%98",
    "a" * 3_000,
)


def asked(
    address: str, method: str, path: str, cookie: str, body: str
) -> tuple[int, bytes]:
    """Exactly this path: clients that mean well take the dots out."""
    where = urlsplit(address)
    connection = HTTPConnection(where.hostname or "", where.port or 0, timeout=20)
    try:
        connection.putrequest(method, path, skip_accept_encoding=True)
        connection.putheader("Cookie", f"{cookie_name(address)}={cookie}")
        connection.putheader("Content-Type", "application/x-www-form-urlencoded")
        connection.putheader("Content-Length", str(len(body)))
        connection.endheaders(body.encode())
        answer = connection.getresponse()
        return answer.status, answer.read()
    finally:
        connection.close()


def secrets_around(console: Console) -> None:
    """Beside the data folder, in it, and where backups lie."""
    data = console.desk.data
    for folder in (data.parent, data, data / "backups", data / "logs"):
        folder.mkdir(parents=True, exist_ok=True)
        (folder / "secret.txt").write_text(SECRET, encoding="utf-8")
    (data / "backups" / "peiban-20261122-010000.tar.gz").symlink_to(data / "secret.txt")


@pytest.fixture
async def inside(console: Console) -> tuple[Browser, Given]:
    secrets_around(console)
    browser = await console.signed_in()
    return browser, await everything(console, browser, "一些字")


async def test_no_variable_of_an_address_leads_out(
    console: Console, inside: tuple[Browser, Given]
):
    browser, given = inside
    cookie, form = browser.cookie() or "", await browser.hidden()
    body = "&".join(f"{name}={quote(value)}" for name, value in form.items())
    for route in ROUTES:
        for found in VARIABLE.finditer(route.path):
            for way in WAYS:
                bad = given.address(route.path[: found.start()])
                path = f"/console{bad}{way}{given.address(route.path[found.end() :])}"
                status, told = await asyncio.to_thread(
                    asked, console.url, route.method, path, cookie, body
                )
                assert SECRET.encode() not in told, path
                assert b"root:" not in told, path
                assert status < 500, path
                assert status != 200 or b"<html" in told, path
