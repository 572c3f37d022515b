"""What accounts are to do: once for ever, but looking, which a room may need again."""

from datetime import datetime, timedelta

from bot import admitted
from bot.deciding import Decisions
from handlers.model.admission import Act, DoAct
from store import outbox
from store.db import Database
from tests.store.made import LANE, NOW

LATER = NOW + timedelta(days=9)


async def decided(database: Database, act: Act, at: datetime) -> int:
    """How many are queued for it, two alike in one go."""
    effects = [(LANE, DoAct("loudspeaker", act, "x9"))] * 2
    async with database.begin() as conn:
        acts = admitted.acts(Decisions({}, {}, effects=[*effects]), at)
        return sum(id_ is not None for id_ in await outbox.put(conn, acts))


async def test_a_room_is_looked_at_whenever_that_is_decided(database: Database):
    assert await decided(database, Act.LOOK_AT_ROOM, NOW) == 1
    assert await decided(database, Act.LOOK_AT_ROOM, NOW) == 0
    assert await decided(database, Act.LOOK_AT_ROOM, LATER) == 1


async def test_an_invitation_is_accepted_once_for_ever(database: Database):
    assert await decided(database, Act.ACCEPT_INVITATION, NOW) == 1
    assert await decided(database, Act.ACCEPT_INVITATION, LATER) == 0
