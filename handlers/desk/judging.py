"""Staff say whether an activity is in the plan, where the words alone misled (D2)."""

from dataclasses import replace

from handlers.desk.named import changed, living, refused
from handlers.model.deed import Judge, Refusal
from handlers.model.effects import Effect
from handlers.model.events import AtDesk
from handlers.model.settings import Settings
from handlers.model.state import State


def judge(state: State, event: AtDesk, deed: Judge, settings: Settings) -> list[Effect]:
    """From now on it is what they say, whatever is corrected later."""
    draft = living(state, event, deed.draft)
    if isinstance(draft, Refusal):
        return refused(event, draft)
    if draft.plan is deed.plan:
        return []
    told = replace(draft, plan=deed.plan)
    return changed(state, told, event, settings, reissue=deed.reissue)
