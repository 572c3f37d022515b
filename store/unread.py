"""Keys of a setting that nobody reads: mostly misspelt; they are ignored all the same."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

READ: Mapping[str, Sequence[str]] = {
    "setting": ("organisations", "rooms", "people", "knowledge", "config"),
    "organisations": ("id", "name", "community", "plan", "required", "blur_faces"),
    "plan": ("title", "from", "to", "times"),
    "rooms": ("id", "name", "purpose", "organisation", "kind"),
    "people": ("id", "name", "role", "rooms"),
    "knowledge": (
        "id",
        "question",
        "answer",
        "phrasings",
        "source",
        "approver",
        "valid_from",
        "valid_until",
    ),
}


def unread(setting: Mapping[str, object]) -> Sequence[str]:
    """One line a key, with where it stands and how often."""
    found = Counter(_unread("setting", "setting", setting))
    return [
        f"{where}: nobody reads the key {key!r}{f' ({n} times)' if n > 1 else ''};"
        f" there are {', '.join(READ[kind])}"
        for (where, kind, key), n in found.items()
    ]


def _unread(where: str, kind: str, item: object) -> Iterator[tuple[str, str, str]]:
    """Where, what kind of thing it is there, and the key."""
    if not isinstance(item, Mapping):
        return
    for key, value in item.items():
        if key not in READ[kind]:
            yield where, kind, str(key)
        elif key in READ and isinstance(value, list):
            for one in value:
                yield from _unread(f"{where}.{key}", key, one)
