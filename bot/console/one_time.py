"""One-time codes (TOTP), and recovery codes for when the phone is gone."""

import io
import re
import secrets
from collections.abc import Sequence
from datetime import datetime
from hmac import compare_digest

import pyotp
import segno
from sqlalchemy.ext.asyncio import AsyncConnection

from store.console import accounts
from store.console.accounts import Account
from store.console.logins import digest

SECRET = re.compile("[A-Z2-7]{32}")
STEP = 30  # seconds
SLACK = (-1, 0, 1)  # steps: phones' clocks are not exact
RECOVERY_CODES = 8


def new_secret() -> str:
    """For a phone to keep."""
    return pyotp.random_base32()


def is_secret(text: str) -> bool:
    """Whether it is one that `new_secret` makes."""
    return SECRET.fullmatch(text) is not None


def new_recovery_codes() -> Sequence[str]:
    """To be written down; each works once."""
    return [f"{secrets.token_hex(3)}-{secrets.token_hex(3)}" for _ in range(RECOVERY_CODES)]


def kept(codes: Sequence[str]) -> tuple[str, ...]:
    """What is kept of recovery codes."""
    return tuple(digest(one) for one in codes)


def picture(secret: str, name: str, issuer: str) -> str:
    """An SVG for the phone's camera."""
    address = pyotp.TOTP(secret).provisioning_uri(name=name, issuer_name=issuer)
    drawn = io.BytesIO()
    segno.make(address, error="m").save(
        drawn, kind="svg", xmldecl=False, omitsize=True, light="#fff", dark="#000"
    )
    return drawn.getvalue().decode()


def step_of(secret: str, code: str, now: datetime) -> int | None:
    """The number of the step that the code is of, None when it is none of about now."""
    plain = "".join(code.split())
    if not (plain.isascii() and plain.isdigit()):
        return None
    current = int(now.timestamp()) // STEP
    totp = pyotp.TOTP(secret)
    fitting = [
        current + slack
        for slack in SLACK
        if compare_digest(totp.at((current + slack) * STEP), plain)
    ]
    return fitting[0] if fitting else None


async def use(conn: AsyncConnection, account: Account, code: str, now: datetime) -> bool:
    """Whether the code is good: of about now and not used before, or a recovery code."""
    if account.one_time is None:
        return False
    step = step_of(account.one_time, code, now)
    if step is not None:
        return await accounts.use_code(conn, account, step)
    return await accounts.use_recovery(conn, account, digest(code.strip().lower()))
