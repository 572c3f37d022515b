"""Whose the data folder is: one process at a time changes what is in it."""

import fcntl
import stat
from collections.abc import Iterator
from contextlib import contextmanager, suppress
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
    if isinstance(error, FileExistsError | NotADirectoryError):
        return PeibanError(
            f"the data folder {data} cannot be written: a folder is needed where a file"
            f" lies ({error.filename}); name another with --data"
        )
    return PeibanError(
        f"the data folder {data} cannot be written ({error.strerror});"
        " name another with --data, or mend its permissions"
    )


def open_to_others(data: Path) -> bool:
    """Whether any user of the machine can read something in it.

    What we write is ours alone; what lay there before, or was copied, may not be.
    """
    way = [data.absolute(), *data.absolute().parents]
    if not data.is_dir() or not all(one.stat().st_mode & stat.S_IXOTH for one in way):
        return False
    for entry in data.iterdir():
        with suppress(FileNotFoundError):  # a database's side files come and go
            if entry.stat().st_mode & stat.S_IROTH:
                return True
    return False
