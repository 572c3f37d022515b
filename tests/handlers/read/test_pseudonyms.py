"""Names and long numbers leave the house only as placeholders, and come back exactly."""

from datetime import datetime, timedelta, timezone

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from handlers.read.pseudonyms import Disguised, disguise

SENT_AT = datetime(2026, 5, 9, 11, tzinfo=timezone(timedelta(hours=8)))
PEOPLE = ("花姐", "老包", "方", "欧阳娜娜")


def hide(text: str) -> Disguised:
    return disguise(text, SENT_AT, PEOPLE)


@pytest.mark.parametrize(
    ("text", "sent"),
    [
        ("花姐带着老包种菜，花姐说好", "〔人1〕带着〔人2〕种菜，〔人1〕说好"),
        ("王阿姨请了李建国来教大家", "〔人1〕请了〔人2〕来教大家"),
        ("电话13812345678", "电话〔号1〕"),
        ("打138-1234-5678或138 1234 5678", "打〔号1〕或〔号2〕"),
        ("座机010-62345678，021 6234 5678", "座机〔号1〕，〔号2〕"),
        ("138.1234.5678", "〔号1〕"),
        ("8403 1234", "〔号1〕"),
        ("1 3 8 1 2 3 4 5 6 7 8", "〔号1〕"),
        ("138_1234_5678，138--1234--5678", "〔号1〕，〔号2〕"),
        ("+86 13812345678", "+86 〔号1〕"),
        ("１３８１２３４５６７８", "〔号1〕"),
        ("热线400-810-8888", "热线〔号1〕"),
        ("身份证11010519491231002X", "身份证〔号1〕"),
        ("一三八零零一三八零零零", "〔号1〕"),
        ("写信到lao.bao@example.org", "写信到〔号1〕"),
        ("学号20269931", "学号〔号1〕"),
        ("学号20260230", "学号〔号1〕"),
        ("工号20051231", "工号〔号1〕"),
        ("〔人1〕是谁，〔号7〕", "〔号1〕是谁，〔号2〕"),
    ],
)
def test_names_and_numbers_are_hidden(text: str, sent: str):
    hidden = hide(text)

    assert hidden.text == sent
    assert hidden.restore(hidden.text) == text


@pytest.mark.parametrize(
    "text",
    [
        "今天来了12个人，服务1,200人次，捡了3袋",
        "2026-05-09下午2:30-4:00在长廊",
        "2026.5.9-2026.5.11，14.00-16.00",
        "1.5 2026.1.6-2026.1.8",
        "2026-05-09 14:00",
        "时间：20260509",
        "3号楼2单元501，三井社区",
        "孩子们去方庄，边走边唱",
    ],
)
def test_counts_times_and_places_stay(text: str):
    assert hide(text).text == text


def test_what_the_model_makes_up_is_not_restored():
    assert hide("花姐来了").restore("〔人1〕和〔人2〕") == "花姐和〔人2〕"


WORDS = st.sampled_from(
    [
        "今天",
        "上午",
        "我们",
        "在",
        "活动室",
        "来了",
        "12个人",
        "，大家",
        "都说",
        "好",
        "〔人1〕",
        "〔号",
        "〔",
        "〕",
        "2",
        "5月9日",
        "\n",
        "人",
        "号",
        "、",
    ]
)
GROUPS = st.sampled_from(["", "-", " "])
DIGITS = st.text("0123456789", min_size=4, max_size=4)
NAMES = st.text("赵钱孙李国英芳敏丽强", min_size=2, max_size=4)


@st.composite
def phones(draw: st.DrawFn) -> str:
    gap = draw(GROUPS)
    head = draw(st.sampled_from(["138", "159", "186", "199", "010", "0755"]))
    return gap.join((head, draw(DIGITS), draw(DIGITS)))


@settings(max_examples=200, deadline=None)
@given(st.lists(st.one_of(WORDS, NAMES, phones()), max_size=12), st.data())
def test_restoring_gives_the_text_and_nothing_secret_is_sent(
    parts: list[str], data: st.DataObject
):
    secrets = [part for part in parts if part[0] in "01赵钱孙李国英芳敏丽强" and part[1:]]
    people = [one for one in secrets if not one[0].isdigit()]
    numbers = [one for one in secrets if one[0].isdigit() and len(one) > 6]
    text = "，".join(parts)

    hidden = disguise(text, SENT_AT, people)

    assert hidden.restore(hidden.text) == text
    for secret in (*people, *numbers):
        assert secret not in hidden.text


@settings(max_examples=200, deadline=None)
@given(st.text(), st.lists(st.text(min_size=1, max_size=4), max_size=3))
def test_any_text_comes_back_exactly(text: str, people: list[str]):
    hidden = disguise(text, SENT_AT, people)

    assert hidden.restore(hidden.text) == text
