"""Small and read-only disks, where this user may mount them."""

import errno
import os
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest


@contextmanager
def mounted(folder: Path, options: str) -> Iterator[Path]:
    """A tmpfs on a new folder; the test is skipped where nothing can be mounted."""
    folder.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", options, "none", str(folder)]
    if os.geteuid() != 0 or subprocess.run(mount, capture_output=True).returncode:  # noqa: PLW1510 -- looked at here
        pytest.skip("only root may mount a disk, and not in every container")
    try:
        yield folder
    finally:
        subprocess.run(["umount", "-l", folder], check=True)


def remount(folder: Path, options: str) -> None:
    """Change the disk, e.g. to read-only."""
    subprocess.run(["mount", "-o", f"remount,{options}", folder], check=True)


def fill(ballast: Path) -> None:
    """Use up the last byte of the disk."""
    with ballast.open("ab", buffering=0) as file:
        for size in (1 << 20, 1 << 12, 1):
            try:
                while True:
                    file.write(b"\0" * size)
            except OSError as error:
                assert error.errno == errno.ENOSPC  # noqa: PT017 -- any other is unexpected
