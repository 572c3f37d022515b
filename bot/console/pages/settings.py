"""Every key of the configuration in plain words; those that are safe can be changed here.

A change lies in the data folder, wins over config.yaml and takes effect at the next start.
"""

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from importlib.resources import files

from aiohttp import web

from bot import config_kept
from bot.config_kept import Origin, Where
from bot.config_keys import KEYS, Key
from bot.console import forms
from bot.console.desk import DESK, Desk
from bot.console.forms import Form
from bot.console.sessions import signed
from bot.console.showing import go, show

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
SECRET = frozenset({"web.token", "store.url"})
UNMADE = "reset"  # the button that gives a key back to config.yaml
LONGEST = 500  # characters of a value
_BETWEEN = re.compile(r"[,，、\s]+")


@dataclass(frozen=True, slots=True)
class Setting:
    """One key on the page.

    value: in force.  next: at the next start, None when that is the same.
    choices: for a choice, otherwise a text is typed.
    """

    name: str
    words: str
    write: str
    value: str
    where: Where
    next: str | None
    kept: bool
    open: bool
    choices: Sequence[str]
    problem: bool = False


async def page(request: web.Request) -> web.StreamResponse:
    """GET /settings."""
    return _page(request)


async def change(request: web.Request) -> web.StreamResponse:
    """POST /settings: one key, read by the same code as config.yaml."""
    desk, form = request.app[DESK], await request.post()
    name = forms.text(form, "name", 80)
    key = KEYS.get(name)
    if key is None or not is_open(name):
        raise forms.BadForm
    values = config_kept.kept(desk.data)
    if forms.text(form, UNMADE):
        values.pop(name, None)
    else:
        value = _typed(form, key)
        if not _fits(key, value):
            return _page(request, name, forms.text(form, "value", LONGEST))
        values[name] = value
    async with desk.database.begin() as conn:
        await desk.note(conn, signed(request).account, "setting.saved", name)
        config_kept.keep(desk.data, values)
    return go(request, "/settings", "at_next_start")


def is_open(name: str) -> bool:
    """Whether it can be changed here.

    Not where data goes, who gets in and what the machine can bear: that is config.yaml's.
    """
    return name in SAFE or name.partition(".")[0] in SECTIONS


def _page(request: web.Request, wrong: str = "", typed: str = "") -> web.StreamResponse:
    desk = request.app[DESK]
    words, kept = _words(), config_kept.kept(desk.data)
    sections: dict[str, list[Setting]] = {}
    for name in KEYS:
        one = _setting(desk, name, words["keys"].get(name, {}), kept)
        if name == wrong:
            one = replace(one, value=typed, problem=True)
        sections.setdefault(name.partition(".")[0], []).append(one)
    named = [(words["sections"].get(name, {}), ones) for name, ones in sections.items()]
    return show(request, "settings", {"sections": named}, 422 if wrong else 200)


def _setting(
    desk: Desk, name: str, words: Mapping[str, str], kept: Mapping[str, object]
) -> Setting:
    origin = desk.config.origins.get(name, Origin(KEYS[name].default, Where.DEFAULT))
    now = _text(origin.value)
    later = _text(kept[name]) if name in kept else None
    if later is None and origin.where is Where.CONSOLE:
        later = ""  # back to config.yaml, which is read at the start
    overruled = origin.where is Where.COMMAND
    return Setting(
        name=name,
        words=words.get("words", ""),
        write=words.get("write", ""),
        value="" if name in SECRET else now,
        where=origin.where,
        next=None if later == now or overruled else later,
        kept=name in kept,
        open=is_open(name) and not overruled,
        choices=_choices(KEYS[name]),
    )


def _choices(key: Key) -> Sequence[str]:
    if isinstance(key.default, bool):
        return ("true", "false")
    return ("auto", "true", "false") if key.default == "auto" else ()


def _typed(form: Form, key: Key) -> object:
    text = forms.text(form, "value", LONGEST)
    if isinstance(key.default, list):
        return [one for one in _BETWEEN.split(text) if one]
    return text


def _fits(key: Key, value: object) -> bool:
    try:
        key.read(value)
    except (ValueError, TypeError, KeyError, OSError):
        return False
    return True


def _text(value: object) -> str:
    if isinstance(value, list):
        return ", ".join(map(str, value))
    return str(value).lower() if isinstance(value, bool) else str(value)


def _words() -> Mapping[str, Mapping[str, Mapping[str, str]]]:
    file = files("prompts") / "console" / "settings.json"
    words: dict[str, dict[str, dict[str, str]]] = json.loads(
        file.read_text(encoding="utf-8")
    )
    return words
