"""Lists and sums of the ledger read an index alone, however long the records are."""

from alembic import op

revision = "0013"
down_revision = "0012"

SUMMED = ["id", "plan", "headcount", "served"]


def upgrade() -> None:
    op.drop_index("activities_day", "activities")
    op.drop_index("activities_organisation", "activities")
    op.create_index("activities_day", "activities", ["day", "organisation", *SUMMED])
    op.create_index(
        "activities_organisation", "activities", ["organisation", "day", *SUMMED]
    )
    op.create_index("audit_subject", "audit", ["subject", "number"])
    op.create_index("drafts_touched", "drafts", ["status", "touched_at", "id"])
