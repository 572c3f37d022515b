"""Staff answer through the card in their room, and take an answer back (R11, R12)."""

from dataclasses import replace

import pytest

from handlers.model.case import (
    Case,
    CaseKind,
    Further,
    Outcome,
    Question,
    QuestionStatus,
    Reply,
)
from handlers.model.effects import CloseCase, DropTimers, Effect, OpenCase, Say, Withhold
from handlers.model.events import MessageRecalled
from handlers.model.people import MessageId
from handlers.model.state import State
from handlers.staff import answering, staff_room, withdrawing
from tests.handlers.asked import TOLD, answered, kept
from tests.handlers.cards import ROOMS, card, to_card
from tests.handlers.made import (
    ANNA,
    BERT,
    CHAT,
    HOUR,
    MINUTE,
    NOW,
    ROOM,
    SETTINGS,
    STAFF,
    STAFF_ROOM,
    STATE,
    question,
    said,
    sayings,
    state,
)

ASKED = (TOLD,)


def staff(*asked: Question, **more: object) -> State:
    cases = tuple(card(one, number) for number, one in enumerate(asked, 1))
    return state(**{"questions": asked, "cases": cases, "rooms": ROOMS, **more})


def relayed(
    text: str, *asked: Question, cards: tuple[int, ...] = (1,), late=MINUTE, **how: object
) -> list[Effect] | None:
    event = to_card(text, *cards, at=NOW + late, **how)
    return answering.answered_by_staff(staff(*(asked or ASKED)), event, SETTINGS)


def test_the_answer_of_staff_is_brought_back_to_whoever_asked():
    effects = relayed("可以报", pictures=("a",))

    [done] = kept(effects)
    assert (done.status, done.by) == (QuestionStatus.ANSWERED, "staff")
    assert CloseCase("q1", NOW + MINUTE, Outcome.ANSWERED, STAFF) in (effects or [])
    [relay] = sayings(effects)
    assert (relay.room, relay.prompt, relay.to) == (ROOM, "cases/relay", (ANNA,))
    assert relay.data == {
        "names": [ANNA],
        "answer": "可以报",
        "asked": "",
        "cut": False,
        "more": False,
    }
    assert (relay.photos, relay.question) == (("a",), "q1")
    assert relay.key == done.replies[0].key == "relay/q1/小周/可以报"


def test_the_number_of_the_card_is_no_part_of_the_answer():
    for text, answer in [("#1 可以报", "可以报"), ("可 以", "可 以")]:
        [relay] = sayings(relayed(text))
        assert relay.data["answer"] == answer


def test_a_picture_alone_is_an_answer():
    [relay] = sayings(relayed("#1", pictures=("a",)))

    assert (relay.data["answer"], relay.photos) == ("", ("a",))
    assert relayed("#1") is None


def test_one_answer_for_several_cards_goes_to_every_room():
    two = (TOLD, question(id_="q2", room=CHAT, asker=BERT))

    effects = relayed("#1 #2 都可以", *two, cards=(1, 2))

    assert [(r.room, r.to) for r in sayings(effects)] == [(ROOM, (ANNA,)), (CHAT, (BERT,))]
    assert relayed("都可以", *two, cards=(9,)) is None


def test_an_asker_who_left_is_answered_all_the_same():
    event = to_card("可以报")
    of = staff(*ASKED, people={})

    [relay] = sayings(answering.answered_by_staff(of, event, SETTINGS))

    assert relay.data["names"] == []


def test_a_late_answer_names_the_question():
    long = replace(TOLD, text="@bot " + "桌布能报销吗" * 5)

    [soon] = sayings(relayed("可以报", late=24 * HOUR))
    [late] = sayings(relayed("可以报", late=25 * HOUR))
    [cut] = sayings(relayed("可以报", long, late=25 * HOUR))
    assert soon.data["asked"] == ""
    assert (late.data["asked"], late.data["cut"]) == (TOLD.text, False)
    assert (cut.data["asked"], cut.data["cut"]) == ("桌布能报销吗" * 4, True)


def test_an_offer_that_staff_answer_is_over():
    assert DropTimers("q1") in (relayed("可以报", replace(TOLD, offered=("k1",))) or [])


def test_a_card_that_was_answered_is_not_relayed_and_staff_hear_so():
    [told] = relayed("还要盖章", answered()) or []

    assert isinstance(told, Say)
    assert (told.room, told.prompt) == (STAFF_ROOM, "cases/settled")
    assert told.data == {"number": 1, "by": "staff", "again": False}
    assert told.key == "settled/q1/1"
    assert relayed("谢谢", answered()) == []
    assert relayed("好的", answered()) == []
    assert relayed("好的", answered(), pictures=("a",)) != []


def test_what_somebody_of_the_group_said_does_not_silence_staff():
    closed = replace(TOLD, status=QuestionStatus.CLOSED_BY_HUMAN)

    assert said(relayed("#1 可以报", closed)) == ["cases/relay"]
    assert said(relayed("#1 可以报", replace(closed, by="staff"))) == ["cases/relay"]
    by_card = replace(answered(), status=QuestionStatus.CLOSED_BY_HUMAN, by="staff")
    assert said(relayed("可以报", by_card)) == ["cases/settled"]
    assert relayed("谢谢", closed) == []
    assert said(relayed("可以报", replace(closed, by="asker"))) == ["cases/settled"]


def test_who_only_quotes_a_card_that_ended_speaks_to_colleagues():
    closed = replace(TOLD, status=QuestionStatus.CLOSED_BY_HUMAN, by="staff")

    [told] = sayings(relayed("小周在群里回过他了", closed))
    assert (told.prompt, told.data["again"]) == ("cases/settled", True)
    assert said(relayed("补充 还要盖章", closed)) == ["cases/relay"]


def test_what_is_said_after_a_promise_is_brought_back_too():
    card_of = replace(card(answered()), taken_by=STAFF)
    of = replace(staff(answered()), cases=(card_of,))

    told = answering.answered_by_staff(of, to_card("保险办好了"), SETTINGS)
    assert said(told) == ["cases/relay"]
    ended = replace(of, cases=(replace(card_of, outcome=Outcome.ANSWERED),))
    told = answering.answered_by_staff(ended, to_card("保险办好了"), SETTINGS)
    assert said(told) == ["cases/settled"]


def test_an_answer_for_a_group_that_the_bot_has_left_stays_with_staff():
    gone = replace(staff(*ASKED), gone=frozenset({ROOM}))
    [told] = answering.answered_by_staff(gone, to_card("可以报", 1), SETTINGS) or []

    assert isinstance(told, Say)
    assert (told.room, told.prompt) == (STAFF_ROOM, "cases/room_gone")
    assert told.data == {"names": [ANNA]}


def test_an_addition_is_relayed_whoever_answered_before():
    [relay] = sayings(relayed("#1 补充 还要盖章", answered()))

    assert (relay.data["answer"], relay.data["more"]) == ("还要盖章", True)
    [first] = sayings(relayed("#1 补充 还要盖章", TOLD))
    assert (first.data["answer"], first.data["more"]) == ("补充 还要盖章", False)


def test_an_addition_goes_to_whoever_got_the_answer():
    reply = replace(answered().replies[0], to=(BERT,))

    [relay] = sayings(relayed("#1 补充 还要盖章", replace(answered(), replies=(reply,))))

    assert (relay.to, relay.data["names"]) == ((BERT,), [BERT])


def withdraws(text: str, *asked: Question) -> list[Effect] | None:
    return withdrawing.withdrawn(staff(*asked), to_card(text), SETTINGS)


def test_staff_take_an_answer_back_and_the_question_waits_again():
    effects = withdraws("#1 发错了", answered()) or []

    assert kept(effects) == [TOLD]
    assert OpenCase(Case(CaseKind.QUESTION, "q1", ROOM, NOW)) in effects
    [withheld] = [e for e in effects if isinstance(e, Withhold)]
    assert withheld.key == "relay/q1/s1"
    assert withheld.instead is not None
    assert (withheld.instead.prompt, withheld.instead.to) == ("cases/withdrawn", (ANNA,))
    assert withheld.instead.key == "withdrawn/relay/q1/s1"
    [told] = sayings(effects)
    assert (told.prompt, told.room) == ("cases/waits_again", STAFF_ROOM)


@pytest.mark.parametrize(
    "asked",
    [
        TOLD,
        answered(by=None),
        replace(answered(), status=QuestionStatus.CLOSED_BY_HUMAN),
    ],
)
def test_only_an_answer_of_staff_can_be_taken_back(asked: Question):
    assert withdraws("#1 发错了", asked) is None


def test_other_words_take_nothing_back():
    assert withdraws("#1 别弄错了日期", answered()) is None


def recalls(message: str, *asked: Question, room=STAFF_ROOM, **more: object):
    event = MessageRecalled(1, MessageId(message), room, NOW + HOUR)
    return staff_room.on_recall(staff(*asked, **more), event, SETTINGS)


def test_words_that_staff_recall_answer_nothing():
    other = replace(question(id_="q2"), replies=(replace(answered().replies[0]),))

    assert kept(recalls("s1", answered(), other)) == [TOLD, replace(other, replies=())]
    assert recalls("s2", answered()) == []
    assert recalls("s1", TOLD) == []
    assert recalls("s1", answered(), questions=()) == []
    assert recalls("s1", answered(), room=ROOM) == []
    assert recalls("s1", answered(), rooms=STATE.rooms, room=ROOM) == []


def added(*more: Reply, further: tuple[Further, ...] = ()) -> Question:
    """An answer (s1) and what staff said after it."""
    first = answered()
    return replace(first, replies=(*first.replies, *more), further=further)


def reply(message: str, minutes: int) -> Reply:
    at = NOW + minutes * MINUTE
    return Reply("还要盖章", at, f"relay/q1/{message}", STAFF, MessageId(message))


def test_an_answer_is_taken_back_with_what_was_added_to_it():
    effects = recalls("s1", added(reply("s2", 1)))

    assert kept(effects) == [TOLD]
    withheld = [e for e in effects if isinstance(e, Withhold)]
    assert [w.key for w in withheld] == ["relay/q1/s1", "relay/q1/s2"]
    assert [bool(w.instead) for w in withheld] == [True, False]


def test_an_addition_is_taken_back_alone():
    effects = recalls("s2", added(reply("s2", 1)))

    [waits] = kept(effects)
    assert waits == replace(answered(), status=QuestionStatus.ESCALATED, by=None)
    assert [e.key for e in effects if isinstance(e, Withhold)] == ["relay/q1/s2"]


def test_what_answered_a_later_question_of_the_same_card_stays():
    on = Further(ANNA, MessageId("f1"), "那收据呢？", NOW + 2 * MINUTE)
    asked = added(reply("s2", 1), reply("s3", 3), further=(on,))

    effects = recalls("s1", asked)

    assert [r.message for r in kept(effects)[0].replies] == ["s3"]
    assert len([e for e in effects if isinstance(e, Withhold)]) == 2
