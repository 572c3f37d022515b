"""The demo neighbourhood holds together and its sample plays."""

import asyncio
from datetime import date
from pathlib import Path

import pytest

from bot import config
from bot.channels.web.context import CONTEXT, INTAKE
from bot.channels.web.rehearsal import Rehearsal
from bot.demo import PHOTOS, Step, load_demo
from bot.demo.play import Player
from store import directory
from store.db import open_database
from tests.channels.chat_server import chat_server

DEMO = load_demo(date(2026, 11, 22))


class Recorder:
    """A stage on which the bot answers every third look."""

    def __init__(self) -> None:
        self.said: list[Step] = []
        self.looks = 0

    async def say(self, step: Step) -> None:
        self.said.append(step)

    async def bot_words(self, room: str) -> int:
        self.looks += 1
        return self.looks // 3


async def test_the_neighbourhood_loads_twice_without_doubling():
    database = await open_database("sqlite+aiosqlite:///:memory:")
    try:
        for _ in range(2):
            async with database.begin() as conn:
                await directory.load_setting(conn, DEMO.setting)
        async with database.read() as conn:
            rooms = await directory.rooms(conn)
            organisations = await directory.organisations(conn)
            members = {room: await directory.members(conn, room) for room in rooms}
    finally:
        await database.close()
    assert len(organisations) == 3
    assert {room.purpose for room in rooms.values()} == {"organisation", "leaders", "staff"}
    for step in DEMO.morning:
        assert step.sender in {person.id for person in members[step.room]}


def test_plans_are_running_on_the_day():
    plans = [item for each in DEMO.setting["organisations"] for item in each["plan"]]
    assert plans
    assert all(item["from"] <= "2026-11-22" <= item["to"] for item in plans)


def test_the_quick_settings_are_settings():
    assert config.load(None, DEMO.config)


def test_sample_photos_are_there_and_small():
    names = {name for step in DEMO.morning for name in step.photos}
    assert names
    for name in names:
        assert (PHOTOS / name).stat().st_size < 60_000


@pytest.mark.parametrize(
    ("hour", "name"), [(0, "昨天下午"), (10, "昨天下午"), (11, "今天上午")]
)
def test_the_last_half_day_is_surely_over(hour: int, name: str):
    assert DEMO.half_day(hour) == name


async def test_the_sample_is_said_in_order_and_once(monkeypatch):
    async def at_once(_seconds: float) -> None:
        await real_sleep(0)

    real_sleep = asyncio.sleep
    monkeypatch.setattr("asyncio.sleep", at_once)
    stage, told, player = Recorder(), [], Player(DEMO)

    def tell(*, playing: bool) -> None:
        told.append(playing)

    assert player.start(stage, tell)
    assert not player.start(stage, tell)
    while player.playing:
        await real_sleep(0.01)
    await player.stop()
    assert stage.said == list(DEMO.morning)
    assert told == [True, False]


async def test_the_demo_posts_like_anybody(tmp_path: Path):
    async with chat_server(tmp_path, demo=DEMO) as server:
        stage = Rehearsal(server.app[CONTEXT], DEMO, server.app[INTAKE])
        await server.bot_says("请问几个人？", 4, "garden")
        assert await stage.bot_words("garden") > 0
        assert await stage.bot_words("choir") == 0
        await stage.say(Step("garden", "qin", "@{bot} {half_day}来了9人", quote_bot=True))
        await stage.say(Step("garden", "fang", photos=("garden-1.jpg",)))
        await stage.say(Step("garden", "nobody", "不在这里的人"))
        _, lines = await server.get("/api/rooms/garden/messages")
    asked, answered, shown = lines
    assert asked["from"] == "bot"
    assert (answered["text"], answered["quote"]) == ("@陪伴 昨天下午来了9人", "b4")
    assert answered["mentions"] == ["bot"]
    assert str(shown["photo"]).startswith("/api/media/")
