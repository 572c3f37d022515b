"""One's own account: the password, one-time codes, and where one is signed in."""

from aiohttp import web

from bot.console import forms, one_time, sessions, throttle
from bot.console.desk import DESK
from bot.console.passwords import problem_with
from bot.console.sessions import signed
from bot.console.showing import go, show
from store.console import accounts, logins


async def page(request: web.Request) -> web.StreamResponse:
    """GET /me."""
    return await _page(request)


async def change_password(request: web.Request) -> web.StreamResponse:
    """POST /me/password: every other browser is signed out, and this one gets a new cookie."""
    desk, who, form = request.app[DESK], signed(request), await request.post()
    new = str(form.get("new", ""))
    if not await is_me(request):
        return await _page(request, "old", 403)
    if problem := problem_with(new, who.account.name):
        return await _page(request, problem, 422)
    kept = await desk.passwords.hash(new)
    async with desk.database.begin() as conn:
        await accounts.set_password(conn, who.account.id, kept)
        await logins.end_all(conn, who.account.id, desk.now())
        token = await sessions.begin(request, conn, who.account.id)
        await desk.note(conn, who.account, "account.password", who.account.id)
    response = go(request, "/me", "password_changed")
    sessions.give_cookie(request, response, token)
    return response


async def end_login(request: web.Request) -> web.StreamResponse:
    """POST /me/logins/end: one of one's own, or all but this one."""
    desk, who = request.app[DESK], signed(request)
    wanted = forms.text(await request.post(), "login")
    async with desk.database.begin() as conn:
        if wanted == "others":
            await logins.end_all(conn, who.account.id, desk.now(), but=who.login.id)
        else:
            await logins.end(conn, wanted, desk.now(), of=who.account.id)
        await desk.note(conn, who.account, "login.ended", who.account.id)
    return go(request, "/me", "login_ended")


async def prepare_codes(request: web.Request) -> web.StreamResponse:
    """GET /me/codes: a picture for the phone; nothing is kept until a code was right."""
    return _prepared(request, one_time.new_secret())


async def start_codes(request: web.Request) -> web.StreamResponse:
    """POST /me/codes: on, when the phone shows the right code; the recovery codes, once."""
    desk, who, form = request.app[DESK], signed(request), await request.post()
    secret, code = forms.text(form, "secret", 64), forms.text(form, "code", 12)
    if not one_time.is_secret(secret):
        raise forms.BadForm
    if not await is_me(request):
        return _prepared(request, secret, "old", 403)
    step = one_time.step_of(secret, code, desk.now())
    if step is None:
        return _prepared(request, secret, "code", 422)
    codes = one_time.new_recovery_codes()
    async with desk.database.begin() as conn:
        kept = (secret, step, one_time.kept(codes))
        await accounts.set_codes(conn, who.account.id, kept)
        await logins.end_all(conn, who.account.id, desk.now(), but=who.login.id)
        await desk.note(conn, who.account, "account.codes_on", who.account.id)
    return show(request, "me_recovery", {"codes": codes})


async def stop_codes(request: web.Request) -> web.StreamResponse:
    """POST /me/codes/off."""
    desk, who = request.app[DESK], signed(request)
    if not await is_me(request):
        return await _page(request, "old", 403)
    async with desk.database.begin() as conn:
        await accounts.set_codes(conn, who.account.id, None)
        await desk.note(conn, who.account, "account.codes_off", who.account.id)
    return go(request, "/me", "saved")


async def is_me(request: web.Request) -> bool:
    """Whether the form brings the right password once more; guesses are slowed down too."""
    desk, account = request.app[DESK], signed(request).account
    tried = [throttle.of_asking_again(account.id)]
    async with desk.database.begin() as conn:
        if await throttle.admit(conn, tried, desk.now()):
            return False
    if not await desk.passwords.fits(
        account.password, str((await request.post()).get("old", ""))
    ):
        return False
    async with desk.database.begin() as conn:
        await throttle.forgive(conn, tried)
    return True


async def _page(
    request: web.Request, problem: str = "", status: int = 200
) -> web.StreamResponse:
    desk, who = request.app[DESK], signed(request)
    async with desk.database.read() as conn:
        living = await logins.living(conn, desk.now(), who.account.id)
    data = {"logins": living, "this": who.login.id, "problem": problem}
    return show(request, "me", data, status)


def _prepared(
    request: web.Request, secret: str, problem: str = "", status: int = 200
) -> web.StreamResponse:
    name, issuer = signed(request).account.name, request.app[DESK].config.bot_name
    picture = one_time.picture(secret, name, issuer)
    data = {"secret": secret, "picture": picture, "problem": problem}
    return show(request, "me_codes", data, status)
