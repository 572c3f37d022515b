"""A fresh chat for each test."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from tests.channels.chat_server import Server, chat_server


@pytest.fixture
async def server(tmp_path: Path) -> AsyncIterator[Server]:
    async with chat_server(tmp_path / "media") as running:
        yield running
