"""What an imported history adds to the store, and what it leaves as it is."""

from dataclasses import replace
from datetime import timedelta

from handlers.model.draft import Draft, Status
from handlers.model.effects import KeepWish
from handlers.model.people import MessageId, Person, PersonId
from handlers.model.settings import Settings
from handlers.model.state import State
from handlers.records import filing
from store import directory, history, inbox, ledger, timeline
from store.db import Database
from store.history import CHANNEL, Past
from store.inbox import InboxStatus
from tests.store.made import LANE, NOW, SETTING, draft, message

SONG = Person(PersonId("past-1"), "老宋")
MINUTE = timedelta(minutes=1)


def past(made: Draft) -> Past:
    filed = replace(made, status=Status.FILED, version=1, filed_at=NOW)
    return Past(
        lane=LANE,
        room="r1",
        people=[SONG],
        messages=[replace(message("m1"), channel=CHANNEL, fingerprint=None)],
        records=[(filed, filing.record(State(LANE), filed, Settings()))],
        wishes=[KeepWish(PersonId("p1"), unnamed=True, at=NOW)],
    )


async def test_a_past_is_kept_once(database: Database):
    async with database.begin() as conn:
        await directory.load_setting(conn, SETTING)
    for _ in range(2):
        async with database.begin() as conn:
            await history.keep(conn, past(draft("d1")))
    async with database.begin() as conn:
        await history.keep(conn, replace(past(draft("d1")), people=[], wishes=[]))

    async with database.read() as conn:
        members = await directory.members(conn, "r1")
        assert SONG in members
        assert [one.id for one in members if one.unnamed] == ["p1"]
        assert [one.id for one in await ledger.activities(conn)] == ["d1"]
        assert await inbox.waiting_count(conn) == 0
        assert await timeline.last(conn, "r1", 9) == []
        assert await timeline.page(conn, "r1", None, 9) == []
        around = await timeline.around(conn, "r1", NOW, MINUTE, 9)
    assert [line.id for line in around] == ["m1"]


async def test_records_are_found_by_what_they_rest_on(database: Database):
    async with database.begin() as conn:
        await directory.load_setting(conn, SETTING)
        await history.keep(conn, past(draft("d1")))
        many = {f"x{number}" for number in range(2 * history.AT_ONCE)}
        found = await history.resting_on(conn, LANE, {"m1", *many})
        elsewhere = await history.resting_on(conn, "o:cloth", {"m1"})

    assert {name: [one.id for one in drafts] for name, drafts in found.items()} == {
        MessageId("m1"): ["d1"]
    }
    assert elsewhere == {}


async def test_what_was_heard_live_is_what_channels_brought_in_that_time(
    database: Database,
):
    async with database.begin() as conn:
        await directory.load_setting(conn, SETTING)
        live = message("m2")
        others = (message("m3", at=NOW - 2 * MINUTE), message("m4", room="r2"))
        await inbox.put(conn, [live, *others], InboxStatus.HANDLED)
        await history.keep(conn, past(draft("d1")))
        heard = await history.heard_live(conn, "r1", NOW - MINUTE, NOW + MINUTE)

    assert [one.external_id for one in heard] == ["m2"]
