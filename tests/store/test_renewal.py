"""Cases that are there already are found by what they are about."""

from handlers.model.case import Case, CaseKind
from handlers.model.people import RoomId
from store import cases, renewal
from store.db import Database
from tests.store.made import NOW


def case(kind: CaseKind, subject: str) -> Case:
    return Case(kind, subject, RoomId("tea"), NOW)


async def test_a_case_is_known_by_its_kind_and_its_subject_together(database: Database):
    one, other = case(CaseKind.VOICE, "tea/m1"), case(CaseKind.UNSURE, "tea/m2")
    async with database.begin() as conn:
        await cases.put(conn, [("o:tea", one), ("o:tea", other)])
        known = await renewal.known(
            conn, [one, case(CaseKind.VOICE, "tea/m2"), case(CaseKind.PICTURE, "tea/m3")]
        )
    assert list(known) == [(CaseKind.VOICE, "tea/m1")]
