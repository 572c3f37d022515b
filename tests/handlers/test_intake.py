"""Members speak and post pictures: collect first, then speak once (R1, R4, R6)."""

from dataclasses import replace

import pytest

from handlers import intake
from handlers.model.case import Case, CaseKind
from handlers.model.draft import Status
from handlers.model.effects import DropDraft, DropTimers, KeepTalk, OpenCase, SetTimer
from handlers.model.finding import Count, Field, Source, Speech
from handlers.model.people import PersonId
from handlers.model.settings import IntakeSettings
from handlers.model.state import Talk
from handlers.waiting import subject
from tests.handlers.made import (
    ANNA,
    BERT,
    HOUR,
    MINUTE,
    NOW,
    ROOM,
    SETTINGS,
    STAFF,
    draft,
    filed,
    gathering,
    kept,
    says,
    state,
)

REPORT = "今天上午我们在小广场打腰鼓，来了30个人，大家都说痛快"
TWO = (
    "今天上午我们在长廊下棋，来了8个人，大伙儿都说过瘾。"
    "下午3点我们又在门口量血压，来了26个人，街坊们都说方便"
)
TALK = KeepTalk(Talk(ROOM, spoke_at=NOW))


def hears(event, *drafts, settings=SETTINGS, **more: object):
    return intake.on_message(state(*drafts, **more), event, settings)


def test_a_report_opens_a_record_with_everything_it_states():
    talk, *effects = hears(says(REPORT))

    [opened] = kept(effects)
    assert talk == TALK
    assert (opened.author, opened.room, opened.status) == (ANNA, ROOM, Status.OPEN)
    assert opened.value(Field.HEADCOUNT) == Count(30)
    assert {f.source for f in opened.findings} == {Source.NOTE}
    assert not opened.missing(SETTINGS.coach.required)
    assert SetTimer("settle", opened.id, NOW + 3 * MINUTE) in effects


def test_every_finding_says_where_in_which_message_it_stands():
    [opened] = kept(hears(says(REPORT)))

    [place] = opened.of(Field.PLACE)
    assert place.span is not None
    assert REPORT[slice(*place.span)] == "小广场"
    assert (place.by, place.at, place.message) == (ANNA, NOW, f"{ANNA}/{REPORT}")


def test_chatter_and_announcements_lead_to_nothing():
    for words in ("哈哈", "通知：明天下午两点在活动室开会，请准时参加", ""):
        assert hears(says(words)) == [TALK]


@pytest.mark.parametrize(
    "text",
    [
        "时间：昨天下午\n地点：活动室\n人数：",
        "地点：活动室，人数：20人",
        "昨天下午大家来了20个人，6袋",
        "今天大家活动，一共6袋",
    ],
)
def test_what_does_not_say_what_was_done_opens_nothing(text: str):
    assert hears(says(text)) == [TALK]


def test_staff_and_rooms_of_no_organisation_have_no_records():
    assert not kept(hears(says(REPORT, STAFF)))
    assert not kept(hears(says(pictures=("a",), by=STAFF)))
    assert not kept(hears(says(REPORT), organisation=None))
    assert not kept(hears(says(pictures=("a",)), organisation=None))


def test_a_stranger_is_taken_for_a_member():
    assert kept(hears(says(REPORT, PersonId("新来的"))))


def test_a_picture_of_staff_is_only_looked_at():
    assert hears(says(pictures=("a",), by=STAFF)) == [TALK]


def test_an_unsure_report_is_left_to_staff():
    strict = replace(SETTINGS, intake=IntakeSettings(confidence=1.0))
    event = says(REPORT)

    effects = hears(event, settings=strict)

    assert effects == [
        TALK,
        OpenCase(Case(CaseKind.UNSURE, subject(ROOM, event.message), ROOM, NOW)),
    ]


@pytest.mark.parametrize(
    "text", ["隔壁社区昨天办义诊 去了一百多人", "今四人打乒乓，我两局"]
)
def test_what_is_hardly_a_report_is_not_even_for_staff(text: str):
    assert hears(says(text)) == [TALK]


def test_pictures_with_an_unsure_report_wait_for_words():
    strict = replace(SETTINGS, intake=IntakeSettings(confidence=1.0))
    event = says(REPORT, pictures=("a",))

    effects = hears(event, settings=strict)

    assert (
        OpenCase(Case(CaseKind.UNSURE, subject(ROOM, event.message), ROOM, NOW)) in effects
    )
    [gathering] = kept(effects)
    assert gathering.status is Status.GATHERING


def test_two_activities_of_one_message_are_two_records():
    drafts = kept(hears(says(TWO, at=NOW + 7 * HOUR, pictures=("a",))))

    assert [d.value(Field.HEADCOUNT) for d in drafts] == [Count(8), Count(26)]
    assert [len(d.of(Field.PHOTO)) for d in drafts] == [1, 0]


def test_a_report_joins_the_open_record_of_its_sender():
    gaps = draft(Field.PLACE, Field.HEADCOUNT, at=NOW - MINUTE)

    assert [d.id for d in kept(hears(says(REPORT), gaps))] == ["d1"]


def test_two_activities_that_would_join_the_same_record_are_two_new_ones():
    open_ = draft(Field.TIME, Field.PLACE, Field.HEADCOUNT, at=NOW + 7 * HOUR)

    drafts = kept(hears(says(TWO, at=NOW + 7 * HOUR), open_))

    assert len(drafts) == 2
    assert "d1" not in {d.id for d in drafts}


def test_a_report_takes_in_the_pictures_that_waited_for_it():
    waiting = gathering("a", "b", at=NOW - MINUTE)

    effects = hears(says(REPORT), waiting)

    assert DropDraft(waiting.id) in effects
    assert DropTimers(waiting.id) in effects
    assert len(kept(effects)[-1].of(Field.PHOTO)) == 2


def test_to_a_filed_record_a_second_report_adds_only_feedback():
    before = filed()
    words = "今天上午九点我们在活动室打扫卫生，来了22个人，老人们都说敞亮"

    [late] = kept(hears(says(words, BERT), before))

    added = late.findings[len(before.findings) :]
    assert [f.value for f in added] == [Speech("老人们都说敞亮", "老人们")]
    assert late.touched_at == before.touched_at


def test_pictures_without_words_wait():
    [waiting] = kept(hears(says(pictures=("a", "b"))))

    assert waiting.status is Status.GATHERING
    assert len(waiting.of(Field.PHOTO)) == 2


def test_pictures_join_the_open_record_of_their_sender():
    [joined] = kept(hears(says(pictures=("a",)), draft(at=NOW - MINUTE)))

    assert (joined.id, joined.touched_at) == ("d1", NOW)


def test_pictures_join_a_filed_record_without_waking_it():
    before = filed(at=NOW - MINUTE)

    effects = hears(says(pictures=("a",)), before)

    assert [d.touched_at for d in kept(effects)] == [before.touched_at]
    assert not any(isinstance(e, SetTimer) for e in effects)


def test_words_with_a_picture_may_be_an_answer():
    gap = draft(Field.HEADCOUNT, at=NOW - 20 * MINUTE)

    answered = kept(hears(says("一共26个人", pictures=("a",)), gap))[-1]

    assert answered.value(Field.HEADCOUNT) == Count(26)
    assert len(answered.of(Field.PHOTO)) == 1
