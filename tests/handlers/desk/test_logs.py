"""Staff write, change and remove their logs of visits at the desk (D6)."""

from dataclasses import replace

from handlers.model.deed import Log, Refusal, Unlog
from handlers.model.finding import Count
from handlers.model.people import MessageId, OrganisationId, PersonId, RoomId
from handlers.model.visit import DropVisit, KeepVisit, Visit, Visited, VisitId
from tests.handlers.desk.told import LATER, done, done_in, why
from tests.handlers.made import state

VISIT = Visit(
    id=VisitId("desk/once"),
    organisation=OrganisationId("tea"),
    room=RoomId("staff"),
    message=MessageId("desk/once"),
    author=PersonId("yan"),
    at=LATER,
    told=("一起包了粽子",),
)


def test_a_log_is_kept_as_it_was_written():
    assert done(Log(VISIT)) == [KeepVisit(VISIT)]


def test_a_log_that_is_written_anew_takes_the_place_of_the_old_one():
    known = replace(state(), visited=Visited(visits=(VISIT,)))
    better = replace(VISIT, headcount=Count(12))
    assert done_in(known, Log(better)) == [KeepVisit(better)]
    assert done_in(known, Log(VISIT)) == []


def test_a_log_that_is_removed_is_known_no_more():
    known = replace(state(), visited=Visited(visits=(VISIT,)))
    assert done_in(known, Unlog(VISIT.id)) == [DropVisit(VISIT.id)]
    assert why(done(Unlog(VISIT.id))) is Refusal.UNKNOWN
