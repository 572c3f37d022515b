"""What an asker says after the question."""

import pytest

from handlers.read.following import (
    each_asked,
    greeting,
    leads_on,
    never_mind,
    questions_in,
    read_choice,
    read_choices,
    read_named,
    understood,
)


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("1", 1),
        ("第一个", 1),
        ("三", 3),
        ("②", 2),
        ("选2吧", 2),
        ("我问的是2", 2),
        ("就第二个，谢谢", 2),
        ("@bot 3", 3),
        ("３", 3),
        ("都不是", 0),
        ("不是这个", 0),
        ("4", None),
        ("3个人来了", None),
        ("12", None),
        ("明天下午两点在活动室集合好不好", None),
    ],
)
def test_a_number_picks_an_answer(text: str, number: int | None):
    assert read_choice(text, 3) == number


@pytest.mark.parametrize(
    "text",
    ["不用了", "解决了，谢谢", "好的，不用麻烦您了", "问到了", "已经搞定了", "不问了"],
)
def test_never_mind(text: str):
    assert never_mind(text)


@pytest.mark.parametrize(
    "text",
    [
        "谢谢",
        "没事了",
        "算了",
        "不用发票了吗",
        "问题解决了就好，大家辛苦了，明天见面再细说好了",
        "用了",
    ],
)
def test_other_words_leave_a_question_open(text: str):
    assert not never_mind(text)


def test_who_has_understood_was_told_by_somebody():
    assert all(map(understood, ["知道了", "好的，明白了谢谢", "清楚了"]))
    assert not any(map(understood, ["谢谢", "你知道了告诉我"]))


def test_what_leads_on_means_nothing_alone():
    assert all(
        map(leads_on, ["那没有发票呢？", "@bot 那么周末呢", "如果丢了怎么办", "万一下雨呢"])
    )
    assert not any(map(leads_on, ["那天几点集合", "那个人是谁", "可以报吗", "发票怎么开"]))


def test_greetings_want_nothing():
    assert all(map(greeting, ["你好", "早上好！", "在吗？", "👍", "好的"]))
    assert not greeting("你好，场地怎么借")


@pytest.mark.parametrize(
    ("text", "asked"),
    [
        ("要带什么材料？还有项目书谁签字？", ("要带什么材料？", "项目书谁签字？")),
        ("1、发票怎么开？\n2、场地怎么借？", ("发票怎么开？", "场地怎么借？")),
        ("发票丢了怎么办？收据行不行？", ()),
        ("发票怎么开？还有呢？", ()),
        ("发票怎么开？另外我们周六去，谢谢", ()),
        ("服装可以买吗，还有交通费能报吗", ("服装可以买吗，", "交通费能报吗")),
        ("明天下雨。", ()),
        (
            "几点开门？还有押金多少？另外在哪里还？还有谁管？",
            ("几点开门？", "押金多少？", "在哪里还？\n还有谁管？"),
        ),
    ],
)
def test_two_questions_in_one_message_need_a_word_between(
    text: str, asked: tuple[str, ...]
):
    assert questions_in(text) == asked


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("1和2", (1, 2)),
        ("我要第1个、第3个", (1, 3)),
        ("1 2 都要", (1, 2)),
        ("都要", (1, 2, 3)),
        ("都想知道，谢谢", (1, 2, 3)),
        ("第二个", (2,)),
        ("都不是", ()),
        ("1和5", None),
        ("12", None),
        ("都来了", None),
        ("我想问的是别的一件事，不是这几个", None),
    ],
)
def test_several_may_be_picked(text: str, numbers: tuple[int, ...] | None):
    assert read_choices(text, 3) == numbers


@pytest.mark.parametrize(
    ("text", "asked"),
    [
        ("发票丢了怎么办？收据行不行？", ("发票丢了怎么办？", "收据行不行？")),
        ("发票丢了怎么办？可以吗？", ()),
        ("发票丢了怎么办？谢谢", ()),
        ("发票丢了怎么办", ()),
        (
            "发票怎么开？场地怎么借？保险怎么买？钥匙在哪里？",
            ("发票怎么开？", "场地怎么借？", "保险怎么买？\n钥匙在哪里？"),
        ),
    ],
)
def test_questions_one_after_the_other_each_have_a_topic(text: str, asked: tuple[str, ...]):
    assert each_asked(text) == asked


@pytest.mark.parametrize("text", ["是的", "对", "就这个", "就是这个，谢谢"])
def test_of_one_question_that_is_offered_a_yes_is_enough(text: str):
    assert read_choices(text, 1) == (1,)
    assert read_choices(text, 2) is None


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("伞架在哪", 1),
        ("我问的是雨鞋", 2),
        ("雨鞋的那个吧", 2),
        ("雨鞋放哪里？", 2),
        ("放哪里", None),
        ("好的", None),
        ("雨鞋湿了", None),
        ("", None),
    ],
)
def test_the_words_of_one_question_name_it(text: str, number: int | None):
    assert read_named(text, ["伞架在哪放哪里", "雨鞋放哪里"]) == number
