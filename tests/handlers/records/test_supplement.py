"""Short words about a record that is still open, by anyone (R5, R6)."""

from dataclasses import replace
from datetime import timedelta

import pytest

from handlers.model.case import Case, CaseKind
from handlers.model.draft import Ask, Draft, Status
from handlers.model.effects import DropTimers, KeepDraft, OpenCase, SetTimer
from handlers.model.finding import Count, Field, Source, Speech, Words
from handlers.model.people import DraftId, PersonId
from handlers.records.supplement import another, answer, late
from tests.handlers.made import (
    ANNA,
    BERT,
    CHAT,
    HOUR,
    MINUTE,
    NOW,
    SETTINGS,
    STAFF,
    disputed,
    draft,
    filed,
    finding,
    kept,
    quote,
    says,
    state,
)

GAPS = (Field.PLACE, Field.HEADCOUNT)
ASKED = draft(*GAPS).request(Ask.ASK, GAPS, NOW)
FILED = filed()


def answered(text: str, *drafts: Draft, by: PersonId = BERT, late=MINUTE, **how: object):
    event = says(text, by, at=NOW + late, **how)  # type: ignore[arg-type] -- by name
    return kept(answer(state(*drafts), event, SETTINGS))


@pytest.mark.parametrize(
    "text", ["28个人，在二楼", "在二楼，28个人", "1二楼，2二十八人", "1. 二楼 2. 28"]
)
def test_one_message_answers_all_that_was_asked(text: str):
    [told] = answered(text, ASKED)

    assert told.value(Field.HEADCOUNT) == Count(28)
    assert told.value(Field.PLACE) == Words("二楼")
    assert told.best(Field.PLACE).source is Source.ANSWER


def test_numbers_count_the_points_as_they_were_asked():
    half = replace(
        ASKED, findings=(*ASKED.findings, *answered("在二楼", ASKED)[0].of(GAPS[0]))
    )

    [told] = answered("2. 三十个", half)

    assert told.value(Field.HEADCOUNT) == Count(30)


def test_an_answer_wakes_the_record():
    effects = answer(state(ASKED), says("28个人", BERT), SETTINGS)

    assert SetTimer("settle", "d1", NOW + 3 * MINUTE) in effects


def test_what_is_known_stays_as_it_is():
    assert answered("28个人", draft(Field.PLACE).request(Ask.ASK, GAPS, NOW)) == []


def test_of_two_numbers_in_one_answer_the_first_counts():
    [told] = answered("来了28个人，去了30个人", ASKED)

    assert [f.value for f in told.of(Field.HEADCOUNT)] == [Count(28)]


def test_feedback_may_be_several():
    gaps = (Field.FEEDBACK, Field.HEADCOUNT)
    asked = draft(*gaps).request(Ask.ASK, gaps, NOW)

    [told] = answered("1. 孩子们说好玩 2. 老人们说暖和", asked)

    assert len(told.of(Field.FEEDBACK)) == 2


def test_an_answer_may_come_the_next_day_and_not_after_two():
    assert answered("28", ASKED, late=timedelta(days=2))
    assert not answered("28", ASKED, late=timedelta(days=2, minutes=1))
    of_ours = quote("b", draft="d1")
    assert answered("28", ASKED, late=timedelta(days=9), quoted=of_ours)
    assert not answered("28", ASKED, late=timedelta(days=9), quoted=quote("b", draft="d9"))


def test_days_later_only_a_quote_says_which_record_is_meant():
    assert not answered("28个人", ASKED, late=timedelta(days=9))
    assert answered("28个人", ASKED, late=timedelta(days=9), quoted=quote("b", draft="d1"))


def test_a_supplement_before_anything_was_asked_is_part_of_the_note():
    [told] = answered("一共28个人", draft(*GAPS), by=ANNA)

    assert told.best(Field.HEADCOUNT).source is Source.NOTE


def test_the_author_may_add_for_two_days_others_for_half_an_hour():
    words, half_hour = "一共28个人", 30 * MINUTE

    assert answered(words, draft(*GAPS), by=ANNA, late=timedelta(days=2))
    assert not answered(words, draft(*GAPS), by=ANNA, late=timedelta(days=2, minutes=1))
    assert answered(words, draft(*GAPS), late=half_hour)
    assert not answered(words, draft(*GAPS), late=half_hour + MINUTE)
    assert answered(words, draft(*GAPS), late=HOUR, quoted=quote("d1/m"))
    assert not answered(words, draft(*GAPS, room=CHAT))


def test_of_several_records_the_quoted_one_is_meant():
    newer = draft(*GAPS, id_="d2").request(Ask.ASK, GAPS, NOW + MINUTE)

    for quoted in (quote("d1/m"), quote("b", draft="d1")):
        told = answered("28个人", ASKED, newer, late=HOUR, quoted=quoted)
        assert [d.id for d in told] == ["d1"]


def test_else_the_one_of_this_room_then_the_own_then_the_one_asked_about_last():
    newer = draft(*GAPS, id_="d2").request(Ask.ASK, GAPS, NOW + MINUTE)
    elsewhere = draft(*GAPS, id_="d3", room=CHAT, author=BERT)
    own = draft(*GAPS, id_="d4", author=BERT).request(Ask.ASK, GAPS, NOW - MINUTE)

    assert [d.id for d in answered("28个人", ASKED, newer, late=HOUR)] == ["d2"]
    assert [d.id for d in answered("28个人", ASKED, newer, own, late=HOUR)] == ["d4"]
    assert [d.id for d in answered("28个人", ASKED, elsewhere, late=HOUR)] == ["d1"]


def test_words_that_fit_no_gap_of_the_first_record_may_fit_the_next():
    known = draft(Field.FEEDBACK, id_="d2").request(Ask.ASK, GAPS, NOW + MINUTE)

    assert [d.id for d in answered("28个人", ASKED, known)] == ["d1"]


def test_what_was_handed_over_can_still_be_answered():
    assert answered("28个人", replace(ASKED, status=Status.HANDED_OVER))
    assert not answered("28个人", replace(ASKED, status=Status.WITHDRAWN))


def test_a_disputed_number_is_answered_with_a_number():
    asked = disputed().request(Ask.SETTLE, (Field.HEADCOUNT,), NOW)

    [told] = answered("23个", asked)

    assert not told.disputed(Field.HEADCOUNT)


def test_staff_silence_and_chatter_answer_nothing():
    assert not answered("28个人", ASKED, by=STAFF)
    assert not answered("", ASKED)
    assert not answered("哈哈", ASKED)
    assert answered("28个人", ASKED, by=PersonId("新来的"))


def test_feedback_to_a_filed_record_is_kept_without_waking_it():
    effects = answer(state(FILED), says("老人们都说下回还想来", BERT), SETTINGS)

    [told] = kept(effects)
    heard = told.of(Field.FEEDBACK)[-1].value
    assert isinstance(heard, Speech)
    assert heard.text == "老人们都说下回还想来"
    assert told.touched_at == FILED.touched_at
    assert len(effects) == 1


def test_late_feedback_goes_to_the_newest_record_of_the_last_six_hours():
    words, newest = "老人们都说下回还想来", replace(FILED, id="d2")

    assert [d.id for d in answered(words, FILED, newest)] == ["d2"]
    assert answered(words, FILED, late=6 * HOUR)
    assert not answered(words, FILED, late=6 * HOUR + MINUTE)
    assert not answered(words, replace(FILED, room=CHAT))
    assert not answered(words, replace(FILED, status=Status.WITHDRAWN))


OTHER = "在凉亭练歌，邻居们都说好听"


def test_a_second_activity_elsewhere_is_none_of_a_filed_record():
    told = another(state(FILED), says(OTHER, BERT), SETTINGS)

    assert told is not None
    facts = {one.field: one.value for one in told[1]}
    assert facts[Field.PLACE] == Words("凉亭")


@pytest.mark.parametrize(
    ("drafts", "text", "by"),
    [
        ((), OTHER, BERT),
        ((FILED,), OTHER, ANNA),  # who tells more of what was filed
        ((FILED,), OTHER, STAFF),
        ((FILED, ASKED), OTHER, BERT),  # it may be an answer
        ((FILED,), "在凉亭练歌，唱了三首", BERT),  # nothing that feedback could be made of
        ((FILED,), "在活动室练歌，邻居们都说好听", BERT),
        ((FILED,), "在凉亭，邻居们都说好听", BERT),
    ],
)
def test_else_it_is_heard_as_it_was(drafts: tuple[Draft, ...], text: str, by: PersonId):
    assert another(state(*drafts), says(text, by), SETTINGS) is None


def test_other_words_change_nothing_in_a_filed_record():
    assert not answered("一共28个人", FILED)


READING = replace(ASKED, id=DraftId("d2"), author=BERT).add(
    [finding(Field.THEME, Words("读书"), message="m2")], NOW
)
HAIRCUT = ASKED.add([finding(Field.CONTENT, Words("给街坊理了头发"), message="m3")], NOW)


@pytest.mark.parametrize(
    ("text", "named"),
    [("读书的7个人", "d2"), ("理发的19位", "d1"), ("读书那次7个人", "d2")],
)
def test_an_answer_that_names_the_activity_goes_to_its_record(text: str, named: str):
    [told] = answered(text, HAIRCUT, READING)

    assert told.id == named
    assert told.value(Field.HEADCOUNT) is not None


def test_an_answer_about_something_else_fills_nobody_elses_record():
    assert answered("下棋的7个人", HAIRCUT) == []
    assert len(answered("下棋的7个人", HAIRCUT, by=ANNA)) == 1


def test_who_says_that_nobody_counted_is_not_asked_again():
    effects = answer(state(ASKED), says("人数没统计", BERT, at=NOW + MINUTE), SETTINGS)

    assert [type(effect) for effect in effects or ()] == [DropTimers, SetTimer]


FEELINGS = draft(Field.FEEDBACK).request(Ask.ASK, (Field.FEEDBACK,), NOW)
UNUSUAL = "临走还给我们塞了把瓜子"


def test_where_only_feedback_was_asked_for_who_quotes_the_question_may_put_it_anyhow():
    [told] = answered(UNUSUAL, FEELINGS, quoted=quote(draft=FEELINGS.id))

    assert told.value(Field.FEEDBACK) == Speech(UNUSUAL)
    assert told.best(Field.FEEDBACK).source is Source.ANSWER


def test_who_does_not_must_tell_it_plainly():
    assert answered(UNUSUAL, FEELINGS) == []
    assert answered("电梯又修好了", FEELINGS, by=ANNA) == []
    [told] = answered("奶奶们都说唱得过瘾，下回还要来", FEELINGS)
    assert told.of(Field.FEEDBACK)


def test_a_report_is_no_answer_about_feelings():
    report, asked = "昨天下午在凉亭缠花球，来了9个人", quote(draft=FEELINGS.id)
    assert answered(report, FEELINGS, quoted=asked) == []


def test_that_nobody_said_anything_is_no_feedback():
    effects = answer(state(FEELINGS), says("没人说什么", ANNA, at=NOW + MINUTE), SETTINGS)

    assert [type(effect) for effect in effects or ()] == [DropTimers, SetTimer]


@pytest.mark.parametrize(
    ("number", "seen"),
    [(Count(45), True), (Count(22), False), (Count(45, approx=True), False), (None, False)],
)
def test_staff_see_a_late_report_with_quite_another_number(
    number: Count | None, seen: bool
):
    event = says("…", BERT)
    told = [finding(Field.HEADCOUNT, number, message="m9")] if number else []

    kept_, *case = late(FILED, told, event)

    assert kept_ == KeepDraft(FILED)
    doubt = Case(CaseKind.UNSURE, f"{event.room}/{event.message}", event.room, event.now)
    assert case == ([OpenCase(doubt)] if seen else [])


GROWING = draft(Field.FEEDBACK)
ADDED = "老石带的头，搭了三个架子"


def contents(drafts: list[Draft]) -> list[str]:
    return [f.value.text for d in drafts for f in d.of(Field.CONTENT)]  # type: ignore[union-attr] -- Words


def test_while_a_record_grows_its_author_adds_what_else_was_done():
    told = answered(ADDED, GROWING, by=ANNA)

    assert contents(told) == ["教大家扦插", ADDED]
    assert [f.value for f in told[0].of(Field.ATTENDEES)] == [Words("老石")]


def test_a_line_may_fill_a_gap_and_tell_what_else_was_done():
    [told] = answered("搭了三个架子，大家都说好看", GROWING, by=ANNA)

    assert contents([told]) == ["教大家扦插", "搭了三个架子"]
    assert told.value(Field.FEEDBACK) is not None


def test_nobody_else_adds_to_what_was_done_nor_anybody_later_or_elsewhere():
    asked = GROWING.request(Ask.ASK, (Field.FEEDBACK,), NOW)
    other = quote("another")

    assert answered(ADDED, GROWING, by=BERT) == []
    assert answered(ADDED, GROWING, by=ANNA, room=CHAT) == []
    assert answered(ADDED, GROWING, by=ANNA, late=HOUR) == []
    assert answered(ADDED, GROWING, by=ANNA, quoted=other) == []
    assert ADDED not in contents(answered(ADDED, asked, by=ANNA))
    assert contents(answered(ADDED, GROWING, by=ANNA, quoted=quote("d1/m")))[1:] == [ADDED]


def test_what_was_done_on_another_day_is_not_of_this_record():
    assert answered("前天下午搭了三个架子", GROWING, by=ANNA) == []
