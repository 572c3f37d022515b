"""A bot that is unsure of everything, and a language model that it asks."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path

from bot import config
from bot.clock import Clock
from bot.config import Config
from bot.errands import Errands
from bot.pipeline import Pipeline
from bot.runners import open_runners
from handlers.model.draft import Draft
from handlers.model.errand import ErrandKind
from store import enrol, inbox, ledger, messages
from store.db import Database, open_database
from store.inbox import Inbound
from store.media import MediaStore
from tests.peers.model_server import ModelServer
from tests.store.made import NOW, SETTING


@dataclass
class Desk:
    """A bot that is unsure of everything, and its errands."""

    database: Database
    config: Config
    pipeline: Pipeline
    errands: Errands
    clock: Clock
    outcomes: list[str]
    used: list[tuple[str, int, int]] = field(default_factory=list)

    async def hear(self, *inbounds: Inbound) -> None:
        async with self.database.begin() as conn:
            await inbox.put(conn, inbounds)
        while await self.pipeline.step():
            pass

    async def ask(self) -> int:
        """Run errands until nothing is due, and handle what came back."""
        back = 0
        while done := await self.errands.step():
            back += done
        while await self.pipeline.step():
            pass
        return back

    async def drafts(self) -> list[Draft]:
        async with self.database.read() as conn:
            return list(await ledger.all_drafts(conn))

    async def open_cases(self) -> int:
        async with self.database.read() as conn:
            found = await messages.by_names(conn, [("r1", "m1")])
        return sum(not one.decided for one in found.values())


@asynccontextmanager
async def desk(server: ModelServer, **more: object) -> AsyncIterator[Desk]:
    """language_model.…: given without the section's name."""
    keys = {"url": server.url, "model": "tiny", "timeout": "5s", **more}
    chosen = {f"language_model.{name}": value for name, value in keys.items()}
    loaded = config.load(
        None, {"intake.confidence": 1, "recognise.enabled": False, **chosen}
    )
    clock, outcomes, used = Clock(NOW), [], []
    opened = await open_database("sqlite+aiosqlite:///:memory:")
    try:
        async with opened.begin() as conn:
            await enrol.load_setting(conn, SETTING)
        async with open_runners(
            loaded, opened, MediaStore(Path()), clock.now, lambda *one: used.append(one)
        ) as runners:
            reading = Errands(
                opened,
                ErrandKind.READING,
                runners[ErrandKind.READING],
                clock.now,
                timedelta(hours=12),
                lambda _, outcome: outcomes.append(outcome),
            )
            pipeline = Pipeline(opened, loaded, clock.now)
            yield Desk(opened, loaded, pipeline, reading, clock, outcomes, used)
    finally:
        await opened.close()
