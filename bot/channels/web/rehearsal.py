"""The demo's people post through the same intake as everybody."""

from uuid import uuid4

from bot.channels.web import inbound
from bot.channels.web.context import WebContext
from bot.channels.web.intake import Intake
from bot.channels.web.post import Post
from bot.demo import PHOTOS, Demo, Step
from handlers.model.people import RoomId
from store import timeline
from store.media import MediaInfo
from store.timeline import BOT, Line

LOOK_BACK = 50  # lines; the bot's last words are not further away while the sample plays


class Rehearsal:
    """Where the sample is played: the rooms of this chat."""

    def __init__(self, context: WebContext, demo: Demo, intake: Intake) -> None:
        self._context = context
        self._demo = demo
        self._intake = intake

    async def say(self, step: Step) -> None:
        """A room or person that staff have removed since is passed over."""
        context = self._context
        room = await context.directory.room(step.room)
        if room is None or not await context.directory.is_member(room.id, step.sender):
            return
        pictures = await self._pictures(step)
        message = inbound.message(context, room, await self._post(step), pictures)
        await self._intake.put(message, pictures)

    async def bot_words(self, room: str) -> int:
        last = await self._last_of_bot(room)
        return last.row if last else 0

    async def _post(self, step: Step) -> Post:
        context = self._context
        hour = context.now().astimezone(context.zone).hour
        text = step.text.format(half_day=self._demo.half_day(hour), bot=context.bot_name)
        quoted = await self._last_of_bot(step.room) if step.quote_bot else None
        return Post(uuid4().hex, step.sender, text, quoted.id if quoted else None, ())

    async def _pictures(self, step: Step) -> list[MediaInfo]:
        keep, now = self._context.media.keep, self._context.now()
        return [await keep(PHOTOS / name, name, "image/jpeg", now) for name in step.photos]

    async def _last_of_bot(self, room: str) -> Line | None:
        async with self._context.database.read() as conn:
            lines = await timeline.last(conn, RoomId(room), LOOK_BACK)
        return next((line for line in reversed(lines) if line.sender == BOT), None)
