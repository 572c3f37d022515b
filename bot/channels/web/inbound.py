"""What happened in a room of the chat, as the inbox takes it."""

from collections.abc import Mapping, Sequence

from bot.channels.web.context import CHANNEL, WebContext
from bot.channels.web.post import Post
from handlers.model.people import Room
from store.inbox import Inbound
from store.lanes import lane_of
from store.media import MediaInfo
from store.timeline import BOT


def message(
    context: WebContext,
    room: Room,
    post: Post,
    pictures: Sequence[MediaInfo],
    voices: Sequence[MediaInfo] = (),
) -> Inbound:
    """Somebody spoke.  pictures, voices: kept already; the bot is also mentioned by name."""
    named = (BOT,) if f"@{context.bot_name}" in post.text else ()
    body = {
        "text": post.text,
        "pictures": [picture.sha for picture in pictures],
        "voices": [voice.sha for voice in voices],
        "files": [],
        "quote": post.quote,
        "mentions": list(dict.fromkeys((*post.mentions, *named))),
    }
    return _inbound(context, room, "message", post.id, post.sender, body)


def recall(context: WebContext, room: Room, message_id: str) -> Inbound:
    """A message was taken back."""
    body = {"message": message_id}
    return _inbound(context, room, "recall", f"recall:{message_id}", None, body)


def _inbound(
    context: WebContext,
    room: Room,
    kind: str,
    external_id: str,
    sender: str | None,
    body: Mapping[str, object],
) -> Inbound:
    now = context.now()
    return Inbound(
        CHANNEL, room.id, external_id, kind, lane_of(room), sender, now, now, body
    )
