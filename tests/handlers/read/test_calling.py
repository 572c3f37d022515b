"""How neighbours call somebody whose name is known."""

import pytest

from handlers.read.calling import addresses, calls, hails, only_talks, without_call


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("小彭", "小彭，我们周六能排练吗"),
        ("小彭（社工）", "彭老师您看几点合适？"),
        ("彭丽", "请问彭姐，几点开门"),
        ("彭丽", "@彭丽几点开门"),
        ("彭丽", "几点开门？ @彭老师 "),
        ("小彭", "小彭我们周六能排练吗"),
        ("彭丽", "问一下，小彭您几点在？"),
        ("小彭", "周六几点开门呀小彭？"),
        ("陈晓云", "晓云，这怎么弄"),
        ("Anna", "Anna 几点开门"),
    ],
)
def test_who_is_spoken_to_is_known(name: str, text: str):
    assert addresses(text, name)
    assert calls(text, name)


@pytest.mark.parametrize(
    ("name", "text"), [("小彭", "小彭来了吗"), ("裴老师", "太好了，谢谢裴老师")]
)
def test_who_is_only_spoken_of_is_not_spoken_to(name: str, text: str):
    assert not addresses(text, name)
    assert calls(text, name)


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("彭丽", "请问彭医生，几点坐诊？"),
        ("彭丽", "请问彭师傅，几点出摊？"),
        ("彭丽", "请问彭老师的课几点开始？"),
        ("彭丽", "请问老彭家在几楼"),
        ("彭丽", "请问小彭我们认识吗"),
        ("小王", "请问小王府井怎么走"),
        ("小彭", "麻烦小彭到时候发一下？"),
        ("小彭", "麻烦问一下小彭家的狗找到没？"),
        ("彭丽", "@彭姐姐家的狗找到没？"),
    ],
)
def test_who_is_asked_about_is_not_spoken_to(name: str, text: str):
    assert not addresses(text, name)


@pytest.mark.parametrize(
    "text",
    [
        "@彭丽 可以的",
        "彭丽，可以的",
        "彭丽您来就行",
        "好的，彭丽，可以的",
        "可以的呀彭丽",
        "发一下 @彭丽 ",
    ],
)
def test_who_is_called_by_name_is_hailed(text: str):
    assert hails(text, "彭丽")


@pytest.mark.parametrize(
    "text", ["彭丽的照片", "谢谢彭丽", "我问彭丽去，可以的", "彭姐，可以的", "可以的，"]
)
def test_whoever_is_only_named_is_not_hailed(text: str):
    assert not hails(text, "彭丽")


@pytest.mark.parametrize(
    "text",
    [
        "小彭，吃饭了吗？",
        "小彭，放假去哪儿玩了？",
        "小彭，忙啥呢？",
        "小彭你身体好点了吗？",
        "小彭，最近怎么样？",
        "小彭，到家了没？",
    ],
)
def test_how_somebody_is_doing_is_talk(text: str):
    assert only_talks(text)


@pytest.mark.parametrize(
    "text",
    [
        "小彭，周六去哪里玩？",
        "小彭，我们周六能排练吗",
        "小彭，忙不过来能加人吗？",
        "小彭，吃饭了吗？周六能排练吗？",
        "小彭，周日的盒饭吃什么？",
        "小彭，那件事怎么样了？",
        "小彭，几点下班？",
        "小彭，合唱团有年龄要求吗，多大？",
        "小彭，周六干什么？",
        "小彭，重阳节有饭，吃什么",
        "小彭，上次去公园玩的照片放在哪里，能不能发给大家看看？",
    ],
)
def test_what_a_group_wants_to_know_is_none(text: str):
    assert not only_talks(text)


def test_one_character_calls_nobody():
    assert not calls("老，几点走", "老")
    assert not addresses("老，几点走", "老")
    assert not addresses("大家几点走", "小彭")


def test_whom_words_may_call_is_left_out():
    assert without_call("李叔，我去问问") == {"我去问问"}
    assert without_call("李叔我去问问") == {"我去问问"}
    assert "我去问问" in without_call("@李叔 我去问问")
    assert without_call("我去问问 @李叔") == {"我去问问"}
    assert without_call("我去问问") == set()
