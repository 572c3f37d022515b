"""How long an account has been away, short recoveries not counted as such."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.alarms.book import RECOVERED, Trouble
from bot.channels.account import Account, AccountState
from store.alarms import About, AlarmKind


@dataclass(frozen=True, slots=True)
class Absence:
    """What became of one account.  down: since when it is away; up: since it is connected.

    Both are there while a connection is younger than RECOVERED: a link that comes for
    moments has not come back.
    """

    account: Account
    down: datetime | None
    up: datetime | None


def follow(before: Absence | None, account: Account, now: datetime) -> Absence:
    """How it stands, given how it stood at the last look."""
    was_down = before.down if before else None
    if account.state is AccountState.CONNECTED:
        young = now - account.since < RECOVERED
        return Absence(account, was_down if young else None, account.since)
    return Absence(account, was_down or account.since, None)


def trouble(
    absence: Absence, now: datetime, after: timedelta, *, told: bool
) -> Trouble | None:
    """What staff must hear of, once it has lasted.  told: they know that it is away.

    Then they only hear once more when a person must scan a code, and not of a code that
    passes by itself.
    """
    state = absence.account.state
    if absence.up is not None or absence.down is None or now - absence.down < after:
        return None
    scan = state is AccountState.SCAN
    if scan and told and now - absence.account.since < RECOVERED:
        return None
    kind = AlarmKind.SCAN if scan else AlarmKind.OUTAGE
    return Trouble(About(kind, absence.account.channel), state.value, absence.down)
