"""What a decision about a deed needs beside its lane: old records, and who the account is."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from sqlalchemy.ext.asyncio import AsyncConnection

from bot.deciding import Happening
from bot.deeds import records
from handlers.model.events import AtDesk, Event
from handlers.model.people import Person, PersonId, Role
from handlers.model.state import State
from store import ledger
from store.console import accounts
from store.lane_name import OF_ORGANISATION

ACCOUNT = "account:"  # before the id of an account that is nobody in the chats


async def informed(
    conn: AsyncConnection, states: Mapping[str, State], happenings: Sequence[Happening]
) -> tuple[dict[str, State], list[Happening]]:
    """The deeds with the records that they name and their lane holds no more; lanes outside
    the organisations, where names are told, with the names of the accounts concerned.
    """
    by_lane = dict(states)
    for lane, state in states.items():
        if not lane.startswith(OF_ORGANISATION):
            here = (one.event for one in happenings if one.lane == lane)
            names = await _accounts(conn, _concerned(state, here))
            by_lane[lane] = replace(state, people={**state.people, **names})
    return by_lane, [await _with_records(conn, states, one) for one in happenings]


def _concerned(state: State, events: Iterable[Event | None]) -> Iterable[PersonId]:
    """Whoever acts now, and who looks after a case or has ended it."""
    yield from (event.by for event in events if isinstance(event, AtDesk))
    for case in state.cases:
        yield from (person for person in (case.taken_by, case.closed_by) if person)


async def _with_records(
    conn: AsyncConnection, states: Mapping[str, State], happening: Happening
) -> Happening:
    event = happening.event
    if not isinstance(event, AtDesk):
        return happening
    state = states[happening.lane]
    wanted = [named for named in records(event.deed) if state.draft(named) is None]
    found = await ledger.named(conn, happening.lane, wanted)
    return replace(happening, event=replace(event, drafts=found))


async def _accounts(
    conn: AsyncConnection, people: Iterable[PersonId]
) -> Mapping[PersonId, Person]:
    found: dict[PersonId, Person] = {}
    for person in {one for one in people if one.startswith(ACCOUNT)}:
        account = await accounts.by_id(conn, person.removeprefix(ACCOUNT))
        if account is not None:
            found[person] = Person(person, account.name, Role.STAFF)
    return found
