"""The way in: name and password, then a one-time code where one is wanted; and out."""

from datetime import timedelta

from aiohttp import web

from bot.console import forms, one_time, sessions, throttle
from bot.console.desk import DESK, Desk
from bot.console.showing import go, show
from store.console import accounts, logins
from store.console.accounts import Account

NAME = 80  # characters
HERE = "/"


async def page(request: web.Request) -> web.StreamResponse:
    """GET /sign-in: the form; the code's, when the password was right."""
    signed_in = request.get(sessions.SIGNED_IN)
    if signed_in is None:
        async with request.app[DESK].database.read() as conn:
            if not await accounts.any_there(conn):
                return go(request, "/set-up")
        return _form(request)
    if signed_in.login.passed_at is None:
        again = "again" in request.query
        return _form(request) if again else _code_form(request)
    return go(request, _wanted(request.query.get("to", "")))


async def sign_in(request: web.Request) -> web.StreamResponse:
    """POST /sign-in: neither words nor time tell whether it was the name or the password."""
    desk, form = request.app[DESK], await request.post()
    name, password = forms.text(form, "name", NAME), str(form.get("password", ""))
    tried = [throttle.of_name(name), throttle.of_address(sessions.address_of(request))]
    async with desk.database.begin() as conn:
        wait = await throttle.admit(conn, tried, desk.now())
        account = await accounts.by_name(conn, name)
        if wait:
            await desk.note(conn, account, "sign_in.throttled")
    if wait:
        return _too_often(request, wait)
    able = account if account and account.disabled_at is None else None
    fits = await desk.passwords.fits(able.password if able else None, password)
    if able is None or not fits:
        await _note_refusal(desk, account)
        return _form(request, "wrong", 403)
    return await _passed(request, able, password, tried[0])


async def code(request: web.Request) -> web.StreamResponse:
    """POST /sign-in/code: the second step."""
    signed_in = request.get(sessions.SIGNED_IN)
    if signed_in is None or signed_in.login.passed_at is not None:
        return go(request, "/sign-in")
    desk, account = request.app[DESK], signed_in.account
    form = await request.post()
    given, tried = forms.text(form, "code", NAME), [throttle.of_code(account.id)]
    async with desk.database.begin() as conn:
        wait = await throttle.admit(conn, tried, desk.now())
        if not wait and await one_time.use(conn, account, given, desk.now()):
            await throttle.forgive(conn, tried)
            token = await sessions.begin(request, conn, account.id)
            await desk.note(conn, account, "sign_in")
            return _inside(request, token, forms.text(form, "to"))
        await desk.note(conn, account, "sign_in.throttled" if wait else "sign_in.code")
    if wait:
        return _too_often(request, wait)
    return _code_form(request, "wrong", 403)


async def sign_out(request: web.Request) -> web.StreamResponse:
    """POST /sign-out."""
    desk, signed_in = request.app[DESK], sessions.signed(request)
    async with desk.database.begin() as conn:
        await logins.end(conn, signed_in.login.id, desk.now())
        await desk.note(conn, signed_in.account, "sign_out")
    response = go(request, "/sign-in", "signed_out")
    sessions.take_cookie(request, response)
    return response


async def _passed(
    request: web.Request, account: Account, password: str, tried: throttle.Tried
) -> web.StreamResponse:
    """The password was right; it is hashed anew where that was done in an older way."""
    desk, form = request.app[DESK], await request.post()
    old = account.password is not None and desk.passwords.is_old(account.password)
    anew = await desk.passwords.hash(password) if old else ""
    passed = account.one_time is None
    async with desk.database.begin() as conn:
        await throttle.forgive(conn, [tried])
        if old:
            await accounts.set_password(conn, account.id, anew)
        token = await sessions.begin(request, conn, account.id, passed=passed)
        if passed:
            await desk.note(conn, account, "sign_in")
    return _inside(request, token, forms.text(form, "to"))


def _inside(request: web.Request, token: str, to: str) -> web.StreamResponse:
    """On to where they wanted to go; the sign-in page asks for a code first, if need be."""
    response = go(request, _wanted(to))
    sessions.give_cookie(request, response, token)
    return response


async def _note_refusal(desk: Desk, account: Account | None) -> None:
    async with desk.database.begin() as conn:
        await desk.note(conn, account, "sign_in.refused")


def _wanted(to: str) -> str:
    """A page of the console, never an address elsewhere."""
    plain = to.isprintable() and "\\" not in to and len(to) < 2000  # noqa: PLR2004 -- a long address
    own = to.startswith("/") and not to.startswith(("//", "/sign-in", "/static"))
    return to if own and plain else HERE


def _form(request: web.Request, problem: str = "", status: int = 200) -> web.Response:
    data = {"step": "password", "problem": problem, "to": request.query.get("to", "")}
    return show(request, "sign_in", {**data, "wait": None}, status)


def _code_form(request: web.Request, problem: str = "", status: int = 200) -> web.Response:
    data = {"step": "code", "problem": problem, "to": request.query.get("to", "")}
    return show(request, "sign_in", {**data, "wait": None}, status)


def _too_often(request: web.Request, wait: timedelta) -> web.Response:
    """When to come back, in whole seconds and never too early."""
    seconds = int(wait.total_seconds()) + 1
    data = {"step": "wait", "problem": "", "to": "", "wait": seconds}
    response = show(request, "sign_in", data, 429)
    response.headers["Retry-After"] = str(seconds)
    return response
