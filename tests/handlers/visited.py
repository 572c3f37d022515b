"""Activities and visits to set side by side, changed where a test cares."""

from dataclasses import replace
from datetime import timedelta

from handlers.model.activity import Activity, PlanStatus
from handlers.model.finding import Count, Precision, When
from handlers.model.people import DraftId, MessageId, PersonId
from handlers.model.visit import Visit, VisitId
from tests.handlers.made import GARDEN, HOUR, NOW, ROOM, STAFF, STAFF_ROOM

DAY = When(NOW.replace(hour=0), None, Precision.DAY)
NINE = When(NOW.replace(hour=9))
COLLEAGUE = PersonId("小孙")


def activity(id_: str = "a", **more: object) -> Activity:
    """What the organisation recorded."""
    made = Activity(
        id=DraftId(id_),
        organisation=GARDEN.id,
        room=ROOM,
        when=NINE,
        place="北院菜园",
        headcount=Count(28),
        served=None,
        attendees=(),
        theme="分苗",
        content=("分了两筐番茄苗",),
        feedback=(),
        photos=(),
        plan=PlanStatus.UNKNOWN,
        sources={},
        version=1,
        filed_at=NOW + 2 * HOUR,
    )
    return replace(made, **more)  # type: ignore[arg-type] -- fields of an activity, by name


def visit(id_: str = "v", **more: object) -> Visit:
    """What one of staff saw."""
    made = Visit(
        id=VisitId(id_),
        organisation=GARDEN.id,
        room=STAFF_ROOM,
        message=MessageId(f"{id_}/m"),
        author=STAFF,
        at=NOW + timedelta(hours=1),
        when=DAY,
        place="北院菜园",
        headcount=Count(25),
        told=("在北院菜园分番茄苗",),
    )
    return replace(made, **more)  # type: ignore[arg-type] -- as for activity
