"""A task that takes its process with it."""

import os
from pathlib import Path


def die(_: Path) -> None:
    os._exit(3)
