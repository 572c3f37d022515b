"""Who may use the console; for administrators."""

import secrets
from collections.abc import Mapping
from dataclasses import replace

from aiohttp import web
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.console import forms, sessions
from bot.console.beginning import NAME, new_id
from bot.console.desk import DESK
from bot.console.forms import Form
from bot.console.sessions import signed
from bot.console.showing import go, show
from handlers.model.people import OrganisationId, PersonId
from store.console import accounts, logins, names
from store.console.accounts import Account, Rank

ALL = "all"


async def page(request: web.Request) -> web.StreamResponse:
    """GET /accounts."""
    return await _page(request)


async def add(request: web.Request) -> web.StreamResponse:
    """POST /accounts: it has no password until its owner has followed the link."""
    desk, form = request.app[DESK], await request.post()
    name = forms.text(form, "name", NAME)
    if not name:
        return await _page(request, "name", 422)
    rank = _rank(forms.text(form, "rank"))
    sees = _sees(form)
    if rank is Rank.ADMINISTRATOR or (rank is Rank.STAFF and not forms.text(form, "sees")):
        sees = None
    if sees is not None and not sees:
        return await _page(request, "sees", 422)
    account = Account(new_id(), name, rank, desk.now(), organisations=sees)
    async with desk.database.begin() as conn:
        link = ""
        if await accounts.add(conn, account):
            link = await _invite(request, conn, account, "account.added", account.access())
    if not link:
        return await _page(request, "taken", 422)
    return _show_link(request, name, link)


async def one(request: web.Request) -> web.StreamResponse:
    """GET /accounts/{account}."""
    desk = request.app[DESK]
    account = await _the_account(request)
    async with desk.database.read() as conn:
        living = await logins.living(conn, desk.now(), account.id)
        organisations = await names.organisations(conn, None)
        staff = await names.staff(conn)
    data = {
        "one": account,
        "logins": living,
        "organisations": organisations,
        "staff": staff,
        "ranks": list(Rank),
        "myself": account.id == signed(request).account.id,
    }
    return show(request, "account", data)


async def change(request: web.Request) -> web.StreamResponse:
    """POST /accounts/{account}: what it may do; the last administrator stays one."""
    desk, who, form = request.app[DESK], signed(request).account, await request.post()
    account, rank = await _the_account(request), _rank(forms.text(form, "rank"))
    sees = _sees(form)
    person = PersonId(forms.text(form, "person"))
    changed = replace(account, rank=rank, organisations=sees, person=person or None)
    async with desk.database.begin() as conn:
        if rank is not Rank.ADMINISTRATOR and await _is_last(conn, account):
            return go(request, f"/accounts/{account.id}", "last_administrator")
        await accounts.set_access(conn, changed)
        await desk.note(conn, who, "account.access", account.id, changed.access())
    return go(request, f"/accounts/{account.id}", "saved")


async def disable(request: web.Request) -> web.StreamResponse:
    """POST /accounts/{account}/disable: out at once, everywhere; or back in again."""
    desk, who = request.app[DESK], signed(request).account
    account, now = await _the_account(request), desk.now()
    off = account.disabled_at is None
    async with desk.database.begin() as conn:
        if off and await _is_last(conn, account):
            return go(request, f"/accounts/{account.id}", "last_administrator")
        await accounts.set_disabled(conn, account.id, now if off else None)
        await logins.end_all(conn, account.id, now)
        action = "account.disabled" if off else "account.enabled"
        await desk.note(conn, who, action, account.id)
    return go(request, f"/accounts/{account.id}", "saved")


async def reset(request: web.Request) -> web.StreamResponse:
    """POST /accounts/{account}/reset: a link to a new password; “codes” turns those off too."""
    desk, form = request.app[DESK], await request.post()
    account = await _the_account(request)
    async with desk.database.begin() as conn:
        codes = {"codes": "off"} if forms.text(form, "codes") else {}
        if codes:
            await accounts.set_codes(conn, account.id, None)
        link = await _invite(request, conn, account, "account.reset", codes)
    return _show_link(request, account.name, link)


async def end_login(request: web.Request) -> web.StreamResponse:
    """POST /accounts/{account}/logins/end: one, or all of them."""
    desk, who = request.app[DESK], signed(request).account
    account, wanted = await _the_account(request), forms.text(await request.post(), "login")
    async with desk.database.begin() as conn:
        if wanted == ALL:
            await logins.end_all(conn, account.id, desk.now())
        else:
            await logins.end(conn, wanted, desk.now(), of=account.id)
        await desk.note(conn, who, "login.ended", account.id)
    return go(request, f"/accounts/{account.id}", "login_ended")


async def _page(
    request: web.Request, problem: str = "", status: int = 200
) -> web.StreamResponse:
    form = await request.post()
    async with request.app[DESK].database.read() as conn:
        every = await accounts.every(conn)
        organisations = await names.organisations(conn, None)
    data = {
        "accounts": every,
        "ranks": list(Rank),
        "organisations": organisations,
        "problem": problem,
        "name": forms.text(form, "name", NAME),
        "rank": forms.text(form, "rank") or Rank.STAFF.value,
        "sees": forms.text(form, "sees"),
        "ticked": forms.texts(form, "organisation"),
    }
    return show(request, "accounts", data, status)


async def _the_account(request: web.Request) -> Account:
    """Raises: HTTPNotFound."""
    async with request.app[DESK].database.read() as conn:
        account = await accounts.by_id(conn, request.match_info["account"])
    if account is None:
        raise web.HTTPNotFound
    return account


async def _invite(
    request: web.Request,
    conn: AsyncConnection,
    account: Account,
    action: str,
    detail: Mapping[str, object],
) -> str:
    desk, token = request.app[DESK], secrets.token_urlsafe(32)
    await logins.invite(conn, account.id, token, desk.now())
    await desk.note(conn, signed(request).account, action, account.id, detail)
    return f"{sessions.reached_at(request)}/invitation/{token}"


def _show_link(request: web.Request, name: str, link: str) -> web.StreamResponse:
    """With a warning where it leads only to this very machine."""
    own = sessions.is_here(request) and link.startswith(sessions.origin(request))
    return show(request, "account_link", {"name": name, "link": link, "own": own})


async def _is_last(conn: AsyncConnection, account: Account) -> bool:
    if account.rank is not Rank.ADMINISTRATOR:
        return False
    return not await accounts.administrators_besides(conn, account.id)


def _sees(form: Form) -> frozenset[OrganisationId] | None:
    """The organisations that were ticked; None for all."""
    if forms.text(form, "sees") == ALL:
        return None
    return frozenset(map(OrganisationId, forms.texts(form, "organisation")))


def _rank(text: str) -> Rank:
    """The least for what no form of ours says."""
    return Rank(text) if text in list(Rank) else Rank.READER
