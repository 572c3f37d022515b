"""The accounts of the outside, and groups that wait to be told whose they are."""

from datetime import timedelta

import pytest

from bot.channels.account import AccountState
from bot.console.pages.outside import lacks
from handlers.model.admission import KeepPeople
from handlers.model.case import CaseKind
from handlers.model.people import Person, PersonId, Purpose, RoomId
from store import cases, directory, inbox, membership, outbox, rooms
from store.console.accounts import Rank
from store.inbox import Inbound
from tests.console.cases_given import Chat
from tests.console.console_server import Console
from tests.console.outside_given import (
    CHANNEL,
    DAY,
    GROUP,
    WORD,
    account,
    opened,
    sighted,
)


async def room(console: Console):
    async with console.database.read() as conn:
        return (await directory.rooms(conn)).get(RoomId(GROUP))


async def waiting(console: Console) -> list[bool]:
    """Of each group that nobody has bound, whether it is hidden."""
    async with console.database.read() as conn:
        return [one.hidden for one in await rooms.sighted(conn)]


async def said(console: Console) -> list[str]:
    async with console.database.read() as conn:
        found = await outbox.due(conn, console.now() + DAY, 9, channel=CHANNEL)
    return sorted(one.outgoing.prompt or one.outgoing.act for one in found)


async def test_without_a_channel_it_says_what_is_missing(console: Console):
    browser = await console.signed_in(Rank.STAFF)
    status, page = await browser.get("/outside")
    assert status == 200
    assert "还没有接上微信" in page
    assert "wechaty.gateway" in page
    assert "docs/wechat.md" in page


def test_a_variable_that_is_set_is_not_missing(console: Console):
    config = console.desk.config
    given = {config.wechaty.token_env: "x"}
    assert lacks(config, given)["wechaty"] == ["wechaty.gateway"]
    assert lacks(config, {})["wecom"] == ["wecom.bot", config.wecom.secret_env]


@pytest.mark.parametrize(
    ("state", "detail", "words"),
    [
        (AccountState.STARTING, "", "正在连"),
        (AccountState.SCAN, "", "正在等新的二维码"),
        (AccountState.SCAN, "scanned", "请在手机上点"),
        (AccountState.SCAN, "confirmed", "正在登录"),
        (AccountState.DISCONNECTED, "", "断了"),
        (AccountState.REFUSED, "", "口令不对"),
        (AccountState.DISPLACED, "", "被别的设备顶下线"),
    ],
)
async def test_how_an_account_stands_in_plain_words(
    console: Console, state: AccountState, detail: str, words: str
):
    await opened(console)
    account(console, state, detail)
    browser = await console.signed_in(Rank.STAFF)
    _, page = await browser.get("/outside")
    assert words in page
    assert "小陪" in page


async def test_the_code_is_there_to_be_scanned(console: Console):
    account(console, AccountState.SCAN, qr="https://login.example/one")
    browser = await console.signed_in(Rank.STAFF)
    _, page = await browser.get("/outside")
    assert page.count("<svg") == 1
    account(console, AccountState.SCAN, qr="https://login.example/two")
    _, other = await browser.get("/outside")
    drawn = [one[one.index("<svg") : one.index("</svg>")] for one in (page, other)]
    assert drawn[0] != drawn[1]


async def test_whether_it_speaks(console: Console):
    browser = await console.signed_in(Rank.STAFF)
    await opened(console, listen_only=True)
    assert "只听不说（设置里这样定的）" in (await browser.get("/outside"))[1]
    await opened(console, warm_up=3 * DAY)
    assert "11月25日 9:00" in (await browser.get("/outside"))[1]
    console.now.pass_by(days=3)
    await browser.sign_in("staff")
    assert "能说。" in (await browser.get("/outside"))[1]


async def test_a_group_is_bound_as_if_it_was_said_there(console: Console):
    await opened(console)
    await sighted(console, inviter="yan")
    browser = await console.signed_in(Rank.STAFF)
    _, page = await browser.get("/outside")
    assert "街坊棋友群" in page
    assert "拉进来的" in page
    assert WORD in page
    status, _ = await browser.post(
        "/outside/rooms", room=GROUP, to="o:tea", kind="core", name=""
    )
    assert status == 303
    bound = await room(console)
    assert bound is not None
    assert (bound.organisation, bound.kind, bound.channel) == ("tea", "core", CHANNEL)
    assert await said(console) == ["look_at_room", "privacy/introduction"]
    _, page = await browser.get("/outside")
    assert "绑好了" in page
    assert "街坊棋友群" not in page


async def test_a_group_of_a_new_organisation(console: Console):
    await sighted(console)
    browser = await console.signed_in(Rank.STAFF)
    await browser.post("/outside/rooms", room=GROUP, to="new", kind="", name="棋友会")
    bound = await room(console)
    async with console.database.read() as conn:
        [new] = [x for x in await directory.organisations(conn) if x.name == "棋友会"]
    assert bound is not None
    assert bound.organisation == new.id


async def test_only_administrators_say_which_is_the_leaders_room(console: Console):
    await sighted(console)
    staff, administrator = (
        await console.signed_in(Rank.STAFF),
        await console.signed_in(Rank.ADMINISTRATOR),
    )
    await staff.post("/outside/rooms", room=GROUP, to="leaders", kind="", name="")
    assert "没有动" in (await staff.get("/outside"))[1]
    assert await room(console) is None
    await administrator.post("/outside/rooms", room=GROUP, to="leaders", kind="", name="")
    bound = await room(console)
    assert bound is not None
    assert bound.purpose is Purpose.LEADERS
    assert "rooms/bound" in await said(console)


@pytest.mark.parametrize("to", ["", "new", "o:nobody"])
async def test_a_form_that_says_nothing_binds_nothing(console: Console, to: str):
    await sighted(console)
    browser = await console.signed_in()
    await browser.post("/outside/rooms", room=GROUP, to=to, kind="", name="")
    assert await room(console) is None
    await browser.post("/outside/rooms", room="nowhere", to="o:tea", kind="", name="")
    assert "找不到" in (await browser.get("/outside"))[1]


async def test_a_group_that_is_nobodys_is_put_away_and_comes_back(console: Console):
    await opened(console)
    await sighted(console)
    browser = await console.signed_in(Rank.STAFF)
    await browser.post("/outside/rooms/hide", room=GROUP)
    assert await waiting(console) == [True]
    assert "说过不绑的群（1）" in (await browser.get("/outside"))[1]
    await sighted(console, "换了名字的群")
    assert await waiting(console) == [True]
    await browser.post("/outside/rooms/hide", room=GROUP, again="yes")
    assert await waiting(console) == [False]
    await browser.post("/outside/rooms/hide", room="nowhere")
    assert "找不到" in (await browser.get("/outside"))[1]


async def test_whoever_sees_one_organisation_learns_how_accounts_stand(console: Console):
    await opened(console)
    await sighted(console)
    account(console, AccountState.SCAN, qr="https://login.example/one")
    browser = await console.signed_in(Rank.STAFF, ["tea"])
    status, page = await browser.get("/outside")
    assert status == 200
    assert "要扫码" in page
    for hidden in ("<svg", "街坊棋友群", "社工暗号", WORD):
        assert hidden not in page
    for path in ("/outside/rooms", "/outside/rooms/hide"):
        status, _ = await browser.post(path, room=GROUP, to="o:tea")
        assert status == 404


async def test_health_names_accounts_in_plain_words(console: Console):
    health = {"status": "down", "channels": {"web": "ok", CHANNEL: "displaced"}}

    async def told():
        return health

    object.__setattr__(console.desk, "health", told)
    browser = await console.signed_in(Rank.STAFF)
    _, page = await browser.get("/health")
    assert "被别的设备顶下线" in page
    assert "/console/outside" in page


async def test_who_came_and_went_stands_on_the_page_of_the_organisation(console: Console):
    aunt = Person(PersonId("wx9"), "新来的陈姨")
    here, later = RoomId("tea"), console.now() + timedelta(hours=1)
    async with console.database.begin() as conn:
        await membership.keep_people(conn, KeepPeople(here, console.now(), came=(aunt,)))
        await membership.keep_people(conn, KeepPeople(here, later, went=(aunt.id,)))
    browser = await console.signed_in(Rank.STAFF, ["tea"])
    _, page = await browser.get("/organisations/tea")
    assert "新来的陈姨进了" in page
    assert "新来的陈姨退出了" in page


async def test_a_case_about_a_gap_names_its_stretches(console: Console):
    browser = await console.signed_in(Rank.STAFF)
    at = console.now()
    for minutes, day, room in ((10, at, ""), (30, at, CHANNEL), (20, at - 2 * DAY, "")):
        since, until = day - timedelta(minutes=minutes), day
        body = {"since": since.isoformat(), "until": until.isoformat()}
        lost = Inbound(
            CHANNEL, room, f"outage:{since}", "outage", f"a:{CHANNEL}", None, at, at, body
        )
        async with console.database.begin() as conn:
            await inbox.put(conn, [lost])
        await Chat(console).handle()
    async with console.database.read() as conn:
        [number] = [
            one.number
            for one in await cases.newest(conn, 9)
            if one.case.subject.endswith(str(console.desk.today()))
        ]
    _, page = await browser.get(f"/cases/{number}")
    assert "哪些时候没听到" in page
    assert "10分钟" in page
    assert "30分钟" in page
    assert "20分钟" not in page  # of another day
    gap = await Chat(console).open(CaseKind.GAP, f"{CHANNEL}/2026-01-01", "staff")
    assert "已经查不到了" in (await browser.get(f"/cases/{gap}"))[1]
