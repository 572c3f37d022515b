"""The learned reader: tags, what it sees, and that training is repeatable."""

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from handlers.read.kinds import attributes_of
from handlers.read.learned.features import features
from handlers.read.learned.hints import hints
from handlers.read.learned.marks import Mark
from handlers.read.learned.tagger import (
    look,
    read_tags,
    weigh_kinds,
    weigh_option,
    write_tags,
)
from handlers.read.note import gather
from handlers.read.reading import Kind

SENT = datetime(2026, 5, 9, 20, tzinfo=ZoneInfo("Asia/Shanghai"))
NOTE = "今天下午三点在柳条巷活动站包粽子，来了14个人，彭姨说今年的糯米最香"


def seen(text: str):
    return look(text, hints(text, gather(text, SENT, ())))


def test_tags_mark_stretches_and_stretches_are_tags():
    tags = write_tags(6, [("p", (0, 2)), ("n", (2, 5))])
    assert tags == ["Bp", "Ip", "Bn", "In", "In", "O"]
    assert list(read_tags(tags)) == [("p", (0, 2)), ("n", (2, 5))]


def test_of_overlapping_stretches_the_first_stands():
    assert write_tags(3, [("p", (0, 2)), ("q", (1, 3))]) == ["Bp", "Ip", "O"]


def test_two_stretches_side_by_side_stay_two():
    assert list(read_tags(["Bp", "Bp", "Ip"])) == [("p", (0, 1)), ("p", (1, 3))]


def test_a_tag_that_begins_inside_is_read_all_the_same():
    assert list(read_tags(["Ip", "Iq"])) == [("p", (0, 1)), ("q", (1, 2))]


def test_every_character_has_attributes():
    assert len(features(NOTE, ())) == len(NOTE)
    assert features("", ()) == []


def test_hints_reach_the_characters_they_cover_and_their_neighbours():
    rows = features("去东园了", [("place", (1, 3))])
    assert "hplace<" in rows[0]
    assert "hplaceB" in rows[1]
    assert "hplaceI" in rows[2]
    assert "hplace>" in rows[3]


def test_a_filled_in_line_tells_what_its_key_asks_for():
    rows = features("地点：东园\n人数：9", ())
    assert "g地点" in rows[3]
    assert "g人数" in rows[-1]


def test_it_sees_the_fields_of_a_plain_note():
    found = seen(NOTE)
    assert [NOTE[slice(*span)] for span in found.of(Mark.PLACE)] == ["柳条巷活动站"]
    assert found.most(Mark.CAME, (19, 22)) > 0.5
    assert found.mean(Mark.FEEDBACK, (24, 34)) > 0.5


@pytest.mark.parametrize(
    "text", ["\u200b", "嗯", "\n\n", "１２：３０", "😀" * 50, "a{b}：" * 40]
)
def test_odd_texts_are_looked_at_without_harm(text: str):
    found = seen(text)
    assert all(
        0 <= chance <= 1.001 for mark in Mark for chance in found.chances(mark).either
    )


def test_chances_of_kinds_add_up_to_one():
    chances = weigh_kinds({"cNothing known": 1.0})
    assert sum(chances.values()) == pytest.approx(1)
    assert set(chances) == set(Kind)


def test_a_candidate_has_a_chance_between_no_and_yes():
    assert 0 < weigh_option("choose-place", {"nothing known": 1.0}) < 1


def test_two_texts_may_be_looked_at_at_once():
    first, other = seen(NOTE), seen("昨天上午在梧桐里扫雪，来了五个人")
    again = seen(NOTE)
    assert other.chances(Mark.PLACE).either[5] > 0.5
    assert first.chances(Mark.PLACE).either[8] == pytest.approx(
        again.chances(Mark.PLACE).either[8]
    )
    assert first.chances(Mark.PLACE).either[9] == pytest.approx(
        again.chances(Mark.PLACE).either[9]
    )


def test_the_judge_sees_the_evidence_of_the_rules():
    found = attributes_of(NOTE, gather(NOTE, SENT, ()), SENT)
    assert found["eruled report"] == 1
    assert found["eplace"] == 1
