"""Waiting for the store: what was heard outside is not said again (R9)."""

import asyncio
import logging
from collections.abc import Awaitable, Callable
from typing import TypeVar

from store.errors import StoreUnavailable

log = logging.getLogger(__name__)

T = TypeVar("T")


async def patiently(work: Callable[[], Awaitable[T]], pause: float) -> T:
    """Until the store can do it.  pause: seconds between two tries."""
    while True:
        try:
            return await work()
        except StoreUnavailable:
            log.warning("waiting for the store")
            await asyncio.sleep(pause)
