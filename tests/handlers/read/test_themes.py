"""What an activity is called: better nothing than a place, people or an adjective."""

import pytest

from handlers.model.finding import Field, Stated, Words
from handlers.read.themes import heading_of, named_in


@pytest.mark.parametrize(
    ("text", "theme"),
    [
        ("今天上午在凉亭练五禽戏，来了9个人", "五禽戏"),
        ("昨天我们在门洞下给街坊量血压", "量血压"),
        ("下午在阅览室给娃娃们讲故事", "讲故事"),
        ("今天居家急救培训，来了二十位", "居家急救培训"),
        ("昨天办了第四届百家宴，摆了十二桌", "第四届百家宴"),
        ("今天下午在羽毛球馆比赛，8个人", "羽毛球"),
        ("昨天组织居民唱越剧", "越剧"),
    ],
)
def test_the_name_of_an_activity_is_found(text: str, theme: str) -> None:
    span = named_in(text, ())
    assert span is not None
    assert text[slice(*span)] == theme


@pytest.mark.parametrize(
    "text",
    [
        "今天给独居老人送了水果",
        "上午在书法室开了个会",
        "菜园里拔了一下午",
        "食堂今天有饺子宴的时候我没去",
        "下次插花我再来",
        "找理发师傅修了推子",
    ],
)
def test_places_people_and_plans_are_no_names(text: str) -> None:
    assert named_in(text, ()) is None


def test_a_part_of_the_place_or_of_what_was_said_is_no_name() -> None:
    text = "今天在剪纸铺子门口，大家说读书好"
    place = Stated(Field.PLACE, Words("剪纸铺子门口"), (3, 9))
    said = Stated(Field.FEEDBACK, Words("大家说读书好"), (10, 16))
    assert named_in(text, (place, said)) is None


@pytest.mark.parametrize(
    ("text", "heading"),
    [
        ("【秋日诗会】昨天在西厅", "秋日诗会"),
        ("【河西社区】昨天在西厅", None),
        ("【活动简报总结】昨天“暖冬”活动", "暖冬"),
        ("昨天在西厅", None),
    ],
)
def test_a_heading_names_it_unless_it_only_says_whose_it_is(
    text: str, heading: str | None
) -> None:
    span = heading_of(text)
    assert (text[slice(*span)] if span else None) == heading
