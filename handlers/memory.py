"""What was worked out lately is kept for a while, and forgotten when somebody is erased (R14).

Whatever keeps what people are called, or wrote, keeps it by means of this: one word empties it.
"""

import re
from collections.abc import Callable
from functools import lru_cache
from typing import Final, ParamSpec, Protocol, TypeVar, cast
from weakref import WeakSet


class Forgetful(Protocol):
    """Whoever keeps something of its own."""

    def forget(self) -> None:
        """Keep nothing of what there was."""
        ...


_P = ParamSpec("_P")
_T = TypeVar("_T")
_KEPT: Final[list[Callable[[], None]]] = []
_OTHERS: Final[WeakSet[Forgetful]] = WeakSet()


def lately(most: int) -> Callable[[Callable[_P, _T]], Callable[_P, _T]]:
    """The newest results of a function are kept, so many at most."""

    def keep(work: Callable[_P, _T]) -> Callable[_P, _T]:
        kept = lru_cache(maxsize=most)(work)
        _KEPT.append(kept.cache_clear)
        return cast("Callable[_P, _T]", kept)

    return keep


def also(one: Forgetful) -> None:
    """It forgets with the others, as long as there is anybody who uses it."""
    _OTHERS.add(one)


def forget() -> None:
    """Nothing of what was worked out before is kept, nor what was looked for in words."""
    for empty in _KEPT:
        empty()
    for one in list(_OTHERS):
        one.forget()
    re.purge()  # names are looked for by patterns, which the library keeps
