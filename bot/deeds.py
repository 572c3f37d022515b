"""Deeds of the console as they lie in the inbox: plain JSON, read strictly."""

from collections.abc import Mapping
from dataclasses import fields
from typing import get_args

from bot.errors import DeedError
from handlers.model.deed import Deed, Learn, Merge, OfCard, OfRecord, TakeBack
from handlers.model.people import DraftId
from store import codec

DO = "do"  # the key that says which deed it is
KINDS: Mapping[str, type[Deed]] = {kind.__name__.lower(): kind for kind in get_args(Deed)}


def body(deed: Deed) -> Mapping[str, object]:
    """The deed for an inbox row; `read` makes the same of it."""
    return {**codec.load_mapping(codec.encode(deed)), DO: type(deed).__name__.lower()}


def read(plain: Mapping[str, object]) -> Deed:
    """The deed.  Raises: DeedError for one that nobody knows or of another shape."""
    name = plain.get(DO)
    kind = KINDS.get(name) if isinstance(name, str) else None
    if kind is None:
        raise DeedError(f"a desk row must have one of {', '.join(KINDS)} under {DO!r}")
    given = {key: value for key, value in plain.items() if key != DO}
    known = {field.name for field in fields(kind)}
    if strange := len(given.keys() - known):
        raise DeedError(f"the deed {name!r} has {strange} keys beside {sorted(known)}")
    try:
        return codec.value(given, kind)
    except codec.UNSTRUCTURED as error:
        shape = f"{sorted(known)} ({type(error).__name__})"
        raise DeedError(f"the deed {name!r} is not of the shape {shape}") from None


def number(plain: Mapping[str, object]) -> int | None:
    """The card that a deed is about, None for any other."""
    kind = KINDS.get(str(plain.get(DO)))
    named = plain.get("number")
    return named if kind in get_args(OfCard) and isinstance(named, int) else None


def learns(plain: Mapping[str, object]) -> bool:
    """Whether the knowledge is wanted to decide it."""
    return plain.get(DO) in {one.__name__.lower() for one in (Learn, TakeBack)}


def records(deed: Deed) -> tuple[DraftId, ...]:
    """The records that it is about."""
    if isinstance(deed, Merge):
        return (deed.draft, deed.into)
    return (deed.draft,) if isinstance(deed, OfRecord) else ()
