"""Staff promise to come back to whoever asked: the case is theirs (R12)."""

from dataclasses import replace

from handlers.model.case import CaseKind, Listed, Outcome, QuestionStatus
from handlers.model.effects import CloseCase, KeepQuestion, TakeCase
from handlers.staff import promising, reminders
from tests.handlers.cards import ASKED, OTHER, card, listed, room, to_card
from tests.handlers.made import ROOM, SETTINGS, STAFF, STAFF_ROOM, said, saying

WHEN = replace(ASKED, text="评审结果什么时候公布？")


def hears(text: str, *there: Listed, asked=ASKED, **more: object):
    here = room(*(there or (card(asked),)), questions=(asked,), **more)
    return promising.promised(here, to_card(text, 1, 2), SETTINGS)


def test_what_answers_as_well_is_brought_back_and_the_case_stays_open():
    effects = hears("#1 明天通知大家", asked=WHEN) or []

    assert (saying(effects).prompt, saying(effects).room) == ("cases/relay", ROOM)
    assert reminders.taken(1, to_card("#1 明天通知大家"), SETTINGS) == [
        one
        for one in effects
        if not isinstance(one, KeepQuestion) and one != saying(effects)
    ]
    [kept] = [one.question for one in effects if isinstance(one, KeepQuestion)]
    assert kept.status is QuestionStatus.ANSWERED
    assert not [one for one in effects if isinstance(one, CloseCase)]


def test_of_other_promises_staff_hear_that_they_were_not_brought_back():
    effects = hears("#1 请稍等")

    told = saying(effects)
    assert (told.prompt, told.room) == ("cases/promised", STAFF_ROOM)
    assert told.key == f"promised/q1/{STAFF}"
    assert [one.by for one in effects or [] if isinstance(one, TakeCase)] == [STAFF]


def test_words_among_colleagues_and_other_words_are_left_to_other_steps():
    assert hears("#1 我来") is None
    assert hears("#1 可以报") is None
    picture = replace(to_card("#1 请稍等"), pictures=("a",))
    assert promising.promised(room(card(ASKED)), picture, SETTINGS) is None
    assert promising.promised(room(), to_card("#1 请稍等"), SETTINGS) is None


def test_whoever_had_taken_it_hears_so_too():
    effects = hears("#1 请稍等", replace(card(ASKED), taken_by=OTHER))

    assert said(effects) == ["cases/taken_over", "cases/promised"]


def test_a_case_of_another_kind_is_only_taken_and_an_ended_one_is_said():
    assert said(hears("#2 请稍等", listed(2, CaseKind.VOICE))) == []
    ended = replace(card(ASKED), outcome=Outcome.DONE, closed_by=OTHER)
    done = replace(ASKED, status=QuestionStatus.CLOSED_BY_HUMAN)
    assert said(hears("#1 请稍等", ended, asked=done)) == ["cases/ended"]
