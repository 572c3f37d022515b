"""A small invented neighbourhood to try the bot in, and a bot that is quick for newcomers.

The words (who, what they say, what they know) lie in prompts/demo; the pace here.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from importlib.resources import files
from pathlib import Path

import yaml

WORDS = files("prompts") / "demo"
PHOTOS = Path(__file__).parent / "static"


@dataclass(frozen=True, slots=True)
class Step:
    """Somebody says something.

    listen: at most so many seconds until the bot has spoken there.  pause: seconds after that.
    quote_bot: it quotes what the bot said there last.  photos: names of files in PHOTOS.
    """

    room: str
    sender: str
    text: str = ""
    photos: tuple[str, ...] = ()
    pause: float = 0
    listen: float = 0
    quote_bot: bool = False


@dataclass(frozen=True, slots=True)
class Demo:
    """setting: as `load` takes it.  config: settings by dotted key.  morning: the sample.

    lately: how people name the last half-day that is surely over, from `early` hours on.
    """

    setting: Mapping[str, object]
    config: Mapping[str, object]
    morning: tuple[Step, ...]
    lately: Mapping[int, str]

    @property
    def start(self) -> str:
        """The room to look at first."""
        return self.morning[0].room

    def half_day(self, hour: int) -> str:
        """What to call the last half-day at this hour of the day."""
        return self.lately[max(since for since in self.lately if since <= hour)]


def load_demo(today: date) -> Demo:
    """The neighbourhood as if it had been going for a while on this day."""
    setting = _words("setting.json")
    morning = _words("morning.json")
    return Demo(
        _dated(setting, today),
        yaml.safe_load((files("bot.demo") / "config.yaml").read_text("utf-8")),
        tuple(_step(each) for each in _list(morning["steps"])),
        {int(str(each["from"])): str(each["name"]) for each in _list(morning["lately"])},
    )


def _words(name: str) -> dict[str, object]:
    words: dict[str, object] = json.loads((WORDS / name).read_text("utf-8"))
    return words


def _step(given: Mapping[str, object]) -> Step:
    return Step(
        room=str(given["room"]),
        sender=str(given["from"]),
        text=str(given.get("text", "")),
        photos=tuple(str(each) for each in _list(given.get("photos", []))),
        pause=float(str(given.get("pause", 0))),
        listen=float(str(given.get("listen", 0))),
        quote_bot=bool(given.get("quote_bot", False)),
    )


def _dated(setting: dict[str, object], today: date) -> dict[str, object]:
    """Plans are written in days from today, so that they never run out."""
    for organisation in _list(setting["organisations"]):
        for item in _list(organisation["plan"]):
            for edge in ("from", "to"):
                item[edge] = (today + timedelta(days=int(str(item[edge])))).isoformat()
    return setting


def _list(value: object) -> list[dict[str, object]]:
    if not isinstance(value, list):
        raise TypeError(f"prompts/demo: {value!r} must be a list")
    return value
