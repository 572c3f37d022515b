"""How neighbours call somebody whose name is known."""

import pytest

from handlers.read.calling import addresses, calls


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("小彭", "小彭，我们周六能排练吗"),
        ("小彭（社工）", "彭老师您看几点合适？"),
        ("彭丽", "请问彭姐几点开门"),
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


def test_one_character_calls_nobody():
    assert not calls("老，几点走", "老")
    assert not addresses("大家几点走", "小彭")
