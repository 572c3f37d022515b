"""A fresh console for each test, and a real browser for who asks for one."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from tests.browser.conftest import browser
from tests.console.console_server import Console, console_server

__all__ = ["browser", "console"]


@pytest.fixture
async def console(tmp_path: Path) -> AsyncIterator[Console]:
    async with console_server(tmp_path / "media") as running:
        yield running
