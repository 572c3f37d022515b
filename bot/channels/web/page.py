"""The chat page and the door to it."""

from aiohttp import web
from aiohttp_jinja2 import render_template

from bot.channels.web import auth
from bot.channels.web.context import CONTEXT, DOORS, HUB, INTAKE, PLAYER
from bot.channels.web.refusals import Refused, answer
from bot.channels.web.rehearsal import Rehearsal

ICON = (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32">'
    '<rect width="32" height="32" rx="9" fill="#17695c"/>'
    '<circle cx="12" cy="15" r="6" fill="#ffd79a"/>'
    '<circle cx="21" cy="18" r="5" fill="#fff"/></svg>'
)


async def chat(request: web.Request) -> web.Response:
    """GET /: the chat for those inside, else the way in."""
    if not await auth.is_inside(request):
        return _door(request, "")
    context = request.app[CONTEXT]
    boot = {
        "bot": context.bot_name,
        "demo": context.demo is not None,
        "playing": request.app[PLAYER].playing,
        "start": context.demo.start if context.demo else None,
    }
    hour = context.now().astimezone(context.zone).hour
    data = {
        "boot": boot,
        "bot_name": context.bot_name,
        "demo": context.demo is not None,
        "half_day": context.demo.half_day(hour) if context.demo else "",
    }
    return _fresh(render_template("chat.html.j2", request, data))


async def enter_by_link(request: web.Request) -> web.StreamResponse:
    """GET /enter?key=…: good once."""
    if not request.app[DOORS].open_with(request.query.get("key", "")):
        if not await auth.is_inside(request):
            return _door(request, "link", 403)
    else:
        await auth.let_in(request)
    raise web.HTTPSeeOther("/")


async def enter_by_form(request: web.Request) -> web.StreamResponse:
    """POST /enter with the token."""
    key = str((await request.post()).get("key", "")).strip()
    if not auth.is_token(request, key) and not request.app[DOORS].open_with(key):
        return _door(request, "token", 403)
    await auth.let_in(request)
    raise web.HTTPSeeOther("/")


async def make_link(request: web.Request) -> web.Response:
    """POST /links: a sign-in link for another phone, good once for ten minutes."""
    key = request.app[DOORS].make()
    return answer({"url": str(request.url.origin() / "enter" % {"key": key})}, 201)


async def play(request: web.Request) -> web.Response:
    """POST /demo/play: neighbours who are not there show what a morning is like."""
    context, player, hub = request.app[CONTEXT], request.app[PLAYER], request.app[HUB]
    if context.demo is None:
        raise Refused(404, "there is no demo here; start with --demo on an empty store")

    def tell(*, playing: bool) -> None:
        hub.broadcast({"playing": playing})

    rehearsal = Rehearsal(context, context.demo, request.app[INTAKE])
    if not player.start(rehearsal, tell):
        raise Refused(409, "the sample is playing already; wait for its end")
    return answer({"playing": True}, 202)


async def icon(_request: web.Request) -> web.Response:
    """GET /favicon.ico."""
    return web.Response(text=ICON, content_type="image/svg+xml")


def _door(request: web.Request, problem: str, status: int = 200) -> web.Response:
    data = {"problem": problem, "bot_name": request.app[CONTEXT].bot_name}
    response = _fresh(render_template("enter.html.j2", request, data))
    response.set_status(status)
    return response


def _fresh(response: web.Response) -> web.Response:
    response.headers["Cache-Control"] = "no-store"
    return response
