"""The tables.  Rows stay inside store/; callers get values from handlers.model."""

from store.tables.directory import (
    EntryRow,
    MembershipRow,
    OrganisationRow,
    PersonRow,
    PlanItemRow,
    RoomRow,
)
from store.tables.errand import ErrandRow, SpendingRow
from store.tables.flow import InboxRow, MediaRow, OutboxRow, SeenRow
from store.tables.lane import (
    ActivityRow,
    CaseRow,
    DraftRow,
    EvidenceRow,
    QuestionRow,
    TalkRow,
    TimerRow,
)
from store.tables.row import Found, Row, Rows, UtcTime, columns

__all__ = [
    "ActivityRow",
    "CaseRow",
    "DraftRow",
    "EntryRow",
    "ErrandRow",
    "EvidenceRow",
    "Found",
    "InboxRow",
    "MediaRow",
    "MembershipRow",
    "OrganisationRow",
    "OutboxRow",
    "PersonRow",
    "PlanItemRow",
    "QuestionRow",
    "RoomRow",
    "Row",
    "Rows",
    "SeenRow",
    "SpendingRow",
    "TalkRow",
    "TimerRow",
    "UtcTime",
    "columns",
]
