"""What is heard, as inbox rows."""

from dataclasses import dataclass
from datetime import datetime

from bot.channels.standing import Outage
from bot.channels.wecom.frames import Message
from bot.channels.wecom.ids import theirs
from bot.channels.wecom.mentions import without_mention
from store.inbox import Inbound
from store.timeline import BOT


@dataclass(frozen=True, slots=True)
class Said:
    """A message with its pictures kept, those of what it quotes included: to quote a picture
    is how one hands it to a bot that hears only what mentions it.

    quote: the id of the message that it quotes, as far as that is known.
    """

    message: Message
    pictures: tuple[str, ...] = ()
    quote: str | None = None


def message(channel: str, said: Said, name: str, now: datetime) -> Inbound:
    """Somebody spoke.  name: as members call the bot.

    Of members the service tells no names: in a group they go by its id until staff name them.
    """
    heard = said.message
    text = heard.content.text
    body: dict[str, object] = {
        "text": text.strip() if heard.alone else without_mention(text, name),
        "pictures": list(dict.fromkeys(said.pictures)),
        "voices": [],
        "files": [],
        "quote": said.quote,
        "mentions": [] if heard.alone else [BOT],
    }
    if not heard.alone:  # there staff's own name for them would give way to it
        body["name"] = theirs(heard.sender)
    if heard.unread:
        body["unread"] = heard.unread
    at = min(heard.at or now, now)
    return Inbound(
        channel, heard.room, heard.id, "message", heard.room, heard.sender, at, now, body
    )


def outage(channel: str, missed: Outage) -> Inbound:
    """Between two moments nothing was heard."""
    since, until = missed.since.isoformat(), missed.until.isoformat()
    body = {"since": since, "until": until, "reason": missed.reason}
    id_ = f"outage:{since}/{until}"
    return Inbound(
        channel, "", id_, "outage", channel, None, missed.since, missed.until, body
    )
