"""Waiting for what somebody else does, in a moment or never."""

import asyncio
from collections.abc import Callable

WITHIN = 60  # seconds: a hang is a failure, a slow machine is not


async def until(found: Callable[[], bool], what: Callable[[], object] = str) -> None:
    """Looks again and again.  what: there is instead, if it never comes."""
    try:
        async with asyncio.timeout(WITHIN):
            while not found():  # noqa: ASYNC110 -- of many things, which tell nobody
                await asyncio.sleep(0.005)
    except TimeoutError:
        raise AssertionError(f"it never came; there is {what()}") from None
