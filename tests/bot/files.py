"""A small setting, and files and lines of the shapes that contracts promise."""

import json
from pathlib import Path

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
