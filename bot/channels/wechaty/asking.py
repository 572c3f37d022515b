"""Asking the gateway until it answers, says that it will not, or is away for too long."""

import asyncio
from collections.abc import Awaitable, Callable
from typing import TypeVar

from bot.channels.wechaty.failures import Declined, LinkError, TooLarge
from bot.channels.wechaty.link import Link
from bot.channels.wechaty.settings import Timings
from bot.channels.wechaty.wire import Gateway

Answer = TypeVar("Answer")
DECLINED = 3  # a gateway may know a moment later what it announced just now
BROKEN = 2  # tries at least, however long one of them took


async def ask(
    link: Link, timings: Timings, call: Callable[[Gateway, int], Awaitable[Answer]]
) -> Answer:
    """What is asked must do no harm when it is asked again.

    call: gets the number of times that it was declined.
    Raises: TooLarge at once; Declined; another LinkError when the link stayed away.
    """
    declined = broken = 0
    patient_until = _seconds() + timings.patience
    while True:
        try:
            return await call(link.gateway, declined)
        except TooLarge:
            raise
        except Declined:
            declined += 1
            if declined == DECLINED:
                raise
            await asyncio.sleep(timings.retry * declined)
        except LinkError:
            broken += 1
            if broken >= BROKEN and _seconds() > patient_until:
                raise
            await asyncio.sleep(timings.retry)  # until the link itself has noticed
            await link.online(timings.patience)


def _seconds() -> float:
    return asyncio.get_running_loop().time()
