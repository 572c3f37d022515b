"""Inside or outside the project plan (项目书): what appears in the plan is inside (D2)."""

from collections.abc import Sequence
from datetime import date

from handlers.model.activity import PlanStatus
from handlers.model.people import PlanItem
from handlers.read.planned import is_near, share_found

ENOUGH = 0.6  # of the title's character pairs found in what was written


def plan_status(
    plan: Sequence[PlanItem], day: date | None, texts: Sequence[str]
) -> PlanStatus:
    """INSIDE when a planned title occurs in the texts and the day lies in its dates.

    UNKNOWN where the texts may be about it in other words, for all leaders read it.
    """
    if not plan:
        return PlanStatus.UNKNOWN
    if planned(plan, day, texts):
        return PlanStatus.INSIDE
    written = " ".join(texts)
    near = any(is_near(item.title, written) for item in _due(plan, day))
    return PlanStatus.UNKNOWN if near else PlanStatus.OUTSIDE


def planned(
    plan: Sequence[PlanItem], day: date | None, texts: Sequence[str]
) -> PlanItem | None:
    """The item of the plan that the texts are about, None when there is none."""
    written = " ".join(texts)
    best = max(
        _due(plan, day), key=lambda item: share_found(item.title, written), default=None
    )
    return best if best and share_found(best.title, written) >= ENOUGH else None


def _due(plan: Sequence[PlanItem], day: date | None) -> list[PlanItem]:
    return [item for item in plan if day is None or item.since <= day <= item.until]
