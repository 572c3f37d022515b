"""What doctor says of the ways by which alarms go out."""

import asyncio
from collections.abc import Iterator

from bot.alarms.notice import trial
from bot.alarms.ways import Way, missing, ways
from bot.config_sections import AlarmSettings
from bot.errors import NoticeFailedError

NAME = "alarms"
NONE = "no second way; trouble is told by the log alone (alarms.webhook, alarms.mail_host)"


def lines(settings: AlarmSettings, *, tried: bool) -> Iterator[tuple[bool, str, str]]:
    """One a way.  tried: send a notice by each, really; not for a thread with an event loop."""
    if wrong := missing(settings):
        yield False, NAME, wrong
        return
    found = ways(settings)
    if not found:
        yield not tried, NAME, f"nothing was tried: {NONE}" if tried else NONE
    for way in found:
        wrong = asyncio.run(_wrong_with(way)) if tried else None
        well = "a test notice was taken" if tried else "set; --alarm-test tries it"
        yield (
            wrong is None,
            f"{NAME}, {way.name}",
            wrong or f"{_where(settings, way)}: {well}",
        )


def _where(settings: AlarmSettings, way: Way) -> str:
    """Not the webhook's address: it may hold a key."""
    if way.name == "mail":
        host = f"{settings.mail_host}:{settings.mail_port}"
        return f"{host} ({settings.mail_security}) for {', '.join(settings.mail_to)}"
    return f"an address, as {settings.webhook_format}"


async def _wrong_with(way: Way) -> str | None:
    try:
        await way.send(trial())
    except NoticeFailedError as error:
        return (
            f"a test notice failed ({error}); look at the address, the key and the network"
        )
    return None
