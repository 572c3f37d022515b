"""An answer that is taken back answers nobody else either."""

from dataclasses import replace
from datetime import date

import pytest

from handlers.knowledge import name_of
from handlers.model.case import Entry, Reply, Taught
from handlers.model.effects import Effect, KeepEntry
from handlers.staff import withdrawing
from handlers.staff.unlearning import unlearnt
from tests.handlers.asked import answered
from tests.handlers.cards import card, to_card
from tests.handlers.made import NOW, SETTINGS, STAFF, question, saying, state

TODAY = NOW.astimezone(SETTINGS.zone).date()
TOLD = Reply("可以借", NOW, "relay/q1/s1", by=STAFF)
MORE = Reply("要登记", NOW, "relay/q1/s2", by=STAFF)
PHOTO = Reply("", NOW, "relay/q1/s3", by=STAFF, photos=("a",))
LEARNT = Entry("k1", "投影仪周末能不能借", "可以借", approver="小何")
OTHER = Entry("k8", "音响怎么借", "可以借", approver="小何")
OF_TOLD = Taught("k1", "可以借", (TOLD.key,))
IN_OWN_WORDS = replace(OF_TOLD, words="谁都能借")
ASKED = LEARNT.question
BY_NAME = replace(LEARNT, id=name_of(ASKED))
MERGED = Entry("k9", "投影仪怎么借", "可以借\n要登记", (ASKED,), approver="小何")
OF_BOT = Reply("可以借", NOW, "answer/q1/m1")


@pytest.mark.parametrize("words", ["可以借", "谁都能借"])
@pytest.mark.parametrize(
    ("of", "replies", "left", "gone"),
    [
        ((TOLD,), (TOLD,), 0, True),
        ((TOLD,), (TOLD, MORE), 0, True),
        ((TOLD,), (TOLD, MORE), 1, False),
        ((TOLD, MORE), (TOLD, MORE), 1, True),
        ((TOLD,), (TOLD, PHOTO), 1, False),
        ((PHOTO,), (TOLD,), 0, False),  # it was taken back before
    ],
)
def test_what_was_learnt_is_found_in_whatever_words(
    words: str,
    of: tuple[Reply, ...],
    replies: tuple[Reply, ...],
    left: int,
    gone: bool,
):
    taught = Taught("k1", words, tuple(reply.key for reply in of))
    asked = replace(question(), replies=replies, taught=(taught,))
    known = replace(LEARNT, answer=words)
    found = unlearnt(state(knowledge=(known, OTHER)), asked, replies[:left])

    assert found.gone == [known] * gone
    assert not found.changed


@pytest.mark.parametrize(
    ("known", "replies", "left", "gone"),
    [
        (BY_NAME, (TOLD,), 0, True),
        (BY_NAME, (TOLD, MORE), 0, True),
        (BY_NAME, (TOLD, MORE), 1, False),
        (BY_NAME, (TOLD, PHOTO), 0, True),
        (MERGED, (TOLD, MORE), 1, True),
        (MERGED, (TOLD,), 0, False),
        (OTHER, (TOLD,), 0, False),
        (replace(BY_NAME, answer="周日不行"), (TOLD,), 0, False),
        (BY_NAME, (OF_BOT,), 0, False),
    ],
)
def test_where_nothing_was_noted_the_same_words_tell(
    known: Entry, replies: tuple[Reply, ...], left: int, gone: bool
):
    asked = replace(question(), text=f"@陪伴 {ASKED}", replies=replies)
    found = unlearnt(state(knowledge=(known,)), asked, replies[:left])

    assert found.gone == [known] * gone
    assert not found.changed


def taken_back(*known: Entry, taught: Taught = OF_TOLD) -> list[Effect]:
    asked = replace(answered(), replies=(TOLD,), taught=(taught,))
    there = state(questions=(asked,), cases=(card(asked),), knowledge=known)
    effects = withdrawing.withdrawn(there, to_card("#1 发错了"), SETTINGS)
    assert effects is not None
    return effects


def entries(effects: list[Effect]) -> list[Entry]:
    return [one.entry for one in effects if isinstance(one, KeepEntry)]


def test_it_is_used_no_more_and_staff_hear_of_it():
    effects = taken_back(replace(LEARNT, answer="谁都能借"), taught=IN_OWN_WORDS)
    [entry] = entries(effects)

    assert (entry.id, entry.usable(TODAY)) == ("k1", False)
    data = saying(effects).data
    assert ([one.id for one in data["gone"]], data["changed"]) == (["k1"], [])


def test_what_staff_have_changed_since_is_left_to_them():
    newer = replace(LEARNT, answer="周日不行")
    effects = taken_back(newer)

    assert entries(effects) == []
    assert (saying(effects).data["gone"], saying(effects).data["changed"]) == ([], [newer])


def test_what_is_used_no_more_anyway_is_nobodys_business():
    effects = taken_back(OTHER)

    assert entries(effects) == []
    assert (saying(effects).data["gone"], saying(effects).data["changed"]) == ([], [])


@pytest.mark.parametrize("since", [None, TODAY, date(2020, 1, 1)])
def test_a_retired_entry_is_one_whose_days_are_in_order(since: date | None):
    entry = replace(LEARNT, valid_from=since).retired(TODAY)

    assert not entry.usable(TODAY)
    assert entry.valid_until is not None
    assert entry.valid_from is None or entry.valid_from <= entry.valid_until
