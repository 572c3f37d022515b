"""Every key of the configuration in plain words; those that are safe can be changed here.

A change lies in the data folder, wins over config.yaml and takes effect at the next start.
"""

from collections.abc import Sequence

from aiohttp import web

from bot import config_kept
from bot.config_key import Key
from bot.config_keys import KEYS
from bot.console import forms
from bot.console.desk import DESK
from bot.console.forms import Form
from bot.console.plainly import parts, plain_words
from bot.console.sessions import signed
from bot.console.setting import Setting, as_text, setting_of
from bot.console.showing import go, show
from handlers.model.finding import REQUIRABLE
from store.console import names

SECTIONS = ("coach", "intake", "room", "questions", "staff", "sender", "backup")
SAFE = frozenset(
    {
        "bot.name",
        "bulletin.picture",
        "language_model.per_day",
        "language_model.tokens_per_day",
        "speech.per_day",
    }
)
SECRET = frozenset({"web.token", "store.url", "alarms.webhook"})
UNMADE = "reset"  # the button that gives a key back to config.yaml
LONGEST = 500  # characters of a value
CLOCK, OFF = "clock", "off"


async def page(request: web.Request) -> web.StreamResponse:
    """GET /settings."""
    return await _page(request)


async def change(request: web.Request) -> web.StreamResponse:
    """POST /settings: one key, read by the same code as config.yaml."""
    desk, form = request.app[DESK], await request.post()
    name = forms.text(form, "name", 80)
    key = KEYS.get(name)
    if key is None or not is_open(name):
        raise forms.BadForm
    values = config_kept.kept(desk.data)
    said: str | None = None  # no secret is open here
    if forms.text(form, UNMADE):
        values.pop(name, None)
    else:
        value = _typed(form, name, key)
        if not _fits(key, value):
            return await _page(request, name, forms.texts(form, "value"))
        values[name], said = value, as_text(value)
    async with desk.database.begin() as conn:
        who, detail = signed(request).account, {"value": said}
        await desk.note(conn, who, "setting.saved", name, detail)
        config_kept.keep(desk.data, values)
    return go(request, "/settings", "at_next_start")


def is_open(name: str) -> bool:
    """Whether it can be changed here.

    Not where data goes, who gets in and what the machine can bear: that is config.yaml's.
    """
    return name in SAFE or name.partition(".")[0] in SECTIONS


async def _page(
    request: web.Request, wrong: str = "", typed: Sequence[str] = ()
) -> web.StreamResponse:
    desk = request.app[DESK]
    words, kept = plain_words(), config_kept.kept(desk.data)
    sections: dict[str, list[Setting]] = {}
    for name in KEYS:
        one = setting_of(
            desk.config, name, kept, can_change=is_open(name), secret=name in SECRET
        )
        shown = one.typed(typed) if name == wrong else one
        sections.setdefault(name.partition(".")[0], []).append(shown)
    async with desk.database.read() as conn:
        staff = await names.staff(conn)
    data = {
        "sections": [
            (words.sections.get(name, {}), all_) for name, all_ in sections.items()
        ],
        "fields": [field.value for field in REQUIRABLE],
        "staff": staff,
    }
    return show(request, "settings", data, 422 if wrong else 200)


def _typed(form: Form, name: str, key: Key) -> object:
    """As the configuration has it."""
    words = plain_words()
    values = [
        words.written(name, one.strip()[:LONGEST]) for one in forms.texts(form, "value")
    ]
    if isinstance(key.default, list):
        return parts(values)
    value = values[0] if values else ""
    return OFF if not value and words.of(name, "kind") == CLOCK else value


def _fits(key: Key, value: object) -> bool:
    try:
        key.read(value)
    except (ValueError, TypeError, KeyError, OSError):
        return False
    return True
