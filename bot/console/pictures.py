"""Pictures that come with a form, into the media folder (R9)."""

import asyncio
from collections.abc import Sequence

from aiohttp.web_request import FileField

from bot.channels.web.uploads import HEAD, PHOTO_LIMIT, PHOTOS_LIMIT, mime_of
from bot.console.desk import Desk
from bot.console.forms import Form
from store.media import MediaInfo

NAME = 200  # characters


class NoPicture(Exception):  # noqa: N818  the name says what it is
    """A file is no picture that is known, or too large, or there are too many."""


async def keep(desk: Desk, form: Form, name: str) -> Sequence[MediaInfo]:
    """The files under `name`; what `store.media.put` is to write down.  Raises: NoPicture."""
    given = [one for one in form.getall(name, ()) if isinstance(one, FileField)]
    try:
        if len(given) > PHOTOS_LIMIT:
            raise NoPicture
        return [await _keep(desk, one) for one in given]
    finally:
        for one in given:
            one.file.close()


async def _keep(desk: Desk, given: FileField) -> MediaInfo:
    data = await asyncio.to_thread(given.file.read, PHOTO_LIMIT + 1)
    mime = mime_of(data[:HEAD])
    if mime is None or len(data) > PHOTO_LIMIT:
        raise NoPicture
    return await desk.media.keep(
        data, given.filename.replace("\0", "")[:NAME], mime, desk.now()
    )
