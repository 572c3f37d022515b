"""What pictures show, as plain JSON on its way through the inbox and back to values."""

from collections.abc import Mapping

from handlers.model.people import DraftId
from handlers.model.seen import Seen
from store import codec


def told(answer: Mapping[str, object]) -> Mapping[str, Seen]:
    """What each picture of an errand's answer shows; what is not understood is not seen."""
    given = answer.get("seen")
    pictures = given if isinstance(given, dict) else {}
    return {sha: one for sha, plain in pictures.items() if (one := value(plain))}


def named(answer: Mapping[str, object], list_: str) -> frozenset[str]:
    """The pictures in one of its lists, by sha256."""
    return frozenset(codec.strings(answer.get(list_)))


def records(answer: Mapping[str, object]) -> Mapping[str, frozenset[DraftId]]:
    """Which records had the same picture before, by sha256."""
    given = answer.get("again")
    found = given if isinstance(given, dict) else {}
    return {sha: frozenset(map(DraftId, codec.strings(ids))) for sha, ids in found.items()}


def value(plain: object) -> Seen | None:
    """None for what an older program kept in another shape."""
    try:
        return codec.value(plain, Seen)
    except codec.UNSTRUCTURED:
        return None
