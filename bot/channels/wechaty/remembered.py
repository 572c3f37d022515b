"""Which message somebody quotes: WeChat repeats its words and keeps its id to itself."""

from collections import OrderedDict
from hashlib import blake2b
from secrets import token_bytes

from store import quoting
from store.db import Database
from store.errors import StoreUnavailable
from store.quoting import start_of

KEPT = 20_000  # messages, some 300 bytes each
_SALT = token_bytes(16)


class Remembered:
    """The latest messages of all rooms by their first words, and of two the later one.

    The words themselves are nowhere kept: some are of rooms that nobody has bound (R14).
    """

    def __init__(self, database: Database) -> None:
        self._database = database
        self._ids: OrderedDict[bytes, str] = OrderedDict()

    def keep(self, room: str, text: str, message: str) -> None:
        """What was said, by members and by the bot."""
        words = start_of(text)
        if not words:
            return
        key = _mark(room, words)
        self._ids[key] = message
        self._ids.move_to_end(key)
        if len(self._ids) > KEPT:
            self._ids.popitem(last=False)

    async def find(self, room: str, quoted: str) -> str | None:
        """Its id; what is no longer in mind is looked for in the store."""
        known = self._ids.get(_mark(room, start_of(quoted)))
        if known is not None:
            return known
        try:
            async with self._database.read() as conn:
                return await quoting.find(conn, room, quoted)
        except StoreUnavailable:
            return None


def _mark(room: str, words: str) -> bytes:
    return blake2b(f"{room}\n{words}".encode(), digest_size=16, key=_SALT).digest()
