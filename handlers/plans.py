"""Inside or outside the project plan (项目书): what appears in the plan is inside (D2)."""

from collections.abc import Sequence
from datetime import date

from handlers.likeness import covered
from handlers.model.activity import PlanStatus
from handlers.model.people import PlanItem

ENOUGH = 0.6  # of the title's character pairs found in what was written


def plan_status(
    plan: Sequence[PlanItem], day: date | None, texts: Sequence[str]
) -> PlanStatus:
    """INSIDE when a planned title occurs in the texts and the day lies in its dates."""
    if not plan:
        return PlanStatus.UNKNOWN
    return PlanStatus.INSIDE if planned(plan, day, texts) else PlanStatus.OUTSIDE


def planned(
    plan: Sequence[PlanItem], day: date | None, texts: Sequence[str]
) -> PlanItem | None:
    """The item of the plan that the texts are about, None when there is none."""
    written = " ".join(texts)
    fitting = [item for item in plan if day is None or item.since <= day <= item.until]
    best = max(fitting, key=lambda item: covered(item.title, written), default=None)
    return best if best and covered(best.title, written) >= ENOUGH else None
