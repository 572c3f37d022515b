"""Ending tasks that speak with the gateway."""

import asyncio
from collections.abc import Iterable

AGAIN = 0.5  # seconds


async def stop(tasks: Iterable[asyncio.Task[None]]) -> None:
    """Cancel until they end.

    Once is not enough: a call whose link breaks in the same moment takes the cancellation for
    its own (grpclib), and its task goes on.
    """
    left = {task for task in tasks if not task.done()}
    while left:
        for task in left:
            task.cancel()
        ended, left = await asyncio.wait(left, timeout=AGAIN)
        await asyncio.gather(*ended, return_exceptions=True)  # nobody else asks how
