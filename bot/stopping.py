"""How the bot is stopped: what is in hand is finished first, and what takes long is named (R18)."""

import asyncio
import faulthandler
import logging
import signal
from collections.abc import Callable
from pathlib import Path

SIGNALS = (signal.SIGTERM, signal.SIGINT)
SLOW_S = 10.0  # then the log says what is waited for, again and again

log = logging.getLogger(__name__)


def on_signals(stop: Callable[[], None]) -> None:
    """The first SIGTERM or Ctrl-C asks for it; a second one ends the process as it is.

    Nothing is lost by that: it is made for `kill -9`.
    """
    loop = asyncio.get_running_loop()

    def asked() -> None:
        for name in SIGNALS:
            loop.remove_signal_handler(name)
        faulthandler.dump_traceback_later(2 * SLOW_S)  # should the threads be what holds it
        loop.call_later(SLOW_S, _say)
        stop()

    for name in SIGNALS:
        loop.add_signal_handler(name, asked)


def _say() -> None:
    """What still runs, by names and lines of code alone."""
    tasks = sorted(f"{task.get_name()} at {_where(task)}" for task in asyncio.all_tasks())
    log.warning("slow to stop", extra={"tasks": tasks})
    asyncio.get_running_loop().call_later(SLOW_S, _say)


def _where(task: "asyncio.Task[object]") -> str:
    """The innermost line at which it waits."""
    waits: object = task.get_coro()
    while (inner := getattr(waits, "cr_await", None)) is not None and hasattr(
        inner, "cr_frame"
    ):
        waits = inner
    frame = getattr(waits, "cr_frame", None)
    return f"{Path(frame.f_code.co_filename).name}:{frame.f_lineno}" if frame else "its end"
