"""How much work a function has with a text, on a machine that others use, too."""

import gc
from collections.abc import Callable
from time import thread_time

TRIES = 3


def effort(work: Callable[[str], object], text: str) -> float:
    """Seconds of the processor that `work` needs for `text`, of this thread alone.

    The least of some tries, the garbage collector off: what other threads and processes do, and
    the clearing up of what other tests left, count for nothing. Each try has a text of its own,
    one sign longer than the one before, as readings are kept.
    """
    collecting = gc.isenabled()
    gc.disable()
    try:
        return min(_once(work, text + "。" * number) for number in range(TRIES))
    finally:
        if collecting:
            gc.enable()


def _once(work: Callable[[str], object], text: str) -> float:
    begun = thread_time()
    work(text)
    return thread_time() - begun
