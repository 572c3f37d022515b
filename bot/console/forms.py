"""Forms: only from our own pages, and each once."""

import re
import secrets
from collections.abc import Sequence
from hashlib import blake2b
from hmac import compare_digest
from typing import TypeAlias

from aiohttp import web
from aiohttp.http_exceptions import HttpProcessingError
from aiohttp.web_request import FileField
from multidict import MultiDictProxy
from yarl import URL

from bot.console.sessions import PATH, SIGNED_IN, is_secure
from bot.cookies import named

OUTSIDE = "peiban_console_form"  # the cookie of a form before anybody is signed in
Form: TypeAlias = MultiDictProxy[str | bytes | bytearray | FileField]
# what aiohttp makes of forms that no browser sends
UNREADABLE = (ValueError, LookupError, AssertionError, HttpProcessingError)
ONCE = re.compile(r"[A-Za-z0-9_-]{16,64}")


class BadForm(Exception):  # noqa: N818  the name says what it is
    """It does not come from a page of ours, or lacks what every form has."""


async def check(request: web.Request) -> None:
    """Raises: BadForm for a form that another site made, or one from an ended session."""
    if not _is_own(request):
        raise BadForm
    try:
        offered = text(await request.post(), "csrf")
    except UNREADABLE:
        raise BadForm from None
    known = csrf_of(request)
    if not known or not compare_digest(known.encode(), offered.encode("utf-8", "replace")):
        raise BadForm


def csrf_of(request: web.Request) -> str:
    """What a form must bring; empty when this browser has none yet."""
    signed_in, outside = request.get(SIGNED_IN), named(OUTSIDE, request)
    return signed_in.login.csrf if signed_in else request.cookies.get(outside, "")


def csrf_for(request: web.Request) -> tuple[str, bool]:
    """What the page's forms carry, and whether the browser must be given it as a cookie."""
    known = csrf_of(request)
    return (known, False) if known else (secrets.token_urlsafe(24), True)


def give_csrf(request: web.Request, response: web.StreamResponse, csrf: str) -> None:
    """For forms of pages that anybody may open."""
    response.set_cookie(
        named(OUTSIDE, request),
        csrf,
        path=PATH,
        httponly=True,
        secure=is_secure(request),
        samesite="Strict",
    )


def new_once() -> str:
    """Marks one form on one page."""
    return secrets.token_urlsafe(16)


async def once(request: web.Request) -> str:
    """The mark of the form that was sent.  Raises: BadForm."""
    given = text(await request.post(), "once")
    if not ONCE.fullmatch(given):
        raise BadForm
    return given


async def made_id(request: web.Request, letter: str) -> str:
    """Of what this form makes: sent again, it makes nothing new.  Raises: BadForm."""
    return letter + blake2b((await once(request)).encode(), digest_size=5).hexdigest()


def text(form: Form, name: str, most: int = 20_000) -> str:
    """One field of a form, trimmed, lines ended alike; empty when it is not there."""
    given = form.get(name)
    plain = given if isinstance(given, str) else ""
    return plain.replace("\0", "").replace("\r\n", "\n").strip()[:most]


def texts(form: Form, name: str) -> Sequence[str]:
    """All the values of one name, such as ticked boxes."""
    return [one.replace("\0", "") for one in form.getall(name, ()) if isinstance(one, str)]


def _is_own(request: web.Request) -> bool:
    if request.headers.get("Sec-Fetch-Site", "same-origin") not in ("same-origin", "none"):
        return False
    origin = request.headers.get("Origin")
    if origin is None:
        return True
    try:
        return URL(origin).raw_authority == request.host
    except ValueError:
        return False
