"""A batch of events, lane by lane, in the order of the inbox: pure, nothing is stored here."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from secrets import token_hex

import prompts
from bot.errors import describe
from bot.routes import decide
from handlers import lane as lanes
from handlers.model.effects import (
    Effect,
    KeepQuestion,
    Needless,
    Say,
    Unsay,
    Why,
    Withhold,
)
from handlers.model.events import Event, TimerDue
from handlers.model.people import RoomId
from handlers.model.settings import Settings
from handlers.model.state import State

CASE_NUMBER = token_hex()  # stands in the words until the case has its number; unguessable


@dataclass(frozen=True, slots=True)
class Said:
    """A message in words.  key: unique for ever.  lane: in which it was decided."""

    key: str
    say: Say
    text: str
    at: datetime
    lane: str


@dataclass(slots=True)
class Decisions:
    """What a batch came to.  failed: inbox row to the error that its handling raised;
    poisoned: errors of timers, which are gone.
    withheld: key of what was decided earlier and must not be said, and what is said instead
    where it was; needless: key of what is said only if it has left already."""

    before: dict[str, State]
    after: dict[str, State]
    effects: list[tuple[str, Effect]] = field(default_factory=list)
    said: list[Said] = field(default_factory=list)
    withheld: list[tuple[str, Said | None]] = field(default_factory=list)
    needless: list[str] = field(default_factory=list)
    failed: dict[int, str] = field(default_factory=dict)
    poisoned: list[str] = field(default_factory=list)

    def take_back(self, room: RoomId, purposes: Collection[Why]) -> None:
        """Drop what this batch was about to say in a room for these purposes (R11)."""
        self.said = [
            s for s in self.said if s.say.room != room or s.say.purpose not in purposes
        ]

    def withhold(self, key: str, instead: Said | None, now: datetime) -> None:
        """Drop one message that has not left by now, of this batch or from the outbox."""
        mine = next((said for said in self.said if said.key == key), None)
        if mine is None:
            self.withheld.append((key, instead))
        elif mine.at > now:
            self.said.remove(mine)
        elif instead is not None:
            self.said.append(instead)

    def drop(self, key: str, now: datetime) -> None:
        """Drop one message, of this batch or from the outbox, unless it has left."""
        self.said = [said for said in self.said if said.key != key or said.at <= now]
        self.needless.append(key)

    def share(self, question: KeepQuestion, own: str) -> None:
        """Staff may answer in one lane what a member closes in another."""
        for lane, state in self.after.items():
            if lane != own and any(q.id == question.question.id for q in state.questions):
                self.after[lane] = lanes.advance(state, [question])


@dataclass(frozen=True, slots=True)
class Happening:
    """One inbox row in its lane.  event: None when only the clock moved on."""

    row: int
    lane: str
    now: datetime
    event: Event | None


def decide_all(
    states: Mapping[str, State], happenings: Sequence[Happening], settings: Settings
) -> Decisions:
    """Every event handled once, each lane's timers in between where they run out.

    An event or timer whose handling raises changes nothing and is reported.
    """
    decisions = Decisions(dict(states), dict(states))
    for happening in happenings:
        try:
            _Lane(decisions, happening, settings).run()
        except Exception as error:  # noqa: BLE001 -- one poisoned row must not stop the others
            decisions.failed[happening.row] = describe(error)
    return decisions


class _Lane:
    """One happening in its lane: timers first, each with all its effects or none."""

    def __init__(
        self, decisions: Decisions, happening: Happening, settings: Settings
    ) -> None:
        self._decisions = decisions
        self._happening = happening
        self._settings = settings
        self._count = 0

    def run(self) -> None:
        happening, poisoned = self._happening, ""
        while due := lanes.next_due(self._state, happening.now):
            self._state = lanes.without_timer(
                self._state, due
            )  # a poisoned one is gone too
            now = lanes.moment(due[0], happening.now)
            try:
                self._handle(TimerDue(happening.row, due[2], due[1], now))
            except Exception as error:  # noqa: BLE001 -- the message after it is innocent
                poisoned = describe(error)
                self._decisions.poisoned.append(poisoned)
        if happening.event is not None:
            self._handle(happening.event)
        elif poisoned:
            self._decisions.failed[happening.row] = poisoned

    @property
    def _state(self) -> State:
        return self._decisions.after[self._happening.lane]

    @_state.setter
    def _state(self, state: State) -> None:
        self._decisions.after[self._happening.lane] = state

    def _handle(self, event: Event) -> None:
        effects = decide(self._state, event, self._settings)
        said = [self._words(e, event.now) for e in effects if isinstance(e, Say)]
        for effect in effects:
            self._across(effect, event.now)
        self._decisions.said += said
        self._decisions.effects += [(self._happening.lane, effect) for effect in effects]
        self._state = lanes.advance(self._state, effects)

    def _across(self, effect: Effect, now: datetime) -> None:
        """What reaches beyond this event: words decided before it, and other lanes."""
        match effect:
            case Unsay(room, purposes):
                self._decisions.take_back(room, purposes)
            case Withhold(key, instead):
                said = self._words(instead, now) if instead else None
                self._decisions.withhold(key, said, now)
            case Needless(key):
                self._decisions.drop(key, now)
            case KeepQuestion():
                self._decisions.share(effect, self._happening.lane)
            case _:
                pass

    def _words(self, say: Say, now: datetime) -> Said:
        text = prompts.render(say.prompt, {"number": CASE_NUMBER, **say.data})
        self._count += 1
        key = say.key or f"{self._happening.row}.{self._count}"
        at = say.not_before or now
        return Said(key, say, text, at, self._happening.lane)
