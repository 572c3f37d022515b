"""Who may use the console."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import NewType

from sqlalchemy import ColumnElement, func, select, text, update
from sqlalchemy.ext.asyncio import AsyncConnection

from handlers.model.people import OrganisationId, PersonId
from store import codec
from store.tables import AccountRow, Found, columns
from store.upsert import insert

AccountId = NewType("AccountId", str)

FIRST = 0x5EB10003  # PostgreSQL: two first accounts at once would both see none


class Rank(StrEnum):
    """What an account may do; whoever may more may also do what is named before it.

    reader: a funder, who sees what was done and by how many.
    """

    READER = "reader"
    STAFF = "staff"
    ADMINISTRATOR = "administrator"

    def covers(self, other: "Rank") -> bool:
        """Whether this one may do what the other may."""
        order = list(Rank)
        return order.index(self) >= order.index(other)


@dataclass(frozen=True, slots=True)
class Account:
    """Somebody who signs in.  organisations: which of them they see, None for all.

    Administrators see all: they could let themselves in everywhere.

    password: its argon2id hash, None until it is chosen.  one_time: the secret of one-time
    codes, None where they are off; one_time_last: the number of the last code used.
    recovery: digests of codes for a lost phone.  person: who that is in the chats.
    """

    id: AccountId
    name: str
    rank: Rank
    made_at: datetime
    organisations: frozenset[OrganisationId] | None = None
    password: str | None = None
    one_time: str | None = None
    one_time_last: int | None = None
    recovery: tuple[str, ...] = ()
    person: PersonId | None = None
    disabled_at: datetime | None = None

    def sees(self, organisation: OrganisationId | None) -> bool:
        """Whether what belongs to it is theirs to see; None is what belongs to all."""
        return self.organisations is None or organisation in self.organisations

    def access(self) -> dict[str, object]:
        """What it may do and see, and who it is, for the audit."""
        every = None if self.organisations is None else sorted(self.organisations)
        found: dict[str, object] = {"rank": self.rank.value, "organisations": every}
        return {**found, "person": self.person} if self.person else found


def folded(name: str) -> str:
    """Names that look alike are one."""
    return " ".join(name.split()).casefold()


async def every(conn: AsyncConnection) -> Sequence[Account]:
    """By name, disabled ones too."""
    found = await conn.execute(select(*columns(AccountRow)).order_by(AccountRow.folded))
    return [_account(row) for row in found]


async def any_there(conn: AsyncConnection) -> bool:
    """Whether there is a first account."""
    return bool((await conn.execute(select(func.count(AccountRow.id)))).scalar_one())


async def by_name(conn: AsyncConnection, name: str) -> Account | None:
    """However it was typed."""
    return await _one(conn, AccountRow.folded == folded(name))


async def by_id(conn: AsyncConnection, account: str) -> Account | None:
    """The account, disabled or not."""
    return await _one(conn, AccountRow.id == account)


async def add(conn: AsyncConnection, account: Account) -> bool:
    """False when somebody has that name."""
    once = insert(conn.dialect, AccountRow).on_conflict_do_nothing(
        index_elements=["folded"]
    )
    return (await conn.execute(once, _values(account))).rowcount == 1


async def add_first(conn: AsyncConnection, account: Account) -> bool:
    """False when there is an account already."""
    if conn.dialect.name == "postgresql":
        await conn.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": FIRST})
    return not await any_there(conn) and await add(conn, account)


async def set_password(conn: AsyncConnection, account: AccountId, kept: str) -> None:
    """kept: the hash."""
    await _set(conn, account, {"password": kept})


async def set_codes(
    conn: AsyncConnection, account: AccountId, codes: tuple[str, int, Sequence[str]] | None
) -> None:
    """codes: secret, number of the code that proved it, digests for recovery; None is off."""
    secret, last, recovery = codes or (None, None, ())
    values = {
        "one_time": secret,
        "one_time_last": last,
        "recovery": codec.dump(list(recovery)),
    }
    await _set(conn, account, values)


async def set_access(conn: AsyncConnection, account: Account) -> None:
    """What it may do, what it sees, and who that is in the chats."""
    names = ("role", "organisations", "person")
    values = _values(account)
    await _set(conn, account.id, {name: values[name] for name in names})


async def set_disabled(
    conn: AsyncConnection, account: AccountId, at: datetime | None
) -> None:
    """None lets it in again."""
    await _set(conn, account, {"disabled_at": at})


async def administrators_besides(conn: AsyncConnection, account: AccountId) -> int:
    """How many others can still let people in; without one nobody could."""
    others = select(func.count(AccountRow.id)).where(
        AccountRow.id != account,
        AccountRow.role == Rank.ADMINISTRATOR.value,
        AccountRow.disabled_at.is_(None),
        AccountRow.password.is_not(None),
    )
    return (await conn.execute(others)).scalar_one()


async def use_code(conn: AsyncConnection, account: Account, number: int) -> bool:
    """Note that this one-time code was used; False when it, or a later one, was before."""
    unused = update(AccountRow).where(
        AccountRow.id == account.id,
        func.coalesce(AccountRow.one_time_last, -1) < number,
    )
    return (await conn.execute(unused.values(one_time_last=number))).rowcount == 1


async def use_recovery(conn: AsyncConnection, account: Account, digest: str) -> bool:
    """Cross out one recovery code; False when there is none such, or it was used."""
    if digest not in account.recovery:
        return False
    left = tuple(one for one in account.recovery if one != digest)
    unused = update(AccountRow).where(
        AccountRow.id == account.id, AccountRow.recovery == codec.dump(account.recovery)
    )
    used = await conn.execute(unused.values(recovery=codec.dump(left)))
    return used.rowcount == 1


async def _set(
    conn: AsyncConnection, account: AccountId, values: Mapping[str, object]
) -> None:
    await conn.execute(
        update(AccountRow).where(AccountRow.id == account).values(dict(values))
    )


async def _one(conn: AsyncConnection, which: ColumnElement[bool]) -> Account | None:
    row = (await conn.execute(select(*columns(AccountRow)).where(which))).one_or_none()
    return None if row is None else _account(row)


def _values(account: Account) -> dict[str, object]:
    organisations = None if account.rank is Rank.ADMINISTRATOR else account.organisations
    return {
        "id": account.id,
        "name": account.name,
        "folded": folded(account.name),
        "password": account.password,
        "role": account.rank.value,
        "organisations": None
        if organisations is None
        else codec.dump(sorted(organisations)),
        "one_time": account.one_time,
        "one_time_last": account.one_time_last,
        "recovery": codec.dump(account.recovery),
        "person": account.person,
        "made_at": account.made_at,
        "disabled_at": account.disabled_at,
    }


def _account(row: Found) -> Account:
    organisations = None
    if row.organisations is not None and row.role != Rank.ADMINISTRATOR:
        organisations = frozenset(
            map(OrganisationId, codec.load_strings(row.organisations))
        )
    return Account(
        id=AccountId(row.id),
        name=row.name,
        rank=Rank(row.role),
        made_at=row.made_at,
        organisations=organisations,
        password=row.password,
        one_time=row.one_time,
        one_time_last=row.one_time_last,
        recovery=codec.load_strings(row.recovery) if row.recovery else (),
        person=PersonId(row.person) if row.person else None,
        disabled_at=row.disabled_at,
    )
