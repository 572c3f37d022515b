"""Staff write their tracking logs at the desk: kept just as the form says (D6).

Nothing is said in any room: whoever wrote it sees beside it what the organisation tells.
"""

from handlers.desk.named import refused
from handlers.model.deed import Log, Refusal, Unlog
from handlers.model.effects import Effect
from handlers.model.events import AtDesk
from handlers.model.state import State
from handlers.model.visit import DropVisit, KeepVisit


def decide(state: State, event: AtDesk, deed: Log | Unlog) -> list[Effect]:
    """The log is known from now on, or no more."""
    known = state.visited.visits
    if isinstance(deed, Log):
        return [] if deed.visit in known else [KeepVisit(deed.visit)]
    if not any(visit.id == deed.visit for visit in known):
        return refused(event, Refusal.UNKNOWN)
    return [DropVisit(deed.visit)]
