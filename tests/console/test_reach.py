"""Whoever sees one organisation reads nothing of another and changes nothing of it."""

import re

import pytest

from bot.console.app import ROUTES, Route
from bot.console.needs import OPEN
from store import cases, directory, ledger, visits
from store.console.accounts import Rank
from tests.console import records_given as given
from tests.console.browser import Browser
from tests.console.cases_given import Chat
from tests.console.console_server import Console
from tests.console.everything_given import LOG, Given, everything
from tests.console.test_doors import named

MARK = "西桥的记号"  # in everything of the other organisation
HERE, THERE = "tea", "song"
OF_ALL = "/knowledge"  # what the bot may answer is everybody's
NO_END = "/live"
NOT_OF_ONE = {"token", "account", "entry"}  # variables of what no organisation owns
VARIABLE = re.compile(r"{(\w+)")


def covers(rank: Rank, route: Route) -> bool:
    return route.need.rank is not None and rank.covers(route.need.rank)


def names_a_thing(route: Route) -> bool:
    """Whether its address names what is somebody's."""
    return bool(set(VARIABLE.findall(route.path)) - NOT_OF_ONE)


def read_by(rank: Rank) -> list[Route]:
    return [
        route
        for route in ROUTES
        if route.method == "GET"
        and covers(rank, route)
        and route.path != NO_END
        and not route.path.startswith(OF_ALL)
    ]


WRITTEN = named(
    route
    for route in ROUTES
    if route.method == "POST"
    and route.need != OPEN
    and route.need.rank is not Rank.ADMINISTRATOR
    and names_a_thing(route)
)


async def other(console: Console) -> Given:
    """All that the other organisation has, with the mark in it; some of one's own."""
    there = await everything(console, await console.signed_in(), MARK, THERE)
    await given.filed(Chat(console), given.THIRD, HERE)
    return there


async def state(console: Console) -> object:
    """All that could be changed by a form that should not be taken."""
    async with console.database.read() as conn:
        return (
            await ledger.all_drafts(conn),
            await visits.between(conn),
            await directory.organisations(conn),
            await directory.rooms(conn),
            await directory.people(conn),
            await directory.memberships(conn),
            [
                (one.number, one.outcome, one.taken_by)
                for one in await cases.newest(conn, 99)
            ],
        )


async def mine(console: Console) -> str:
    """The address of a record of one's own."""
    found = await given.drafts(console)
    [id_] = (one.id for one in found.values() if one.organisation == HERE)
    return f"/activities/{id_.replace('/', '%2F')}"


@pytest.mark.parametrize("rank", [Rank.STAFF, Rank.READER])
async def test_no_page_tells_of_another_organisation(console: Console, rank: Rank):
    there = await other(console)
    all_seen, one_seen = (
        await console.signed_in(rank),
        await console.signed_in(rank, [HERE]),
    )
    marked = 0
    for route in read_by(rank):
        path = there.address(route.path)
        _, of_all = await read(all_seen, path)
        marked += MARK in of_all
        status, page = await read(one_seen, path)
        assert MARK not in page, route.path
        assert (status == 404) is names_a_thing(route), route.path
        for asked in ("organisation=song", f"q={MARK}", f"organisation=song&q={MARK}"):
            _, page = await read(one_seen, f"{path}?{asked}")
            assert MARK not in page.replace(f'value="{MARK}"', ""), route.path
    assert marked >= (8 if rank is Rank.STAFF else 2)  # else this would prove nothing


@pytest.mark.parametrize("route", WRITTEN)
async def test_no_form_reaches_another_organisation(console: Console, route: Route):
    there = await other(console)
    browser, before = await console.signed_in(Rank.STAFF, [HERE]), await state(console)
    status, page = await browser.post(there.address(route.path), sure="yes", name="x")
    assert status == 404
    assert MARK not in page
    assert await state(console) == before


async def test_what_a_form_names_inside_is_not_reached_either(console: Console):
    there = await other(console)
    browser, before = await console.signed_in(Rank.STAFF, [HERE]), await state(console)
    ids, record = there.ids, await mine(console)
    for path, form in (
        ("/people/merge", {"one": ids["person"], "other": "hua", "same": "yes"}),
        ("/people/merge", {"one": "hua", "other": ids["person"], "same": "yes"}),
        ("/people/merge", {"one": "hua", "other": ids["person"], "same": "no"}),
        ("/people/hua/part", {"other": ids["person"]}),
        ("/visits", {**LOG, "organisation": THERE, "told": "看过"}),
        ("/visits", {**LOG, "organisation": HERE, "told": "看过", "about": ids["draft"]}),
        (f"{record}/merge", {"into": ids["draft"]}),
        (f"{record}/choose", {"photo": ids["sha"]}),
        (f"{record}/choose", {"photo": there.visit_sha}),
        (f"{record}/mark", {"photo": ids["sha"], "shows": "scene"}),
        (f"{record}/split", {"message": ids["message"]}),
        ("/rooms/bind", {"room": THERE, "to": "o:tea"}),
        ("/organisations/tea/rooms/song", {"name": "x", "kind": ""}),
        ("/organisations/tea/rooms/song/hush", {"on": "yes"}),
    ):
        status, page = await browser.post(path, **form)
        assert status in (303, 404, 422), path
        assert MARK not in page
        assert await state(console) == before, path


async def test_pictures_are_reached_by_their_own_message_alone(console: Console):
    there = await other(console)
    browser, record = await console.signed_in(Rank.STAFF, [HERE]), await mine(console)
    ids, own = there.ids, await Chat(console, 50).say("好的", "hua", HERE)
    for sha in (ids["sha"], there.visit_sha):
        for path in (
            f"/media/song/{ids['message']}/{sha}",
            f"/media/tea/{ids['message']}/{sha}",
            f"/media/tea/{own}/{sha}",
            f"/media/L/{own}/{sha}",
            f"{record}/photos/{sha}",
        ):
            assert (await browser.get(path))[0] == 404, path


async def test_an_account_ends_its_own_sessions_alone(console: Console):
    theirs = await console.signed_in(Rank.STAFF)
    browser = await console.signed_in(Rank.STAFF, [HERE])
    _, page = await theirs.get("/me")
    for login in set(re.findall(r'name="login" value="([^"]+)"', page)):
        await browser.post("/me/logins/end", login=login)
    assert await theirs.is_inside()


async def test_funders_learn_no_names_by_searching(console: Console):
    await other(console)
    browser = await console.signed_in(Rank.READER, [THERE])
    _, page = await browser.get("/activities")
    assert "/console/activities/" in page
    _, page = await browser.get("/activities?q=记号")
    assert "/console/activities/" not in page


async def read(browser: Browser, path: str) -> tuple[int, str]:
    """Pictures too, as text that nobody can read."""
    async with browser.client.get(
        f"{browser.url}/console{path}", allow_redirects=False
    ) as answer:
        return answer.status, (await answer.read()).decode(errors="replace")
