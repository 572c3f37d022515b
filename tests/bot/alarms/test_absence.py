"""How long an account is away: short recoveries do not count."""

from datetime import timedelta

from bot.alarms.absence import Absence, follow, trouble
from bot.channels.account import Account, AccountState
from store.alarms import AlarmKind
from tests.store.made import NOW

AFTER = timedelta(minutes=5)
MINUTE = timedelta(minutes=1)
CONNECTED, DISCONNECTED = AccountState.CONNECTED, AccountState.DISCONNECTED


def seen(*states: tuple[AccountState, float]) -> Absence:
    """These states, each from so many minutes on; looked at in the moment of each."""
    absence = None
    for state, minutes in states:
        since = NOW + minutes * MINUTE
        absence = follow(absence, Account("wechaty", "bot", state, since), since)
    assert absence is not None
    return absence


def told(absence: Absence, minutes: float, *, before: bool = False) -> str | None:
    found = trouble(absence, NOW + minutes * MINUTE, AFTER, told=before)
    return (
        found and f"{found.about.kind.value} {found.code} {(found.since - NOW) / MINUTE:g}"
    )


def test_an_account_that_is_away_for_five_minutes_is_told():
    gone = seen((CONNECTED, -60), (DISCONNECTED, 0))

    assert told(gone, 4.9) is None
    assert told(gone, 5) == "outage disconnected 0"
    assert told(seen((CONNECTED, 0)), 60) is None


def test_all_ways_of_being_away_are_one_outage():
    gone = seen((DISCONNECTED, 0), (AccountState.STARTING, 2), (AccountState.REFUSED, 4))
    assert told(gone, 5) == "outage refused 0"
    gone = seen((AccountState.DISPLACED, 0))
    assert told(gone, 5) == "outage displaced 0"
    assert told(seen((AccountState.STARTING, 0)), 5) == "outage starting 0"


def test_a_link_that_comes_for_moments_has_not_come_back():
    flapping = seen((DISCONNECTED, 0), (CONNECTED, 2), (DISCONNECTED, 2.5))
    assert told(flapping, 5) == "outage disconnected 0"

    back = seen((DISCONNECTED, 0), (CONNECTED, 2))
    assert told(back, 2.5) is None
    better = follow(back, back.account, NOW + 3 * MINUTE)
    assert better.down is None
    assert better.up == NOW + 2 * MINUTE


def test_who_must_scan_hears_of_it_even_if_the_outage_was_told():
    scan = seen((DISCONNECTED, 0), (AccountState.SCAN, 6))

    assert told(scan, 6) == "scan scan 0"
    assert told(scan, 6.5, before=True) is None  # it may pass by itself
    assert told(scan, 7, before=True) == "scan scan 0"
    found = trouble(scan, NOW + 7 * MINUTE, AFTER, told=True)
    assert found is not None
    assert found.about.kind is AlarmKind.SCAN
