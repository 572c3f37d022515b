"""What a message says, apart from what WeChat writes around it.  Nothing here asks anybody."""

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from bot.channels.wechaty.wire import Kind, WireMessage, storable
from store.timeline import BOT

SEPARATOR = "\u2005"  # what WeChat puts behind the name of somebody who is mentioned
_MARKUP = re.compile(r"\s*(<\?xml|<\w+[\s>/]|\{\s*\")")
_QUOTE = re.compile(
    r"\A「(?P<who>[^：:\n]*)[：:]\s?(?P<said>.*?)」\s*\n(?:-\s?){5,}\s*\n(?P<reply>.*)\Z",
    re.DOTALL,
)
_REVOKED = re.compile(r"<newmsgid>\s*(\w+)\s*</newmsgid>")


@dataclass(frozen=True, slots=True)
class Quotation:
    """An earlier message as WeChat repeats it in the text of its answer."""

    name: str
    text: str


def spoken(message: WireMessage) -> str:
    """The words of a person; empty where WeChat's own markup stands in their place."""
    text = storable(message.text).replace(SEPARATOR, " ")
    if message.kind is not Kind.TEXT and (_MARKUP.match(text) or message.kind in _SILENT):
        return ""
    return text


_SILENT = {Kind.IMAGE, Kind.AUDIO, Kind.VIDEO, Kind.ATTACHMENT, Kind.EMOTICON}


def without_quote(text: str) -> tuple[str, Quotation | None]:
    """The answer alone: what it quotes was said by somebody else."""
    found = _QUOTE.match(text)
    if found is None:
        return text, None
    return found["reply"].strip(), Quotation(found["who"].strip(), found["said"].strip())


def mentioned(
    message: WireMessage, text: str, me: str | None, names: Collection[str]
) -> list[str]:
    """Whom a message addresses; the bot by its id or by one of its names."""
    ids = [BOT if one == me else one for one in message.mentions]
    if any(name and _calls(name, text) for name in names):
        ids.append(BOT)
    return list(dict.fromkeys(ids))


def _calls(name: str, text: str) -> bool:
    """Somebody else may be called by a name that begins with this one (R1)."""
    return re.search(rf"@{re.escape(name)}(?!\w)", text) is not None


def recalled(message: WireMessage) -> str:
    """The id of the message that was taken back; empty when nobody says."""
    found = _REVOKED.search(message.text)
    if found:
        return found[1]
    return "" if _MARKUP.match(message.text) else message.text.strip()


def addressed(text: str, names: Sequence[str]) -> str:
    """The words with the names as WeChat marks them; whom they do not name comes first."""
    for name in names:
        text = text.replace(f"@{name} ", f"@{name}{SEPARATOR}")
    if "@" in text:
        return text
    return "".join(f"@{name}{SEPARATOR}" for name in names) + text
