"""Saying no: what is wrong and what to do, as JSON, and never a stack trace."""

import logging
from collections.abc import Mapping

import orjson
from aiohttp import web
from aiohttp.typedefs import Handler

from store.errors import StoreUnavailable

log = logging.getLogger(__name__)

RETRY_AFTER = {"Retry-After": "2"}
TELLING = {"Allow", "Retry-After", "WWW-Authenticate"}
NO_CACHE = {"Cache-Control": "no-store"}
REFUSED = "refused"  # the key of a response that is a refusal
NOTHING = "\0"  # names nothing, and PostgreSQL cannot even be asked for it
FAILED = "the server failed; try again, and tell staff if it stays"
UNAVAILABLE = (
    "nothing can be stored now; nothing of this was kept, send it again in a while"
)
IN_WORDS = {
    404: "there is nothing at this address; see /api/openapi.json",
    405: "this address does not take this method; see the Allow header",
    413: "the request is too large; send text of at most 20000 characters",
}


class Refused(Exception):  # noqa: N818  the name says what happened
    """A request that cannot be carried out.  why: for the developer of the client."""

    def __init__(
        self, status: int, why: str, headers: Mapping[str, str] | None = None
    ) -> None:
        super().__init__(why)
        self.status = status
        self.why = why
        self.headers = headers or {}


def answer(
    data: object, status: int = 200, headers: Mapping[str, str] | None = None
) -> web.Response:
    """JSON that no cache keeps."""
    return web.Response(
        body=orjson.dumps(data),
        status=status,
        content_type="application/json",
        charset="utf-8",
        headers={**NO_CACHE, **(headers or {})},
    )


def refusal(
    why: str, status: int, headers: Mapping[str, str] | None = None
) -> web.Response:
    """{"error": why}."""
    response = answer({"error": why}, status, headers)
    response[REFUSED] = True
    return response


@web.middleware
async def say_what_is_wrong(request: web.Request, handler: Handler) -> web.StreamResponse:
    """Every error leaves as {"error": ...}."""
    if NOTHING in request.path or NOTHING in "".join(request.query.values()):
        return refusal(IN_WORDS[404], 404)
    try:
        return await handler(request)
    except Refused as error:
        return refusal(error.why, error.status, error.headers)
    except StoreUnavailable:
        log.warning("store unavailable", exc_info=True)
        return refusal(UNAVAILABLE, 503, RETRY_AFTER)  # its paths are staff's to know
    except web.HTTPError as error:
        return _from_http(error)
    except (ConnectionError, web.HTTPException):  # it went away; or it is sent elsewhere
        raise
    except Exception:
        log.exception("request failed", extra={"path": request.path})
        return refusal(FAILED, 500)


def _from_http(error: web.HTTPError) -> web.Response:
    why = IN_WORDS.get(error.status, error.reason)
    return refusal(why, error.status, told(error.headers))


def told(headers: Mapping[str, str]) -> dict[str, str]:
    """What clients act upon."""
    return {name: value for name, value in headers.items() if name in TELLING}
