"""An answer that is taken back answers nobody else either."""

from dataclasses import replace
from datetime import date

import pytest

from handlers.knowledge import name_of
from handlers.model.case import Entry, Reply
from handlers.staff.unlearning import unlearnt
from tests.handlers.made import NOW, SETTINGS, STAFF, question, state

TODAY = NOW.astimezone(SETTINGS.zone).date()
ASKED = "投影仪周末能不能借"
TOLD = Reply("可以借", NOW, "relay/q1/s1", by=STAFF)
MORE = Reply("要登记", NOW, "relay/q1/s2", by=STAFF)
PHOTO = Reply("", NOW, "relay/q1/s3", by=STAFF, photos=("a",))
OF_BOT = Reply("可以借", NOW, "answer/q1/m1")
LEARNT = Entry(name_of(ASKED), ASKED, "可以借", approver="小何")
MERGED = Entry("k9", "投影仪怎么借", "可以借\n要登记", (ASKED,), approver="小何")
OTHER = Entry("k8", "音响怎么借", "可以借", approver="小何")
NEWER = replace(LEARNT, answer="周日不行")


@pytest.mark.parametrize(
    ("known", "replies", "left", "gone"),
    [
        (LEARNT, (TOLD,), 0, True),
        (LEARNT, (TOLD, MORE), 0, True),
        (LEARNT, (TOLD, MORE), 1, False),
        (LEARNT, (TOLD, PHOTO), 0, True),
        (MERGED, (TOLD, MORE), 1, True),
        (MERGED, (TOLD,), 0, False),
        (OTHER, (TOLD,), 0, False),
        (NEWER, (TOLD,), 0, False),
        (LEARNT, (OF_BOT,), 0, False),
    ],
)
def test_what_was_learnt_from_the_answer_is_used_no_more(
    known: Entry, replies: tuple[Reply, ...], left: int, gone: bool
):
    before = replace(question(), text=f"@陪伴 {ASKED}", replies=replies)
    after = replace(before, replies=replies[:left])
    kept = unlearnt(state(knowledge=(known,)), before, after, NOW, SETTINGS)

    assert [one.entry.question for one in kept] == [known.question] * gone
    assert all(not one.entry.usable(TODAY) for one in kept)


@pytest.mark.parametrize("since", [None, TODAY, date(2020, 1, 1)])
def test_a_retired_entry_is_one_whose_days_are_in_order(since: date | None):
    entry = replace(LEARNT, valid_from=since).retired(TODAY)

    assert not entry.usable(TODAY)
    assert entry.valid_until is not None
    assert entry.valid_from is None or entry.valid_from <= entry.valid_until
