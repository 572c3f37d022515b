"""Who may use the chat: the bearer of the token, or a browser that was let in."""

import warnings
from hashlib import sha256
from hmac import compare_digest

from aiohttp import web
from aiohttp.typedefs import Handler, Middleware
from aiohttp_session import get_session, session_middleware
from aiohttp_session.cookie_storage import EncryptedCookieStorage
from yarl import URL

from bot.channels.web.context import CONTEXT
from bot.channels.web.refusals import Refused
from bot.cookies import named

OPEN = frozenset(
    {"/", "/enter", "/health", "/metrics", "/api/openapi.json", "/favicon.ico", "/console"}
)
OTHER_DOORS = ("/static/", "/console/")  # the console signs people in by name
COOKIE = "peiban"
MONTH = 30 * 24 * 3600
SAFE = frozenset({"GET", "HEAD", "OPTIONS"})


# aiohttp-session 2.12 names its keys by strings; the page must not make the log say so.
warnings.filterwarnings("ignore", category=web.NotAppKeyWarning, module="aiohttp_session")


def sessions(token: str) -> Middleware:
    """Sessions in a sealed cookie; they outlive a restart as long as the token stays."""
    seal = sha256(b"peiban session " + token.encode()).digest()

    @web.middleware
    async def session(request: web.Request, handler: Handler) -> web.StreamResponse:
        name = named(COOKIE, request)
        storage = EncryptedCookieStorage(
            seal, cookie_name=name, max_age=MONTH, httponly=True, samesite="Lax"
        )
        return await session_middleware(storage)(request, handler)

    return session


@web.middleware
async def check_door(request: web.Request, handler: Handler) -> web.StreamResponse:
    """Everything but the open addresses needs the token or a session."""
    if request.path in OPEN or request.path.startswith(OTHER_DOORS):
        return await handler(request)
    if "Authorization" in request.headers:
        if not bears_token(request):
            raise _unknown()
    elif not await is_inside(request):
        raise _unknown()
    elif not _is_own_page(request):
        raise Refused(403, "a browser session works from the chat page only; use the token")
    return await handler(request)


def bears_token(request: web.Request) -> bool:
    """Whether the request carries the right token."""
    scheme, _, token = request.headers["Authorization"].partition(" ")
    return scheme.lower() == "bearer" and is_token(request, token.strip())


def is_token(request: web.Request, text: str) -> bool:
    """Compares without telling by its time how much of it was right."""
    offered = text.encode("utf-8", "surrogateescape")
    return compare_digest(offered, request.app[CONTEXT].token.encode())


async def is_inside(request: web.Request) -> bool:
    """Whether this browser was let in before."""
    return bool((await get_session(request)).get("inside"))


async def let_in(request: web.Request) -> None:
    """From now on this browser is known."""
    (await get_session(request))["inside"] = True


def _is_own_page(request: web.Request) -> bool:
    """Another site's page, or another port's, must not act with our cookie."""
    origin = request.headers.get("Origin")
    changes = request.method not in SAFE or request.path.startswith("/ws")
    if origin is None or not changes:
        return True
    try:
        return URL(origin).raw_authority == request.host
    except ValueError:
        return False


def _unknown() -> Refused:
    return Refused(
        401,
        "send the header 'Authorization: Bearer TOKEN' with the token: of PEIBAN_TOKEN or"
        " web.token, else in the file `token` of the data folder",
        {"WWW-Authenticate": 'Bearer realm="peiban"'},
    )
