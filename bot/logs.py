"""Logs: a constant phrase and values; never what members say or are called (style.md)."""

import logging
import sys
from logging.handlers import RotatingFileHandler
from pathlib import Path

_PLAIN = frozenset(vars(logging.makeLogRecord({}))) | {"message", "asctime", "taskName"}
MOST_BYTES, KEPT = 5_000_000, 5


class WithValues(logging.Formatter):
    """The phrase, then every value given as `extra`."""

    def format(self, record: logging.LogRecord) -> str:
        values = {k: v for k, v in vars(record).items() if k not in _PLAIN}
        words = super().format(record)
        return f"{words} {' '.join(f'{k}={v}' for k, v in values.items())}".rstrip()


def start(folder: Path) -> None:
    """Log to the folder, and warnings to standard error as well."""
    folder.mkdir(parents=True, exist_ok=True)
    file = RotatingFileHandler(
        folder / "peiban.log", maxBytes=MOST_BYTES, backupCount=KEPT, encoding="utf-8"
    )
    screen = logging.StreamHandler(sys.stderr)
    screen.setLevel(logging.WARNING)
    for handler in (file, screen):
        handler.setFormatter(WithValues("%(asctime)s %(levelname)s %(name)s %(message)s"))
    logging.basicConfig(level=logging.INFO, handlers=[file, screen], force=True)
    noisy = ("apscheduler", "alembic", "openai", "httpcore2", "httpx2")
    for name in noisy:  # a line a second, a page at the first start, a line a request
        logging.getLogger(name).setLevel(logging.WARNING)
    # It warns of every cookie of another token, which an old tab sends with all it asks.
    logging.getLogger("aiohttp_session").setLevel(logging.ERROR)
