"""What else was done, told in a line of its own."""

from datetime import UTC, datetime

import pytest

from handlers.model.finding import Field, Words
from handlers.read.further import LONGEST, read_further

SENT = datetime(2026, 5, 9, 11, tzinfo=UTC)


@pytest.mark.parametrize(
    ("text", "content"),
    [
        ("搭了三个架子", "搭了三个架子"),
        ("后来又补好十四把伞", "后来又补好十四把伞"),
        ("还把门口的雪铲了", "还把门口的雪铲了"),
        ("草也拔了，土也翻了", "草也拔了，土也翻了"),
        ("打扫干净了，大家辛苦了", "打扫干净了"),
        ("给26位老人剪了头", "给26位老人剪了头"),
        ("糊了三十个灯笼，都说好看", "糊了三十个灯笼"),
    ],
)
def test_a_line_may_tell_what_else_was_done(text: str, content: str) -> None:
    [told] = read_further(text, SENT)
    assert (told.field, told.value) == (Field.CONTENT, Words(content))
    assert text[slice(*told.span)] == content


def test_what_is_said_between_two_deeds_is_told_to_nobody() -> None:
    told = read_further("搭了三个架子，我血压有点高，草也拔了", SENT)

    assert [one.value for one in told] == [Words("搭了三个架子"), Words("草也拔了")]


def test_who_led_is_part_of_it_and_came() -> None:
    told = read_further("老石带的头，做了三十多张", SENT)

    assert [(one.field, one.value) for one in told] == [
        (Field.CONTENT, Words("老石带的头，做了三十多张")),
        (Field.ATTENDEES, Words("老石")),
    ]


@pytest.mark.parametrize(
    "text",
    [
        *(
            "大家辛苦了",
            "明天见",
            "照片我晚点发",
            "照片发了三张",
            "收到了",
            "上课了",
            "好的",
        ),
        *("明天去擦玻璃", "下午还要补两口锅", "下周再搭三个架子", "要是搭了架子就好了"),
        *("架子是谁搭的", "谁搭了两个架子？", "饺子包好了，快来吃", "架子搭好了没"),
        *("我买了三把剪子", "我在家包了三十个饺子", "听说隔壁社区搭了三个架子"),
        *("等了三十分钟", "走了两个人", "花了三百块钱", "中午吃了三碗面", "被子晒了一天"),
        *("孩子们说搭了三个架子", "没搭成架子", "小朋友都夸我们画了三张画"),
        *("老人们都高兴地画了两张画", "大家都学会了包饺子", "居民都点了三十个赞"),
        *("小周，把窗户也擦了吧", "你把窗户擦了", "别把花都剪了", "走之前把地扫了"),
        *(
            "麻烦把桌子擦了",
            "待会把地扫了",
            "想把墙刷了",
            "还没把墙刷了",
            "上次搭了三个架子",
        ),
        *("拔了两颗牙", "缝了三针", "扫了两个码", "炒了两个菜", "树倒了两棵", "胖了三斤"),
        *("昨晚小偷撬了三把锁", "小狗把草拔了", "他们画了十张", "打了三圈麻将"),
        "搭了三个架子，" + "一个比一个好，" * (LONGEST // 7),
    ],
)
def test_chatter_plans_and_questions_add_nothing(text: str) -> None:
    assert read_further(text, SENT) == ()
