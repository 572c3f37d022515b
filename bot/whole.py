"""A file that somebody named, written whole or not at all."""

import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from bot.errors import PeibanError


@contextmanager
def whole(out: Path) -> Iterator[Path]:
    """Where to write it; it takes its place at the end.  Raises: PeibanError."""
    unfinished = out.with_name(f".{out.name}.{os.getpid()}")
    try:
        yield unfinished
        unfinished.replace(out)
    except OSError as error:
        raise PeibanError(f"{out} cannot be written: {error.strerror}") from error
    finally:
        with suppress(OSError):
            unfinished.unlink()
