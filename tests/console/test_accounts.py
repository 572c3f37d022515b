"""Accounts and their passwords, as administrators and their owners change them."""

import re
from dataclasses import replace

import pytest

from store.console import accounts
from store.console.accounts import Account, AccountId, Rank
from tests.console.browser import PASSWORD
from tests.console.console_server import Console, beside

NEW = "quite another word"


async def test_a_colleague_gets_a_link_chooses_a_password_and_is_inside(console: Console):
    browser = await console.signed_in()
    status, page = await browser.post("/accounts", name="小燕", rank="staff")
    assert status == 200
    link = _link(page)
    colleague = console.browser()
    status, page = await colleague.get(link)
    assert "小燕，请设一个密码" in page
    assert (await _choose(colleague, link, "short"))[0] == 422
    assert await _choose(colleague, link, NEW) == (303, "/console/sign-in")
    assert "密码设好了" in (await colleague.get("/sign-in"))[1]
    assert (await colleague.sign_in("小燕", NEW))[0] == 303
    assert (await console.account("小燕")).rank is Rank.STAFF
    status, page = await colleague.get(link)
    assert status == 404
    assert "不能用了" in page
    assert (await _choose(console.browser(), link, NEW))[0] == 404


async def test_a_link_ages_and_a_newer_one_makes_it_void(console: Console):
    browser = await console.signed_in()
    await console.add("bob")
    _, first = await browser.post("/accounts/bob/reset")
    _, second = await browser.post("/accounts/bob/reset")
    other = console.browser()
    assert (await other.get(_link(first)))[0] == 404
    assert (await other.get(_link(second)))[0] == 200
    console.now.pass_by(hours=25)
    assert (await other.get(_link(second)))[0] == 404


async def test_a_reset_ends_what_was_open_and_may_turn_codes_off(console: Console):
    browser = await console.signed_in()
    bob = await console.add("bob")
    async with console.database.begin() as conn:
        await accounts.set_codes(conn, bob.id, ("A" * 32, 1, ["x"]))
    inside = await console.signed_in(Rank.STAFF)
    assert "手机也丢了" in (await browser.get("/accounts/bob"))[1]
    _, page = await browser.post("/accounts/bob/reset", codes="yes")
    assert (await console.account("bob")).one_time is None
    await _choose(console.browser(), _link(page), NEW)
    assert (await console.browser().sign_in("bob", PASSWORD))[0] == 403
    assert (await console.browser().sign_in("bob", NEW))[0] == 303
    assert await inside.is_inside()


async def test_an_account_needs_a_name_of_its_own(console: Console):
    browser = await console.signed_in()
    assert (await browser.post("/accounts", name="  ", rank="staff"))[0] == 422
    status, page = await browser.post("/accounts", name="Administrator", rank="staff")
    assert status == 422
    assert "已经有人用了" in page


async def test_what_an_account_may_do_and_see_is_changed(console: Console):
    browser = await console.signed_in()
    await console.add("bob", Rank.STAFF)
    form = {"rank": "reader", "sees": "some", "organisation": ["tea"], "person": "yan"}
    assert (await browser.post("/accounts/bob", **form))[0] == 303
    bob = await console.account("bob")
    assert bob.rank is Rank.READER
    assert bob.organisations == {"tea"}
    assert bob.person == "yan"
    _, page = await browser.get("/accounts/bob")
    assert 'value="tea" checked' in page
    assert "1 支" in (await browser.get("/accounts"))[1]
    await browser.post("/accounts/bob", rank="made up", sees="all")
    bob = await console.account("bob")
    assert (bob.rank, bob.organisations, bob.person) == (Rank.READER, None, None)


async def test_what_a_funder_sees_is_asked_for_and_said(console: Console):
    browser = await console.signed_in()
    assert 'value="tea"' in (await browser.get("/accounts"))[1]
    for form in ({}, {"sees": "some"}):
        status, page = await browser.post("/accounts", name="基金会", rank="reader", **form)
        assert status == 422
        assert "请选能看哪些队伍" in page
        assert 'value="基金会"' in page
    some = {"sees": "some", "organisation": ["tea"]}
    assert (await browser.post("/accounts", name="基金会", rank="reader", **some))[0] == 200
    assert (await console.account("基金会")).organisations == {"tea"}
    await browser.post("/accounts", name="街道", rank="reader", sees="all")
    assert (await console.account("街道")).organisations is None
    await browser.post("/accounts", name="小燕", rank="staff", **some)
    assert (await console.account("小燕")).organisations == {"tea"}
    await browser.post("/accounts", name="老周", rank="administrator", **some)
    assert (await console.account("老周")).organisations is None


async def test_the_last_administrator_stays(console: Console):
    browser = await console.signed_in()
    there = (303, "/console/accounts/administrator")
    assert await browser.post("/accounts/administrator", rank="reader", sees="all") == there
    assert "总要留一位" in (await browser.get("/accounts/administrator"))[1]
    assert await browser.post("/accounts/administrator/disable") == there
    assert await browser.is_inside()
    await console.add("second")
    await browser.post("/accounts/administrator", rank="reader", sees="all")
    assert (await console.account("administrator")).rank is Rank.READER


async def test_an_administrator_ends_anybodys_session(console: Console):
    browser, staff = await console.signed_in(), await console.signed_in(Rank.STAFF)
    second = console.browser("another device")
    await second.sign_in("staff")
    _, page = await browser.get("/accounts/staff")
    assert "another device" in page
    [one] = re.findall(r'name="login" value="(\w{64})"', page)[:1]
    await browser.post(
        "/accounts/administrator/logins/end", login=one
    )  # not of that account
    assert await second.is_inside()
    await browser.post("/accounts/staff/logins/end", login=one)
    assert [await staff.is_inside(), await second.is_inside()].count(True) == 1
    await browser.post("/accounts/staff/logins/end", login="all")
    assert not await staff.is_inside()
    assert not await second.is_inside()


async def test_ones_own_sessions_are_listed_and_ended(console: Console):
    browser = await console.signed_in()
    phone = console.browser("a phone")
    await phone.sign_in("administrator")
    _, page = await browser.get("/me")
    assert "a phone" in page
    [one] = re.findall(r'name="login" value="(\w{64})"', page)
    await browser.post("/me/logins/end", login=one)
    assert not await phone.is_inside()
    assert "已经让它退出" in (await browser.get("/me"))[1]


async def test_a_changed_password_ends_every_other_session(console: Console):
    browser, phone = await console.signed_in(), console.browser()
    await phone.sign_in("administrator")
    before = browser.cookie()
    for old, new, status in (
        (NEW, NEW, 403),
        (PASSWORD, "short", 422),
        (PASSWORD, "x" * 201, 422),
        (PASSWORD, "aaaaaaaaaaaaaaa", 422),
        (PASSWORD, NEW, 303),
    ):
        assert (await browser.post("/me/password", old=old, new=new))[0] == status
    assert await browser.is_inside()
    assert browser.cookie() != before
    assert not await phone.is_inside()
    assert (await phone.sign_in("administrator", NEW))[0] == 303


async def test_asking_for_the_password_again_cannot_be_used_to_guess_it(console: Console):
    browser = await console.signed_in()
    for _ in range(5):
        await browser.post("/me/password", old="a guess", new=NEW)
    status, page = await browser.post("/me/password", old=PASSWORD, new=NEW)
    assert status == 403
    assert "过几分钟" in page


async def test_every_change_is_in_the_audit(console: Console):
    browser = await console.signed_in()
    await browser.post("/accounts", name="小燕", rank="staff")
    _, page = await browser.get("/audit")
    assert "建了账号" in page
    assert "小燕" in page
    for number in range(60):
        async with console.database.begin() as conn:
            await console.desk.note(conn, None, f"made.up{number}")
    _, page = await browser.get("/audit")
    assert "made.up59" in page
    assert "建了账号" not in page
    older = re.search(r'href="/console(/audit[^"]*before=\d+)"', page)[1]
    assert "建了账号" in (await browser.get(older.replace("&amp;", "&")))[1]
    assert "made.up" not in (await browser.get("/audit?account=administrator"))[1]
    assert "made.up59" in (await browser.get("/audit?before=x"))[1]


@pytest.mark.parametrize(
    ("configured", "host", "link", "warned"),
    [
        ("", "", "http://127.0.0.1:", True),
        (
            "https://peiban.example/console/",
            "",
            "https://peiban.example/console/inv",
            False,
        ),
        ("", "nas.lan:8730", "http://nas.lan:8730/console/inv", False),
        ("https://other.example/console", "nas.lan", "http://nas.lan/console/inv", False),
    ],
)
async def test_a_link_leads_to_where_others_reach_the_console(
    console: Console, configured: str, host: str, link: str, warned: bool
):
    await console.add("ada")
    alarms = replace(console.desk.config.alarms, console=configured)
    desk = replace(console.desk, config=replace(console.desk.config, alarms=alarms))
    async with beside(desk) as url:
        browser = console.browser(url=url, **({"Host": host} if host else {}))
        await browser.sign_in("ada")
        _, page = await browser.post("/accounts", name="小燕", rank="staff")
    assert f"<strong>{link}" in page
    assert ("只能在这台电脑上用" in page) is warned


async def test_names_are_shown_as_they_are_and_never_as_code(console: Console):
    name = "<img src=x onerror=alert(1)>"
    browser = await console.signed_in()
    _, page = await browser.post("/accounts", name=name, rank="staff")
    assert name not in page
    for path in ("/accounts", "/audit"):
        _, page = await browser.get(path)
        assert name not in page
        assert "&lt;img src=x" in page


def test_who_sees_some_organisations_does_not_see_what_is_nobodys(console: Console):
    some = Account(
        AccountId("x"), "x", Rank.STAFF, console.now(), organisations=frozenset()
    )
    assert not some.sees(None)


async def _choose(browser, link: str, new: str) -> tuple[int, str]:
    await browser.get(link)
    csrf = browser.cookie("peiban_console_form")
    return await browser.send(link, {"csrf": csrf, "new": new})


def _link(page: str) -> str:
    return re.search(r"http://[^/]+/console(/invitation/[\w-]+)", page)[1]
