"""Makes the package `wechaty` 0.10.7 importable beside current packages; nothing on disk changes.

Call `prepare` before anything is imported from it.  What broke since its last release:
pyee moved `AsyncIOEventEmitter`, urllib3 dropped `get_host`, and Python 3.11 takes no
dataclass default that cannot be hashed (`PuppetOptions`).  It also says what it does, token
included, to a terminal of its own, and imports a module that Python deprecates.
"""

import os
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache

LEVEL = "WECHATY_LOG"


@cache
def prepare() -> None:
    """Once a process."""
    _bring_back_the_emitter()
    _bring_back_get_host()
    with _quiet():
        import wechaty_puppet_service  # noqa: F401, PLC0415 -- its loggers ask for the level
        from wechaty_puppet.schemas.puppet import PuppetOptions  # noqa: PLC0415
    if PuppetOptions.__hash__ is None:
        PuppetOptions.__hash__ = object.__hash__


def _bring_back_the_emitter() -> None:
    import pyee  # noqa: PLC0415
    from pyee.asyncio import AsyncIOEventEmitter  # noqa: PLC0415

    if not hasattr(pyee, "AsyncIOEventEmitter"):
        vars(pyee)["AsyncIOEventEmitter"] = AsyncIOEventEmitter


def _bring_back_get_host() -> None:
    import urllib3  # noqa: PLC0415
    from urllib3.util import parse_url  # noqa: PLC0415

    def get_host(url: str) -> tuple[str, str | None, int | None]:
        parsed = parse_url(url)
        return parsed.scheme or "http", parsed.hostname, parsed.port

    if not hasattr(urllib3, "get_host"):
        vars(urllib3)["get_host"] = get_host


@contextmanager
def _quiet() -> Iterator[None]:
    """Only errors, and the environment as it was: child processes inherit it."""
    before = os.environ.get(LEVEL)
    os.environ[LEVEL] = "error"
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", DeprecationWarning)
            yield
    finally:
        del os.environ[LEVEL]
        if before is not None:
            os.environ[LEVEL] = before
