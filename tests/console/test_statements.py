"""A page asks the store as many questions for many organisations as for one."""

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import event

from bot.console.app import ROUTES
from tests.console.browser import Browser
from tests.console.console_server import Console
from tests.console.everything_given import Given, everything

MORE = ("water", "paper", "wood", "stone")
NOT_READ = {"/live", "/sign-in", "/set-up", "/invitation/{token}"}
PAGES = [one.path for one in ROUTES if one.method == "GET" and one.path not in NOT_READ]


@contextmanager
def noted(console: Console) -> Iterator[list[str]]:
    """What is read meanwhile."""
    statements: list[str] = []

    def note(*executed: object) -> None:
        statements.append(str(executed[2]))

    reader = console.database._reader.sync_engine
    event.listen(reader, "before_cursor_execute", note)
    try:
        yield statements
    finally:
        event.remove(reader, "before_cursor_execute", note)


async def asked(console: Console, browser: Browser, there: Given) -> dict[str, int]:
    """By page, how many statements it takes."""
    counted: dict[str, int] = {}
    for path in PAGES:
        with noted(console) as statements:
            url = f"{console.url}/console{there.address(path)}"
            async with browser.client.get(url, allow_redirects=False) as answer:
                await answer.read()
        counted[path] = len(statements)
    return counted


async def test_the_number_of_queries_does_not_depend_on_how_much_there_is(
    console: Console,
):
    administrator = await console.signed_in()
    there = await everything(console, administrator, "一些字")
    few = await asked(console, administrator, there)
    for room in MORE:
        await everything(console, administrator, "更多的字", room)
    many = await asked(console, administrator, there)
    assert many == few
    assert max(many.values()) <= 25
