"""The tables.  Rows stay inside store/; callers get values from handlers.model."""

from store.tables.alarm import AlarmRow
from store.tables.alias import DifferentPeopleRow, PersonAliasRow
from store.tables.channel import ChannelRow, MovementRow, SightedRow
from store.tables.console import (
    AccountRow,
    AttemptRow,
    AuditRow,
    InvitationRow,
    LoginRow,
)
from store.tables.directory import (
    EntryRow,
    FormerMemberRow,
    FormerNameRow,
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
from store.tables.privacy import ErasureRow, UnnamedRow
from store.tables.row import Found, Row, Rows, UtcTime, columns
from store.tables.visit import VisitRow

__all__ = [
    "AccountRow",
    "ActivityRow",
    "AlarmRow",
    "AttemptRow",
    "AuditRow",
    "CaseRow",
    "ChannelRow",
    "DifferentPeopleRow",
    "DraftRow",
    "EntryRow",
    "ErasureRow",
    "ErrandRow",
    "EvidenceRow",
    "FormerMemberRow",
    "FormerNameRow",
    "Found",
    "InboxRow",
    "InvitationRow",
    "LoginRow",
    "MediaRow",
    "MembershipRow",
    "MovementRow",
    "OrganisationRow",
    "OutboxRow",
    "PersonAliasRow",
    "PersonRow",
    "PlanItemRow",
    "QuestionRow",
    "RoomRow",
    "Row",
    "Rows",
    "SeenRow",
    "SightedRow",
    "SpendingRow",
    "TalkRow",
    "TimerRow",
    "UnnamedRow",
    "UtcTime",
    "VisitRow",
    "columns",
]
