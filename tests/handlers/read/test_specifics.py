"""What in an answer may hold for one organisation alone."""

import pytest

from handlers.read.specifics import Specific, names_somebody, specifics

PLACE, DAY, PERSON, AMOUNT = Specific


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("提前三天登记，要签字。", ()),
        ("每月5号前交，每逢周二也收", ()),
        ("五张以内，挑清楚的", ()),
        ("到三号楼一楼领", (PLACE,)),
        ("在东边的排练室", (PLACE,)),
        ("6月12号开始", (DAY,)),
        ("下周三再来", (DAY,)),
        ("找门卫老郑", (PERSON,)),
        ("问孙阿姨", (PERSON,)),
        ("打13800138000", (PERSON,)),
        ("找小组长", ()),
        ("批了八百块", (AMOUNT,)),
        ("后天到礼堂，￥30", (PLACE, DAY, AMOUNT)),
    ],
)
def test_what_an_answer_names(text: str, found: tuple[Specific, ...]):
    assert specifics(text) == found


def test_who_is_known_is_found_by_name():
    assert specifics("花友会去年办过", ["花友会"]) == (PERSON,)
    assert specifics("大家都办过", ["花友会", "大"]) == ()


@pytest.mark.parametrize(
    ("text", "somebody"),
    [
        ("刘桂英大妈摔了怎么办", True),
        ("舞蹈队的音响怎么借", True),
        ("20260509那天的发票还能报吗", False),
        ("音响怎么借", False),
    ],
)
def test_whom_a_question_seems_to_name(text: str, somebody: bool):
    assert names_somebody(text, ["舞蹈队", ""]) is somebody
