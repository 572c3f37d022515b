"""One key of the configuration on the page of settings: its words, its value, how it is typed."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from bot.config import Config
from bot.config_kept import Origin, Where
from bot.config_key import Key
from bot.config_keys import KEYS
from bot.console.plainly import PlainWords, plain_words


@dataclass(frozen=True, slots=True)
class Setting:
    """One key on the page.

    value: in force, as people say it; said: what the form shows; parts: the same of a list,
    as the configuration has it.  next: at the next start, None when that is the same, "" for
    what config.yaml says then.  kind: how it is typed.  choices: each as the configuration has
    it and as people say it.
    """

    name: str
    words: str
    write: str
    kind: str
    value: str
    said: str
    parts: Sequence[str]
    where: Where
    next: str | None
    kept: bool
    open: bool
    choices: Sequence[tuple[str, str]]
    problem: bool = False

    def typed(self, values: Sequence[str]) -> "Setting":
        """The same with what somebody typed and what cannot be."""
        return replace(self, said=", ".join(values), parts=values, problem=True)


def setting_of(
    config: Config, name: str, kept: Mapping[str, object], *, can_change: bool, secret: bool
) -> Setting:
    """kept: what was changed on the console, for the next start."""
    words, key = plain_words(), KEYS[name]
    origin = config.origins.get(name, Origin(key.default, Where.DEFAULT))
    now = as_text(origin.value)
    later = as_text(kept[name]) if name in kept else None
    if later is None and origin.where is Where.CONSOLE:
        later = ""  # back to config.yaml, which is read at the start
    overruled = origin.where is Where.COMMAND
    shown = kept.get(name, origin.value) if name in kept else origin.value
    return Setting(
        name=name,
        words=words.of(name, "words"),
        write=words.of(name, "write"),
        kind=words.of(name, "kind"),
        value="" if secret else words.said(name, now),
        said="" if secret else words.said(name, as_text(shown)),
        parts=() if secret else _parts(shown),
        where=origin.where,
        next=None
        if later == now or overruled or later is None
        else words.said(name, later),
        kept=name in kept,
        open=can_change and not overruled,
        choices=_choices(key, words),
    )


def as_text(value: object) -> str:
    """As the configuration has it, lists with commas."""
    if isinstance(value, list):
        return ", ".join(map(str, value))
    return str(value).lower() if isinstance(value, bool) else str(value)


def _parts(value: object) -> Sequence[str]:
    return [str(one) for one in value] if isinstance(value, list) else [as_text(value)]


def _choices(key: Key, words: PlainWords) -> Sequence[tuple[str, str]]:
    known = ["true", "false"]
    if not isinstance(key.default, bool):
        known = ["auto", *known] if key.default == "auto" else []
    return [(one, words.values[one]) for one in known]
