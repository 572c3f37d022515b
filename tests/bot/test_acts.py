"""What an account is to do is tried a few times; then staff hear of it (R12)."""

from datetime import timedelta

import pytest

import prompts
from bot import admitted
from bot.handing import RETRY, TRIES_TO_ACT
from bot.listed import with_conversation
from handlers.model.admission import Act, DoAct
from handlers.model.case import CaseKind, Listed
from store import cases, enrol, outbox
from store.db import Database
from tests.bot.loudspeaker import Loudspeaker, sender
from tests.store.made import NOW, SETTING

ACCEPTING = (Act.ACCEPT_INVITATION, Act.ACCEPT_FRIENDSHIP)


async def tried(database: Database, speaker: Loudspeaker, act: Act) -> tuple[Listed, ...]:
    """For a while; the cases that come of it."""
    async with database.begin() as conn:
        await enrol.load_setting(conn, SETTING)
        doing = admitted.doing(DoAct(speaker.name, act, "x9"), NOW)
        await outbox.put(conn, [doing])
    one = sender(database, speaker)
    for minutes in range(2 * TRIES_TO_ACT):
        await one.step(NOW + minutes * RETRY)
    async with database.read() as conn:
        assert await outbox.next_due(conn, speaker.name) is None
        return await cases.waiting(conn)


@pytest.mark.parametrize("act", ACCEPTING)
async def test_what_cannot_be_accepted_is_given_up_and_staff_look_after_it(
    database: Database, act: Act
):
    speaker = Loudspeaker(stubborn=99)
    [case] = await tried(database, speaker, act)

    assert 99 - speaker.stubborn == TRIES_TO_ACT
    assert (case.case.kind, case.case.subject) == (CaseKind.ACT, f"{act}/loudspeaker/x9")
    async with database.read() as conn:
        shown = await with_conversation(conn, case)
    words = prompts.render(
        "cases/show",
        {
            "number": case.number,
            "kind": case.case.kind,
            "place": "",
            "room": "",
            "age": timedelta(hours=1),
            "outcome": None,
            "taken_by": "",
            "doubt": None,
            "unheard": shown.unheard,
            "conversation": shown.conversation,
        },
    )
    assert "请那位社工再请一次" in words
    assert "x9" not in words


async def test_one_that_nobody_answered_is_a_case_too(database: Database):
    [case] = await tried(database, Loudspeaker(torn=True), Act.ACCEPT_INVITATION)
    assert case.case.kind is CaseKind.ACT


async def test_whoever_only_looked_bothers_nobody(database: Database):
    speaker = Loudspeaker(stubborn=99)
    assert await tried(database, speaker, Act.LOOK_AT_ROOM) == ()
