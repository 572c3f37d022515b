"""A day of the neighbourhood in WeChat, from an empty store, through the real gateway."""

from pathlib import Path

import pytest

from bot.demo import PHOTOS
from bot.printing.packages import missing
from tests.wechat.town import (
    CHEN,
    CHOIR,
    GARDEN,
    LEADERS,
    LI,
    STAFF,
    WANG,
    ZHOU,
    Town,
    town,
)

pytestmark = pytest.mark.gateway

PLANTED = (
    "昨天下午三点，花友会在南里活动室教大家扦插绿萝，陈姨说学会了，回家就给孙子种一盆。"
)
SUNG = "昨天下午两点，合唱队在社区礼堂排练《茉莉花》，来了12个人，大家都说下回还来。"
PLANTING, SINGING = ("garden-1.jpg", "garden-2.jpg"), ("mending.jpg",)
PAGES = 2 if not missing() else 0  # of two bulletins, where they can be printed


async def show(here: Town, who: str, room: str, names: tuple[str, ...]) -> None:
    for name in names:
        await here.wechat.image(who, room, (PHOTOS / name).read_bytes(), name)


async def two_groups_report(here: Town) -> None:
    """One leaves out how many came, and another member knows; one says it all."""
    await show(here, WANG, GARDEN, PLANTING)
    await here.wechat.say(WANG, GARDEN, PLANTED)
    await show(here, LI, CHOIR, SINGING)
    await here.wechat.say(LI, CHOIR, SUNG)
    await here.hears(
        GARDEN, lambda sent: sent.mentions == (WANG,) and "多少人" in sent.text
    )
    await here.wechat.say(CHEN, GARDEN, "来了18个人")


async def leaders_hear(here: Town) -> None:
    """Words of both, a page for each and the photos, every picture once."""
    [planted] = await here.hears(LEADERS, lambda sent: "扦插绿萝" in sent.text)
    assert "18" in planted.text
    [sung] = await here.hears(LEADERS, lambda sent: "茉莉花" in sent.text)
    assert "12" in sung.text
    pictures = len(PLANTING) + len(SINGING) + PAGES
    arrived = await here.all_of(LEADERS, "file", pictures)
    assert len({one.sha256 for one in arrived}) == len(arrived) == pictures
    assert min(one.size for one in arrived) > 10_000


async def staff_answer(here: Town) -> None:
    """What the bot does not know goes to staff, and comes back to who asked."""
    await here.call(CHEN, GARDEN, "志愿者的午饭能不能从活动经费里出？")
    [card] = await here.hears(STAFF, lambda sent: "午饭" in sent.text)
    await here.hears(
        GARDEN, lambda sent: sent.mentions == (CHEN,) and "请工作人员" in sent.text
    )
    await here.wechat.quote(
        ZHOU, STAFF, "可以，每人不超过30元", name="陪伴", quoted=card.text
    )
    [relay] = await here.hears(GARDEN, lambda sent: "30元" in sent.text)
    assert relay.mentions == (CHEN,)


async def test_a_day_in_wechat(node: None, tmp_path: Path):
    async with town(tmp_path, {}) as here:
        await here.move_in()
        for room in (GARDEN, CHOIR):
            [hello] = await here.hears(room, lambda sent: "机器人" in sent.text)
            assert "别记我" in hello.text
        await two_groups_report(here)
        await leaders_hear(here)
        await staff_answer(here)
