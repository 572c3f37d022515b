"""A small town in WeChat: a real gateway, the real bot, and what people do there."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar
from zoneinfo import ZoneInfo

from bot import clock
from bot.vouching import word
from tests.faults.bot_process import BotProcess
from tests.peers.gateway import node_gateway
from tests.peers.wechat import BOT, TOKEN, Sent, Settings, WeChat

ZHOU, WANG, CHEN, LI = "wxid_zhou", "wxid_wang", "wxid_chen", "wxid_li"
NAMES = {ZHOU: "小周", WANG: "王姐", CHEN: "陈姨", LI: "李叔"}
STAFF, LEADERS = "staff@chatroom", "leaders@chatroom"
GARDEN, CHOIR = "garden@chatroom", "choir@chatroom"
ROOMS = {
    STAFF: ("社造团队", (ZHOU,)),
    LEADERS: ("能人管理群", (ZHOU, WANG, LI)),
    GARDEN: ("花友会大群", (ZHOU, WANG, CHEN)),
    CHOIR: ("合唱队的群", (ZHOU, LI)),
}
BOUND = {
    STAFF: "绑定 社造团队",
    LEADERS: "绑定 能人管理群",
    GARDEN: "新建 花友会",
    CHOIR: "新建 合唱队",
}
AT_ONCE = {  # a day in seconds, and an account that is known already
    "wechaty.tls": "false",
    "wechaty.warm_up": "off",
    "coach.settle": "1s",
    "coach.chatter": "1s",
    "coach.quiet_hours": "[]",
    "sender.per_minute": "1000000",
    "sender.jitter": "0s",
    "sender.breaker": "off",
}
PATIENCE_S = 90  # a hang is a failure, a slow machine is not
LOOK_S = 0.1
Found = TypeVar("Found")


@dataclass
class Town:
    """wechat: the gateway under the test's hand."""

    wechat: WeChat
    bot: BotProcess

    async def sent_to(self, room: str, kind: str = "text") -> list[Sent]:
        return [s for s in await self.wechat.sent() if s.to == room and s.kind == kind]

    async def hears(
        self, room: str, like: Callable[[Sent], bool], kind: str = "text"
    ) -> list[Sent]:
        """What the bot said there that is like this, once there is any of it."""

        async def look() -> list[Sent]:
            return [sent for sent in await self.sent_to(room, kind) if like(sent)]

        return await until(look, bool)

    async def all_of(self, room: str, kind: str, count: int) -> list[Sent]:
        """What the bot sent there, once there is so much of it."""

        return await until(
            lambda: self.sent_to(room, kind), lambda sent: len(sent) >= count
        )

    async def call(self, who: str, room: str, text: str) -> str:
        """Words to the bot, as WeChat marks them."""
        return await self.wechat.say(who, room, f"@陪伴\u2005{text}", mentions=[BOT])

    async def people(self) -> None:
        """Who lives there, before the bot comes."""
        await self.wechat.contact(BOT, "陪伴")
        for who, name in NAMES.items():
            await self.wechat.contact(who, name)

    async def move_in(self) -> None:
        """Staff befriend the bot, bring it into the rooms and say whose they are."""
        hello = word_of_the_week(self.bot)
        await self.wechat.friendship("f1", ZHOU, f"我是小周，{hello}")
        await self.hears(ZHOU, lambda sent: "工作人员" in sent.text)
        for room, (topic, members) in ROOMS.items():
            await self.wechat.room(room, topic, members)
            await self.wechat.join(room, [BOT], by=ZHOU)
            await self.call(ZHOU, room, BOUND[room])
            await self.hears(room, lambda sent: sent.text.startswith("@小周"))


@asynccontextmanager
async def town(
    folder: Path, more: Mapping[str, str], gateway: Settings | None = None
) -> AsyncIterator[Town]:
    """The gateway and the bot, both running, nobody moved in."""
    async with node_gateway(gateway) as wechat:
        settings = {**AT_ONCE, "wechaty.gateway": wechat.endpoint, **more}
        environment = {"PEIBAN_WECHATY_TOKEN": TOKEN}
        bot = BotProcess(folder / "data", folder / "errors", settings, environment)
        here = Town(wechat, bot)
        await here.people()
        await bot.start()
        try:
            yield here
        finally:
            await bot.stop()


def word_of_the_week(bot: BotProcess) -> str:
    """As staff read it on the console."""
    secret = (bot.data / "secret").read_text(encoding="utf-8").strip()
    return word(secret, clock.now(), ZoneInfo("Asia/Shanghai"))


async def until(
    look: Callable[[], Awaitable[Found]], enough: Callable[[Found], bool]
) -> Found:
    """What is found when there is enough of it."""
    async with asyncio.timeout(PATIENCE_S):
        while True:
            found = await look()
            if enough(found):
                return found
            await asyncio.sleep(LOOK_S)


def texts(sent: Sequence[Sent]) -> list[str]:
    """In the order in which they went out."""
    return [one.text for one in sent]
