"""A WeChat to rehearse with, on this machine: wechaty's gateway over a mock, no account needed.

    python -m tests.wechat.rehearse

Prints how to configure the bot; then every line typed as `WHO ROOM words` is said there, with
the bot mentioned where the words begin with @, and what the bot says is printed.
"""

import asyncio
import sys

from tests.peers.gateway import lacking, node_gateway
from tests.peers.wechat import BOT, TOKEN, WeChat
from tests.wechat.town import NAMES, ROOMS

LOOK_S = 0.5


async def rehearse() -> None:
    async with node_gateway() as wechat:
        await wechat.contact(BOT, "陪伴")
        for who, name in NAMES.items():
            await wechat.contact(who, name)
        for room, (topic, members) in ROOMS.items():
            await wechat.room(room, topic, [*members, BOT])
        show(f"export PEIBAN_WECHATY_TOKEN={TOKEN}")
        show(
            f"peiban run --set wechaty.gateway={wechat.endpoint} --set wechaty.tls=false"
            " --set wechaty.warm_up=off"
        )
        show(
            f"people: {', '.join(NAMES)}; rooms: {', '.join(ROOMS)}; or {BOT}, alone with it"
        )
        async with asyncio.TaskGroup() as tasks:
            telling = tasks.create_task(tell(wechat))
            while line := await asyncio.to_thread(sys.stdin.readline):
                await say(wechat, line)
            telling.cancel()


async def say(wechat: WeChat, line: str) -> None:
    who, _, rest = line.strip().partition(" ")
    room, _, words = rest.partition(" ")
    if who in NAMES and words and (room in ROOMS or room == BOT):
        await wechat.say(who, room, words, mentions=[BOT] if words.startswith("@") else [])
    elif line.strip():
        show(
            "write: WHO ROOM words, for instance wxid_zhou garden@chatroom @陪伴 新建 花友会"
        )


async def tell(wechat: WeChat) -> None:
    told = 0
    while True:
        sent = await wechat.sent()
        for one in sent[told:]:
            show(f"[{one.to}] {one.text or one.name or one.kind}")
        told = len(sent)
        await asyncio.sleep(LOOK_S)


def show(words: str) -> None:
    sys.stdout.write(f"{words}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    if wrong := lacking():
        sys.exit(wrong)
    asyncio.run(rehearse())
