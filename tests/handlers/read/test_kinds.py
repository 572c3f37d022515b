"""The gate, names of attendees, and how sure a kind is."""

from datetime import datetime, timedelta, timezone

import pytest

from handlers.read.attendees import find_attendees
from handlers.read.gate import worth_reading
from handlers.read.note import read_message
from handlers.read.reading import Kind, Surroundings
from tests.effort import effort

SENT = datetime(2026, 11, 22, 18, 0, tzinfo=timezone(timedelta(hours=8)))


@pytest.mark.parametrize("text", ["收到", "哈哈哈", "早上好", "[玫瑰][玫瑰]", "👍👍", ""])
def test_greetings_and_stickers_do_not_pass_the_gate(text: str) -> None:
    assert not worth_reading(text)


@pytest.mark.parametrize(
    "text",
    [
        "今天上午我们在后院种了蒜",
        "一共23人",
        "在二楼",
        "发票怎么开",
        "时间：昨天",
        "周五报名截止",
        "都说好",
        "昨天下午",
    ],
)
def test_what_could_state_something_passes_the_gate(text: str) -> None:
    assert worth_reading(text)


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("今天去的有张建民、何斌、陶莉三个人", ["张建民", "何斌", "陶莉"]),
        ("志愿者：丁一凡 于海 白洁\n地点：西厅", ["丁一凡", "于海", "白洁"]),
        (
            "韦娜、柏松、常静、芬姐、林老师到采样点帮忙",
            ["韦娜", "柏松", "常静", "芬姐", "林老师"],
        ),
        ("捡完收工。领队乔磊。", ["乔磊"]),
        ("邻居葛师傅修好了锁", ["葛师傅"]),
        ("居民、党员、学生都来了", []),
        ("参加人员：全体队员", []),
        ("来的有张建民等七位", ["张建民"]),
        ("参加人员：丁一凡、白洁共2人", ["丁一凡", "白洁"]),
        ("来的有丁一凡、不知道叫什么的两位", ["丁一凡"]),
        ("来的有说不清多少", []),
        ("志愿者：、丁一凡、", ["丁一凡"]),
    ],
)
def test_people_are_named_one_by_one(text: str, names: list[str]) -> None:
    found = [text[slice(*one.span)] for one in find_attendees(text)]
    assert found == names


def test_a_full_record_is_surer_than_a_line() -> None:
    line = read_message("今天晨练来了13人", SENT)
    full = read_message("今天早上七点在中庭晨练，我们来了13人，练了两遍，都说痛快", SENT)
    assert full.kind is Kind.REPORT
    assert full.confidence > 0.9
    assert full.confidence >= line.confidence or line.kind is not Kind.REPORT


@pytest.mark.parametrize(
    "text",
    [
        "在" * 4000,
        "说" * 4000,
        "1" * 4000,
        "时间:" * 1300,
        "“" * 4000,
        "、张三" * 1300,
        "社区" * 2000,
    ],
)
def test_hostile_text_is_read_in_no_time(text: str) -> None:
    assert effort(lambda text: read_message(text, SENT), text) < 0.5


def test_what_was_forgotten_belongs_to_the_record_that_is_open() -> None:
    text = "刚才忘写了，是在村口戏台唱的，好几个人都说没听够"
    alone = read_message(text, SENT)
    amid = read_message(text, SENT, Surroundings(collecting=True))
    assert amid.kind is not Kind.REPORT or amid.confidence < alone.confidence


def test_where_an_answer_is_awaited_one_is_likelier() -> None:
    text = "昨天下午在二楼教室，十一个人"
    kinds = [
        read_message(text, SENT, Surroundings(asked=asked)).kind for asked in (True, False)
    ]
    assert kinds[0] is Kind.REPLY


def test_rules_alone_can_read_as_well() -> None:
    text = "今天早上七点在中庭晨练，我们来了13人，练了两遍，都说痛快"
    assert read_message(text, SENT, learned=False).kind is Kind.REPORT
