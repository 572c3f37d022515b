"""Questions: answered from knowledge, or acknowledged and passed to staff (R12, R13)."""

from dataclasses import replace

import pytest

from handlers import intake, questions
from handlers.model.case import Case, CaseKind, Entry, Listed, Outcome, QuestionStatus
from handlers.model.effects import CloseCase, KeepQuestion, OpenCase, Say
from handlers.model.people import PersonId
from tests.handlers.made import (
    ANNA,
    BERT,
    CHAT,
    HOUR,
    LEADER,
    LEADERS,
    MINUTE,
    NOW,
    ROOM,
    SETTINGS,
    STAFF,
    STAFF_ROOM,
    STATE,
    question,
    quote,
    said,
    says,
    state,
)

TO_STAFF = "场地费能报销吗？"
KNOWN = replace(STATE, knowledge=(Entry("k1", "钥匙在哪里拿", "门卫那里。"),))
CASE = "cases/question"
ASKED = (question(),)


def asks(event, of=STATE):
    return intake.on_message(of, event, SETTINGS)


def kept(effects):
    return [e.question for e in effects or [] if isinstance(e, KeepQuestion)]


def test_a_question_to_staff_is_acknowledged_and_becomes_a_card():
    effects = asks(says(TO_STAFF))

    [asked] = kept(effects)
    assert (asked.asker, asked.text, asked.status) == (
        ANNA,
        TO_STAFF,
        QuestionStatus.ESCALATED,
    )
    assert OpenCase(Case(CaseKind.QUESTION, asked.id, ROOM, NOW)) in effects
    told, card = [e for e in effects if isinstance(e, Say)]
    assert (told.room, told.prompt, told.to) == (ROOM, "cases/acknowledge", (ANNA,))
    assert (card.room, card.prompt, card.to) == (STAFF_ROOM, CASE, ())
    assert card.question == asked.id
    assert card.data == {"name": ANNA, "room": ROOM, "text": TO_STAFF}


def test_without_a_room_for_staff_the_case_is_all_there_is():
    effects = asks(says(TO_STAFF), replace(STATE, staff=None))

    assert said(effects) == ["cases/acknowledge"]


def test_a_question_is_answered_from_knowledge():
    effects = asks(says("@bot 钥匙在哪里拿？", mentioned=True), KNOWN)

    [asked] = kept(effects)
    assert (asked.status, asked.by) == (QuestionStatus.ANSWERED, "knowledge")
    [told] = [e for e in effects if isinstance(e, Say)]
    assert (told.prompt, told.data) == (
        "cases/answer",
        {"name": ANNA, "answer": "门卫那里。"},
    )


def test_neighbours_may_ask_each_other_whatever_they_like():
    for words in ("钥匙在哪里拿？", "明天谁去买菜？", "今天真热"):
        assert not kept(asks(says(words), KNOWN))


def test_staff_ask_nobody():
    assert not kept(asks(says(TO_STAFF, STAFF)))
    assert not kept(asks(says("@bot 钥匙在哪里拿？", STAFF, mentioned=True), KNOWN))
    assert kept(asks(says(TO_STAFF, PersonId("新来的"))))


def test_whoever_speaks_to_the_bot_is_heard():
    assert kept(asks(says("@bot 我想报名当志愿者", mentioned=True)))
    assert not kept(asks(says("我想报名当志愿者")))


def test_an_announcement_to_the_bot_is_heard_too():
    words = "@bot 通知：明天下午两点在活动室开会，请准时参加"

    assert kept(asks(says(words, mentioned=True)))


@pytest.mark.parametrize("words", ["@bot 谢谢", "@bot 好的，明白了谢谢", "@bot 嗯嗯", "  "])
def test_thanks_and_nods_open_nothing(words: str):
    assert not kept(asks(says(words, mentioned=True)))


def test_at_night_the_answer_waits_for_the_morning():
    night = NOW.replace(hour=22)

    effects = asks(says(TO_STAFF, at=night))

    morning = NOW.replace(day=10, hour=8)
    assert {e.not_before for e in effects if isinstance(e, Say)} == {morning}


def human(text: str, by=STAFF, late=MINUTE, quoted=None, waiting=ASKED):
    event = says(text, by, at=NOW + late, quoted=quoted)
    return questions.answered_by_human(state(questions=waiting), event, SETTINGS)


def test_where_staff_answer_in_the_group_the_question_is_closed():
    effects = human("可以报，走办公费")

    [closed] = kept(effects)
    assert (closed.status, closed.by) == (QuestionStatus.CLOSED_BY_HUMAN, "staff")
    assert effects[1:] == [CloseCase("q1", NOW + MINUTE)]


def test_staff_answer_the_newest_question_of_the_room_within_a_day():
    two = (question(), question(id_="q2"))

    assert [q.id for q in kept(human("可以报，走办公费", waiting=two))] == ["q2"]
    assert human("可以报，走办公费", late=24 * HOUR)
    assert human("可以报，走办公费", late=24 * HOUR + MINUTE) is None
    assert human("可以报，走办公费", waiting=(question(room=CHAT),)) is None
    assert human("可以报，走办公费", waiting=()) is None


def test_a_leader_answers_by_quoting_the_question():
    two = (question(), question(id_="q2"))

    assert [
        q.id for q in kept(human("上次说可以报", LEADER, quoted=quote("q1/m"), waiting=two))
    ] == ["q1"]
    assert human("上次说可以报", LEADER) is None
    assert human("我也想知道这个", BERT, quoted=quote("q1/m"), waiting=two) is None
    assert human("上次说可以报", BERT, quoted=quote("m99")) is None
    assert human("可以报，走办公费", quoted=quote("m99")) is None


def test_nobody_answers_their_own_question():
    own = (question(asker=STAFF),)

    assert human("我再问一下别人", waiting=own) is None


def test_a_nod_or_a_question_back_is_no_answer():
    assert human("好的呀") is None
    assert human("你说的是哪一块桌布？") is None


def relayed(text: str, quoted=None, waiting=ASKED, people=STATE.people, **how):
    quoted = quoted or quote("b", cases=(1,))
    card = Listed(1, Case(CaseKind.QUESTION, "q1", ROOM, NOW))
    of = state(questions=waiting, people=people, cases=(card,))
    event = says(text, STAFF, quoted=quoted, room=STAFF_ROOM, **how)
    return questions.answered_by_staff(of, event, SETTINGS)


def test_the_answer_of_staff_is_brought_back_to_whoever_asked():
    effects = relayed("可以报", pictures=("a",))

    [answered] = kept(effects)
    assert (answered.status, answered.by) == (QuestionStatus.ANSWERED, "staff")
    assert CloseCase("q1", NOW, Outcome.ANSWERED, STAFF) in effects
    [relay] = [e for e in effects if isinstance(e, Say)]
    assert (relay.room, relay.prompt, relay.to) == (ROOM, "cases/relay", (ANNA,))
    assert relay.data == {"name": ANNA, "answer": "可以报"}
    assert (relay.photos, relay.question) == (("a",), "q1")


def test_the_number_of_the_card_is_no_part_of_the_answer():
    for text, answer in [("#1 可以报", "可以报"), ("可 以", "可 以")]:
        [relay] = [e for e in relayed(text) if isinstance(e, Say)]
        assert relay.data["answer"] == answer


def test_an_asker_who_left_is_answered_all_the_same():
    [relay] = [e for e in relayed("可以报", people={}) if isinstance(e, Say)]

    assert relay.data["name"] == ""


def test_only_a_card_that_waits_can_be_answered():
    closed = replace(question(), status=QuestionStatus.ANSWERED)

    assert relayed("可以报", waiting=(closed,)) is None
    assert relayed("可以报", quote("b", cases=(9,))) is None
    assert relayed("", pictures=("a",)) is None
    assert relayed("#1") is None
    plain = says("可以报", STAFF, room=STAFF_ROOM)
    assert (
        questions.answered_by_staff(state(questions=(question(),)), plain, SETTINGS) is None
    )


def leaders(event, **more: object):
    of = replace(STATE, organisation=None, rooms={}, **more)  # type: ignore[arg-type] -- by name
    return questions.on_leaders_message(of, event, SETTINGS)


def test_in_the_leaders_room_only_questions_concern_the_bot():
    report = "今天上午我们在小广场打腰鼓，来了30个人，大家都说痛快"

    assert leaders(says(report, LEADER, room=LEADERS)) == []
    assert kept(leaders(says(TO_STAFF, LEADER, room=LEADERS)))
    heard = says("@bot 我想看看大家的活动", LEADER, room=LEADERS, mentioned=True)
    assert kept(leaders(heard))
    asked = (question(room=LEADERS, asker=LEADER),)
    answer = says("可以报，走办公费", STAFF, room=LEADERS)
    assert kept(leaders(answer, questions=asked))
