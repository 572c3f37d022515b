"""Staff's room: who is there, the cards in it, and words about them."""

from dataclasses import replace

from handlers.model.case import Case, CaseKind, Listed, Question
from handlers.model.events import MessageArrived
from handlers.model.people import OrganisationId, Person, PersonId, Purpose, Role, Room
from handlers.model.settings import StaffSettings
from handlers.model.state import State
from tests.handlers.made import (
    HOUR,
    NOW,
    ROOM,
    SETTINGS,
    STAFF,
    STAFF_ROOM,
    STATE,
    question,
    quote,
    says,
)

OTHER = PersonId("小何")
PEOPLE = {**STATE.people, OTHER: Person(OTHER, OTHER, Role.STAFF)}
ROOMS = {STAFF_ROOM: Room(STAFF_ROOM, "S", Purpose.STAFF)}
NEVER = replace(SETTINGS, staff=StaffSettings(remind_after=()))  # is anybody reminded
ASKED = question(at=NOW - HOUR)


def card(asked: Question, number: int = 1) -> Listed:
    """That of a question."""
    return Listed(number, Case(CaseKind.QUESTION, asked.id, asked.room, asked.at))


def listed(number: int = 1, kind: CaseKind = CaseKind.QUESTION, **more: object) -> Listed:
    """One of any kind; a question is ASKED."""
    subject = ASKED.id if kind is CaseKind.QUESTION else f"d{number}"
    case = Case(kind, subject, ROOM, NOW - number * HOUR)
    made = Listed(
        number, case, OrganisationId("garden"), organisation_name="花友会", room_name="大群"
    )
    return replace(made, **more)  # type: ignore[arg-type] -- fields of it, by name


def room(*there: Listed, **more: object) -> State:
    made = State("r:S", people=PEOPLE, cases=there, questions=(ASKED,), staff=STAFF_ROOM)
    return replace(made, **more)  # type: ignore[arg-type] -- fields of a state, by name


def to_card(text: str, *numbers: int, **how: object) -> MessageArrived:
    """What one of staff says about the first card, or the cards of these numbers."""
    quoted = quote("b", cases=numbers or (1,))
    return says(text, STAFF, room=STAFF_ROOM, quoted=quoted, **how)  # type: ignore[arg-type]
