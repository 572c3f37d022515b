"""POST to an address: plain JSON, or what a group robot of 企业微信 takes."""

import asyncio
import json
from collections.abc import Mapping
from datetime import timedelta

from aiohttp import ClientError, ClientResponse, ClientSession, ClientTimeout

from bot.alarms.notice import Notice
from bot.errors import NoticeFailedError

LONGEST = 2048  # bytes that a group robot takes
MOST = 65_536  # bytes that are read of an answer
FINE = range(200, 300)
CUT = "…"


class Webhook:
    """address: may hold a key, so it is in no log and no error."""

    name = "webhook"

    def __init__(self, address: str, timeout: timedelta, *, wecom: bool) -> None:
        self._address = address
        self._timeout = ClientTimeout(total=timeout.total_seconds())
        self._wecom = wecom

    async def send(self, notice: Notice) -> None:
        """One try.  Raises: NoticeFailedError."""
        body = for_wecom(notice) if self._wecom else plain(notice)
        try:
            async with ClientSession(timeout=self._timeout) as session:
                posting = session.post(self._address, json=body, allow_redirects=False)
                async with posting as response:
                    await self._check(response)
        except TimeoutError:
            raise NoticeFailedError("no answer in time") from None
        except (ClientError, OSError, ValueError) as error:  # ValueError: no address at all
            raise NoticeFailedError(f"no connection ({type(error).__name__})") from None

    async def _check(self, response: ClientResponse) -> None:
        """Raises: NoticeFailedError unless it was taken."""
        if response.status not in FINE:
            raise NoticeFailedError(f"status {response.status}")
        if self._wecom and (code := await _code(response)) != 0:
            raise NoticeFailedError(f"errcode {code}")


def plain(notice: Notice) -> Mapping[str, object]:
    """For any receiver."""
    return {"title": notice.title, "text": notice.text, "alarms": list(notice.alarms)}


def for_wecom(notice: Notice) -> Mapping[str, object]:
    """A text message, cut to what fits."""
    content = notice.text.encode()
    if len(content) > LONGEST:
        room = LONGEST - len(CUT.encode())
        content = content[:room].decode(errors="ignore").encode() + CUT.encode()
    return {"msgtype": "text", "text": {"content": content.decode()}}


async def _code(response: ClientResponse) -> object:
    """What it says became of it: 0 is well, anything else is not."""
    try:
        raw = await response.content.readexactly(MOST)
    except asyncio.IncompleteReadError as error:
        raw = error.partial
    try:
        answer = json.loads(raw)
    except ValueError:
        return "none"
    code = answer.get("errcode") if isinstance(answer, dict) else None
    return code if type(code) is int else "none"
