"""A message of which nobody knows whether it was said is a case (R8, R12)."""

from dataclasses import replace
from datetime import timedelta

from bot.config_sections import SenderSettings
from bot.listed import with_conversation
from bot.sender import Sender
from handlers.model.case import CaseKind, Spoken
from store import cases, enrol, outbox
from store.db import Database, open_database
from tests.store.made import NOW, SETTING, outgoing

MINUTE = timedelta(minutes=1)


async def begin_to_send(database: Database) -> None:
    """… and the lights go out."""
    away = replace(outgoing("c"), room="gone")
    async with database.begin() as conn:
        await enrol.load_setting(conn, SETTING)
        await outbox.put(conn, [outgoing("a"), outgoing("b", purpose="relay"), away])
        due = await outbox.due(conn, NOW, 9)
        await outbox.mark_sending(conn, [one.id for one in due], NOW)


async def test_staff_look_whether_it_was_said():
    database = await open_database("sqlite+aiosqlite:///:memory:")
    try:
        await begin_to_send(database)
        for start in (NOW + MINUTE, NOW + 2 * MINUTE):
            settings = SenderSettings(1000, timedelta(), None)
            await Sender(database, settings, lambda departure: departure).start(start)

        async with database.read() as conn:
            [case] = await cases.waiting(conn)  # what must arrive is said again instead
            shown = await with_conversation(conn, case)
    finally:
        await database.close()

    assert (case.case.kind, case.case.subject, case.case.at) == (CaseKind.SEND, "a", NOW)
    assert case.organisation_name == "导览队"
    assert shown.conversation == (Spoken(NOW, None, "问a", pictures=1),)
