"""What people read who open an address in a browser and cannot have what is there."""

from aiohttp import web
from aiohttp.typedefs import Handler
from aiohttp_jinja2 import render_template

from bot.channels.web.context import CONTEXT
from bot.channels.web.refusals import NO_CACHE, REFUSED, told


@web.middleware
async def show_problem(request: web.Request, handler: Handler) -> web.StreamResponse:
    """A refusal as a page; programs, and the chat page's own calls, keep their JSON."""
    response = await handler(request)
    if REFUSED not in response or not _is_read(request):
        return response
    data = {"status": response.status, "bot_name": request.app[CONTEXT].bot_name}
    page = render_template("problem.html.j2", request, data, status=response.status)
    page.headers.update(told(response.headers) | NO_CACHE)
    return page


def _is_read(request: web.Request) -> bool:
    """Scripts and `fetch` take anything, a window that somebody opens wants HTML."""
    return "text/html" in request.headers.get("Accept", "")
