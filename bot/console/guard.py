"""What stands before every page: who may open it, whose forms count, what is said if not."""

import logging
from http import HTTPStatus
from urllib.parse import quote

from aiohttp import web
from aiohttp.typedefs import Handler

from bot.console import forms, needs, sessions
from bot.console.desk import DESK
from bot.console.needs import OPEN, Need
from bot.console.sessions import PATH, SIGNED_IN
from bot.console.showing import go, show
from store.errors import StoreUnavailable

log = logging.getLogger(__name__)

BODY_LIMIT = 32 * 1024 * 1024  # bytes; a form may bring a few pictures or a spreadsheet
PROBLEMS = {404: "nothing", 405: "nothing", 413: "large"}  # by status
SAFE = frozenset({"GET", "HEAD"})
HEADERS = {
    "Content-Security-Policy": "default-src 'self'; img-src 'self' data: blob:; "
    "object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'",
    "Referrer-Policy": "same-origin",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Permissions-Policy": "camera=(), microphone=(), geolocation=()",
    "Cross-Origin-Opener-Policy": "same-origin",
}


def guarded(handler: Handler, need: Need) -> Handler:
    """The handler behind its door.

    Without a session a page leads to signing in, a form is refused; what is not theirs to
    see looks as if it were not there.
    """

    async def behind_the_door(request: web.Request) -> web.StreamResponse:
        signed_in = await sessions.find(request)
        if signed_in is not None:
            request[SIGNED_IN] = signed_in
        if need != OPEN and (refused := await _refused(request, need)) is not None:
            return refused
        if need != OPEN:
            request = request.clone(client_max_size=BODY_LIMIT)
        if request.method not in SAFE:
            await forms.check(request)
        return await handler(request)

    return behind_the_door


async def _refused(request: web.Request, need: Need) -> web.StreamResponse | None:
    signed_in = request.get(SIGNED_IN)
    if signed_in is None or signed_in.login.passed_at is None:
        return _sign_in_first(request)
    if need.rank is not None and not signed_in.account.rank.covers(need.rank):
        return show(request, "problem", {"problem": "rank"}, 403)
    async with request.app[DESK].database.read() as conn:
        if await needs.may_see(conn, need, signed_in.account, request.match_info):
            return None
    return show(request, "problem", {"problem": "nothing"}, 404)


def _sign_in_first(request: web.Request) -> web.StreamResponse:
    if request.method not in SAFE:
        return show(request, "problem", {"problem": "session"}, 403)
    wanted = request.path_qs.removeprefix(PATH)
    asked = "" if wanted in ("", "/") else f"?to={quote(wanted)}"
    return go(request, f"/sign-in{asked}")


async def on_stream(_request: web.Request, response: web.StreamResponse) -> None:
    """The same for what begins to leave before its page is through."""
    _guard(response)


@web.middleware
async def headers(request: web.Request, handler: Handler) -> web.StreamResponse:
    """On everything that leaves."""
    response = await handler(request)
    if not response.prepared:
        _guard(response)
        if request.path.startswith(f"{PATH}/static/"):
            response.headers["Cache-Control"] = "no-cache"  # ask, and mostly hear 304
    return response


def _guard(response: web.StreamResponse) -> None:
    for name, value in HEADERS.items():
        response.headers.setdefault(name, value)
    response.headers.setdefault("Cache-Control", "no-store")


@web.middleware
async def problems(request: web.Request, handler: Handler) -> web.StreamResponse:
    """What goes wrong, as a page in people's words."""
    try:
        return await handler(request)
    except forms.BadForm:
        return show(request, "problem", {"problem": "form"}, 403)
    except StoreUnavailable:
        log.warning("store unavailable", exc_info=True)
        return show(request, "problem", {"problem": "store"}, 503)
    except web.HTTPError as error:
        return _not_had(request, error.status)
    except (ConnectionError, web.HTTPException):
        raise
    except Exception:
        log.exception("page failed", extra={"route": _route(request)})
        return show(request, "problem", {"problem": "failed"}, 500)


def _not_had(request: web.Request, status: int) -> web.StreamResponse:
    """The address of a form that was refused, opened again, is that of its page."""
    if status == HTTPStatus.METHOD_NOT_ALLOWED and request.method in SAFE:
        above, _, _ = request.rel_url.raw_path.removeprefix(PATH).rpartition("/")
        return go(request, above or "/")
    return show(request, "problem", {"problem": PROBLEMS.get(status, "form")}, status)


def _route(request: web.Request) -> str:
    resource = request.match_info.route.resource
    return resource.canonical if resource else ""
