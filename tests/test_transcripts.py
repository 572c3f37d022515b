"""Chats that must go exactly like this, on SQLite and on PostgreSQL."""

from pathlib import Path

import pytest

from store.db import open_database
from store.media import MediaStore
from tests.chat import Chat

SCRIPTS = sorted((Path(__file__).parent / "transcripts").glob("*.md"))


async def play(script: str, url: str, folder: Path) -> str:
    database = await open_database(url)
    try:
        return await Chat(database, MediaStore(folder)).play(script)
    finally:
        await database.close()


@pytest.mark.parametrize("path", SCRIPTS, ids=lambda path: path.stem)
async def test_chat(path: Path, rewrite: bool, tmp_path: Path):
    script = path.read_text(encoding="utf-8")

    played = await play(script, "sqlite+aiosqlite:///:memory:", tmp_path)

    if rewrite:
        path.write_text(played, encoding="utf-8")
    assert played == script or rewrite
