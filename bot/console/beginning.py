"""The first account, and choosing a password by a link that works once."""

import secrets

from aiohttp import web

from bot.channels.web import auth
from bot.console import forms, sessions, throttle
from bot.console.desk import DESK
from bot.console.passwords import problem_with
from bot.console.showing import go, show
from store.console import accounts, logins
from store.console.accounts import Account, AccountId, Rank

NAME = 40  # characters


async def set_up(request: web.Request) -> web.StreamResponse:
    """GET /set-up: for a browser that the chat let in, as long as there is no account."""
    if not await _is_empty(request):
        return go(request, "/sign-in")
    return await _set_up(request)


async def make_first(request: web.Request) -> web.StreamResponse:
    """POST /set-up: the first administrator, signed in at once."""
    desk, form = request.app[DESK], await request.post()
    if not await _is_empty(request) or not await auth.is_inside(request):
        return go(request, "/sign-in")
    name, new = forms.text(form, "name", NAME), str(form.get("new", ""))
    if problem := "name" if not name else problem_with(new, name):
        return await _set_up(request, problem, name)
    kept = await desk.passwords.hash(new)
    account = Account(new_id(), name, Rank.ADMINISTRATOR, desk.now(), password=kept)
    async with desk.database.begin() as conn:
        if not await accounts.add_first(conn, account):
            return go(request, "/sign-in")
        await desk.note(conn, account, "account.first", account.id)
        token = await sessions.begin(request, conn, account.id)
    response = go(request, "/", "welcome")
    sessions.give_cookie(request, response, token)
    return response


async def invitation(request: web.Request) -> web.StreamResponse:
    """GET /invitation/{token}: looking does not use it up."""
    return await _invitation(request)


async def choose_password(request: web.Request) -> web.StreamResponse:
    """POST /invitation/{token}: from now on the password is this; old logins are ended."""
    desk, token = request.app[DESK], request.match_info["token"]
    new = str((await request.post()).get("new", ""))
    account = await _invited(request)
    problem = problem_with(new, account.name) if account else ""
    if account is None or problem:
        return await _invitation(request, problem or "", 422)
    kept = await desk.passwords.hash(new)
    async with desk.database.begin() as conn:
        if not await logins.use_invitation(conn, token, desk.now()):
            return go(request, "/sign-in")
        await accounts.set_password(conn, account.id, kept)
        await throttle.forgive(conn, [throttle.of_name(account.name)])
        await logins.end_all(conn, account.id, desk.now())
        await desk.note(conn, account, "account.password", account.id)
    return go(request, "/sign-in", "password_chosen")


def new_id() -> AccountId:
    """For an account: nobody can guess it, and nobody needs to."""
    return AccountId(secrets.token_hex(6))


async def _is_empty(request: web.Request) -> bool:
    async with request.app[DESK].database.read() as conn:
        return not await accounts.any_there(conn)


async def _set_up(
    request: web.Request, problem: str = "", name: str = ""
) -> web.StreamResponse:
    data = {"inside": await auth.is_inside(request), "problem": problem, "name": name}
    return show(request, "set_up", data, 422 if problem else 200)


async def _invited(request: web.Request) -> Account | None:
    desk, token = request.app[DESK], request.match_info["token"]
    async with desk.database.read() as conn:
        found = await logins.invited(conn, token, desk.now())
        account = await accounts.by_id(conn, found) if found else None
    return account if account and account.disabled_at is None else None


async def _invitation(
    request: web.Request, problem: str = "", status: int = 200
) -> web.StreamResponse:
    account = await _invited(request)
    data = {"name": account.name if account else None, "problem": problem}
    return show(request, "invitation", data, status if account else 404)
