"""Outbox to channel: paced, and honest about what a crash left unknown (R8, R10)."""

from datetime import timedelta

import pytest

from bot.config_sections import SenderSettings
from bot.handing import RETRY, Outside
from bot.listed import with_conversation
from bot.sender import Sender
from handlers.model.case import CaseKind
from store import cases, enrol, inbox, outbox
from store.db import Database
from tests.bot.loudspeaker import MANY, Loudspeaker, always, queue, sender
from tests.store.made import NOW, SETTING


async def by_external(database: Database, *names: str) -> list[str]:
    async with database.read() as conn:
        found = await outbox.by_external(conn, "r1", names)
    return sorted(one.outgoing.key for one in found.values())


async def test_what_is_due_is_handed_over_once_and_keeps_the_id_of_the_channel(
    database: Database,
):
    speaker = Loudspeaker()
    await queue(database, "a", "b")
    one = sender(database, speaker)

    assert len(await one.step(NOW)) == 2
    assert await one.step(NOW) == []
    assert speaker.heard == ["问a", "问b"]
    assert await by_external(database, "said-1", "said-2") == ["a", "b"]


async def test_what_is_for_later_waits(database: Database):
    speaker = Loudspeaker()
    await queue(database, "a")

    assert await sender(database, speaker).step(NOW - timedelta(seconds=1)) == []
    assert speaker.heard == []


async def test_what_certainly_did_not_go_out_is_tried_again_after_a_minute(
    database: Database,
):
    speaker = Loudspeaker(broken=1)
    await queue(database, "a")
    one = sender(database, speaker)

    await one.step(NOW)
    assert await one.step(NOW + RETRY - timedelta(seconds=1)) == []
    await one.step(NOW + RETRY)
    assert speaker.heard == ["问a"]


async def test_what_never_goes_out_is_given_up_and_staff_look_after_it(
    database: Database, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr("bot.handing.TRIES", 2)
    speaker = Loudspeaker(broken=9)
    async with database.begin() as conn:
        await enrol.load_setting(conn, SETTING)
    await queue(database, "a")
    one = sender(database, speaker)

    for minutes in range(5):
        await one.step(NOW + minutes * RETRY)

    assert speaker.broken == 7
    async with database.read() as conn:
        [case] = await cases.waiting(conn)
        [shown] = (await with_conversation(conn, case)).conversation
        assert await outbox.next_due(conn, "loudspeaker") is None
    assert (case.case.kind, case.case.subject, shown.text) == (CaseKind.SEND, "a", "问a")


async def test_a_message_caught_in_mid_send_is_unknown_and_never_doubled(
    database: Database,
):
    await queue(database, "a")
    async with database.begin() as conn:
        [waiting] = await outbox.due(conn, NOW, 9, channel="loudspeaker")
        await outbox.mark_sending(conn, [waiting.id], NOW)  # … and the lights go out
    speaker = Loudspeaker()
    one = sender(database, speaker)

    assert [queued.id for queued in await one.start(NOW)] == [waiting.id]
    assert await one.step(NOW + timedelta(days=1)) == []
    assert speaker.heard == []


async def test_what_must_arrive_is_said_again_after_a_crash_and_only_once(
    database: Database,
):
    await queue(database, "a", purpose="relay")
    starts = []
    for _ in range(2):
        async with database.begin() as conn:
            due = await outbox.due(conn, NOW, 9, channel="loudspeaker")
            await outbox.mark_sending(conn, [one.id for one in due], NOW)
        again = sender(database, Loudspeaker())
        starts.append(len(await again.start(NOW)))
    speaker = Loudspeaker()

    assert starts == [0, 1]
    assert await sender(database, speaker).step(NOW + timedelta(days=1)) == []

    await queue(database, "b", purpose="relay")
    async with database.begin() as conn:
        [waiting] = await outbox.due(conn, NOW, 9, channel="loudspeaker")
        await outbox.mark_sending(conn, [waiting.id], NOW)
    second = sender(database, speaker)
    assert await second.start(NOW) == []
    await second.step(NOW)
    assert speaker.heard == ["问b"]


async def test_words_for_the_web_chat_are_stored_as_said(database: Database):
    await queue(database, "a", channel="web")

    [leaving] = await sender(database).step(NOW)

    assert await by_external(database, leaving.external_id) == ["a"]
    async with database.read() as conn:
        assert await inbox.waiting_count(conn) == 0


async def test_what_must_keep_the_pace_says_until_when(database: Database):
    speaker = Loudspeaker()
    await queue(database, "a", "b")
    one = sender(database, speaker, settings=SenderSettings(1, timedelta(), None))

    assert len(await one.step(NOW)) == 1
    assert one.delayed_until == NOW + timedelta(minutes=1)
    assert len(await one.step(NOW + timedelta(minutes=1))) == 1
    assert one.delayed_until is None


@pytest.mark.parametrize("breaker", [None, (2, timedelta(minutes=5))])
async def test_the_pace_survives_a_restart(
    breaker: tuple[int, timedelta] | None, database: Database
):
    settings = SenderSettings(1, timedelta(), breaker)
    await queue(database, "a")
    await sender(database, Loudspeaker(), settings=settings).step(NOW)
    await queue(database, "b")
    again = sender(database, Loudspeaker(), settings=settings)

    await again.start(NOW + timedelta(seconds=1))

    assert await again.step(NOW + timedelta(seconds=59)) == []
    assert len(await again.step(NOW + timedelta(seconds=60))) == 1


async def test_nothing_leaves_in_the_quiet_hours_however_late_it_is(database: Database):
    morning = NOW + timedelta(hours=9)
    loud = Loudspeaker()
    quiet = Sender(
        database,
        MANY,
        lambda departure: departure,
        Outside(database, loud, always),
        allowed=lambda at: max(at, morning),
    )
    await queue(database, "k1")

    assert await quiet.step(NOW + timedelta(hours=4)) == []
    [left] = await quiet.step(morning)

    assert (left.at, len(loud.heard)) == (morning, 1)


async def test_what_was_decided_later_never_overtakes_in_its_room(database: Database):
    loud = Loudspeaker()
    jittery = SenderSettings(1000, timedelta(minutes=1), None)
    keys = [f"k{n}" for n in range(6)]
    await queue(database, *keys)
    slow = Sender(
        database, jittery, lambda departure: departure, Outside(database, loud, always)
    )

    order: list[str] = []
    for seconds in range(0, 121, 5):
        leaving = await slow.step(NOW + timedelta(seconds=seconds))
        order += [one.queued.outgoing.key for one in leaving]

    assert order == keys


async def test_an_answer_overtakes_what_nobody_waits_for_and_no_other_answer(
    database: Database,
):
    loud = Loudspeaker()
    for purpose in ("ask", "acknowledge", "thanks", "escalate", "acknowledge", "relay"):
        await queue(database, f"{purpose}{len(loud.heard)}", purpose=purpose)
        loud.heard.append(purpose)
    loud.heard.clear()
    live = Sender(
        database, MANY, lambda at: max(at, NOW + RETRY), Outside(database, loud, always)
    )

    await live.step(NOW + RETRY)

    assert loud.heard == [
        "问relay5",
        "问acknowledge1",
        "问acknowledge4",
        "问escalate3",
        "问ask0",
        "问thanks2",
    ]


async def test_what_is_late_does_not_leave_in_the_quiet_hours(database: Database):
    """The bot was off when it was due, and comes back at night."""
    await queue(database, "k1")
    night, morning = NOW + timedelta(hours=13), NOW + timedelta(hours=22)
    late = Sender(
        database,
        MANY,
        lambda departure: max(departure, night),
        allowed=lambda at: at if at < night else max(at, morning),
    )

    assert await late.step(night) == []
