"""A bench in a garden for each test."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from tests.channels.wechaty.bench import Bench, garden


@pytest.fixture
async def bench(tmp_path: Path) -> AsyncIterator[Bench]:
    async with garden(tmp_path) as made:
        yield made
