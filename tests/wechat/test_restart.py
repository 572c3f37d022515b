"""The bot is killed and started anew beside a gateway that goes on, while people talk (R8, R9)."""

import asyncio
import random
from pathlib import Path

import pytest

from tests.peers.wechat import Settings
from tests.wechat.test_outages import Diary, chatter, check, gaps, lost, waiting
from tests.wechat.town import town, until

pytestmark = pytest.mark.gateway

OFF_S = 2


async def test_the_bot_is_killed_and_started_again_while_people_talk(
    node: None, tmp_path: Path
):
    random.seed(3)
    journal = tmp_path / "journal"
    journal.touch()
    settings = Settings(journal=journal)
    async with town(tmp_path, {"recognise.enabled": "false"}, settings) as here:
        await here.move_in()
        diary = Diary()
        await chatter(here, diary, 0)

        async def start_again() -> None:
            await asyncio.sleep(0.5)
            await here.bot.kill()
            await asyncio.sleep(OFF_S)
            await here.bot.start()

        await asyncio.gather(
            start_again(), *(chatter(here, diary, number) for number in range(1, 5))
        )
        await until(lambda: asyncio.to_thread(gaps, here), bool)
        await chatter(here, diary, 5)
        await asyncio.sleep(3)
        await until(lambda: asyncio.to_thread(waiting, here), lambda left: left == 0)
        assert lost(here, diary)
        check(here, diary, journal)
