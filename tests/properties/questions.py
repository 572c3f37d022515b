"""Chats about questions that Hypothesis makes up, in a group and at the desk, without a store."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

from hypothesis import strategies as st

from bot.deciding import Decisions, Happening, Said, decide_all
from bot.referred import Cards
from handlers.model.case import Case, CaseKind, Entry, Listed, Question, QuestionStatus
from handlers.model.effects import CloseCase, Effect, OpenCase
from handlers.model.events import Event, MessageArrived, MessageRecalled, Quoted
from handlers.model.people import (
    MessageId,
    Organisation,
    OrganisationId,
    Person,
    PersonId,
    Purpose,
    QuestionId,
    Role,
    Room,
    RoomId,
)
from handlers.model.state import State
from handlers.read.address import without_address
from tests.properties.chats import PATIENCE, SETTINGS, START

LANE, DESK = "o:garden", "r:staff"
ROOM, STAFF_ROOM = RoomId("r1"), RoomId("staff")
ANNA, BERT, STAFF = map(PersonId, ("芳姐", "李叔", "小周"))
KNOWN = tuple(
    Entry(words, words, answer)
    for words, answer in (
        ("桌布怎么报销", "按办公用品报。"),
        ("排练厅钥匙找谁拿", "找值班的。"),
        ("储藏室钥匙找谁拿", "找队长。"),
    )
)
ASKED = (
    "@陪伴 桌布怎么报销？",
    "@陪伴 钥匙找谁拿？",
    "@陪伴 灯笼挂在哪里？",
    "志愿者的补贴怎么申请？",
    "@陪伴 桌布怎么报销？还有灯笼挂在哪里？",
    "@陪伴 灯笼挂在哪里？还有排练厅钥匙找谁拿？另外谁管音响？还有几点锁门？",
    "那要是没有发票呢？",
    "桌布怎么报销？",
)
SHORT = ("1", "2", "都不是", "不用了", "谢谢")
BY_STAFF = ("可以的，走办公费", "补充 要先登记", "处理了", "不用管了", "发错了", "我来")
GAPS = st.sampled_from([0, 1, 1, 1, 5, 20, 60, 600, 900]).map(
    lambda minutes: timedelta(minutes=minutes)
)


@dataclass(frozen=True, slots=True)
class Turn:
    """What somebody does after a while.  of: how far back the message is that it is about.

    kind: say, quote, recall in the group; answer, unsay in staff's room.
    """

    gap: timedelta
    kind: str
    who: PersonId
    text: str = ""
    of: int = 0


def turns(
    kind: str, who: Sequence[PersonId], texts: Sequence[str]
) -> st.SearchStrategy[Turn]:
    people, back = st.sampled_from(who), st.integers(0, 4)
    return st.builds(Turn, GAPS, st.just(kind), people, st.sampled_from(texts), back)


NEIGHBOURS = (ANNA, BERT)
CHATS = st.lists(
    st.one_of(
        turns("say", NEIGHBOURS, ASKED),
        turns("say", NEIGHBOURS, SHORT),
        turns("quote", NEIGHBOURS, ("那收据呢？", "我说的是大号的那种")),
        turns("quote", (STAFF,), ("可以的，要先登记",)),
        turns("recall", NEIGHBOURS, ("",)),
        turns("answer", (STAFF,), BY_STAFF),
        turns("unsay", (STAFF,), ("",)),
    ),
    max_size=14,
)


def lane(name: str, room: Room, organisation: Organisation | None = None) -> State:
    roles = {ANNA: Role.MEMBER, BERT: Role.MEMBER, STAFF: Role.STAFF}
    people = {who: Person(who, who, role) for who, role in roles.items()}
    return State(
        name, organisation, {room.id: room}, people, knowledge=KNOWN, staff=STAFF_ROOM
    )


def beginning() -> dict[str, State]:
    garden = Organisation(OrganisationId("garden"), "花友会", "南里社区")
    group = Room(ROOM, "花友会群", Purpose.ORGANISATION, garden.id)
    desk = Room(STAFF_ROOM, "社工群", Purpose.STAFF)
    return {LANE: lane(LANE, group, garden), DESK: lane(DESK, desk)}


@dataclass
class Played:
    """A chat in two lanes, with an outbox and a list of cases as the store keeps them.

    said: by key, a key is said once for ever.  cases: by subject, its number; open: of these.
    """

    states: dict[str, State] = field(default_factory=beginning)
    said: dict[str, Said] = field(default_factory=dict)
    withheld: set[str] = field(default_factory=set)
    cases: dict[str, int] = field(default_factory=dict)
    open: set[str] = field(default_factory=set)
    spoken: dict[RoomId, list[MessageId]] = field(
        default_factory=lambda: {ROOM: [], STAFF_ROOM: []}
    )
    now: datetime = START

    def play(self, chat: Sequence[Turn]) -> "Played":
        for number, turn in enumerate(chat):
            self.now += turn.gap
            self.turn(number, turn)
            self.check()
        self.now += PATIENCE
        self.handle(Happening(len(chat), LANE, self.now, None))
        self.check()
        assert not any(question.offered for question in self.questions if question.waits)
        return self

    @property
    def questions(self) -> tuple[Question, ...]:
        return self.states[LANE].questions

    def turn(self, number: int, turn: Turn) -> None:
        at_desk = turn.kind in ("answer", "unsay")
        room = STAFF_ROOM if at_desk else ROOM
        name, before = DESK if at_desk else LANE, self.spoken[room]
        back = before[-1 - turn.of % len(before)] if before else None
        event: Event
        if turn.kind in ("recall", "unsay"):
            if back is None:
                return
            event = MessageRecalled(number, back, room, self.now)
        else:
            quoted = self.quoted(turn, back)
            message = MessageId(f"m{number}")
            before.append(message)
            spoken = turn.text.startswith("@")
            event = MessageArrived(
                number, message, room, turn.who, self.now, self.now, turn.text,
                quoted=quoted, mentioned=spoken,
            )  # fmt: skip
        self.handle(Happening(number, name, self.now, event))

    def quoted(self, turn: Turn, back: MessageId | None) -> Quoted | None:
        """In the group a message there or what the bot said; at the desk a card."""
        if turn.kind == "answer" and self.cases:
            about = list(self.cases)[-1 - turn.of % len(self.cases)]
            number, question = self.cases[about], QuestionId(about)
            return Quoted(MessageId("b"), True, question=question, cases=(number,))
        if turn.kind != "quote" or not self.questions:
            return None
        question = self.questions[-1 - turn.of % len(self.questions)].id
        if turn.who == STAFF:
            return Quoted(back or MessageId("gone"))
        return Quoted(MessageId("b"), True, question=question)

    def handle(self, happening: Happening) -> None:
        states = {happening.lane: self.states[happening.lane]}
        if happening.lane == DESK:
            states = {DESK: self.with_cards(states[DESK])}
        decided = decide_all(states, [happening], SETTINGS)
        assert not decided.failed
        assert not decided.poisoned
        self.store(decided)

    def with_cards(self, desk: State) -> State:
        """As `referred` does: staff's room is told what its messages may be about."""
        asked = [q for q in self.questions if q.id in self.cases]
        listed = tuple(
            Listed(self.cases[q.id], Case(CaseKind.QUESTION, q.id, q.room, q.at))
            for q in asked
        )
        lanes = {q.id: LANE for q in asked}
        bare = replace(desk, questions=(), cases=())
        return Cards({}, listed, tuple(asked), lanes, {}).into(bare)

    def store(self, decided: Decisions) -> None:
        for name, state in decided.after.items():
            self.states[name] = state
        if DESK in decided.after:
            group, changed = self.states[LANE], decided.after[DESK].questions
            now = {q.id: q for q in changed}
            kept = tuple(now.get(q.id, q) for q in group.questions)
            self.states[LANE] = replace(group, questions=kept)
        for _, effect in decided.effects:
            self.note(effect)
        for key, _ in decided.withheld:
            if key in self.said and self.said[key].at > self.now:
                self.withheld.add(key)
        for said in decided.said:
            self.said.setdefault(said.key, said)

    def note(self, effect: Effect) -> None:
        if isinstance(effect, OpenCase):
            subject = effect.case.subject
            self.cases.setdefault(subject, len(self.cases) + 1)
            self.open.add(subject)
        elif isinstance(effect, CloseCase):
            self.open.discard(effect.subject)

    def check(self) -> None:
        """Every question is closed, answered in words that come, or has a card that comes."""
        for question in self.questions:
            if question.status is QuestionStatus.ANSWERED:
                assert self.comes(question.replies[-1].key), question
            elif question.waits and not question.offered:
                assert question.id in self.open, question
                assert any(map(self.comes, self.cards(question))), question
            elif question.waits:
                assert any(subject == question.id for subject, _ in self.timers), question

    @property
    def timers(self) -> Sequence[tuple[str, str]]:
        return tuple(self.states[LANE].timers)

    def cards(self, question: Question) -> Sequence[str]:
        """Those that show what waits, or what told staff that an answer was taken back."""
        about = [s for s in self.said.values() if s.say.question == question.id]
        answered = question.replies[-1].at if question.replies else question.at
        since = {f.text for f in question.further if f.at >= answered}
        if not (question.replies and since):
            since |= {question.text, question.words}
        wanted = {without_address(text) for text in since}
        again = [s.key for s in about if s.say.prompt == "cases/waits_again"]
        cards = [s for s in about if s.say.prompt == "cases/question"]
        return again + [s.key for s in cards if s.say.data["text"] in wanted]

    def comes(self, key: str) -> bool:
        return key in self.said and key not in self.withheld
