"""A chat-completions server on loopback: answers as it is told to, and keeps what it was sent."""

import asyncio
import json
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

from aiohttp import web

from tests.peers.serving import Behaviour, fails, sends, serving


@dataclass
class ModelServer:
    """One server.  answers: what it does with each request, the last one for ever."""

    answers: list[Behaviour]
    url: str = ""
    bodies: list[bytes] = field(default_factory=list)
    keys: list[str] = field(default_factory=list)

    @property
    def requests(self) -> list[dict[str, object]]:
        return [json.loads(body) for body in self.bodies]

    @property
    def words(self) -> list[str]:
        """The message in each request, as it went over the wire."""
        return [one["messages"][-1]["content"] for one in self.requests]  # type: ignore[index]

    async def answer(self, request: web.Request) -> web.StreamResponse:
        self.bodies.append(await request.read())
        self.keys.append(request.headers.get("Authorization", ""))
        behaviour = self.answers[min(len(self.bodies), len(self.answers)) - 1]
        return await behaviour(request)


def says(reading: object, tokens: int = 300) -> Behaviour:
    """Answers with this reading, or with a text as it is."""
    content = reading if isinstance(reading, str) else json.dumps(reading)
    return sends(
        {
            "id": "c1",
            "object": "chat.completion",
            "created": 1,
            "model": "tiny",
            "choices": [
                {
                    "index": 0,
                    "finish_reason": "stop",
                    "message": {"role": "assistant", "content": content},
                }
            ],
            "usage": {
                "prompt_tokens": tokens - 100,
                "completion_tokens": 100,
                "total_tokens": tokens,
            },
        }
    )


def without_schema(reading: Mapping[str, object], status: int = 400) -> Behaviour:
    """Knows no response_format: 400 as old servers do, or 422."""
    plain, refused = says(reading), fails(status)

    async def behaviour(request: web.Request) -> web.StreamResponse:
        sent = await request.json()
        return await (refused if "response_format" in sent else plain)(request)

    return behaviour


async def cut(request: web.Request) -> web.StreamResponse:
    """Hangs up in the middle of its answer."""
    response = await _begun(request)
    assert request.transport is not None
    request.transport.close()
    return response


async def stalls(request: web.Request) -> web.StreamResponse:
    """Falls silent in the middle of its answer."""
    response = await _begun(request)
    await asyncio.sleep(30)
    return response


async def _begun(request: web.Request) -> web.StreamResponse:
    response = web.StreamResponse(headers={"Content-Type": "application/json"})
    response.content_length = 1_000
    await response.prepare(request)
    await response.write(b'{"choices": [')
    return response


@asynccontextmanager
async def model_server(*answers: Behaviour, port: int = 0) -> AsyncIterator[ModelServer]:
    """Serves until the block ends."""
    server = ModelServer([*answers])
    app = web.Application()
    app.router.add_post("/v1/chat/completions", server.answer)
    async with serving(app, port) as url:
        server.url = f"{url}/v1"
        yield server
