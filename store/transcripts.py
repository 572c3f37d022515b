"""What voice messages say: it lies in the inbox as what came back about them."""

from collections.abc import Mapping

from sqlalchemy import and_
from sqlalchemy.orm import aliased

from handlers.model.errand import ErrandKind
from store import codec
from store.tables import InboxRow

PREFIX = f"{ErrandKind.SPEECH}:"  # of the external id of what came back

_told = aliased(InboxRow)
HEARD = _told.body.label("heard")
ABOUT = and_(
    _told.room == InboxRow.room,
    _told.external_id == PREFIX + InboxRow.external_id,
    _told.kind == "told",
)
TOLD = _told


def transcript(told: Mapping[str, object]) -> str | None:
    """The words, by the body of what came back; None when there are none."""
    answer = told.get("answer")
    if told.get("kind") != ErrandKind.SPEECH or not isinstance(answer, dict):
        return None
    return str(answer.get("text") or "") or None


def of_row(heard: str | None) -> str | None:
    """The words, by the column HEARD of a query that is joined to TOLD."""
    return transcript(codec.load_mapping(heard)) if heard else None
