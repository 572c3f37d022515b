"""Which message somebody quotes: WeChat repeats its words and keeps its id to itself."""

from collections import OrderedDict

KEPT = 20_000  # messages, some 100 bytes each
COMPARED = 40  # characters; longer ones are shortened by some clients


class Remembered:
    """The latest messages of all rooms by their first words, and of two the later one."""

    def __init__(self) -> None:
        self._ids: OrderedDict[tuple[str, str], str] = OrderedDict()

    def keep(self, room: str, text: str, message: str) -> None:
        """What was said, by members and by the bot."""
        key = (room, _start(text))
        if not key[1]:
            return
        self._ids[key] = message
        self._ids.move_to_end(key)
        if len(self._ids) > KEPT:
            self._ids.popitem(last=False)

    def find(self, room: str, quoted: str) -> str | None:
        """Its id; None when it was said before our time."""
        return self._ids.get((room, _start(quoted)))


def _start(text: str) -> str:
    return "".join(text.split())[:COMPARED]
