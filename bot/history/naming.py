"""What the messages of a history are called: the same in every export that has them."""

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import UTC
from hashlib import blake2b
from pathlib import Path

from bot.history.members import PAST, folded
from bot.history.told import Told


def named(told: Sequence[Told], room: str, pictures: Mapping[Path, str]) -> list[str]:
    """External ids, made of what was said; equal messages are told apart by a number.

    pictures: sha256 of each.
    """
    times: Counter[str] = Counter()
    names: list[str] = []
    for one in told:
        name = f"{PAST}{_digest(one, room, pictures)}"
        times[name] += 1
        names.append(name if times[name] == 1 else f"{name}-{times[name]}")
    return names


def _digest(told: Told, room: str, pictures: Mapping[Path, str]) -> str:
    sender = folded(told.names[0]) if told.names else ""
    second = told.at.astimezone(UTC).replace(microsecond=0).isoformat()
    picture = pictures[told.photo] if told.photo else ""
    content = (room, second, sender, told.text.strip(), picture, told.recall or "")
    return blake2b("\0".join(content).encode(), digest_size=10).hexdigest()
