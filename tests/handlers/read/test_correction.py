"""Corrections, confirmations, and a word for the sheet."""

from datetime import UTC, datetime

import pytest

from handlers.model.finding import Count, Words
from handlers.model.seen import Shows
from handlers.read.correction import (
    confirms,
    defers_to_sheet,
    read_correction,
    sheet_named,
)

SENT = datetime(2026, 5, 9, 9, 30, tzinfo=UTC)


@pytest.mark.parametrize(
    ("text", "now"),
    [
        ("不是20是25", "25"),
        ("哎呀错了 是17人", "17人"),
        ("更正：地点是三楼", "三楼"),
        ("人数写错了，应该是31", "31"),
        ("不对，是周六不是周日", "周六"),
        ("刚才说错了 是二楼", "二楼"),
        ("应该是25个人 我数漏了", "25个人"),
        ("不是下午是上午", "上午"),
        ("我记错了，是昨天下午", "昨天下午"),
        ("人数改成28吧", "28"),
        ("少算了两个，是18", "18"),
        ("不对 26个", "26个"),
        ("今天那次是9个人，不是8个", "9个人"),
        ("@陪伴 昨天那次是9个人，不是8个", "9个人"),
        ("王姐，上周六下午种花那次来了9个人，不是8个", "9个人"),
        ("一共来了12人，不是10人", "12人"),
        ("那次是在二楼，不是三楼", "二楼"),
    ],
)
def test_a_correction_states_what_holds_now(text: str, now: str) -> None:
    correction = read_correction(text, SENT)
    assert correction is not None
    assert [text[slice(*s.span)] for s in correction.stated] == [now]


def test_what_was_said_before_is_named_where_the_words_name_it() -> None:
    count = read_correction("不是20是25", SENT)
    place = read_correction("不是三楼，是二楼", SENT)
    assert count is not None
    assert count.was == (Count(20),)
    assert place is not None
    assert place.was == (Words("三楼"),)


@pytest.mark.parametrize(
    ("text", "on"),
    [
        ("@陪伴 今天那次是9个人，不是8个", 9),
        ("李叔，昨天不是8个人，是9个", 8),
        ("周二那次人数写错了，应该是9个", 5),
        ("刚才那次是9个人，不是8个", None),
    ],
)
def test_the_words_may_point_at_a_record(text: str, on: int | None) -> None:
    correction = read_correction(text, SENT)
    assert correction is not None
    assert correction.meant is not None
    assert (correction.meant.on and correction.meant.on.day) == on


@pytest.mark.parametrize(
    "text",
    [
        *(
            "明天那次是9个人，不是8个",
            "下周六那次是9个人，不是8个",
            "后天那次有9个人，不是8个",
        ),
        *(
            "对面社区那次是9个人，不是8个",
            "去年那次是9个人，不是8个",
            "下次是9个人，不是8个",
        ),
    ],
)
def test_of_days_to_come_and_of_others_nothing_is_corrected(text: str) -> None:
    correction = read_correction(text, SENT)
    assert correction is None or correction.meant is None


def test_words_of_anything_else_point_at_no_record() -> None:
    for text in ("不是20是25", "9个人，不是8个", "今天才看见，不是20是25"):
        correction = read_correction(text, SENT)
        assert correction is not None
        assert correction.meant is None


@pytest.mark.parametrize(
    "text",
    [
        "今天是周六，不是周日",  # says what day it is
        "今天种花来了9个人，不是上次的8个",  # compares
        "我买了9个，不是8个",
        "今天来的人多，不是8个",
        "今天那次是9个人，不是三楼",
        "不是我带的",
        "是的",
        "不是吧",
        "不对劲",
        "没错",
        "不错",
        "不是20块是25块",
        "他不是老师是医生",
        "发错群了",
        "应该是他家的",
        "应该是20个人吧",
        "错过了",
        "人数填错了,可以改成27吗?",
        "错了，" + "是的" * 100,
    ],
)
def test_other_words_correct_nothing(text: str) -> None:
    assert read_correction(text, SENT) is None


@pytest.mark.parametrize(
    "text", ["以签到表为准", "按签到表的来", "签到表上的对", "以签到表为准啊，我数漏了"]
)
def test_the_sheet_may_be_declared_right(text: str) -> None:
    assert defers_to_sheet(text)


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("以签到表为准，记录表写岔了", Shows.SIGNIN),
        ("签到表漏签了，以记录表为准", Shows.RECORD),
        ("记录表上的对", Shows.RECORD),
        ("以表为准", None),
        ("签到表发群里了", None),
    ],
)
def test_of_several_sheets_one_may_be_declared_right(
    text: str, meant: Shows | None
) -> None:
    assert sheet_named(text) is meant


@pytest.mark.parametrize(
    "text", ["签到表怎么填", "签到表发群里了", "按表填好了", "28人" * 99]
)
def test_talk_about_the_sheet_declares_nothing(text: str) -> None:
    assert not defers_to_sheet(text)


@pytest.mark.parametrize("text", ["对", "没错", "是的 就是25", "嗯 对"])
def test_yes_confirms(text: str) -> None:
    assert confirms(text)


@pytest.mark.parametrize("text", ["不对", "对不起", "是的不是25", "对了 明天几点"])
def test_a_yes_inside_other_words_does_not(text: str) -> None:
    assert not confirms(text)
