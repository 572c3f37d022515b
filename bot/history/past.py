"""The past, played through the decisions of the present: in memory, each timer at its moment.

What would be said is said to nobody, what would be asked is not asked, and what would be
handed over to staff is filed as far as it is known, or forgotten where nothing is known.
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, timedelta

from bot import arrivals
from bot.errors import describe
from bot.pipeline import CORRECTABLE, GONE_ON, LISTENING
from bot.routes import decide
from handlers import lane
from handlers.coach import day_of
from handlers.model.activity import Activity
from handlers.model.case import Case, CaseKind
from handlers.model.draft import Draft, Status
from handlers.model.effects import (
    CloseCase,
    DropDraft,
    DropTimers,
    Effect,
    FileActivity,
    KeepDraft,
    KeepWish,
    OpenCase,
    RunErrand,
    StrikeActivity,
)
from handlers.model.events import Event, MessageArrived, PicturesSeen, Quoted, TimerDue
from handlers.model.finding import WORDLESS, Field, When
from handlers.model.people import MessageId, Person, PersonId
from handlers.model.seen import Seen
from handlers.model.settings import RoomSettings, Settings
from handlers.model.state import State
from handlers.records import filing
from store.inbox import Inbound, Waiting

END = datetime.max.replace(tzinfo=UTC)
_GROWING = (Status.GATHERING, Status.OPEN, Status.HANDED_OVER)


def silent(settings: Settings) -> Settings:
    """As configured, but that nobody is asked anything, nor anything outside."""
    return replace(
        settings,
        room=RoomSettings(max_unsolicited_per_day=0),
        language_model=False,
        speech=None,
    )


@dataclass(frozen=True, slots=True)
class Record:
    """Something that took place.  gaps: something that must be known was never said."""

    draft: Draft
    activity: Activity
    gaps: bool


@dataclass(slots=True)
class Past:
    """One room.  state: its lane, with nothing in it but who and what belongs to it.

    seen: what pictures show, by sha256.  wishes: the newest of everybody who had one (R14).
    failed: external ids of what could not be handled, to why.  unknown: records of which
    nothing was known.  unsure: what messages are called that staff would have been shown:
    what only may be a note, and the wish to be erased.
    """

    state: State
    settings: Settings
    seen: Mapping[str, Seen]
    wishes: dict[PersonId, KeepWish] = field(default_factory=dict)
    failed: dict[str, str] = field(default_factory=dict)
    unknown: int = 0
    unsure: set[str] = field(default_factory=set)
    _done: list[Record] = field(default_factory=list)
    _filed: dict[str, Activity] = field(default_factory=dict)
    _row: int = 0
    _day: date = date.min

    def meet(self, people: Iterable[Person]) -> None:
        """These are members as well."""
        more = {one.id: one for one in people}
        self.state = replace(self.state, people={**self.state.people, **more})

    def happen(self, one: Inbound) -> None:
        """What comes after everything that happened so far."""
        self._until(one.at)
        self._forget(one.at)
        waiting = Waiting(self._row, one, 0)
        if self._asleep(one.at) and not arrivals.noteworthy(waiting):
            return
        quote = one.body.get("quote")
        quoted = Quoted(MessageId(quote)) if isinstance(quote, str) else None
        try:
            event = arrivals.happening(waiting, quoted, self.settings.zone).event
            if event is not None:
                self._decide(event)
        except Exception as error:  # noqa: BLE001 -- one poisoned row must not stop the others
            self.failed[one.external_id] = describe(error)

    def records(self) -> list[Record]:
        """What took place, once nothing is left to happen."""
        self._until(END)
        self._forget(END)
        return self._done

    def _until(self, until: datetime) -> None:
        while due := lane.next_due(self.state, until):
            self.state = lane.without_timer(self.state, due)
            at, subject, timer = due
            try:
                self._decide(TimerDue(self._row, timer, subject, at))
            except Exception as error:  # noqa: BLE001 -- as above
                self.failed[subject] = describe(error)

    def _decide(self, event: Event) -> None:
        self._row += 1
        for effect in self._take(decide(self.state, event, self.settings)):
            match effect:
                case RunErrand() if isinstance(event, MessageArrived):
                    self._decide(self._looked(event))
                case KeepDraft(draft) if draft.status is Status.HANDED_OVER:
                    self._close(draft)
                case OpenCase(Case(CaseKind.UNSURE, said)) if isinstance(
                    event, MessageArrived
                ):
                    self.unsure.add(said)
                case CloseCase(said, kind=None | CaseKind.UNSURE):
                    self.unsure.discard(said)
                case _:
                    pass

    def _take(self, effects: list[Effect]) -> list[Effect]:
        for effect in effects:
            match effect:
                case FileActivity(activity):
                    self._filed[activity.id] = activity
                case StrikeActivity(activity):
                    self._filed.pop(activity, None)
                case KeepWish():
                    self.wishes[effect.person] = effect
                case _:
                    pass
        self.state = lane.advance(self.state, effects)
        return effects

    def _looked(self, about: MessageArrived) -> PicturesSeen:
        seen = {sha: self.seen[sha] for sha in about.pictures if sha in self.seen}
        return PicturesSeen(row=self._row, about=about, now=about.now, seen=seen)

    def _close(self, draft: Draft) -> None:
        """Nobody is left to ask: what is known is filed, as staff would."""
        if draft.of(Field.PHOTO) and not draft.of(Field.TIME):
            dated = [day_of(draft, self.settings)]
            draft = draft.add(dated, draft.touched_at)
        if _wordless(draft):
            self._take([*self._adopted(draft), DropDraft(draft.id), DropTimers(draft.id)])
            return
        told = draft.touched_at
        self._take(
            filing.file_for_staff(self.state, draft, told, self.settings, issue=False)
        )

    def _adopted(self, album: Draft) -> list[Effect]:
        """Pictures of which nobody said a word are of the one activity of their day.

        The group would have been asked about them, and whoever answers tells of it (R5).
        """
        day = self._day_of(album)
        same = [
            d
            for d in self.state.drafts
            if d.room == album.room and self._day_of(d) == day and not _wordless(d)
        ]
        if len(same) != 1:
            self.unknown += 1
            return []
        [home] = same
        return [KeepDraft(home.add(album.of(Field.PHOTO), home.touched_at))]

    def _day_of(self, draft: Draft) -> date | None:
        when = draft.value(Field.TIME)
        known = when if isinstance(when, When) else None
        return filing.local_day(known, self.settings)

    def _asleep(self, now: datetime) -> bool:
        """Nothing is going on, so that chatter means nothing (as `Pipeline` has it)."""
        lately = now - LISTENING
        return not self.state.timers and not any(
            d.status in _GROWING or d.touched_at >= lately for d in self.state.drafts
        )

    def _forget(self, now: datetime) -> None:
        """Once a day: what can be corrected no more is done, and no question waits for us."""
        if now.date() == self._day:
            return
        self._day = now.date()
        over = [d for d in self.state.drafts if _over(d, now)]
        self._done += [one for d in over if (one := self._record(d)) is not None]
        asked = (q for q in self.state.questions if now - q.at < GONE_ON)
        self.state = replace(
            self.state, drafts=_without(self.state.drafts, over), questions=tuple(asked)
        )

    def _record(self, draft: Draft) -> Record | None:
        """As it was filed, and with what was added since."""
        filed = self._filed.pop(draft.id, None)
        if filed is None or draft.status is not Status.FILED:
            return None
        now = filing.record(self.state, draft, self.settings)
        activity = replace(now, registered=filed.registered, changed=filed.changed)
        return Record(draft, activity, bool(draft.missing(self._required())))

    def _required(self) -> Collection[Field]:
        own = self.state.organisation.required if self.state.organisation else None
        return tuple(map(Field, own)) if own else self.settings.coach.required


def _wordless(draft: Draft) -> bool:
    """Nothing is known but when, and how it looked."""
    return all(f.field in (*WORDLESS, Field.TIME) for f in draft.findings)


def _over(draft: Draft, now: datetime) -> bool:
    if now == END or draft.status is Status.WITHDRAWN:
        return True
    since = timedelta(0) if draft.filed_at is None else now - draft.filed_at
    return draft.status is Status.FILED and since > CORRECTABLE


def _without(drafts: tuple[Draft, ...], over: Collection[Draft]) -> tuple[Draft, ...]:
    gone = {draft.id for draft in over}
    return tuple(draft for draft in drafts if draft.id not in gone)
