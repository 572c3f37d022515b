"""Notes of a few words about what was done for a while."""

from dataclasses import replace
from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from handlers.read.gate import worth_reading
from handlers.read.kinds import LACONIC
from handlers.read.laconic import is_laconic
from handlers.read.note import read_message
from handlers.read.reading import Kind, Surroundings

SENT = datetime(2026, 5, 9, 20, tzinfo=ZoneInfo("Asia/Shanghai"))


@pytest.mark.parametrize(
    "text",
    [
        "绣了会儿花",
        "下午打了会儿球",
        "唱了两首歌",
        "我们在凉亭下了几盘棋",
        "织了半天毛衣。",
    ],
)
@pytest.mark.parametrize("learned", [True, False])
def test_what_may_be_a_whole_note_is_for_staff_to_decide(text: str, learned: bool) -> None:
    reading = read_message(text, SENT, learned=learned)

    assert worth_reading(text)
    assert reading.kind in (Kind.REPORT, Kind.REPLY)
    assert reading.kind is Kind.REPLY or LACONIC <= reading.confidence < 0.5


@pytest.mark.parametrize(
    "text",
    [
        "打了会儿麻将",
        "下了会儿雨",
        "写了会儿作业",
        "打了会儿电话",
        "睡了会儿觉",
        "看了会儿书",
    ],
)
def test_pastimes_and_weather_are_no_notes(text: str) -> None:
    assert not is_laconic(text)


@pytest.mark.parametrize("name", ["asked", "addressed", "collecting"])
def test_where_such_words_are_awaited_they_are_no_note_of_their_own(name: str) -> None:
    around = replace(Surroundings(), **{name: True})

    assert read_message("绣了会儿花", SENT, around).kind is not Kind.REPORT
