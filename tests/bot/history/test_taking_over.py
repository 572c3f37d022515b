"""What of a played past goes into the store."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta

import pytest

from bot.history.past import Record
from bot.history.taking_over import Live, Taken, taken
from handlers.model.draft import Draft, Status
from handlers.model.finding import Field, Finding, Source, Words
from handlers.model.people import DraftId, MessageId, OrganisationId, PersonId, RoomId
from handlers.model.settings import Settings
from handlers.model.state import State
from handlers.records import filing
from store.inbox import Inbound
from tests.bot.history.given import local

AT = local("2026-05-09 09:00:00")
NOW = AT + timedelta(hours=1)


def told(message: str, source: Source = Source.NOTE) -> Finding:
    place = Words("茶室")
    return Finding(Field.PLACE, place, source, MessageId(message), None, PersonId("p1"), AT)


def draft(*messages: str, id_: str = "d1") -> Draft:
    return Draft(
        DraftId(id_),
        OrganisationId("tea"),
        RoomId("r1"),
        PersonId("p1"),
        AT,
        AT,
        Status.FILED,
        tuple(map(told, messages)),
        version=1,
        filed_at=AT,
    )


def record(made: Draft) -> Record:
    activity = filing.record(State("o:tea"), made, Settings())
    return Record(made, activity, gaps=False)


def message(name: str, **more: object) -> Inbound:
    body = {"text": "在 茶室", **more}
    return Inbound("web", "r1", name, "message", "o:tea", "p1", AT, AT, body)


def take(made: Draft, *there: Draft, live: Sequence[Inbound] = ()) -> Taken:
    messages = {MessageId(name): message(name) for name in made.messages()}
    resting = {
        name: [one for one in there if name in one.messages()] for name in made.messages()
    }
    return taken([record(made)], messages, Live(live), resting, NOW)


def test_a_new_record_is_taken_as_it_is():
    new = draft("past-1")
    assert take(new).records == [record(new)]


def test_no_record_is_filed_in_the_future():
    late = replace(draft("past-1"), filed_at=NOW + timedelta(days=1))

    [one] = take(late).records
    assert (one.draft.filed_at, one.activity.filed_at) == (NOW, NOW)


def test_a_longer_export_takes_the_place_of_what_a_shorter_one_brought():
    there = draft("past-1")

    [one] = take(draft("past-0", "past-1", id_="d0"), there).records
    assert (one.draft.id, one.activity.id) == (there.id, there.id)
    assert one.draft.messages() == {"past-0", "past-1"}


@pytest.mark.parametrize(
    "there",
    [
        draft("past-1", "past-2"),
        draft("past-1", "m9"),
        replace(draft("past-1"), status=Status.WITHDRAWN),
        replace(draft("past-1"), chosen=()),
        replace(draft("past-1"), absorbed=(DraftId("d7"),)),
        draft("past-1").add([told("past-1", Source.DESK)], AT),
    ],
)
def test_what_is_there_already_or_was_changed_stays(there: Draft):
    assert take(draft("past-1", "past-2"), there) == Taken([], 1)


def test_two_records_are_not_made_one():
    both = draft("past-1", "past-2")
    there = (draft("past-1"), draft("past-2", id_="d2"))
    assert take(both, *there) == Taken([], 1)


def test_what_the_bot_heard_itself_is_left_to_it():
    heard = message("m1", text="在茶室")
    new = draft("past-1")

    assert take(new, live=[replace(heard, at=AT + timedelta(minutes=1))]).records == []
    for other in (
        replace(heard, at=AT + timedelta(minutes=2)),
        replace(heard, sender="p2"),
        message("m1", text="在河边"),
        message("m1", pictures=["ab"]),
        message("m1", text=None),
    ):
        assert take(new, live=[other]).known == 0
