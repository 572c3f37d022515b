"""Carrying out what a batch decided, inside one transaction."""

from collections.abc import Hashable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import TypeVar

from sqlalchemy.ext.asyncio import AsyncConnection

import prompts
from bot import admitted, taking_back
from bot.deciding import CASE_NUMBER, Decisions, Said
from handlers.model.effects import (
    CloseCase,
    Effect,
    FileActivity,
    KeepEntry,
    KeepQuestion,
    KeepWish,
    OpenCase,
    Refuse,
    RunErrand,
    SetReminder,
    StrikeActivity,
    TakeCase,
    Unsay,
)
from handlers.model.people import QuestionId
from handlers.model.settings import Settings
from handlers.model.state import State
from store import consent, errands, knowledge, lanes, outbox, outdated, visits
from store.console import refusals
from store.lanes import Changes

_T = TypeVar("_T")


async def apply(
    conn: AsyncConnection,
    decisions: Decisions,
    asked_in: Mapping[QuestionId, str],
    settings: Settings,
    now: datetime,
) -> None:
    """Store what changed and queue what is to be said; all of it or, on error, nothing.

    asked_in: the lane of each question that is answered from another lane.
    """
    changes = changes_of(decisions, asked_in)
    numbers = await lanes.save(conn, changes)
    await _visits(conn, decisions)
    acts = [*admitted.acts(decisions, now), *await _unsaid(conn, decisions, settings, now)]
    asked = [(lane, e.errand) for lane, e in decisions.effects if isinstance(e, RunErrand)]
    await errands.put(conn, asked, now)
    filed = {e.activity.id for _, e in decisions.effects if isinstance(e, FileActivity)}
    await outdated.drop_requests(conn, filed)
    learnt = [e.entry for _, e in decisions.effects if isinstance(e, KeepEntry)]
    await knowledge.keep(conn, learnt)
    await consent.keep(conn, (e for _, e in decisions.effects if isinstance(e, KeepWish)))
    await refusals.note(conn, (e for _, e in decisions.effects if isinstance(e, Refuse)))
    await admitted.apply(conn, decisions)
    withheld = await _withheld(conn, decisions, settings, now)
    said = [*decisions.said, *withheld.said]
    where = await admitted.channels(conn, said)
    await outbox.put(
        conn, [_outgoing(one, channel, numbers, now) for one, channel in where]
    )
    await outbox.put(conn, [*acts, *withheld.acts])


async def _unsaid(
    conn: AsyncConnection, decisions: Decisions, settings: Settings, now: datetime
) -> list[outbox.Outgoing]:
    """Drop what waits to be said; what takes back the rest of it."""
    acts: list[outbox.Outgoing] = []
    for _, effect in decisions.effects:
        if isinstance(effect, Unsay):
            room, purposes = effect.room, effect.purposes
            await outbox.cancel(conn, room, purposes)
            acts += await taking_back.in_room(conn, room, purposes, settings, now)
    return acts


@dataclass(frozen=True, slots=True)
class _Withheld:
    said: list[Said] = field(default_factory=list)
    acts: list[outbox.Outgoing] = field(default_factory=list)


async def _withheld(
    conn: AsyncConnection, decisions: Decisions, settings: Settings, now: datetime
) -> _Withheld:
    """What follows because something that should not have been said was."""
    out = _Withheld()
    for key in decisions.needless:
        await outbox.cancel_key(conn, key)
    for key, instead in decisions.withheld:
        if await outbox.cancel_key(conn, key):
            continue
        act = await taking_back.one(conn, key, settings, now)
        if act is not None:
            out.acts.append(act)
        if instead is not None:
            failing = taking_back.unless(act, instead, settings) if act else instead
            out.said.append(failing)
    return out


async def _visits(conn: AsyncConnection, decisions: Decisions) -> None:
    for lane, after in decisions.after.items():
        before = {visit.id: visit for visit in decisions.before[lane].visited.visits}
        now = {visit.id: visit for visit in after.visited.visits}
        await visits.keep(conn, [v for id_, v in now.items() if before.get(id_) != v])
        await visits.drop(conn, before.keys() - now.keys())


def changes_of(decisions: Decisions, asked_in: Mapping[QuestionId, str]) -> Changes:
    """The difference between the lanes before and after, and what only people will see."""
    changes = Changes()
    for lane, after in decisions.after.items():
        _differences(changes, lane, decisions.before[lane], after)
    effects = decisions.effects
    changes.activities = _newest(
        (e.activity.id, e.activity) for _, e in effects if isinstance(e, FileActivity)
    )
    changes.struck = [e.activity for _, e in effects if isinstance(e, StrikeActivity)]
    changes.questions = _newest(
        (e.question.id, (asked_in.get(e.question.id, lane), e.question))
        for lane, e in effects
        if isinstance(e, KeepQuestion)
    )
    changes.cases = _newest(
        ((e.case.kind, e.case.subject), (lane, e.case))
        for lane, e in effects
        if isinstance(e, OpenCase)
    )
    changes.closed = _newest(
        ((e.subject, e.kind), e) for _, e in effects if isinstance(e, CloseCase)
    )
    changes.doubted = _doubted(effects)
    changes.taken = _newest((e.number, e) for _, e in effects if isinstance(e, TakeCase))
    changes.reminders = _newest(
        (e.number, e) for _, e in effects if isinstance(e, SetReminder)
    )
    return changes


def _doubted(effects: Iterable[tuple[str, Effect]]) -> list[str]:
    """Subjects of which a case came up behind whatever closed one."""
    last = {
        e.case.subject if isinstance(e, OpenCase) else e.subject: e
        for _, e in effects
        if isinstance(e, OpenCase | CloseCase)
    }
    return [subject for subject, e in last.items() if isinstance(e, OpenCase)]


def _newest(entries: Iterable[tuple[Hashable, _T]]) -> list[_T]:
    """One entry a key, the last one said."""
    return list(dict(entries).values())


def _differences(changes: Changes, lane: str, before: State, after: State) -> None:
    known = {draft.id: draft for draft in before.drafts}
    for draft in after.drafts:
        if known.pop(draft.id, None) != draft:
            changes.drafts.append((lane, draft))
    changes.dropped += known
    for key, due in after.timers.items():
        if before.timers.get(key) != due:
            changes.timers_set.append((lane, *key, due))
    changes.fired += [(lane, *key) for key in before.timers if key not in after.timers]
    for room, talk in after.talks.items():
        if before.talks.get(room) != talk:
            changes.talks.append((lane, talk))


def _outgoing(
    said: Said, channel: str, numbers: Mapping[str, int], now: datetime
) -> outbox.Outgoing:
    say = said.say
    number = numbers.get(say.question or "") or numbers.get(say.draft or "")
    return outbox.Outgoing(
        key=said.key,
        channel=channel,
        room=say.room,
        purpose=say.purpose.value,
        prompt=say.prompt,
        text=said.text.replace(CASE_NUMBER, str(number or "")),
        to=tuple(say.to),
        about=tuple(field.value for field in say.about),
        draft=say.draft,
        question=say.question,
        photos=say.photos,
        page=prompts.page(say.prompt, say.data),
        not_before=said.at,
        created_at=now,
    )
