"""What was asked outside about a message has come back (R1, R7).

It may only help a message that the rules were unsure about; what it does not help with stays
with staff, who are never told by a model that they are wrong.
"""

from collections.abc import Sequence

from handlers import intake
from handlers.model.case import CaseKind
from handlers.model.effects import CloseCase, Effect
from handlers.model.events import ErrandReturned
from handlers.model.settings import Settings
from handlers.model.state import State
from handlers.read.reading import Activity, Kind
from handlers.read.told import read_told
from handlers.waiting import subject

BORNE_OUT = 0.5  # of what the model told; whoever makes up more is not believed at all


def on_reading(state: State, event: ErrandReturned, settings: Settings) -> list[Effect]:
    """A report that the language model is sure of is taken in like a note."""
    about = event.about
    if state.organisation is None or event.answer is None:
        return []
    reading = read_told(event.answer, about.text, about.at)
    if reading is None or reading.kind is not Kind.REPORT:
        return []
    ours = intake.read(state, state.organisation, about).activities
    activities = _with_ours(reading.activities, ours)
    worth = any(intake.worth(stated) for stated in activities)
    if not worth or reading.confidence < BORNE_OUT:
        return []
    taken = intake.take_in(state, state.organisation, about, activities, settings)
    doubt = subject(about.room, about.message)  # its pictures may be another case
    return [*taken, CloseCase(doubt, event.now, kind=CaseKind.UNSURE)]


def _with_ours(told: Sequence[Activity], ours: Sequence[Activity]) -> Sequence[Activity]:
    """What rules read and the model left out is not asked for again (R2)."""
    if len(told) != 1 or len(ours) != 1:
        return told
    known = {one.field for one in told[0]}
    return [(*told[0], *(one for one in ours[0] if one.field not in known))]
