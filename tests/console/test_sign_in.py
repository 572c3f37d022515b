"""The way in and out, against the real server."""

import re
from http.cookies import SimpleCookie
from pathlib import Path

import pyotp
from argon2 import PasswordHasher
from yarl import URL

from store.console import audit
from store.console.accounts import Rank
from store.db import Database
from tests.channels.chat_server import TOKEN
from tests.console.browser import PASSWORD, Browser, cookie_name
from tests.console.console_server import Clock, Console, console_server

WRONG = "not this one"


async def test_the_right_password_opens_the_page_that_was_wanted(console: Console):
    await console.add("ada")
    browser = console.browser()
    assert await browser.get("/me?x=1") == (303, "/console/sign-in?to=/me%3Fx%3D1")
    _, page = await browser.get("/sign-in?to=/me%3Fx%3D1")
    assert 'name="to" value="/me?x=1"' in page
    form = {**await browser.hidden("/sign-in"), "name": " ADA ", "password": PASSWORD}
    assert await browser.send("/sign-in", {**form, "to": "/me?x=1"}) == (
        303,
        "/console/me?x=1",
    )
    status, page = await browser.get("/me?x=1")
    assert status == 200
    assert "<h1>ada</h1>" in page
    assert await browser.get("/sign-in") == (303, "/console/")


async def test_nobody_is_sent_elsewhere_after_signing_in(console: Console):
    await console.add("ada")
    for to in (
        "//evil.example",
        "https://evil.example",
        "/\\evil.example",
        "/sign-in",
        "x",
    ):
        browser = console.browser()
        form = {**await browser.hidden(), "name": "ada", "password": PASSWORD, "to": to}
        assert await browser.send("/sign-in", form) == (303, "/console/")


async def test_a_wrong_password_and_a_wrong_name_are_told_alike(console: Console):
    await console.add("ada")
    await console.add("bob")
    async with console.database.begin() as conn:
        await _disable(conn, console)
    browser = console.browser()
    answers = [
        await browser.sign_in(name, word)
        for name, word in (("ada", WRONG), ("nobody", WRONG), ("bob", PASSWORD))
    ]
    assert {status for status, _ in answers} == {403}
    plain = {re.sub(r'value="[^"]*"', "", page) for _, page in answers}
    assert len(plain) == 1
    assert "名字或密码不对" in plain.pop()
    assert not await browser.is_inside()


async def _disable(conn, console: Console):
    from store.console import accounts  # noqa: PLC0415

    await accounts.set_disabled(
        conn, (await accounts.by_name(conn, "bob")).id, console.now()
    )


async def test_after_five_wrong_tries_even_the_right_one_has_to_wait(console: Console):
    await console.add("ada")
    browser = console.browser()
    for _ in range(5):
        assert (await browser.sign_in("ada", WRONG))[0] == 403
    status, page = await console.browser().sign_in()
    assert status == 429
    assert "请等\n31 秒后再登录" in page
    console.now.pass_by(seconds=31)
    assert (await browser.sign_in("ada", WRONG))[0] == 403
    status, page = await browser.sign_in()
    assert status == 429
    assert "请等\n61 秒" in page
    console.now.pass_by(seconds=61)
    assert (await browser.sign_in())[0] == 303
    await console.add("eve")
    assert (await console.browser().sign_in("eve"))[0] == 303


async def test_a_restart_forgets_no_try(tmp_path: Path):
    url, now = f"sqlite+aiosqlite:///{tmp_path}/kept.sqlite", Clock()
    async with console_server(tmp_path / "media", url=url, now=now) as console:
        await console.add("ada")
        for _ in range(5):
            await console.browser().sign_in("ada", WRONG)
    async with console_server(tmp_path / "media", url=url, now=now) as console:
        assert (await console.browser().sign_in())[0] == 429


async def test_one_address_cannot_try_one_name_after_the_other(console: Console):
    await console.add("ada")
    browser = console.browser()
    for number in range(20):
        assert (await browser.sign_in(f"somebody {number}", WRONG))[0] == 403
    assert (await browser.sign_in())[0] == 429


async def test_a_proxy_is_believed_only_where_one_is_configured(tmp_path: Path):
    for behind, expected in ((True, 303), (False, 429)):
        async with console_server(tmp_path, behind_proxy=behind) as console:
            await console.add("ada")
            browser = console.browser()
            for number in range(21):
                form = await browser.hidden()
                form |= {"name": f"n{number}", "password": WRONG}
                from_there = {"X-Forwarded-For": f"10.0.0.{number}"}
                await browser.send("/sign-in", form, **from_there)
            assert (await browser.sign_in())[0] == expected


async def test_the_cookie_is_out_of_reach_of_scripts_and_of_plain_http(tmp_path: Path):
    async with console_server(tmp_path, behind_proxy=True) as console:
        await console.add("ada")
        for proto in ("http", "https"):
            browser = console.browser()
            form = {**await browser.hidden(), "name": "ada", "password": PASSWORD}
            async with browser.client.post(
                f"{console.url}/console/sign-in",
                data=form,
                allow_redirects=False,
                headers={"X-Forwarded-Proto": proto},
            ) as answer:
                cookie = answer.cookies[cookie_name(console.url)]
            assert cookie["httponly"]
            assert cookie["samesite"] == "Lax"
            assert cookie["path"] == "/console"
            assert bool(cookie["secure"]) is (proto == "https")


async def test_passwords_are_kept_as_argon2id_and_hashed_anew_when_it_gets_stronger(
    console: Console,
):
    account = await console.add("ada")
    assert account.password.startswith("$argon2id$")
    stronger = PasswordHasher(time_cost=2, memory_cost=16, parallelism=1)
    object.__setattr__(console.desk.passwords, "hasher", stronger)
    assert (await console.browser().sign_in())[0] == 303
    now = (await console.account("ada")).password
    assert now != account.password
    assert not stronger.check_needs_rehash(now)
    assert (await console.browser().sign_in())[0] == 303


async def test_one_time_codes_start_with_a_code_that_is_right(console: Console):
    browser = await console.signed_in()
    other = console.browser()
    await other.sign_in("administrator")
    secret = await _secret(browser)
    code = pyotp.TOTP(secret).at(console.now())
    on = {"secret": secret, "old": PASSWORD, "code": code}
    assert (await browser.post("/me/codes", **{**on, "code": "000000x"}))[0] == 422
    assert (await browser.post("/me/codes", **{**on, "old": WRONG}))[0] == 403
    assert (await browser.post("/me/codes", **{**on, "secret": "short"}))[0] == 403
    status, page = await browser.post("/me/codes", **on)
    assert status == 200
    assert len(_recovery(page)) == 8
    assert not await other.is_inside()
    assert await browser.is_inside()


async def test_a_one_time_code_is_asked_for_and_good_once(console: Console):
    totp, recovery = await _with_codes(console)
    phone = await _half_way(console)
    half = phone.cookie()
    assert not await phone.is_inside()
    assert (await phone.post("/sign-out"))[0] == 403
    code = totp.at(console.now())
    assert (await phone.post("/sign-in/code", code="123"))[0] == 403
    assert (await phone.post("/sign-in/code", code=code))[0] == 303
    assert await phone.is_inside()
    assert phone.cookie() != half
    thief = await _half_way(console)
    assert (await thief.post("/sign-in/code", code=code))[0] == 403
    assert (await thief.post("/sign-in/code", code=recovery[0].upper()))[0] == 303
    again = await _half_way(console)
    assert (await again.post("/sign-in/code", code=recovery[0]))[0] == 403


async def test_one_time_codes_are_turned_off_by_who_knows_the_password(console: Console):
    totp, _ = await _with_codes(console)
    browser = await _half_way(console)
    await browser.post("/sign-in/code", code=totp.at(console.now()))
    assert (await browser.post("/me/codes/off", old=WRONG))[0] == 403
    assert (await browser.post("/me/codes/off", old=PASSWORD))[0] == 303
    assert await (await _half_way(console)).is_inside()


async def _with_codes(console: Console) -> tuple[pyotp.TOTP, list[str]]:
    """An administrator with one-time codes, some time later."""
    browser = await console.signed_in()
    totp = pyotp.TOTP(await _secret(browser))
    form = {"secret": totp.secret, "old": PASSWORD, "code": totp.at(console.now())}
    _, page = await browser.post("/me/codes", **form)
    console.now.pass_by(seconds=60)
    return totp, _recovery(page)


async def _half_way(console: Console) -> Browser:
    browser = console.browser()
    assert (await browser.sign_in("administrator"))[0] == 303
    return browser


async def _secret(browser: Browser) -> str:
    _, page = await browser.get("/me/codes")
    assert "<svg" in page
    return re.search(r'name="secret" value="([A-Z2-7]{32})"', page)[1]


def _recovery(page: str) -> list[str]:
    return re.findall(r"<li>([0-9a-f]{6}-[0-9a-f]{6})</li>", page)


async def test_codes_cannot_be_guessed_and_half_a_sign_in_does_not_last(console: Console):
    await _with_codes(console)
    thief = await _half_way(console)
    _, page = await thief.get("/sign-in?again=1")
    assert 'name="password"' in page
    for _ in range(5):
        assert (await thief.post("/sign-in/code", code="000000"))[0] == 403
    assert (await thief.post("/sign-in/code", code="000000"))[0] == 429
    console.now.pass_by(minutes=6)
    _, page = await thief.get("/sign-in")
    assert 'name="password"' in page
    assert await thief.post("/sign-in/code", code="000000") == (303, "/console/sign-in")


async def test_signing_out_ends_the_session_on_the_server(console: Console):
    browser = await console.signed_in()
    token = browser.cookie()
    assert await browser.post("/sign-out") == (303, "/console/sign-in")
    assert browser.cookie() is None
    assert "您已经退出" in (await browser.get("/sign-in"))[1]
    assert "您已经退出" not in (await browser.get("/sign-in"))[1]
    assert (await browser.get("/", Cookie=f"{cookie_name(console.url)}={token}"))[0] == 303


async def test_signing_in_anew_gives_a_new_session_and_ends_the_one_before(
    console: Console,
):
    await console.add("ada")
    browser = console.browser()
    planted = "a-token-that-somebody-else-chose-and-knows"
    cookies = SimpleCookie(f"{cookie_name(console.url)}={planted}; Path=/console")
    browser.client.cookie_jar.update_cookies(cookies, URL(f"{console.url}/console/"))
    assert browser.cookie() == planted
    await browser.sign_in()
    first = browser.cookie()
    assert first != planted
    await browser.sign_in()
    assert browser.cookie() != first
    other, name = console.browser(), cookie_name(console.url)
    for old in (planted, first):
        assert (await other.get("/", Cookie=f"{name}={old}"))[0] == 303


async def test_a_session_left_alone_and_an_old_one_are_over(console: Console):
    browser = await console.signed_in()
    for _ in range(13):
        console.now.pass_by(hours=11)
        assert await browser.is_inside()
    console.now.pass_by(hours=11)
    assert await browser.is_inside()
    console.now.pass_by(hours=15)
    assert not await browser.is_inside()
    await browser.sign_in("administrator")
    console.now.pass_by(hours=11)
    assert (await browser.get("/me", **{"X-Live": "1"}))[0] == 200  # nobody looked
    console.now.pass_by(hours=2)
    assert not await browser.is_inside()


async def test_a_session_never_lasts_longer_than_seven_days(console: Console):
    browser = await console.signed_in()
    for _ in range(16):
        console.now.pass_by(hours=10.4)
        assert await browser.is_inside()
    console.now.pass_by(hours=2)
    assert not await browser.is_inside()


async def test_what_happens_at_the_door_is_written_down_without_words(console: Console):
    browser = await console.signed_in(Rank.STAFF)
    await console.browser().sign_in("staff", WRONG)
    await console.browser().sign_in("my password by mistake", WRONG)
    await browser.post("/sign-out")
    deeds = await _deeds(console.database)
    assert deeds == [
        ("staff", "sign_in"),
        ("staff", "sign_in.refused"),
        (None, "sign_in.refused"),
        ("staff", "sign_out"),
    ]


async def _deeds(database: Database) -> list[tuple[str | None, str]]:
    async with database.read() as conn:
        return [(one.account, one.action) for one in await audit.page(conn, 99)][::-1]


async def test_the_first_account_is_made_from_inside_the_chat_and_only_once(
    console: Console,
):
    browser = console.browser()
    assert await browser.get("/") == (303, "/console/sign-in")
    assert await browser.get("/sign-in") == (303, "/console/set-up")
    _, page = await browser.get("/set-up")
    assert "登录链接" in page
    assert 'name="new"' not in page
    form = {**await _outside(browser), "name": "ada", "new": PASSWORD}
    assert await browser.send("/set-up", form) == (303, "/console/sign-in")

    await browser.client.post(f"{console.url}/enter", data={"key": TOKEN})
    _, page = await browser.get("/set-up")
    assert 'name="new"' in page
    for name, new in (("", PASSWORD), ("ada", "short"), ("ada", "ada has a password")):
        bad = {**form, "name": name, "new": new}
        assert (await browser.send("/set-up", bad))[0] == 422
    assert await browser.send("/set-up", form) == (303, "/console/")
    assert "账号建好了" in (await browser.get("/me"))[1]
    assert (await console.account("ada")).rank is Rank.ADMINISTRATOR
    assert await browser.get("/set-up") == (303, "/console/sign-in")
    second = console.browser()
    await second.client.post(f"{console.url}/enter", data={"key": TOKEN})
    form = {**await second.hidden(), "name": "eve", "new": PASSWORD}
    assert await second.send("/set-up", form) == (303, "/console/sign-in")
    assert not await second.is_inside()


async def _outside(browser):
    """What a form outside carries: the cookie of the page that held none."""
    await browser.get("/set-up")
    return {"csrf": browser.cookie("peiban_console_form")}
