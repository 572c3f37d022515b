"""Bulletins of many activities as one PDF, printed in a worker process."""

import asyncio
from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager
from datetime import timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

from bot.printing.order import write_book, write_leaf
from bot.printing.press import TASK
from bot.workers.pool import Pool, Terms, open_pool

# All photos of a book lie in memory when it is bound.
TERMS = Terms(workers=1, timeout=timedelta(minutes=5), memory_mb=2000)


@asynccontextmanager
async def open_book(template: str) -> "AsyncIterator[Book]":
    """What was printed is gone with the block."""
    with TemporaryDirectory(prefix="peiban-book-") as folder:
        async with open_pool(TERMS, TASK) as pool:
            yield Book(pool, Path(folder), template)


class Book:
    """A PDF in the making: leaves are laid out one by one, then set together."""

    def __init__(self, pool: Pool, folder: Path, template: str) -> None:
        self._pool = pool
        self._folder = folder
        self._template = template
        self._leaves: list[str] = []

    def __len__(self) -> int:
        return len(self._leaves)

    async def add(
        self, data: Mapping[str, object], photos: Sequence[Path], *, blur: bool
    ) -> None:
        """One activity.  data: see `prompts.page`.  A photo that is not there is left out.

        blur: all faces.

        Raises: FileError, and the book is as before; WorkerError.
        """
        leaf = self._folder / str(len(self._leaves))
        await asyncio.to_thread(leaf.mkdir, exist_ok=True)
        order = await asyncio.to_thread(write_leaf, leaf, data, photos, blur=blur)
        await self._pool.run(order)
        self._leaves.append(leaf.name)

    async def bind(self) -> Path:
        """The PDF, until the block ends.  Raises: FileError; WorkerError."""
        order = await asyncio.to_thread(
            write_book, self._folder, self._template, self._leaves
        )
        return Path(str(await self._pool.run(order)))
