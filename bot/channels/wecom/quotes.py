"""The service tells what a quoted message says, and not which one it is."""

from collections.abc import Iterable

from bot.channels.wecom.mentions import without_mention
from store import spoken, timeline
from store.db import Database

LATELY = 300  # messages of a room, each of which may be quoted
SURE = 8  # letters: fewer may stand in any message


async def quoted(database: Database, room: str, text: str, name: str) -> str | None:
    """The id of the newest message of this room that says so; None when there is none.

    name: of the bot; members' messages are kept without the mention of it.
    """
    words = _letters(text)
    bare = _letters(without_mention(text, name))
    if not words:
        return None
    async with database.read() as conn:
        ours = await spoken.lately(conn, room, LATELY)
        theirs = await timeline.last(conn, room, LATELY)
    members = (
        (line.id, line.text) for line in reversed(theirs) if line.sender != timeline.BOT
    )
    return _first(words, ours) or _first(bare, members)


def _first(words: str, said: Iterable[tuple[str, str]]) -> str | None:
    """A long message went out in parts, and a part of it may be quoted."""
    for id_, text in said:
        letters = _letters(text)
        if letters == words or (len(words) >= SURE and words in letters):
            return id_
    return None


def _letters(text: str) -> str:
    """Spaces, marks and line ends are not the same everywhere."""
    return "".join(filter(str.isalnum, text))
