"""A day with the robot of 企业微信, which hears only what mentions it: the real bot, from nothing."""

from collections.abc import Mapping
from io import BytesIO
from pathlib import Path

from PIL import Image

from bot import clock
from tests.faults.bot_process import BotProcess
from tests.peers.waiting import until
from tests.peers.wecom import BOT_ID, SECRET, WecomService, wecom_service
from tests.wechat.town import AT_ONCE, word_of_the_week

GARDEN, LEADERS, STAFF = "wrGarden", "wrLeaders", "wrStaff"
ZHOU, CHEN = "zhou", "chen"
QUIET = {"recognise.enabled": "false", "bulletin.picture": "false"}


def photo() -> bytes:
    out = BytesIO()
    Image.effect_noise((640, 480), 50).convert("RGB").save(out, "JPEG")
    return out.getvalue()


def to(service: WecomService, room: str) -> list[Mapping[str, object]]:
    return [one for one in service.sent if one.get("chatid") == room]


def said(service: WecomService, room: str) -> list[str]:
    return [
        str(one["markdown"]["content"])  # type: ignore[index]
        for one in to(service, room)
        if "markdown" in one
    ]


async def answered(service: WecomService, room: str, part: str) -> None:
    await until(lambda: any(part in one for one in said(service, room)))


def by(who: str) -> dict[str, object]:
    """Somebody, now."""
    return {"from": {"userid": who}, "create_time": int(clock.now().timestamp())}


async def call(service: WecomService, who: str, room: str, text: str) -> None:
    await service.text(f"@陪伴 {text}", chatid=room, **by(who))


async def test_a_day_with_the_robot(tmp_path: Path):
    async with wecom_service() as service:
        settings: Mapping[str, str] = {
            **{key: value for key, value in AT_ONCE.items() if "wechaty" not in key},
            **QUIET,
            "wecom.bot": BOT_ID,
            "wecom.url": service.url,
        }
        bot = BotProcess(
            tmp_path / "data",
            tmp_path / "errors",
            settings,
            {"PEIBAN_WECOM_SECRET": SECRET},
        )
        await bot.start()
        try:
            await until(lambda: service.subscribed > 0)
            await play(service, word_of_the_week(bot))
        finally:
            await bot.stop()


async def play(service: WecomService, hello: str) -> None:
    await service.text(hello, chattype="single", **by(ZHOU))
    await answered(service, ZHOU, "工作人员")
    for room, words in (
        (STAFF, "绑定 工作人员群"),
        (LEADERS, "绑定 能人管理群"),
        (GARDEN, "新建 花友会"),
    ):
        await call(service, ZHOU, room, words)
        await answered(service, room, "好的")
    await answered(service, GARDEN, "机器人")

    report = "@陪伴 今天上午九点在南里活动室教大家扦插绿萝，来了18个人，大家都说学会了。"
    items = [
        {"msgtype": "text", "text": {"content": report}},
        {"msgtype": "image", "image": service.picture(photo())},
    ]
    await service.say("mixed", {"msg_item": items}, chatid=GARDEN, **by(CHEN))
    await answered(service, LEADERS, "扦插绿萝")
    await until(lambda: any("image" in one for one in to(service, LEADERS)))

    await call(service, CHEN, GARDEN, "志愿者的午饭能不能从活动经费里出？")
    await answered(service, STAFF, "午饭")
    await call(service, ZHOU, STAFF, "#1 可以，每人不超过30元")
    await answered(service, GARDEN, "30元")
