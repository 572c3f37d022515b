"""Which activity a short answer is about."""

import pytest

from handlers.read.topic import topic_of, without_topic


@pytest.mark.parametrize(
    ("text", "topic"),
    [
        ("修车的6个人", "修车"),
        ("二胡那次8个人", "二胡"),
        ("上午磨刀的有十一位", "磨刀"),
        ("收被子那边帮忙的是4个", "收被子"),
        ("合唱23人", "合唱"),
    ],
)
def test_the_name_before_a_number_of_people_is_the_topic(text: str, topic: str) -> None:
    span = topic_of(text)
    assert span is not None
    assert text[slice(*span)] == topic
    rest = without_topic(text)
    assert len(rest) == len(text)
    assert topic not in rest


@pytest.mark.parametrize(
    "text",
    [
        "16个人",
        "一共来了三十个",
        "隔壁剪纸的5个人",
        "剪纸的有两个没来",
        "帮忙找2个人",
        "唱了三首歌",
        "我们在活动室排练的时候遇到了一群年轻人他们说想跟着学几段，一共有12个人",
    ],
)
def test_other_words_before_a_number_name_nothing(text: str) -> None:
    assert topic_of(text) is None
    assert without_topic(text) == text
