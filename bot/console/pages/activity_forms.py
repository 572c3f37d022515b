"""What staff do with one record; each form becomes a deed in the inbox."""

from collections.abc import Callable, Mapping
from datetime import date, tzinfo
from typing import NamedTuple
from urllib.parse import quote

from aiohttp import web

from bot import deeds
from bot.console import forms, values
from bot.console.desk import DESK, Asked, Outcome
from bot.console.forms import Form
from bot.console.pages.activity import Refused, show_activity
from bot.console.sessions import signed
from bot.console.showing import go
from bot.console.values import BadValue
from handlers.model.activity import PlanStatus
from handlers.model.deed import (
    Choose,
    Correct,
    File,
    Judge,
    Mark,
    Merge,
    OfRecord,
    Reissue,
    Restore,
    Split,
    Withdraw,
)
from handlers.model.finding import Field
from handlers.model.people import DraftId, MessageId
from handlers.model.seen import Shows
from store.console import kept

REASON = 200  # characters
ID = 500  # characters


class Clock(NamedTuple):
    """What day it is, and where."""

    today: date
    zone: tzinfo


async def do(request: web.Request) -> web.StreamResponse:
    """POST /activities/{draft}/{do}: one of FORMS.  Raises: HTTPNotFound."""
    desk, who, form = request.app[DESK], signed(request).account, await request.post()
    draft, name = DraftId(request.match_info["draft"]), request.match_info["do"]
    read = FORMS.get(name)
    async with desk.database.read() as conn:
        found = await kept.by_id(conn, draft)
    if read is None or found is None:
        raise web.HTTPNotFound
    try:
        deed = read(draft, form, Clock(desk.today(), desk.config.settings.zone))
    except BadValue as error:
        return await show_activity(request, Refused(error.problem, _typed(form)))
    asked = Asked(found.lane, name, await forms.once(request), draft, deeds.body(deed))
    outcome = await desk.put(who, asked)
    merged = isinstance(deed, Merge) and outcome is Outcome.DONE
    there = deed.into if isinstance(deed, Merge) and merged else draft
    said = f"record_{name}" if outcome is Outcome.DONE else outcome.value
    return go(request, _page(there), said)


def _page(draft: DraftId) -> str:
    return f"/activities/{quote(draft, safe='')}"


def _correct(draft: DraftId, form: Form, at: Clock) -> Correct:
    name = forms.text(form, "field")
    if name not in list(Field):
        raise BadValue
    stated = values.of_field(Field(name), form, at.today, at.zone)
    return Correct(draft, Field(name), stated, _reissue(form))


def _choose(draft: DraftId, form: Form, _at: Clock) -> Choose:
    return Choose(draft, tuple(forms.texts(form, "photo")), _reissue(form))


def _mark(draft: DraftId, form: Form, _at: Clock) -> Mark:
    shows = forms.text(form, "shows")
    if shows not in list(Shows):
        raise BadValue
    return Mark(draft, forms.text(form, "photo"), Shows(shows), _reissue(form))


def _judge(draft: DraftId, form: Form, _at: Clock) -> Judge:
    plan = forms.text(form, "plan")
    if plan and plan not in list(PlanStatus):
        raise BadValue
    return Judge(draft, PlanStatus(plan) if plan else None, _reissue(form))


def _merge(draft: DraftId, form: Form, _at: Clock) -> Merge:
    return Merge(draft, DraftId(forms.text(form, "into", ID)), _reissue(form))


def _split(draft: DraftId, form: Form, _at: Clock) -> Split:
    told = tuple(MessageId(one) for one in forms.texts(form, "message"))
    return Split(draft, told, _reissue(form))


def _withdraw(draft: DraftId, form: Form, _at: Clock) -> Withdraw:
    return Withdraw(draft, forms.text(form, "reason", REASON))


def _restore(draft: DraftId, _form: Form, _at: Clock) -> Restore:
    return Restore(draft)


def _again(draft: DraftId, form: Form, _at: Clock) -> Reissue:
    version = forms.text(form, "version", 9)
    if not (version.isascii() and version.isdigit()):
        raise BadValue
    return Reissue(draft, int(version))


def _file(draft: DraftId, _form: Form, _at: Clock) -> File:
    return File(draft)


def _typed(form: Form) -> dict[str, str]:
    """So that nothing has to be written twice."""
    return {name: forms.text(form, name) for name in form}


def _reissue(form: Form) -> bool:
    return bool(forms.text(form, "reissue"))


FORMS: Mapping[str, Callable[[DraftId, Form, Clock], OfRecord]] = {
    "correct": _correct,
    "choose": _choose,
    "mark": _mark,
    "judge": _judge,
    "merge": _merge,
    "split": _split,
    "withdraw": _withdraw,
    "restore": _restore,
    "reissue": _again,
    "file": _file,
}
