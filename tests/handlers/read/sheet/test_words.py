"""Titles, heads of columns and labels, in the wordings that occur."""

import pytest

from handlers.read.sheet.words import (
    Column,
    Label,
    column_of,
    inline,
    is_other_title,
    is_record_title,
    is_signin_title,
    label_of,
)


@pytest.mark.parametrize(
    ("text", "label"),
    [
        ("活动名称", Label.NAME), ("主 题：", Label.NAME), ("活动时间", Label.TIME), ("日期:", Label.TIME),
        ("地 点", Label.PLACE), ("活动场所", Label.PLACE), ("参加人数", Label.HEADCOUNT), ("人数", Label.HEADCOUNT),
        ("活动内容", Label.CONTENT), ("活动过程", Label.CONTENT), ("活动简况", Label.CONTENT), ("主要内容", Label.CONTENT),
        ("居民反馈", Label.FEEDBACK), ("意见反馈", Label.FEEDBACK), ("活动效果", Label.FEEDBACK), ("居民感受", Label.FEEDBACK),
        ("负责人", Label.ASIDE), ("记录人", Label.ASIDE), ("社区活动中心二楼", None), ("", None), ("一" * 15, None),
    ],
)  # fmt: skip
def test_labels_say_what_they_ask_for(text: str, label: Label | None) -> None:
    assert label_of(text) is label


@pytest.mark.parametrize(
    ("text", "column"),
    [
        ("序号", Column.NUMBER), ("姓 名", Column.NAME), ("签名", Column.SIGNATURE), ("参加人员签名", Column.SIGNATURE),
        ("姓名（签字）", Column.NAME), ("联系电话", Column.PHONE), ("手机号码", Column.PHONE), ("房号", Column.OTHER), ("王小明", None),
    ],
)  # fmt: skip
def test_heads_say_what_a_column_holds(text: str, column: Column | None) -> None:
    assert column_of(text) is column


def test_labels_inside_a_line_are_found_by_their_colons() -> None:
    assert inline("时间：3月2日 地点：凉亭") == [(Label.TIME, 0, 3), (Label.PLACE, 8, 11)]
    assert inline("集合点：南门") == [(Label.PLACE, 0, 4)]
    assert inline("下午2:30") == []
    assert inline("你好：") == []
    assert inline("地 点：凉亭") == [(Label.PLACE, 0, 4)]


def test_titles_tell_sheets_from_other_pages() -> None:
    assert is_signin_title("翠湖社区活动签到表")
    assert is_signin_title("参会人员名单")
    assert is_record_title("小组活动记录表")
    assert is_other_title("志愿者值班安排表")
    assert not is_signin_title("活动记录表")
    assert not is_record_title("签到表")
    assert not is_signin_title(
        "今天的签到表我拍一下发到群里，大家有空的时候都看一看，辛苦了"
    )
