"""One posted message: read from JSON or from a form, checked before anything is stored."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from uuid import uuid4

import orjson
from aiohttp import web

from bot.channels.web.refusals import Refused

TEXT_LIMIT = 20_000  # characters
ID_LIMIT = 200
MENTION_LIMIT = 500
OURS = re.compile(r"b\d+|recall:.*", re.DOTALL)  # ids that the bot gives


@dataclass(frozen=True, slots=True)
class Post:
    """A checked message.  sender: who says it, not yet checked to be in the room."""

    id: str
    sender: str
    text: str
    quote: str | None
    mentions: tuple[str, ...]


async def read_json(request: web.Request) -> Post:
    """Raises: Refused."""
    try:
        data = orjson.loads(await request.read())
    except orjson.JSONDecodeError as error:
        raise Refused(400, f"the body is not JSON: {error}") from None
    if not isinstance(data, dict):
        raise Refused(400, 'the body must be an object like {"from": "p1", "text": "…"}')
    if "text" not in data:
        raise Refused(400, "the key 'text' is missing")
    return make_post(data, with_media=False)


def make_post(data: Mapping[str, object], *, with_media: bool) -> Post:
    """Raises: Refused naming the key that is wrong."""
    if "from" not in data:
        raise Refused(400, "the key 'from' is missing: the id of the person who says it")
    text = _string(data, "text").replace("\0", "")  # PostgreSQL cannot keep it
    if len(text) > TEXT_LIMIT:
        why = f"'text' has {len(text)} characters; send at most {TEXT_LIMIT}"
        raise Refused(413, why)
    if not text.strip() and not with_media:
        raise Refused(400, "'text' is empty; say something or add a photo or a voice")
    return Post(
        _id(data),
        _string(data, "from"),
        text,
        _quote(data),
        _mentions(data.get("mentions")),
    )


def _string(data: Mapping[str, object], key: str) -> str:
    value = data.get(key, "")
    if not isinstance(value, str):
        raise Refused(422, f"{key!r} must be a string, not {_short(value)}")
    return value


def _id(data: Mapping[str, object]) -> str:
    if data.get("id") is None:
        return uuid4().hex
    given = _string(data, "id")
    if not 0 < len(given) <= ID_LIMIT or not given.isprintable() or "/" in given:
        why = f"'id' must be 1 to {ID_LIMIT} printable characters without '/'"
        raise Refused(422, why)
    if OURS.fullmatch(given):
        raise Refused(422, f"'id' {given!r} is of a form the bot uses; choose another")
    return given


def _quote(data: Mapping[str, object]) -> str | None:
    if data.get("quote") is None:
        return None
    return _string(data, "quote").replace("\0", "")[:ID_LIMIT] or None


def _mentions(given: object) -> tuple[str, ...]:
    if given is None:
        return ()
    listed = given[: MENTION_LIMIT + 1] if isinstance(given, list) else [given, None]
    ids = [each for each in listed if isinstance(each, str) and len(each) <= ID_LIMIT]
    if len(ids) != len(listed) or len(ids) > MENTION_LIMIT:
        raise Refused(422, f"'mentions' must be a list of ids, not {_short(given)}")
    return tuple(dict.fromkeys(each.replace("\0", "") for each in ids))


def _short(value: object) -> str:
    return repr(value)[:40]
