"""Who may open which address; every route says so in the table of bot/console/app.py."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, replace
from typing import TypeAlias

from sqlalchemy.ext.asyncio import AsyncConnection

from handlers.model.people import OrganisationId
from store.console.accounts import Account, Rank


class Nowhere(Exception):  # noqa: N818  the name says what it is
    """There is nothing with this id."""


Owner: TypeAlias = Callable[
    [AsyncConnection, Mapping[str, str]], Awaitable[OrganisationId | None]
]
"""Whose a thing is, by the variables of the address: None is what belongs to all
organisations, such as the staff room.  Raises: Nowhere."""


@dataclass(frozen=True, slots=True)
class Need:
    """rank: the least that may, None for everybody.  owner: whose the thing is, if one's."""

    rank: Rank | None
    owner: Owner | None = None

    def of(self, owner: Owner) -> "Need":
        """The same, and the account must see that organisation."""
        return replace(self, owner=owner)


OPEN = Need(None)
READER = Need(Rank.READER)
STAFF = Need(Rank.STAFF)
ADMINISTRATOR = Need(Rank.ADMINISTRATOR)


async def in_path(_conn: AsyncConnection, path: Mapping[str, str]) -> OrganisationId:
    """The owner of an address with {organisation} in it."""
    return OrganisationId(path["organisation"])


async def of_all(_conn: AsyncConnection, _path: Mapping[str, str]) -> None:
    """The owner of what is everybody's: only for accounts that see all organisations."""


async def may_see(
    conn: AsyncConnection, need: Need, account: Account, path: Mapping[str, str]
) -> bool:
    """What others own is, for this account, not there."""
    if need.owner is None:
        return True
    try:
        return account.sees(await need.owner(conn, path))
    except Nowhere:
        return False
