"""Pages from templates (prompts/console), and where a browser is sent after a form."""

import re
from collections.abc import Mapping
from datetime import datetime, timedelta

from aiohttp import web
from jinja2 import Environment, PackageLoader, StrictUndefined

from bot.console import forms, sessions
from bot.console.desk import DESK
from bot.console.plainly import plain_words
from bot.console.sessions import PATH, SIGNED_IN
from bot.cookies import named
from handlers.read.phones import masked
from prompts import words

LINKS = web.AppKey("LINKS", frozenset[str])  # the pages there are, for the navigation
FLASH = "peiban_console_flash"
A_MINUTE = 60
KEY = re.compile(r"[a-z_]{1,40}")

_pages = Environment(
    loader=PackageLoader("prompts", "console"),
    undefined=StrictUndefined,
    autoescape=True,
    trim_blocks=True,
    lstrip_blocks=True,
)
_pages.filters |= {"day": words.day, "moment": words.moment, "people": words.people}
_pages.filters |= {"called": words.called, "case_kind": words.case_kind}
_pages.filters |= {"clock": words.clock, "short": words.short, "age": words.age}
_pages.filters["masked"] = masked  # staff read no member's number (R14)
_pages.globals["new_once"] = forms.new_once
_pages.globals["plain"] = plain_words()


def show(
    request: web.Request, name: str, data: Mapping[str, object], status: int = 200
) -> web.Response:
    """The page prompts/console/NAME.html.j2 with `data`, as whoever asks may see it.

    Every template also has: account (None outside), csrf, flash, path, now, bot_name, and
    local(time) and since(time).
    """
    csrf, is_new = forms.csrf_for(request)
    flash = _flash(request)
    given = {**_of_every_page(request, csrf, flash), **data}
    page = _pages.get_template(f"{name}.html.j2").render(given)
    response = web.Response(
        text=page, status=status, content_type="text/html", charset="utf-8"
    )
    response.headers["Cache-Control"] = "no-store"
    if is_new:
        forms.give_csrf(request, response, csrf)
    if flash and status < 400:  # noqa: PLR2004 -- it is still to be said on a page that works
        response.del_cookie(named(FLASH, request), path=PATH)
    return response


def go(request: web.Request, path: str, flash: str = "") -> web.Response:
    """On to a page of the console (“/cases/3”) after a form: 303, so that reloading is safe.

    flash: a file of prompts/console/flash, said once on top of that page.
    """
    response = web.Response(status=303, headers={"Location": f"{PATH}{path}"})
    if flash:
        response.set_cookie(
            named(FLASH, request),
            flash,
            path=PATH,
            max_age=A_MINUTE,
            httponly=True,
            secure=sessions.is_secure(request),
            samesite="Lax",
        )
    return response


def _of_every_page(request: web.Request, csrf: str, flash: str) -> dict[str, object]:
    desk, signed_in = request.app[DESK], request.get(SIGNED_IN)
    now = desk.now()

    def local(at: datetime) -> datetime:
        return at.astimezone(desk.config.zone)

    def since(at: datetime) -> timedelta:
        return now - at

    return {
        "account": signed_in.account if signed_in and signed_in.login.passed_at else None,
        "csrf": csrf,
        "flash": flash,
        "path": request.path.removeprefix(PATH),
        "now": local(now),
        "bot_name": desk.config.bot_name,
        "links": request.app[LINKS],
        "local": local,
        "since": since,
    }


def _flash(request: web.Request) -> str:
    """Only what there are words for: a cookie can hold anything."""
    key = request.cookies.get(named(FLASH, request), "")
    known = KEY.fullmatch(key) and f"flash/{key}.html.j2" in _FLASHES
    return key if known else ""


_FLASHES = frozenset(name for name in _pages.list_templates() if name.startswith("flash/"))
