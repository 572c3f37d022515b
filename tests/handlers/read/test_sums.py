"""Numbers of people that belong together, and those that do not."""

import pytest

from handlers.model.finding import Count, Part
from handlers.read.mentions import find_mentions
from handlers.read.sums import add_up, total


def sums(text: str) -> list[int]:
    return [one.count.number for one in add_up(text, list(find_mentions(text)))]


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("12名队员和8名志愿者", [20]),
        ("8名志愿者，30名居民", [8, 30]),
        ("三名队员值班，下午还有七位一起巡逻", [10]),
        ("上午十一个 下午七个", [18]),
        ("社工：3\n志愿者：10", [13]),
        ("讲解员3位加上跟班的10个", [13]),
        ("推车的8个、拍照2个、递水3个", [13]),
        ("我们十一个，和面的五个，擀皮的六个", [11]),
        ("章医生和小葛带了5个徒弟", [7]),
        ("来了12人。又来了9人", [12, 9]),
    ],
)
def test_neighbours_add_up(text: str, numbers: list[int]) -> None:
    assert sums(text) == numbers


def test_a_sum_keeps_its_parts_and_says_about() -> None:
    summed = total(list(find_mentions("12名队员，近8名志愿者")))
    assert summed.count == Count(20, approx=True)
    assert summed.count.parts == (
        Part(12, what="队员"),
        Part(8, approx=True, what="志愿者"),
    )


def test_nobody_leads_those_who_were_served() -> None:
    assert sums("李老师给4位老人带了饭") == [4]
