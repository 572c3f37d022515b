"""What staff say about a card: short words decide, anything longer is an answer or a note."""

import pytest

from handlers.read.staff import (
    Decided,
    Decision,
    asks_for_list,
    names_card,
    read_decision,
)

TAKING = (
    "我来|我跟进|好的，我来|交给我吧|我去问问李叔|我先去核实一下|明天我去问问|收到，我处理|我认领|我看看|由我联系|不清楚，我问问领导|我也不知道，我去打听一下"
    "|我来问问财务，下午回您|我去问问街道，回头告诉您|稍等|好的，我帮您问问，有消息告诉您|请稍等，问一下财务|转给财务了|已经转给小李了|这个我转给财务|好的，交给小李了"
)
DOING = "好了|办好了|都办好了|处理完了|解决了|搞定|已回复|群里答过了|我已经联系上了|听过了|补发了。"
DROPPING = "不用管了|忽略|误报|不用理它|先不管|算了|不用答了吧"
SHOWING = "|详情|怎么回事|这是怎么回事？|什么情况|看看|上下文"
SEEING = "收到|知道了|嗯嗯|谢谢|辛苦了|好的|嗯好|OK|ok|好的，收到|不清楚"
ANSWERING = (
    "可以买，我来办|我看可以|我看行|可以|行|转给财务就行了|钱转给您了|好的，可以买|28人|不用管发票抬头|不用管，直接去|不用，自己带水"
    "|我办不了|还没处理好|我问过了，可以|每周三开放|下午通知|明天上午来拿，稍等|完成八成就行|不用交回执"
)


@pytest.mark.parametrize(
    ("decision", "words"),
    [
        (decision, words)
        for decision, all_ in (
            (Decision.TAKE, TAKING),
            (Decision.DONE, DOING),
            (Decision.DROP, DROPPING),
            (Decision.SHOW, SHOWING),
            (Decision.SEEN, SEEING),
        )
        for words in all_.split("|")
    ],
)
def test_short_words_decide(decision: Decision, words: str):
    assert read_decision(words) == Decided(decision)


@pytest.mark.parametrize("words", ANSWERING.split("|"))
def test_whatever_could_be_an_answer_decides_nothing(words: str):
    assert read_decision(words) is None


@pytest.mark.parametrize(
    "words",
    ["不用管了 问重了", "作废：问重了", "忽略，因为问重了。", "不用回了（问重了）"],
)
def test_why_it_was_dropped_is_kept(words: str):
    assert read_decision(words) == Decided(Decision.DROP, "问重了")


@pytest.mark.parametrize(
    "text",
    [
        "待办",
        "@陪伴 待办",
        "看看待办",
        "还有什么没办",
        "还有哪些没处理的？",
        "还有几件没办",
        "没办的有哪些",
        "列一下待办",
    ],
)
def test_the_list_is_asked_for(text: str):
    assert asks_for_list(text)


@pytest.mark.parametrize(
    "text",
    [
        "待办公室通知",
        "这事还没办",
        "没办",
        "要办",
        "还没处理",
        "有什么活动",
        "什么时候办",
        "待办我发了",
    ],
)
def test_talk_about_work_asks_for_no_list(text: str):
    assert not asks_for_list(text)


def test_a_number_before_other_things_is_no_card():
    assert names_card("#3 可以买")
    for text in ("#3 号楼的灯坏了", "#2026年春游", "#10班", "#2026 春游# 开始报名", "#1楼"):
        assert not names_card(text)
