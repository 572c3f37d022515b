"""A day of the neighbourhood in WeChat, from an empty store, through the real gateway."""

from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image

from tests.wechat.town import CHEN, GARDEN, LEADERS, STAFF, WANG, ZHOU, town

pytestmark = pytest.mark.gateway


def photo(shade: int) -> bytes:
    out = BytesIO()
    Image.effect_noise((640, 480), shade).convert("RGB").save(out, "JPEG")
    return out.getvalue()


async def test_a_day_in_wechat(node: None, tmp_path: Path):
    async with town(tmp_path, {"recognise.enabled": "false"}) as here:
        await here.move_in()
        [hello] = await here.hears(GARDEN, lambda sent: "机器人" in sent.text)
        assert "别记我" in hello.text

        pictures = [photo(shade) for shade in (30, 60, 90)]
        for picture in pictures:
            await here.wechat.image(WANG, GARDEN, picture)
        note = (
            "今天上午九点半，花友会在南里活动室教大家扦插绿萝，来了18个人。"
            "陈姨说学会了，回家就给孙子种一盆。"
        )
        await here.wechat.say(WANG, GARDEN, note)
        [bulletin] = await here.hears(LEADERS, lambda sent: "扦插绿萝" in sent.text)
        assert "18" in bulletin.text
        arrived = await here.all_of(LEADERS, "file", 1 + len(pictures))
        assert min(one.size for one in arrived) > 10_000

        await here.call(CHEN, GARDEN, "志愿者的午饭能不能从活动经费里出？")
        [card] = await here.hears(STAFF, lambda sent: "午饭" in sent.text)
        await here.hears(GARDEN, lambda sent: sent.mentions == (CHEN,))
        await here.wechat.quote(
            ZHOU, STAFF, "可以，每人不超过30元", name="陪伴", quoted=card.text
        )
        [relay] = await here.hears(GARDEN, lambda sent: "30元" in sent.text)
        assert relay.mentions == (CHEN,)
