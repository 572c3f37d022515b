"""A small setting, and files and lines of the shapes that contracts promise."""

import asyncio
import json
from collections.abc import Sequence
from pathlib import Path

from store.console import audit
from store.console.audit import Line
from store.db import open_database

SETTING = {
    "organisations": [{"id": "tea", "name": "茶友会", "community": "北里"}],
    "rooms": [
        {"id": "r1", "name": "茶友群", "purpose": "organisation", "organisation": "tea"},
        {"id": "L", "name": "能人群", "purpose": "leaders"},
    ],
    "people": [{"id": "p1", "name": "于姐", "rooms": ["r1"]}],
}
NOTE = "今天上午我们在茶室打扫卫生，来了9个人，大家都说敞亮"


def written(name: str, *lines: object) -> str:
    text = "\n".join(json.dumps(line, ensure_ascii=False) for line in lines)
    Path(name).write_text(text, encoding="utf-8")
    return name


def event(clock: str, **more: object) -> dict[str, object]:
    return {"at": f"2026-05-09T{clock}:00+08:00", **more}


def noted(url: str = "sqlite+aiosqlite:///kept/peiban.sqlite") -> Sequence[Line]:
    """What the audit says, the oldest first."""

    async def read() -> Sequence[Line]:
        database = await open_database(url)
        async with database.read() as conn:
            lines = await audit.page(conn, 99)
        await database.close()
        return lines[::-1]

    return asyncio.run(read())
