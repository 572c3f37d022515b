"""Files named by the sha256 of what is in them, whole or not there at all."""

import errno
import os
from collections.abc import Iterator
from contextlib import contextmanager
from hashlib import sha256
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import NamedTuple

from store.errors import StoreUnavailable

SHA_LENGTH = 64
HEX = frozenset("0123456789abcdef")
CHUNK = 1 << 20  # bytes read at once

_ADVICE = {
    errno.ENOSPC: "the disk is full: make room",
    errno.EDQUOT: "the quota is used up: make room",
    errno.EROFS: "the disk is read-only: mount it for writing",
    errno.EACCES: "make the folder writable for this user",
}


class Kept(NamedTuple):
    """A file's content.  size: bytes."""

    sha: str
    size: int


def keep(folder: Path, data: bytes | Path) -> Kept:
    """Put the bytes under folder/ab/abcd…; whole or not there at all.

    Raises: StoreUnavailable for the folder, FileNotFoundError for `data`.
    """
    kept = measure(data)
    if kept is None:
        raise FileNotFoundError(errno.ENOENT, "there is no such file to keep", str(data))
    target = folder / kept.sha[:2] / kept.sha
    if not (target.is_file() and target.stat().st_size == kept.size):
        with _explained(folder):
            _write(target, data)
    return kept


def measure(data: bytes | Path) -> Kept | None:
    """sha256 and size; None for a file that is not there."""
    if isinstance(data, Path) and not data.is_file():
        return None
    digest, size = sha256(), 0
    for chunk in _chunks(data):
        digest.update(chunk)
        size += len(chunk)
    return Kept(digest.hexdigest(), size)


def _write(target: Path, data: bytes | Path) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    with NamedTemporaryFile(dir=target.parent, prefix=".", delete=False) as unfinished:
        try:
            for chunk in _chunks(data):
                unfinished.write(chunk)
            unfinished.flush()
            os.fsync(unfinished.fileno())
        except BaseException:
            Path(unfinished.name).unlink()
            raise
    Path(unfinished.name).replace(target)
    _sync(target.parent)


def _sync(folder: Path) -> None:
    """Make the new name as durable as the bytes."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _chunks(data: bytes | Path) -> Iterator[bytes]:
    if isinstance(data, bytes):
        yield data
        return
    with data.open("rb") as file:
        while chunk := file.read(CHUNK):
            yield chunk


@contextmanager
def _explained(folder: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        advice = _ADVICE.get(error.errno or 0)
        if advice is None:
            raise
        raise StoreUnavailable(
            f"the folder {str(folder)!r} cannot be written: {advice}"
        ) from error
