"""What staff say about an answer or to everybody."""

import pytest

from handlers.read.orders import (
    Announced,
    Order,
    added,
    called,
    confirmed,
    dropped,
    for_many,
    read_notice,
    read_order,
)


@pytest.mark.parametrize(
    ("text", "order"),
    [
        ("答错了", Order.WITHDRAW),
        ("刚才发错了，不好意思", Order.WITHDRAW),
        ("撤回", Order.WITHDRAW),
        ("发给大家", Order.TO_ALL),
        ("转发给所有队", Order.TO_ALL),
        ("记下", Order.LEARN),
        ("把这条记下来", Order.LEARN),
        ("合并吧", Order.MERGE),
        ("另记一条", Order.APART),
        ("可以，记下日期就行", None),
        ("别弄错了日期", None),
    ],
)
def test_short_words_order_something_else_is_an_answer(text: str, order: Order | None):
    assert read_order(text) is order


def test_what_is_added_stands_after_its_word():
    assert added("补充 还要签名") == "还要签名"
    assert added("再补充一点：一式两份") == "一式两份"
    assert added("补充材料下周交") is None


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("@bot 通知所有队：周六开会", Announced((), "周六开会")),
        ("请通知大家: 停水\n改上午", Announced((), "停水\n改上午")),
        ("告诉花友会：带伞", Announced(("花友会",), "带伞")),
        ("通知 花友会、合唱队：带伞", Announced(("花友会", "合唱队"), "带伞")),
        ("通知花友会和合唱队：带伞", Announced(("花友会", "合唱队"), "带伞")),
        ("通知：明天开会", None),
        ("他通知我们：明天开会", None),
    ],
)
def test_a_notice_names_whom_it_is_for(text: str, told: Announced | None):
    assert read_notice(text, to_us=True) == told


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("通知各队：周六开会", Announced((), "周六开会")),
        ("麻烦通知 花友会：带伞", Announced(("花友会",), "带伞")),
        ("告诉所有队：周六开会", None),
        ("告诉王姐：明天上午来拿东西", None),
        ("通知大家：例会改到三点", None),
        ("通知所有人：例会改到三点", None),
        ("@小何 通知所有队：周六开会", None),
    ],
)
def test_what_the_bot_is_not_told_is_a_notice_only_if_it_names_whole_teams(
    text: str, told: Announced | None
):
    assert read_notice(text, to_us=False) == told


def test_words_for_many_are_notices_and_answers_to_all():
    assert for_many("通知所有队：周六开会")
    assert for_many("#3 发给大家")
    assert not for_many("#3 可以")


def test_an_organisation_may_be_called_by_part_of_its_name():
    known = ["南里花友会", "北里花友会", "合唱队"]

    assert called("合唱队", known) == "合唱队"
    assert called("南里", known) == "南里花友会"
    assert called("花友会", known) is None
    assert called("队", known) is None


def test_a_proposal_is_confirmed_or_dropped():
    assert confirmed("确认")
    assert confirmed("@bot 确认发送")
    assert dropped("取消")
    assert dropped("先不发了")
    assert not confirmed("确认一下人数")
    assert not dropped("取消周六的活动")


@pytest.mark.parametrize(
    "text",
    ["给所有队发个通知：明天交表", "跟各队说一声，明天交表", "请给各队发通知 明天交表"],
)
def test_all_teams_are_told_in_many_words(text: str):
    for to_us in (True, False):
        assert read_notice(text, to_us=to_us) == Announced((), "明天交表")


def test_a_comma_is_enough_where_we_are_told():
    text = "@陪伴 请转告所有队，明天交表"

    assert read_notice(text, to_us=True) == Announced((), "明天交表")
    assert read_notice(text, to_us=False) is None
    assert read_notice("跟各队说一声，行吗？", to_us=True) is None
