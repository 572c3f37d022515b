"""Why a deed was not done, and the records that a deed may name."""

from dataclasses import replace

from handlers.model.deed import Refusal
from handlers.model.draft import Status
from handlers.model.effects import Refuse
from store import inbox, ledger
from store.changes import Changes, save
from store.console import refusals
from store.db import Database
from store.inbox import Inbound
from tests.store.made import LANE, NOW, draft


def form(once: str) -> Inbound:
    return Inbound("console", "", once, "desk", LANE, "s1", NOW, NOW, {"do": "end"})


async def test_a_refusal_is_known_once_its_row_is_handled(database: Database):
    async with database.begin() as conn:
        rows = await inbox.put(conn, [form("f1"), form("f2"), form("f3")])
        refused, done, aside = (row or 0 for row in rows)
        await refusals.note(conn, [Refuse(refused, Refusal.ENDED)])
        assert await refusals.why(conn, refused) is None
        await inbox.mark_handled(conn, [refused, done], NOW)
        await inbox.park(conn, aside, "DeedError in read:30", NOW)

    async with database.read() as conn:
        assert await refusals.why(conn, refused) is Refusal.ENDED
        assert await refusals.why(conn, done) is None
        assert await refusals.why(conn, aside) is None
        assert await refusals.why(conn, 99) is None


async def test_records_are_found_by_id_in_their_own_lane_whatever_became_of_them(
    database: Database,
):
    gone = replace(draft("d1"), status=Status.WITHDRAWN)
    changes = Changes(drafts=[(LANE, gone), ("o:cloth", draft("d2"))])
    async with database.begin() as conn:
        await save(conn, changes)

    async with database.read() as conn:
        assert await ledger.named(conn, LANE, ["d1", "d2", "d3"]) == (gone,)
        assert await ledger.named(conn, LANE, []) == ()
