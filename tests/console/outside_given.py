"""An account in the outside, groups in which it is, and words that it leaves to people."""

from dataclasses import replace
from datetime import datetime, timedelta

from bot.channels.account import Account, AccountState
from bot.gentle import Gentle
from handlers.model.admission import BindRoom
from handlers.model.people import OrganisationId, Purpose, Room, RoomId
from store import outbox, rooms
from store.outbox import Outgoing
from store.rooms import Sighted
from tests.console.console_server import Console

CHANNEL = "wechaty"
GROUP = "77@chatroom"
OURS = "66@chatroom"  # bound to the tea circle
WORD = "40718223"
WORDS = "周六的茶会大概来了多少人？"
DAY = timedelta(days=1)


def account(console: Console, state: AccountState, detail: str = "", qr: str | None = None):
    """It stands so from now on."""
    one = Account(CHANNEL, "小陪", state, console.now(), detail, qr)
    console.desk.accounts.note(one)


async def opened(
    console: Console, *, listen_only: bool = False, warm_up: timedelta = timedelta()
) -> None:
    """The channel is on and connected."""
    account(console, AccountState.CONNECTED)
    accounts = console.desk.accounts
    gentle = Gentle(CHANNEL, accounts, listen_only=listen_only, warm_up=warm_up)
    await gentle.notice(console.database, console.now)
    console.desk.gentle[CHANNEL] = gentle
    object.__setattr__(console.desk, "word", lambda: WORD)


async def sighted(console: Console, topic: str = "街坊棋友群", inviter: str = "") -> None:
    """A group that waits to be bound."""
    one = Sighted(RoomId(GROUP), CHANNEL, topic, 23, inviter, console.now())
    async with console.database.begin() as conn:
        await rooms.sight(conn, [one])


async def left(
    console: Console, *keys: str, room: str = OURS, **changed: object
) -> list[int]:
    """Words in a group of the tea circle that an account leaves to people."""
    async with console.database.begin() as conn:
        if room == OURS:
            tea = OrganisationId("tea")
            bound = Room(
                RoomId(OURS), "茶友会微信群", Purpose.ORGANISATION, tea, None, CHANNEL
            )
            await rooms.bind(conn, BindRoom(bound))
        waiting = [replace(_words(key, room, console.now()), **changed) for key in keys]
        ids = [one for one in await outbox.put(conn, waiting) if one is not None]
        await outbox.put_by_hand(conn, ids)
    return ids


def _words(key: str, room: str, at: datetime) -> Outgoing:
    return Outgoing(
        key, CHANNEL, room, "ask", "coach/ask", WORDS, ("hua",), (), None, None, (), at, at
    )
