"""What staff promise: to whom it is said, and whether it answers."""

import pytest

from handlers.read.promises import answers, promises, to_asker

WHEN = "评审结果什么时候公布？"
WHETHER = "志愿者保险办了没有？"


@pytest.mark.parametrize(
    "words",
    [
        "下午回您",
        "今天回复",
        "请稍等",
        "有结果通知大家",
        "我帮您问问",
        "我们联系保险公司了",
    ],
)
def test_it_may_be_meant_for_the_asker(words: str):
    assert promises(words)
    assert to_asker(words)


@pytest.mark.parametrize(
    "words", ["我来", "我跟进", "我去问问物业", "转给财务了", "交给我吧"]
)
def test_it_is_a_word_among_colleagues(words: str):
    assert promises(words)
    assert not to_asker(words)


@pytest.mark.parametrize(
    ("words", "question", "answered"),
    [
        ("有消息就通知", WHEN, True),
        ("有结果通知大家", "评审结果怎么知道？", True),
        ("有结果通知大家", "桌布怎么报销？", False),
        ("明天通知大家", WHETHER, True),
        ("我去问问，下午回您", WHETHER, True),
        ("今天回复", WHETHER, False),
        ("有消息告诉您", WHETHER, False),
    ],
)
def test_a_promise_that_says_when_is_an_answer(words: str, question: str, answered: bool):
    assert answers(words, question) is answered
