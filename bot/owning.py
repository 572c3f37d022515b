"""Whose the data folder is: one process at a time changes what is in it."""

import fcntl
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from bot.errors import PeibanError


@contextmanager
def own(data: Path, advice: str = "stop it, or use --data") -> Iterator[None]:
    """As long as the block lasts nobody else does.  advice: to whom it is taken.

    Raises: PeibanError when the folder cannot be written or is taken.
    """
    try:
        data.mkdir(parents=True, exist_ok=True)
        file = (data / "lock").open("w")
    except OSError as error:
        raise unwritable(data, error) from error
    with file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as error:
            raise PeibanError(f"another bot runs on {data}; {advice}") from error
        yield


def unwritable(data: Path, error: OSError) -> PeibanError:
    """What to say when nothing can be written there."""
    return PeibanError(
        f"the data folder {data} cannot be written ({error.strerror});"
        " name another with --data, or mend its permissions"
    )
