"""How long an account has been away, short recoveries not counted as such."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.alarms.book import RECOVERED, Trouble
from bot.channels.account import Account, AccountState
from store.alarms import About, AlarmKind


@dataclass(frozen=True, slots=True)
class Standing:
    """What became of one account.  down: since when it is away; up: since it is connected.

    Both are there while a connection is younger than RECOVERED: a link that comes for
    moments has not come back.
    """

    account: Account
    down: datetime | None
    up: datetime | None


def follow(before: Standing | None, account: Account, now: datetime) -> Standing:
    """How it stands, given how it stood at the last look."""
    was_down = before.down if before else None
    if account.state is AccountState.CONNECTED:
        young = now - account.since < RECOVERED
        return Standing(account, was_down if young else None, account.since)
    return Standing(account, was_down or account.since, None)


def trouble(
    standing: Standing, now: datetime, after: timedelta, *, told: bool
) -> Trouble | None:
    """What staff must hear of, once it has lasted.  told: they know that it is away.

    Then they only hear once more when a person must scan a code, and not of a code that
    passes by itself.
    """
    state = standing.account.state
    if standing.up is not None or standing.down is None or now - standing.down < after:
        return None
    scan = state is AccountState.SCAN
    if scan and told and now - standing.account.since < RECOVERED:
        return None
    kind = AlarmKind.SCAN if scan else AlarmKind.OUTAGE
    return Trouble(About(kind, standing.account.channel), state.value, standing.down)
