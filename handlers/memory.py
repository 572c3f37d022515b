"""What was worked out lately is kept for a while, and forgotten when somebody is erased (R14).

Whatever keeps what people are called, or wrote, keeps it by means of this: one word empties it.

This is the one state that the pure layer has.  It changes no result, only how soon it is there,
and it lies here because what it keeps is worked out here: nobody outside could empty it else.
"""

import re
from collections.abc import Callable
from functools import lru_cache, wraps
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
        def empty() -> Callable[_P, _T]:
            return cast("Callable[_P, _T]", lru_cache(maxsize=most)(work))

        kept = empty()

        def anew() -> None:  # what is being worked out goes into the old one, and with it
            nonlocal kept
            kept = empty()

        @wraps(work)
        def asked(*args: _P.args, **kwargs: _P.kwargs) -> _T:
            return kept(*args, **kwargs)

        _KEPT.append(anew)
        return asked

    return keep


def also(one: Forgetful) -> None:
    """It forgets with the others, as long as there is anybody who uses it."""
    _OTHERS.add(one)


def forget() -> None:
    """Nothing of what was worked out before is kept, nor what was looked for in words.

    A result that is being worked out meanwhile, in another thread, is not kept either.
    """
    for anew in _KEPT:
        anew()
    for one in list(_OTHERS):
        one.forget()
    re.purge()  # names are looked for by patterns, which the library keeps
