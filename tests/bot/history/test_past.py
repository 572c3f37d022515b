"""The past is played as the present would have been, but nobody is asked anything."""

from collections.abc import Mapping
from dataclasses import replace
from itertools import count

import pytest

from bot.history.past import Past, Record, silent
from handlers.model.case import Case, CaseKind, Listed
from handlers.model.deed import End
from handlers.model.draft import Status
from handlers.model.events import AtDesk
from handlers.model.finding import Field
from handlers.model.people import (
    MessageId,
    Organisation,
    OrganisationId,
    Person,
    PersonId,
    Purpose,
    Room,
    RoomId,
)
from handlers.model.settings import Settings
from handlers.model.state import State
from store.inbox import Inbound
from tests.bot.history.given import ZONE, local

ROOM = Room(RoomId("r1"), "茶友群", Purpose.ORGANISATION, OrganisationId("tea"))
YU = Person(PersonId("p1"), "于姐")
STATE = State(
    "o:tea",
    Organisation(OrganisationId("tea"), "茶友会"),
    {ROOM.id: ROOM},
    {YU.id: YU},
    staff=RoomId("S"),
    leaders=RoomId("L"),
)
SETTINGS = silent(replace(Settings(zone=ZONE), language_model=True))
NOTE = "今天下午我们在河边捡垃圾"
NUMBERS = count(1)


def said(at: str, text: str = "", sender: str = "p1", **more: object) -> Inbound:
    moment, number = local(f"2026-{at}"), next(NUMBERS)
    body: Mapping[str, object] = {"text": text, **more}
    return Inbound(
        "history", "r1", f"m{number}", "message", "o:tea", sender, moment, moment, body
    )


def played(*told: Inbound, state: State = STATE) -> tuple[list[Record], Past]:
    past = Past(state, SETTINGS, {})
    for one in told:
        past.happen(one)
    return past.records(), past


def test_what_nobody_asked_is_not_answered():
    """The bot would have asked how many came; a number of the next day means something else."""
    [one], _ = played(said("05-09 19:00", NOTE), said("05-10 10:00", "35", sender="p2"))

    assert one.draft.value(Field.HEADCOUNT) is None
    assert one.draft.requests == ()
    assert one.gaps
    assert one.draft.status is Status.FILED


def test_pieces_of_one_evening_are_one_record():
    photos = [said(f"05-09 18:5{n}", pictures=[f"{n:064}"]) for n in range(3)]

    [one], _ = played(*photos, said("05-09 19:00", f"{NOTE}，来了9个人"))

    assert len(one.activity.photos) == len(photos)
    assert one.activity.headcount is not None
    assert one.activity.filed_at.date() == local("2026-05-09").date()


def test_pictures_without_any_words_are_no_record():
    photos = [said(f"05-09 18:5{n}", pictures=[f"{n:064}"]) for n in range(4)]

    records, past = played(*photos)

    assert records == []
    assert past.unknown == 1


def test_pictures_of_a_day_are_of_its_one_activity_whoever_tells_of_it():
    photos = [said(f"05-09 15:0{n}", pictures=[f"{n:064}"]) for n in range(4)]
    note = said("05-09 17:30", f"{NOTE}，来了9个人", sender="p2")
    other = said("05-09 20:00", "今天上午我们在茶室练八段锦，来了6个人", sender="p3")

    [one], past = played(*photos, note)
    assert len(one.activity.photos) == len(photos)
    assert past.unknown == 0

    two, past = played(*photos, note, other)
    assert [len(one.activity.photos) for one in two] == [0, 0]
    assert past.unknown == 1


def test_pictures_give_a_record_their_day():
    photos = [said(f"05-09 18:5{n}", pictures=[f"{n:064}"]) for n in range(3)]

    [one], _ = played(
        *photos, said("05-09 19:00", "在河边捡垃圾，一共来了9个人，大家都说敞亮")
    )

    assert one.activity.when is not None
    assert one.activity.when.start.date() == local("2026-05-09").date()


def test_what_was_taken_back_is_no_record():
    note = said("05-09 19:00", NOTE)
    recall = replace(
        said("05-09 19:01"), kind="recall", sender=None, body={"message": note.external_id}
    )

    assert played(note, recall)[0] == []


def test_what_only_may_be_a_note_is_no_record_and_is_remembered():
    sure = replace(SETTINGS, intake=replace(SETTINGS.intake, confidence=1))
    past = Past(STATE, sure, {})
    told = said("05-09 19:00", NOTE)
    taken_back = said("05-09 21:00", NOTE)
    body = {"message": taken_back.external_id}
    for one in (
        told,
        taken_back,
        replace(said("05-09 21:01"), kind="recall", sender=None, body=body),
    ):
        past.happen(one)

    assert past.records() == []
    assert past.unsure == {f"r1/{told.external_id}"}


@pytest.mark.parametrize(
    ("kind", "settled"), [(CaseKind.PICTURE, False), (CaseKind.UNSURE, True)]
)
def test_a_case_of_another_kind_that_ends_settles_nothing(kind: CaseKind, settled: bool):
    sure = replace(SETTINGS, intake=replace(SETTINGS.intake, confidence=1))
    told = said("05-09 19:00", NOTE)
    about = f"r1/{told.external_id}"
    card = Listed(7, Case(kind, about, ROOM.id, told.at))
    past = Past(replace(STATE, cases=(card,)), sure, {})
    past.happen(told)
    later = local("2026-05-09 20:00")
    past._decide(AtDesk(0, MessageId("desk/1"), PersonId("s1"), later, End(7)))

    assert past.unsure == (set() if settled else {about})


def test_a_year_is_done_month_by_month_and_corrections_count():
    notes = [said(f"{month:02}-09 19:00", NOTE) for month in range(1, 6)]
    more = said("05-10 08:30", "更正一下，昨天是来了12个人")

    records, past = played(*notes, more)

    assert len(records) == len(notes)
    assert past.state.drafts == ()
    assert records[-1].activity.headcount is not None


def test_what_an_organisation_need_not_tell_is_no_gap():
    few = Organisation(OrganisationId("tea"), "茶友会", required=("content",))

    [one], _ = played(said("05-09 19:00", NOTE), state=replace(STATE, organisation=few))

    assert not one.gaps


def test_a_question_waits_for_nobody():
    _, past = played(
        said("05-09 10:00", "小周，材料费能不能报销？"),
        said("05-11 10:00", NOTE),
    )

    assert past.state.questions == ()


def test_one_message_or_timer_that_cannot_be_handled_harms_no_other():
    at = local("2026-05-01 08:00")
    state = replace(STATE, timers={("x", "no such timer"): at})
    broken = replace(said("05-09 18:00"), kind="nonsense")

    records, past = played(broken, said("05-09 19:00", NOTE), state=state)

    assert len(records) == 1
    assert past.failed.keys() == {"x", broken.external_id}


def test_whoever_is_met_is_a_member():
    past = Past(STATE, SETTINGS, {})
    past.meet([Person(PersonId("p2"), "老宋")])

    past.happen(said("05-09 19:00", NOTE, sender="p2"))
    assert past.records()[0].draft.author == "p2"
    assert past.state.people.keys() == {"p1", "p2"}
