"""What was just said is taken back where the channel can, and put right where it cannot (R11)."""

from collections.abc import AsyncIterator
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

import pytest

from bot import effects
from bot.deciding import Decisions, Said
from bot.handing import RETRY, Outside
from bot.sender import Sender
from handlers.model.abilities import Abilities
from handlers.model.admission import BindRoom
from handlers.model.effects import Effect, Say, Unsay, Why
from handlers.model.people import OrganisationId, Purpose, Room, RoomId
from handlers.model.settings import Settings
from store import enrol, outbox, rooms, timeline
from store.db import Database, open_database
from tests.bot.loudspeaker import MANY, Loudspeaker, always
from tests.store.made import LANE, NOW, SETTING, outgoing

MINUTES = timedelta(minutes=2)
CAN = Abilities(True, True, True, True, True, takes_back=MINUTES)
ROOM = RoomId("r1")
GUIDES = OrganisationId("guides")
SETTINGS = Settings(channels={"loudspeaker": CAN})
WRONG = "那条不算数"


@dataclass
class Talk:
    """What the bot says aloud, and the time in which it does."""

    database: Database
    speaker: Loudspeaker = field(default_factory=Loudspeaker)
    night: bool = False

    async def says(self, *keys: str, at: datetime = NOW, **changed: object) -> None:
        plain = (replace(outgoing(key, at=at), photos=()) for key in keys)
        aloud = [replace(p, channel="loudspeaker", **changed) for p in plain]  # type: ignore[arg-type]
        async with self.database.begin() as conn:
            await outbox.put(conn, aloud)
        await self.step(at)

    async def step(self, at: datetime) -> None:
        quiet = Sender(
            self.database,
            MANY,
            lambda departure: departure,
            Outside(self.database, self.speaker, always),
            allowed=lambda at: at + timedelta(hours=9) if self.night else at,
        )
        await quiet.step(at)

    async def decided(
        self, decisions: Decisions, at: datetime, settings: Settings = SETTINGS
    ) -> None:
        async with self.database.begin() as conn:
            await effects.apply(conn, decisions, {}, settings, at)
        await self.step(at)

    async def withholds(
        self,
        key: str,
        at: datetime,
        settings: Settings = SETTINGS,
        *,
        put_right: bool = True,
    ) -> None:
        say = Say(ROOM, Why.RELAY, "cases/withdrawn", {"names": ""})
        said = Said(f"withdrawn/{key}", say, WRONG, at, LANE) if put_right else None
        await self.decided(Decisions({}, {}, withheld=[(key, said)]), at, settings)

    async def unsays(self, at: datetime, settings: Settings = SETTINGS) -> None:
        unsay: Effect = Unsay(ROOM, (Why.ASK,))
        await self.decided(Decisions({}, {}, effects=[(LANE, unsay)]), at, settings)

    async def recalled(self) -> list[str]:
        """The ids of the messages that show as taken back."""
        async with self.database.read() as conn:
            lines = await timeline.page(conn, ROOM, None, 9)
        return [line.id for line in lines if line.recalled]


@pytest.fixture
async def talk() -> AsyncIterator[Talk]:
    database = await open_database("sqlite+aiosqlite:///:memory:")
    async with database.begin() as conn:
        await enrol.load_setting(conn, SETTING)
        room = Room(ROOM, "小广场", Purpose.ORGANISATION, GUIDES, channel="loudspeaker")
        await rooms.bind(conn, BindRoom(room))
    yield Talk(database)
    await database.close()


async def test_what_should_not_have_been_said_is_gone_and_nothing_is_said_instead(
    talk: Talk,
):
    await talk.says("a")
    await talk.withholds("a", NOW + MINUTES / 2)
    await talk.step(NOW + 2 * MINUTES)

    assert talk.speaker.done == [("recall", "said-1")]
    assert talk.speaker.heard == ["问a"]
    assert await talk.recalled() == ["said-1"]


async def test_two_minutes_later_it_is_put_right_in_words(talk: Talk):
    await talk.says("a")
    await talk.withholds("a", NOW + MINUTES)

    assert (talk.speaker.done, talk.speaker.heard) == ([], ["问a", WRONG])
    assert await talk.recalled() == []


async def test_where_the_channel_cannot_it_is_put_right_in_words(talk: Talk):
    await talk.says("a")
    deaf = replace(CAN, takes_back=timedelta())
    await talk.withholds("a", NOW, Settings())
    await talk.unsays(NOW, Settings(channels={"loudspeaker": deaf}))

    assert (talk.speaker.done, talk.speaker.heard) == ([], ["问a", WRONG])


async def test_a_recall_that_fails_is_put_right_in_words_as_well(talk: Talk):
    await talk.says("a")
    talk.speaker.stubborn = 9
    for minutes in range(5):
        at = NOW + minutes * RETRY
        await (talk.step(at) if minutes else talk.withholds("a", at))

    assert talk.speaker.stubborn == 7
    assert (talk.speaker.done, talk.speaker.heard) == ([], ["问a", WRONG])
    async with talk.database.read() as conn:
        assert await outbox.lost(conn) == []


async def test_a_recall_that_nobody_answers_is_tried_again(talk: Talk):
    await talk.says("a")
    talk.speaker.torn = True
    await talk.withholds("a", NOW, put_right=False)
    await talk.step(NOW + RETRY)

    assert talk.speaker.done == [("recall", "said-1")] * 2


async def test_in_the_quiet_hours_too(talk: Talk):
    await talk.says("a")
    talk.night = True
    await talk.withholds("a", NOW)

    assert talk.speaker.done == [("recall", "said-1")]


async def test_a_room_that_asks_for_silence_is_rid_of_what_was_just_asked(talk: Talk):
    await talk.says("old", at=NOW - MINUTES)
    await talk.says("a")
    await talk.says("b", room="r2")
    await talk.says("c", purpose="bulletin")
    await talk.unsays(NOW + timedelta(seconds=1))

    assert talk.speaker.done == [("recall", "said-2")]
    assert await talk.recalled() == ["said-2"]


async def test_a_message_with_pictures_would_go_only_in_part(talk: Talk):
    await talk.says("a", photos=("f" * 64,))
    await talk.withholds("a", NOW)
    await talk.withholds("nothing", NOW, put_right=False)

    assert (talk.speaker.done, talk.speaker.heard) == ([], ["问a", WRONG])
