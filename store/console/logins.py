"""Which browsers are signed in; what a cookie holds is kept as its digest alone."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from hashlib import sha256

from sqlalchemy import ColumnElement, delete, null, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from store.console.accounts import AccountId
from store.tables import Found, InvitationRow, LoginRow, columns
from store.upsert import insert

IDLE = timedelta(hours=12)  # a working day, not the night after it
LONGEST = timedelta(days=7)
FOR_A_CODE = timedelta(minutes=5)  # between the password and the one-time code
INVITED = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Login:
    """One browser.  id: digest of its cookie, which tells nobody the cookie.

    passed_at: None while the one-time code is still to come.
    """

    id: str
    account: AccountId
    csrf: str
    made_at: datetime
    passed_at: datetime | None
    seen_at: datetime
    device: str
    ended_at: datetime | None = None

    def lives(self, now: datetime) -> bool:
        """Whether it is neither ended nor too old nor left alone too long."""
        if self.ended_at is not None or now - self.made_at > LONGEST:
            return False
        return now - self.seen_at <= (FOR_A_CODE if self.passed_at is None else IDLE)


def digest(token: str) -> str:
    """What is kept of a secret."""
    return sha256(token.encode("utf-8", "surrogateescape")).hexdigest()


async def begin(conn: AsyncConnection, login: Login) -> None:
    """Keep a new one."""
    await conn.execute(insert(conn.dialect, LoginRow), _values(login))


async def find(conn: AsyncConnection, id_: str, now: datetime) -> Login | None:
    """The login with this digest, as long as it lives."""
    wanted = select(*columns(LoginRow)).where(LoginRow.token == id_)
    row = (await conn.execute(wanted)).one_or_none()
    login = None if row is None else _login(row)
    return login if login is not None and login.lives(now) else None


async def living(
    conn: AsyncConnection, now: datetime, account: AccountId | None = None
) -> Sequence[Login]:
    """Those of one account, or of all, the last seen first."""
    wanted = select(*columns(LoginRow)).where(_open(), LoginRow.passed_at.is_not(None))
    if account is not None:
        wanted = wanted.where(LoginRow.account == account)
    found = await conn.execute(wanted.order_by(LoginRow.seen_at.desc()))
    return [login for login in map(_login, found) if login.lives(now)]


async def seen(conn: AsyncConnection, id_: str, now: datetime) -> None:
    """It is still in use."""
    await conn.execute(
        update(LoginRow).where(LoginRow.token == id_, _open()).values(seen_at=now)
    )


async def end(
    conn: AsyncConnection, id_: str, now: datetime, of: AccountId | None = None
) -> AccountId | None:
    """Whose it was, None when it had ended.  of: only if it is that account's."""
    ended = update(LoginRow).where(LoginRow.token == id_, _open()).values(ended_at=now)
    if of is not None:
        ended = ended.where(LoginRow.account == of)
    account = (await conn.execute(ended.returning(LoginRow.account))).scalar_one_or_none()
    return None if account is None else AccountId(account)


async def end_all(
    conn: AsyncConnection, account: AccountId, now: datetime, but: str = ""
) -> int:
    """End every login of an account except one; how many there were."""
    ended = update(LoginRow).where(
        LoginRow.account == account, LoginRow.token != but, _open()
    )
    return (await conn.execute(ended.values(ended_at=now))).rowcount


async def forget(conn: AsyncConnection, now: datetime) -> None:
    """Throw away what can open nothing any more."""
    await conn.execute(delete(LoginRow).where(LoginRow.made_at < now - LONGEST))
    await conn.execute(delete(InvitationRow).where(InvitationRow.made_at < now - INVITED))


async def invite(
    conn: AsyncConnection, account: AccountId, token: str, now: datetime
) -> None:
    """A link with which the account's password is chosen; older ones are void."""
    await conn.execute(delete(InvitationRow).where(InvitationRow.account == account))
    row = {"token": digest(token), "account": account, "made_at": now}
    await conn.execute(insert(conn.dialect, InvitationRow), row)


async def invited(conn: AsyncConnection, token: str, now: datetime) -> AccountId | None:
    """Whom the link was made for, None when it is used or too old."""
    wanted = select(InvitationRow.account).where(_good(token, now))
    account = (await conn.execute(wanted)).scalar_one_or_none()
    return None if account is None else AccountId(account)


async def use_invitation(conn: AsyncConnection, token: str, now: datetime) -> bool:
    """Whether it was good; it is not any more."""
    return (await conn.execute(delete(InvitationRow).where(_good(token, now)))).rowcount > 0


def _good(token: str, now: datetime) -> ColumnElement[bool]:
    fresh = InvitationRow.made_at >= now - INVITED
    return fresh & (InvitationRow.token == digest(token))


def _open() -> ColumnElement[bool]:
    return LoginRow.ended_at.is_(null())


def _values(login: Login) -> dict[str, object]:
    return {
        "token": login.id,
        "account": login.account,
        "csrf": login.csrf,
        "made_at": login.made_at,
        "passed_at": login.passed_at,
        "seen_at": login.seen_at,
        "ended_at": login.ended_at,
        "device": login.device,
    }


def _login(row: Found) -> Login:
    return Login(
        id=row.token,
        account=AccountId(row.account),
        csrf=row.csrf,
        made_at=row.made_at,
        passed_at=row.passed_at,
        seen_at=row.seen_at,
        device=row.device,
        ended_at=row.ended_at,
    )
