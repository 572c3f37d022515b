"""Choosing among what rules and taggers propose."""

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from handlers.model.finding import Count, Field, Speech, Stated, Whose, Words
from handlers.read.choose.count import choose_counts, sums_of
from handlers.read.choose.feedback import choose_feedback, feedback_options
from handlers.read.choose.name import choose_names
from handlers.read.choose.option import Option, apart, around
from handlers.read.choose.place import choose_places, place_options
from handlers.read.facts import Facts
from handlers.read.learned.hints import hints
from handlers.read.learned.marks import Chances, Mark, Seen
from handlers.read.learned.tagger import look
from handlers.read.note import gather
from handlers.read.spans import overlap

SENT = datetime(2026, 5, 9, 20, tzinfo=ZoneInfo("Asia/Shanghai"))


def read(text: str):
    facts = gather(text, SENT, ())
    return text, facts, look(text, hints(text, facts))


def words(found: tuple[Stated, ...]) -> list[str]:
    return [one.value.text for one in found if isinstance(one.value, Words | Speech)]


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("昨天上午在梧桐里社区二楼舞蹈室练功，来了九位队员", "梧桐里社区二楼舞蹈室"),
        ("活动小记\n时间：5月3日上午\n地点：白鹭洲公园南门\n人数：12人", "白鹭洲公园南门"),
        ("今天去康乐敬老院包馄饨，老人们吃得可香了", "康乐敬老院"),
    ],
)
def test_the_place_is_where_it_was(text: str, place: str):
    assert words(choose_places(*read(text)))[0] == place


def test_no_place_said_is_no_place():
    assert choose_places(*read("今天排练来了12个人，练了两遍就散了")) == ()


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("今天护河来了11名志愿者，捡了6袋垃圾", 11),
        ("12名队员和8名志愿者昨天下午一起清扫了楼道", 20),
        ("报名的有30人，实到26人，在活动室学剪纸", 26),
        ("人数：15人\n内容：练八段锦\n地点：东门小广场", 15),
    ],
)
def test_the_headcount_is_of_those_who_came(text: str, number: int):
    count = next(one for one in choose_counts(*read(text)) if one.field is Field.HEADCOUNT)
    assert isinstance(count.value, Count)
    assert count.value.number == number


def test_a_sum_keeps_its_parts():
    found = choose_counts(*read("12名队员和8名志愿者昨天下午一起清扫了楼道"))
    assert isinstance(found[0].value, Count)
    assert [part.number for part in found[0].value.parts] == [12, 8]


def test_those_served_are_told_apart():
    found = choose_counts(*read("今天6名理发师傅在社区给35位老人理了发"))
    assert {one.field: one.value for one in found} == {
        Field.HEADCOUNT: Count(6),
        Field.SERVED: Count(35),
    }


def test_what_only_the_rules_say_is_weighed_as_well():
    text, _, seen = read("今天来了几个老伙计下棋")
    ruled = Stated(Field.HEADCOUNT, Count(7), (2, 4))
    sums = sums_of(text, Facts(counts=(ruled,)), seen)
    assert [one.count.number for one in sums if "rule alone" in one.signs] == [7]


def test_heads_that_were_cut_are_not_those_who_came():
    [served] = choose_counts(*read("今天上午在葡萄架下义务理发，剪了23个头"))

    assert (served.field, served.value) == (Field.SERVED, Count(23))


def test_where_somebody_ran_an_errand_is_no_place():
    text, facts, seen = read("昨天帮耿奶奶去城南医院拿药，八个人")

    assert choose_places(text, facts, seen) == ()


def test_a_result_is_no_reaction():
    text, facts, seen = read("今天象棋赛16人参加，老耿拿了冠军")

    assert choose_feedback(text, facts, seen) == ()


def test_numbers_of_nothing_are_no_headcount():
    assert choose_counts(*read("今天在5号院给花浇水，气温35度，浇了两个小时")) == ()


def test_feedback_has_its_speaker_and_whose_it_is():
    found = choose_feedback(*read("昨天上门给独居老人理发，赵大爷说剪得比店里还精神"))
    (speech,) = [one.value for one in found]
    assert isinstance(speech, Speech)
    assert speech.speaker == "赵大爷"
    assert speech.whose is Whose.SERVED


def test_a_complaint_is_critical():
    found = choose_feedback(*read("今天下午排练来了18人，队员们反映场地太小，转不开身"))
    assert any(isinstance(one.value, Speech) and one.value.critical for one in found)


def test_plain_facts_are_no_feedback():
    assert (
        choose_feedback(*read("5月3日上午9点，12名志愿者在东门清理小广告，共清理80处"))
        == ()
    )


def test_a_speech_ends_before_its_comma():
    text = "今天教手机课，大家说收获很大，"
    found = choose_feedback(*read(text))
    assert [one.value.text[-1] for one in found if isinstance(one.value, Speech)] == ["大"]


def test_the_speaker_may_be_known_to_the_rules_alone():
    text = "今天教手机课，老田说总算会发照片了"
    facts = gather(text, SENT, ())
    tagged = look(text, hints(text, facts))
    seen = Seen(text, {Mark.FEEDBACK: [(7, 17)]}, tagged.chances)
    (found,) = choose_feedback(text, facts, seen)
    assert isinstance(found.value, Speech)
    assert found.value.whose is None
    found_without = choose_feedback(text, Facts(), seen)
    assert all(
        isinstance(o.value, Speech) and o.value.speaker is None for o in found_without
    )


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("今天护学岗：王建国、李翠英两个人值的", {"王建国", "李翠英"}),
        ("下午排练，陈老师教了新动作，来了十个人", {"陈老师"}),
    ],
)
def test_those_who_took_part_are_named(text: str, names: set[str]):
    assert set(words(choose_names(*read(text)))) == names


def test_options_that_overlap_are_chosen_once_the_likelier_first():
    ranked = [
        (0.4, Option((0, 3), {})),
        (0.9, Option((2, 5), {})),
        (0.5, Option((6, 8), {})),
    ]
    assert [one.span for one in apart(ranked, 0.3)] == [(2, 5), (6, 8)]
    assert [one.span for one in apart(ranked, 0.6)] == [(2, 5)]


def test_what_stands_around_a_span_names_the_key_of_its_line():
    assert "key地点" in around("时间：今天\n地点：东园", (9, 11))
    assert overlap((0, 3), (2, 9)) == 1
    assert overlap((0, 3), (3, 9)) == 0


def test_every_proposal_becomes_an_option():
    text, facts, seen = read("昨天上午在梧桐里社区二楼舞蹈室练功，张姐说过瘾，地面有点滑")
    assert {one.span for one in place_options(text, facts, seen)} >= set(
        seen.of(Mark.PLACE)
    )
    assert {one.span for one in feedback_options(text, facts, seen)} >= set(
        seen.of(Mark.FEEDBACK)
    )


def made(text: str, marks: dict[Mark, list[tuple[int, int]]]) -> Seen:
    """As if taggers were quite sure of the stretches."""

    def chances(mark: Mark) -> Chances:
        begins, inside = [0.0] * len(text), [0.0] * len(text)
        for start, end in marks.get(mark, ()):
            begins[start] = 0.9
            inside[start + 1 : end] = [0.9] * (end - start - 1)
        return Chances.of(begins, inside)

    return Seen(text, marks, chances)


def test_the_comma_behind_a_speech_is_no_part_of_it():
    text = "教手机课，老田说总算会发照片了，"
    seen = made(text, {Mark.FEEDBACK: [(5, 16)], Mark.SPEAKER: [(5, 7)]})
    (found,) = choose_feedback(text, Facts(), seen)
    assert found.span == (5, 15)
    assert isinstance(found.value, Speech)
    assert (found.value.speaker, found.value.whose) == ("老田", Whose.OURS)


def test_a_speaker_elsewhere_is_not_the_speaker():
    text = "老田教手机课，都说总算会发照片了"
    seen = made(text, {Mark.FEEDBACK: [(7, 16)], Mark.SPEAKER: [(0, 2)]})
    far = Stated(Field.FEEDBACK, Speech("老田", "老田"), (0, 2))
    found = choose_feedback(text, Facts(feedback=(far,)), seen)
    said = next(one.value for one in found if one.span[0] == 7)
    assert isinstance(said, Speech)
    assert said.speaker is None


def test_a_character_or_two_are_no_reaction():
    text = "今天排练，好，散了"
    seen = made(text, {Mark.FEEDBACK: [(5, 6)]})
    spans = {one.span for one in feedback_options(text, Facts(), seen)}
    assert spans == {(5, 6)}  # as tagged; nothing is added around it


def test_how_people_came_belongs_to_no_place():
    found = choose_places(*read("今天上午队员们高高兴兴到人民公园唱歌，来了20人"))
    assert [one.value.text for one in found if isinstance(one.value, Words)][:1] == [
        "人民公园"
    ]


def test_how_something_stands_is_no_place():
    text = "昨天整理楼下的自行车，车头朝外"
    found = choose_places(*read(text))
    assert all(
        "朝外" not in one.value.text for one in found if isinstance(one.value, Words)
    )
