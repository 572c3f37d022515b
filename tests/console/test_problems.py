"""What goes wrong is said as a page, in words, with nothing of the inside."""

from pathlib import Path

import pytest
from sqlalchemy import text

from tests.console.browser import PASSWORD
from tests.console.console_server import Console, console_server


async def test_a_store_that_is_gone_is_said_and_nothing_of_it_is_shown(
    console: Console, caplog: pytest.LogCaptureFixture
):
    browser = await console.signed_in()
    async with console.database.begin() as conn:
        await conn.execute(text("DROP TABLE audit"))
    status, page = await browser.get("/audit")
    assert status in (500, 503)
    assert "请过一会儿再试" in page
    assert "audit" not in page.replace("/console/audit", "")
    assert caplog.records


async def test_a_form_that_is_too_large_is_refused_before_it_is_read(console: Console):
    await console.add("ada")
    browser = console.browser()
    status, page = await browser.post("/sign-in", name="ada", password="x" * 600_000)
    assert status == 413
    assert "太大" in page


async def test_who_is_inside_may_send_more(console: Console):
    browser = await console.signed_in()
    status, _ = await browser.post("/me/password", old=PASSWORD, new="x" * 600_000)
    assert status == 422


async def test_a_disk_without_a_store_does_not_sign_anybody_in(tmp_path: Path):
    url = f"sqlite+aiosqlite:///{tmp_path}/kept.sqlite"
    async with console_server(tmp_path / "media", url=url) as console:
        browser = await console.signed_in()
        form = await browser.hidden()
        async with console.database.begin() as conn:
            await conn.execute(text("DROP TABLE attempts"))
        status, page = await browser.send(
            "/sign-in", {**form, "name": "administrator", "password": PASSWORD}
        )
        assert status in (500, 503)
        assert "请过一会儿再试" in page


async def test_passwords_are_never_logged(
    console: Console, caplog: pytest.LogCaptureFixture
):
    await console.add("ada")
    async with console.database.begin() as conn:
        await conn.execute(text("DROP TABLE logins"))
    await console.browser().sign_in()
    assert PASSWORD not in caplog.text
    assert "$argon2" not in caplog.text
