"""The console put together; every address on one screen, with who may open it."""

from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from aiohttp import web
from aiohttp.typedefs import Handler

from bot.console import beginning, guard, needs, sign_in
from bot.console.desk import DESK, Desk
from bot.console.needs import ADMINISTRATOR, OPEN, READER, STAFF, Need
from bot.console.pages import (
    accounts,
    activities,
    activity,
    activity_forms,
    audit,
    backup,
    by_hand,
    case,
    case_forms,
    cases,
    entry,
    exports,
    health,
    knowledge,
    live,
    me,
    media,
    new_person,
    new_room,
    organisation,
    organisations,
    outside,
    people,
    person,
    privacy,
    room,
    rooms_to_bind,
    schedules,
    settings,
    today,
    visit,
    visit_forms,
    visits,
)
from bot.console.pulse import PULSE, Pulse
from bot.console.sessions import PATH
from bot.console.showing import LINKS

STATIC = Path(__file__).parent / "static"
CASE = "/cases/{number:\\d{1,15}}"
TEAM = "/organisations/{organisation}"
ACTIVITY = "/activities/{draft}"
VISIT = "/visits/{visit}"
WORDS = "/by-hand/{queued:\\d{1,15}}"
ROW = "/health/rows/{row:\\d{1,15}}"


class Route(NamedTuple):
    """One address under /console."""

    method: str
    path: str
    handler: Handler
    need: Need


ROUTES: Sequence[Route] = (
    Route("GET", "/sign-in", sign_in.page, OPEN),
    Route("POST", "/sign-in", sign_in.sign_in, OPEN),
    Route("POST", "/sign-in/code", sign_in.code, OPEN),
    Route("GET", "/set-up", beginning.set_up, OPEN),
    Route("POST", "/set-up", beginning.make_first, OPEN),
    Route("GET", "/invitation/{token}", beginning.invitation, OPEN),
    Route("POST", "/invitation/{token}", beginning.choose_password, OPEN),
    Route("POST", "/sign-out", sign_in.sign_out, READER),
    Route("GET", "/me", me.page, READER),
    Route("POST", "/me/password", me.change_password, READER),
    Route("POST", "/me/logins/end", me.end_login, READER),
    Route("GET", "/me/codes", me.prepare_codes, READER),
    Route("POST", "/me/codes", me.start_codes, READER),
    Route("POST", "/me/codes/off", me.stop_codes, READER),
    Route("GET", "/accounts", accounts.page, ADMINISTRATOR),
    Route("POST", "/accounts", accounts.add, ADMINISTRATOR),
    Route("GET", "/accounts/{account}", accounts.one, ADMINISTRATOR),
    Route("POST", "/accounts/{account}", accounts.change, ADMINISTRATOR),
    Route("POST", "/accounts/{account}/disable", accounts.disable, ADMINISTRATOR),
    Route("POST", "/accounts/{account}/reset", accounts.reset, ADMINISTRATOR),
    Route("POST", "/accounts/{account}/logins/end", accounts.end_login, ADMINISTRATOR),
    Route("GET", "/audit", audit.page, ADMINISTRATOR),
    Route("GET", "/organisations", organisations.page, STAFF),
    Route("POST", "/organisations", organisations.add, ADMINISTRATOR.of(needs.of_all)),
    Route("POST", "/rooms", new_room.for_all, ADMINISTRATOR.of(needs.of_all)),
    Route("POST", "/rooms/bind", organisations.bind, STAFF.of(needs.of_all)),
    Route("GET", f"{TEAM}", organisation.page, STAFF.of(needs.in_path)),
    Route("POST", f"{TEAM}", organisation.change, STAFF.of(needs.in_path)),
    Route("POST", f"{TEAM}/plan", organisation.plan, STAFF.of(needs.in_path)),
    Route("POST", f"{TEAM}/people", new_person.into_organisation, STAFF.of(needs.in_path)),
    Route("POST", f"{TEAM}/rooms", new_room.for_organisation, STAFF.of(needs.in_path)),
    Route("POST", f"{TEAM}/rooms/{{room}}", room.change, STAFF.of(room.owner)),
    Route("POST", f"{TEAM}/rooms/{{room}}/hush", room.hush, STAFF.of(room.owner)),
    Route(
        "POST", f"{TEAM}/rooms/{{room}}/unbind", room.unbind, ADMINISTRATOR.of(room.owner)
    ),
    Route("POST", f"{TEAM}/rooms/{{room}}/introduce", room.introduce, STAFF.of(room.owner)),
    Route("GET", "/people", people.page, STAFF),
    Route("POST", "/people", new_person.anywhere, STAFF),
    Route("POST", "/people/merge", people.merge, STAFF),
    Route("GET", "/people/{person}", person.page, STAFF),
    Route("POST", "/people/{person}", person.change, STAFF),
    Route("POST", "/people/{person}/rooms", new_person.change_rooms, STAFF),
    Route("POST", "/people/{person}/part", person.part, STAFF),
    Route("POST", "/people/{person}/wish", privacy.wish, STAFF),
    Route("POST", "/people/{person}/erase", privacy.erase, ADMINISTRATOR),
    Route("GET", "/exports", exports.page, STAFF),
    Route("POST", "/exports/visits", exports.take_visits, STAFF),
    Route("GET", "/knowledge", knowledge.page, STAFF),
    Route("POST", "/knowledge/merge", knowledge.merge, STAFF),
    Route("POST", "/knowledge/approve", knowledge.approve, STAFF),
    Route("GET", "/knowledge/table", knowledge.export, STAFF),
    Route("POST", "/knowledge/table", knowledge.take, STAFF),
    Route("GET", "/knowledge/{entry}", entry.page, STAFF),
    Route("POST", "/knowledge/{entry}", entry.keep, STAFF),
    Route("POST", "/knowledge/{entry}/retire", entry.retire, STAFF),
    Route("GET", "/settings", settings.page, ADMINISTRATOR.of(needs.of_all)),
    Route("POST", "/settings", settings.change, ADMINISTRATOR.of(needs.of_all)),
    Route("GET", "/backup", backup.page, ADMINISTRATOR.of(needs.of_all)),
    Route("POST", "/backup", backup.make, ADMINISTRATOR.of(needs.of_all)),
    Route("POST", "/backup/whole", backup.whole, ADMINISTRATOR.of(needs.of_all)),
    Route("POST", "/backup/{name}", backup.download, ADMINISTRATOR.of(needs.of_all)),
    Route("GET", "/schedules", schedules.page, ADMINISTRATOR),
    Route("GET", "/health", health.page, STAFF),
    Route("POST", "/health/check", health.check, ADMINISTRATOR.of(needs.of_all)),
    Route("POST", f"{ROW}/retry", health.retry, STAFF.of(needs.of_all)),
    Route("POST", f"{ROW}/drop", health.drop, STAFF.of(needs.of_all)),
    Route("GET", "/outside", outside.page, STAFF),
    Route("POST", "/outside/rooms", rooms_to_bind.bind, STAFF.of(needs.of_all)),
    Route("POST", "/outside/rooms/hide", rooms_to_bind.hide, STAFF.of(needs.of_all)),
    Route("GET", "/by-hand", by_hand.page, STAFF),
    Route("GET", f"{WORDS}/photos/{{sha}}", by_hand.photo, STAFF.of(by_hand.owner)),
    Route("POST", f"{WORDS}/said", by_hand.said, STAFF.of(by_hand.owner)),
    Route("POST", f"{WORDS}/drop", by_hand.drop, STAFF.of(by_hand.owner)),
    Route("POST", f"{WORDS}/speak", by_hand.speak, STAFF.of(by_hand.owner)),
    Route("GET", "/activities", activities.page, READER),
    Route("GET", ACTIVITY, activity.page, READER.of(activity.owner)),
    Route("GET", f"{ACTIVITY}/photos/{{sha}}", activity.photo, READER.of(activity.owner)),
    Route("POST", f"{ACTIVITY}/{{do}}", activity_forms.do, STAFF.of(activity.owner)),
    Route("GET", "/visits", visits.page, STAFF),
    Route("POST", "/visits", visit_forms.write, STAFF),
    Route("GET", "/visits/new", visit.new, STAFF),
    Route("GET", VISIT, visit.page, STAFF.of(visit.owner)),
    Route("POST", VISIT, visit_forms.change, STAFF.of(visit.owner)),
    Route("GET", f"{VISIT}/photos/{{sha}}", visit.photo, STAFF.of(visit.owner)),
    Route("POST", f"{VISIT}/remove", visit_forms.remove, STAFF.of(visit.owner)),
    Route("GET", "/live", live.stream, READER),
    Route("GET", "/media/{room}/{message}/{sha}", media.picture, STAFF.of(media.owner)),
    Route("GET", "/cases", cases.page, STAFF),
    Route("GET", CASE, case.page, STAFF.of(case.owner)),
    Route("POST", f"{CASE}/take", case_forms.take, STAFF.of(case.owner)),
    Route("POST", f"{CASE}/release", case_forms.release, STAFF.of(case.owner)),
    Route("POST", f"{CASE}/drop", case_forms.drop, STAFF.of(case.owner)),
    Route("POST", f"{CASE}/end", case_forms.end, STAFF.of(case.owner)),
    Route("POST", f"{CASE}/answer", case_forms.answer, STAFF.of(case.owner)),
    Route("POST", f"{CASE}/take-back", case_forms.take_back, STAFF.of(case.owner)),
    Route("POST", f"{CASE}/learn", case_forms.learn, STAFF.of(case.owner)),
    Route("GET", "/", today.page, READER),
)


def mount(chat: web.Application, desk: Desk) -> None:
    """The console below /console of the web chat, before either is started."""
    chat.router.add_get(PATH, _to_the_slash)
    chat.add_subapp(PATH, make_console(desk))


def make_console(desk: Desk) -> web.Application:
    """The application for add_subapp("/console", …)."""
    app = web.Application(middlewares=[guard.headers, guard.problems])
    app[DESK] = desk
    app[PULSE] = Pulse(desk.database, desk.accounts)
    app[live.LISTENING] = Counter()
    app.on_response_prepare.append(guard.on_stream)
    app.on_startup.append(_start)
    app.on_shutdown.append(_stop)
    app[LINKS] = frozenset(route.path for route in ROUTES if route.method == "GET")
    for route in ROUTES:
        door = guard.guarded(route.handler, route.need)
        app.router.add_route(route.method, route.path, door)
    app.router.add_static("/static", STATIC)
    return app


async def _start(app: web.Application) -> None:
    app[PULSE].start()


async def _stop(app: web.Application) -> None:
    await app[PULSE].stop()


async def _to_the_slash(_request: web.Request) -> web.StreamResponse:
    raise web.HTTPSeeOther(f"{PATH}/")
