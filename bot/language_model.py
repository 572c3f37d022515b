"""A language model behind any chat-completions server reads what the rules cannot.

It sees the words of one message, names and long numbers replaced, and the day; nothing else.
What it says goes through the inbox to `handlers/told.py`, which believes none of it unseen.
"""

from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

import prompts
from bot import outside
from bot.completion import LONGEST, read_answer, read_content, tokens_used
from bot.config_sections import LanguageModelSettings
from bot.errands import Asked
from bot.errors import ErrandFailedError
from bot.meter import Meter
from handlers.read.note import LONGEST_NOTE
from handlers.read.pseudonyms import disguise
from handlers.read.told import SCHEMA

if TYPE_CHECKING:
    from openai import AsyncOpenAI

SERVICE = "language_model"
MOST_TOKENS = 1_500  # of an answer; a reading has a few hundred
_BY_SCHEMA: Mapping[str, object] = {
    "response_format": {
        "type": "json_schema",
        "json_schema": {"name": "reading", "strict": True, "schema": SCHEMA},
    }
}


class _RefusedError(ErrandFailedError):
    """The server does not take the request as it is."""


def missing(settings: LanguageModelSettings) -> str | None:
    """What keeps the configured model from working, in words; None when nothing does."""
    return outside.missing(SERVICE, settings)


@asynccontextmanager
async def open_model(
    settings: LanguageModelSettings, meter: Meter
) -> "AsyncIterator[LanguageModel]":
    """A model to ask.  Raises: PeibanError when something is missing."""
    async with outside.client(SERVICE, settings) as client:
        yield LanguageModel(client, settings, meter)


@dataclass(slots=True)
class LanguageModel:
    """The runner of readings.  schema: whether the server takes one, as far as is known."""

    client: "AsyncOpenAI"
    settings: LanguageModelSettings
    meter: Meter
    schema: bool = True

    @property
    def timeout(self) -> timedelta:
        """As configured."""
        return self.settings.timeout

    @property
    def at_once(self) -> int:
        """As configured."""
        return self.settings.at_once

    async def run(self, asked: Asked) -> Mapping[str, object]:
        """The answer as SCHEMA wants it, if the model keeps to it; names are put back.

        Raises: ErrandFailedError.
        """
        sent_at = asked.message.at.astimezone(self.meter.zone)
        text = str(asked.message.body.get("text") or "")[:LONGEST_NOTE]
        disguised = disguise(text, sent_at, asked.people)
        body = await self._ask(
            prompts.render("model/reading", {"at": sent_at}), disguised.text
        )
        return read_answer(read_content(body), disguised.restore)

    async def _ask(self, system: str, user: str) -> bytes:
        """With a schema; without it where the server knows none (it answers 400 or 422)."""
        if not self.schema:
            return await self._request(system, user, {})
        try:
            return await self._request(system, user, _BY_SCHEMA)
        except _RefusedError:
            plain = await self._request(system, user, {})
        self.schema = False  # it was that; other servers refuse both ways
        return plain

    async def _request(self, system: str, user: str, more: Mapping[str, object]) -> bytes:
        """An answer that is paid for, whatever it says.  Raises: ErrandFailedError."""
        from openai import (  # noqa: PLC0415  loaded only where it is used
            BadRequestError,
            UnprocessableEntityError,
        )

        day = await self.meter.take()
        with outside.failures():
            try:
                body = await self._body(system, user, more)
            except (BadRequestError, UnprocessableEntityError) as error:
                raise _RefusedError(f"status {error.status_code}") from None
        await self.meter.used(day, tokens_used(body, len(system) + len(user)))
        return body

    async def _body(self, system: str, user: str, more: Mapping[str, object]) -> bytes:
        """The answer's bytes; who sends more than LONGEST is not listened to any longer."""
        completions = self.client.chat.completions.with_streaming_response
        body = bytearray()
        async with completions.create(
            model=self.settings.model,
            messages=[
                {"role": "system", "content": system},
                {"role": "user", "content": user},
            ],
            temperature=0,
            max_tokens=MOST_TOKENS,
            extra_body=dict(more),
        ) as response:
            async for chunk in response.iter_bytes():
                body += chunk
                if len(body) > LONGEST:
                    break
        return bytes(body)
