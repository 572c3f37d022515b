"""What staff do with one case; each form becomes a deed in the inbox (R12)."""

from aiohttp import web

from bot import deeds
from bot.channels.web.post import TEXT_LIMIT
from bot.console import forms, pictures, sessions
from bot.console.desk import DESK, Asked, Outcome
from bot.console.pages.case import show_case
from bot.console.showing import go
from handlers.model.deed import (
    Answer,
    Drop,
    End,
    How,
    Learn,
    OfCard,
    Refusal,
    Release,
    Take,
    TakeBack,
)
from store import media
from store.console import names

REASON = 200  # characters


async def take(request: web.Request) -> web.StreamResponse:
    """POST /cases/{number}/take."""
    return await _do(request, Take(_number(request)), "case_taken")


async def release(request: web.Request) -> web.StreamResponse:
    """POST /cases/{number}/release."""
    return await _do(request, Release(_number(request)), "case_released")


async def drop(request: web.Request) -> web.StreamResponse:
    """POST /cases/{number}/drop: with a reason or without."""
    reason = forms.text(await request.post(), "reason", REASON)
    return await _do(request, Drop(_number(request), reason), "case_dropped")


async def end(request: web.Request) -> web.StreamResponse:
    """POST /cases/{number}/end."""
    return await _do(request, End(_number(request)), "case_ended")


async def answer(request: web.Request) -> web.StreamResponse:
    """POST /cases/{number}/answer: words, pictures or both.

    before: the word that makes it an addition to an answer, as staff write it in their room.
    """
    desk, form = request.app[DESK], await request.post()
    words = forms.text(form, "words", TEXT_LIMIT)
    try:
        kept = await pictures.keep(desk, form, "pictures")
    except pictures.NoPicture:
        return await show_case(request, "picture", words, 422)
    if not words and not kept:
        return await show_case(request, "empty", words, 422)
    async with desk.database.begin() as conn:
        await media.put(conn, kept)
    said = f"{forms.text(form, 'before', REASON)} {words}".strip()
    given = Answer(_number(request), said, tuple(one.sha for one in kept))
    return await _do(request, given, "case_answered")


async def take_back(request: web.Request) -> web.StreamResponse:
    """POST /cases/{number}/take-back."""
    return await _do(request, TakeBack(_number(request)), "answer_taken_back")


async def learn(request: web.Request) -> web.StreamResponse:
    """POST /cases/{number}/learn: how = new, merge, apart."""
    given = forms.text(await request.post(), "how")
    how = How(given) if given in list(How) else How.NEW
    return await _do(request, Learn(_number(request), how), "answer_learnt")


async def _do(request: web.Request, deed: OfCard, said: str) -> web.StreamResponse:
    """said: the line on top of the page when it was done."""
    desk, number = request.app[DESK], str(deed.number)
    async with desk.database.read() as conn:
        lane = await names.staff_lane(conn)
    body = deeds.body(deed)
    asked = Asked(lane, str(body[deeds.DO]), await forms.once(request), number, body)
    outcome = await desk.put(sessions.signed(request).account, asked)
    there = f"/cases/{number}{'?alike=1' if outcome is Refusal.ALIKE else ''}"
    return go(request, there, said if outcome is Outcome.DONE else outcome.value)


def _number(request: web.Request) -> int:
    return int(request.match_info["number"])
