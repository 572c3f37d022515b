"""What pictures show, as plain JSON on its way through the inbox and back to values."""

from collections.abc import Mapping

from handlers.model.seen import Seen
from store import codec


def told(answer: Mapping[str, object]) -> tuple[Mapping[str, Seen], frozenset[str]]:
    """(sha256 to what it shows, those whose bytes are missing) of an errand's answer.

    What cannot be understood counts as not seen.
    """
    given = answer.get("seen")
    pictures = given if isinstance(given, dict) else {}
    seen = {sha: value for sha, plain in pictures.items() if (value := _value(plain))}
    return seen, frozenset(codec.strings(answer.get("missing")))


def _value(plain: object) -> Seen | None:
    try:
        return codec.value(plain, Seen)
    except codec.UNSTRUCTURED:
        return None
