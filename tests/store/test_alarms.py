"""What staff were told by another way survives a restart."""

from dataclasses import replace
from datetime import timedelta

from store import alarms
from store.alarms import About, Alarm, AlarmKind
from store.db import Database
from tests.store.made import NOW

ALARM = Alarm(
    About(AlarmKind.ROOM, "wechaty", "r1"), "silent", NOW, NOW, None, 2, frozenset({"mail"})
)
DAY = timedelta(days=1)


async def kept(database: Database) -> list[Alarm]:
    async with database.read() as conn:
        return await alarms.all_(conn)


async def test_each_is_kept_as_it_is_now(database: Database):
    over = replace(ALARM, over_at=NOW + DAY, to_tell=frozenset())
    other = replace(ALARM, about=About(AlarmKind.STORE))
    async with database.begin() as conn:
        await alarms.save(conn, [])
        await alarms.save(conn, [ALARM, other])
    assert await kept(database) == [ALARM, other]

    async with database.begin() as conn:
        await alarms.save(conn, [over])
    assert set(await kept(database)) == {over, other}


async def test_what_is_over_and_told_is_forgotten_after_a_while(database: Database):
    told = replace(ALARM, over_at=NOW, to_tell=frozenset())
    untold = replace(ALARM, about=About(AlarmKind.STORE), over_at=NOW)
    lasting = replace(ALARM, about=About(AlarmKind.SCAN, "wechaty"))
    async with database.begin() as conn:
        await alarms.save(conn, [told, untold, lasting])
        await alarms.forget(conn, NOW)
        assert len(await alarms.all_(conn)) == 3
        await alarms.forget(conn, NOW + DAY)
    assert set(await kept(database)) == {untold, lasting}


async def test_the_pulse_is_no_alarm(database: Database):
    async with database.begin() as conn:
        await alarms.pulse(conn, NOW, {})
        await alarms.pulse(conn, NOW + DAY, {"wechaty": NOW})
    assert await kept(database) == []
