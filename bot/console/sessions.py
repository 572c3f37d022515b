"""The cookie of a browser that is signed in, and whom it stands for."""

import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta
from ipaddress import ip_address

from aiohttp import web
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.console.desk import DESK
from bot.cookies import named
from store.console import accounts, logins
from store.console.accounts import Account, AccountId
from store.console.logins import Login

COOKIE = "peiban_console"
PATH = "/console"
SEEN_EVERY = timedelta(minutes=1)  # reading a page must not mean writing one
DEVICE = 200  # characters of what a browser calls itself
SECURE = "https"
LIVE = "X-Live"  # what static/live.js sends


@dataclass(frozen=True, slots=True)
class SignedIn:
    """Who asks, and from which browser."""

    account: Account
    login: Login


SIGNED_IN = web.RequestKey("SIGNED_IN", SignedIn)


def signed(request: web.Request) -> SignedIn:
    """Who asks.  Only for routes that need somebody; there the middleware has put it."""
    return request[SIGNED_IN]


async def find(request: web.Request) -> SignedIn | None:
    """Whom the cookie stands for, the one-time code still missing or not; None for nobody."""
    desk, token = request.app[DESK], request.cookies.get(named(COOKIE, request), "")
    if not token:
        return None
    now = desk.now()
    async with desk.database.read() as conn:
        login = await logins.find(conn, logins.digest(token), now)
        account = await accounts.by_id(conn, login.account) if login else None
    if login is None or account is None or account.disabled_at is not None:
        return None
    if is_used(request) and login.passed_at and now - login.seen_at >= SEEN_EVERY:
        async with desk.database.begin() as conn:
            await logins.seen(conn, login.id, now)
    return SignedIn(account, login)


def is_used(request: web.Request) -> bool:
    """Whether a person asks: a page that is left open renews itself, and is not used."""
    return LIVE not in request.headers and not request.path.endswith("/live")


async def begin(
    request: web.Request, conn: AsyncConnection, account: AccountId, *, passed: bool = True
) -> str:
    """A new login; the token for its cookie.  What the browser had before is ended.

    passed: False while the one-time code is still to come.
    """
    now, token = request.app[DESK].now(), secrets.token_urlsafe(32)
    if old := request.cookies.get(named(COOKIE, request)):
        await logins.end(conn, logins.digest(old), now)
    await logins.forget(conn, now)
    await logins.begin(conn, _login(request, account, token, now, passed=passed))
    return token


def give_cookie(request: web.Request, response: web.StreamResponse, token: str) -> None:
    """Lax: a link in a chat must find its reader signed in; forms have their own token."""
    response.set_cookie(
        named(COOKIE, request),
        token,
        path=PATH,
        max_age=int(logins.LONGEST.total_seconds()),
        httponly=True,
        secure=is_secure(request),
        samesite="Lax",
    )


def take_cookie(request: web.Request, response: web.StreamResponse) -> None:
    """The browser forgets."""
    response.del_cookie(
        named(COOKIE, request),
        path=PATH,
        httponly=True,
        secure=is_secure(request),
        samesite="Lax",
    )


def is_secure(request: web.Request) -> bool:
    """Whether the browser came by https; a proxy is believed only where one is configured."""
    if request.secure or not request.app[DESK].behind_proxy:
        return request.secure
    given = request.headers.get("X-Forwarded-Proto", "").split(",")
    return given[-1].strip().lower() == SECURE


def origin(request: web.Request) -> str:
    """What an address that somebody is given begins with."""
    return f"{'https' if is_secure(request) else 'http'}://{request.host}"


def reached_at(request: web.Request) -> str:
    """The console's address for somebody else: as this browser came; from the machine
    itself, where nobody else is, as it is configured.
    """
    configured = request.app[DESK].config.alarms.console.rstrip("/")
    return configured if configured and is_here(request) else f"{origin(request)}{PATH}"


def is_here(request: web.Request) -> bool:
    """Whether the browser runs on the bot's own machine, by the name that it used."""
    try:
        return ip_address(request.url.host or "").is_loopback
    except ValueError:
        return request.url.host == "localhost"


def address_of(request: web.Request) -> str:
    """Where a request comes from; behind a proxy, whom that proxy saw."""
    if request.app[DESK].behind_proxy:
        given = request.headers.get("X-Forwarded-For", "").split(",")[-1].strip()
        if given:
            return given[:64]
    return request.remote or ""


def _login(
    request: web.Request, account: AccountId, token: str, now: datetime, *, passed: bool
) -> Login:
    return Login(
        id=logins.digest(token),
        account=account,
        csrf=secrets.token_urlsafe(24),
        made_at=now,
        passed_at=now if passed else None,
        seen_at=now,
        device=request.headers.get("User-Agent", "")[:DEVICE],
    )
