"""What the reader of a message may know of the room and of what was said in it before."""

from handlers.model.events import MessageArrived
from handlers.model.people import Organisation
from handlers.model.state import State
from handlers.read.reading import Surroundings
from handlers.records.joining import COLLECTING
from handlers.records.supplement import awaits_answer


def surroundings(
    state: State, organisation: Organisation, event: MessageArrived
) -> Surroundings:
    """The community and plan, whether a record is open or asked about, who is spoken to."""
    collecting = [draft for draft in state.drafts if draft.status in COLLECTING]
    return Surroundings(
        organisation.community,
        tuple(item.title for item in organisation.plan),
        collecting=bool(collecting),
        asked=any(awaits_answer(draft, event) for draft in collecting),
        addressed=event.mentioned or (event.quoted is not None and event.quoted.ours),
    )
