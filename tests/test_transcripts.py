"""Chats that must go exactly like this, on SQLite and on PostgreSQL, live and as a replay."""

from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field, replace
from datetime import datetime
from pathlib import Path

import pytest

from bot.replay.script import Step
from handlers.model.draft import Draft
from store import ledger
from store.db import Database, open_database
from store.media import MediaStore
from tests.chat import Chat
from tests.postgres import postgres_url

__all__ = ["postgres_url"]

SCRIPTS = sorted((Path(__file__).parent / "transcripts").glob("*.md"))
MEMORY = "sqlite+aiosqlite:///:memory:"
every_script = pytest.mark.parametrize("path", SCRIPTS, ids=lambda path: path.stem)


@dataclass
class Recorded(Chat):
    """A chat that remembers what people did, so that it can be played once more as a whole."""

    steps: list[Step] = field(default_factory=list)

    def step(self, line: str) -> Step:
        """The bot's messages are quoted by their number in the room, as recorded chats do."""
        step = super().step(line)
        assert self.player is not None
        said = self.player.heard.in_room.get(step.room, [])
        if step.quote in said:
            step = replace(step, quote=f"b{said.index(step.quote) + 1}")
        self.steps.append(step)
        return step


@asynccontextmanager
async def opened(url: str) -> AsyncIterator[Database]:
    database = await open_database(url)
    yield database
    await database.close()


async def play(path: Path, url: str, folder: Path) -> str:
    async with opened(url) as database:
        return await Chat(database, MediaStore(folder)).play(
            path.read_text(encoding="utf-8")
        )


@every_script
async def test_chat(path: Path, rewrite: bool, tmp_path: Path):
    played = await play(path, MEMORY, tmp_path)

    if rewrite:
        path.write_text(played, encoding="utf-8")
    assert played == path.read_text(encoding="utf-8")


@pytest.mark.postgres
@every_script
async def test_chat_on_postgresql(path: Path, postgres_url: str, tmp_path: Path):
    assert await play(path, postgres_url, tmp_path) == path.read_text(encoding="utf-8")


@every_script
async def test_a_replay_says_and_files_what_the_live_chat_did(path: Path, tmp_path: Path):
    async with opened(MEMORY) as database:
        live = Recorded(database, MediaStore(tmp_path))
        await live.play(path.read_text(encoding="utf-8"))
        expected = await outcome(live)

    async with opened(MEMORY) as database:
        again = Recorded(database, MediaStore(tmp_path), live.steps[0].at)
        again.plan, again.people, again.overrides = live.plan, live.people, live.overrides
        again.more = live.more
        again.eyes = live.eyes
        await play_as_a_whole(again, live.steps, live.now)

        assert await outcome(again) == expected


async def play_as_a_whole(chat: Chat, steps: Sequence[Step], end: datetime) -> None:
    chat.player = await chat.start()
    await chat.player.play(iter([*steps, Step(0, end, end=True)]))


async def outcome(
    chat: Chat,
) -> tuple[list[tuple[datetime, str, str]], Sequence[Draft]]:
    """What was said, when and where, and how every record stands."""
    assert chat.player is not None
    async with chat.database.read() as conn:
        drafts = await ledger.all_drafts(conn)
    said = [(one.at, one.queued.outgoing) for one in chat.player.heard.said]
    return sorted((at, out.room, out.text) for at, out in said), drafts
