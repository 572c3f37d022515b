"""The description of the API says what the API does."""

import inspect
import json
import re

import pytest
from aiohttp import hdrs

from bot.channels.web import api, post, uploads
from bot.channels.web.about import OPENAPI
from tests.channels.chat_server import BEARER, Server

DESCRIBED = json.loads(OPENAPI.read_text("utf-8"))
SCHEMAS = DESCRIBED["components"]["schemas"]
METHODS = {"get", "post", "put", "delete", "patch"}


async def test_every_address_is_described_and_no_other(server: Server):
    served = {
        (route.method.lower(), route.resource.canonical)
        for route in server.app.router.routes()
        if route.method != hdrs.METH_HEAD and route.resource
    }
    described = {
        (method, path)
        for path, methods in DESCRIBED["paths"].items()
        for method in METHODS & set(methods)
    }
    for_scripts = {each for each in served if re.match(r"/(api/|health|metrics)", each[1])}
    assert described == for_scripts


async def test_it_is_served_to_everybody(server: Server):
    async with server.client.get(f"{server.url}/api/openapi.json") as response:
        assert response.content_type == "application/json"
        assert await response.json() == DESCRIBED


@pytest.mark.parametrize(
    ("path", "schema"),
    [
        ("/api/rooms", "Room"),
        ("/api/people", "Person"),
        ("/api/rooms/tea/messages", "Message"),
    ],
)
async def test_answers_have_the_described_keys(server: Server, path: str, schema: str):
    await server.post(**{"from": "hua", "text": "好"})
    _, answers = await server.get(path)
    described = SCHEMAS[schema]
    assert set(answers[0]) == set(described["required"]) == set(described["properties"])


async def test_refusals_are_described(server: Server):
    async with server.client.get(f"{server.url}/api/nothing", headers=BEARER) as response:
        assert set(await response.json()) == set(SCHEMAS["Error"]["required"])
    source = "".join(inspect.getsource(module) for module in (api, post, uploads))
    refused = set(re.findall(r"Refused\(\s*(\d{3})", source))
    responses = DESCRIBED["paths"]["/api/rooms/{room}/messages"]["post"]["responses"]
    assert refused <= set(responses)


def test_limits_are_the_described_ones():
    messages = DESCRIBED["paths"]["/api/rooms/{room}/messages"]["get"]["parameters"]
    limit = next(each["schema"] for each in messages if each["name"] == "limit")
    assert (limit["default"], limit["maximum"]) == (api.PAGE, api.PAGE_LIMIT)
    assert SCHEMAS["Post"]["properties"]["text"]["maxLength"] == post.TEXT_LIMIT
    assert SCHEMAS["Post"]["properties"]["id"]["maxLength"] == post.ID_LIMIT
    assert SCHEMAS["PhotoPost"]["properties"]["photo"]["maxItems"] == uploads.PHOTOS_LIMIT
