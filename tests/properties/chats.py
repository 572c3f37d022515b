"""Conversations that Hypothesis makes up, and how the bot takes them, without any store."""

import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from hypothesis import settings as profile
from hypothesis import strategies as st

from bot.deciding import Happening, Said, decide_all
from handlers import lane as lanes
from handlers.model.draft import Draft
from handlers.model.effects import Effect, Unsay
from handlers.model.events import Event, MessageArrived, MessageRecalled, Quoted
from handlers.model.finding import Field
from handlers.model.people import (
    MessageId,
    Organisation,
    OrganisationId,
    Person,
    PersonId,
    Purpose,
    Role,
    Room,
    RoomId,
)
from handlers.model.settings import Settings
from handlers.model.state import State

PROMISE = profile(
    max_examples=int(os.environ.get("EXAMPLES", "40")),
    deadline=None,
    derandomize=os.environ.get("CI") == "true",
)

LANE = "o:garden"
ZONE = ZoneInfo("Asia/Shanghai")
START = datetime(2026, 5, 11, 10, tzinfo=ZONE)
PATIENCE = timedelta(days=8)  # after the last word; by then nothing waits any more
SETTINGS = Settings(zone=ZONE)
MEMBERS, LEADER, STAFF = ("李叔", "小吴"), "王姐", "小周"
ROLES = {LEADER: Role.LEADER, STAFF: Role.STAFF}
ROOMS = ("r1", "r2")

DAYS = {"昨天下午": {Field.TIME}, "前天上午": {Field.TIME}, "今天": {Field.TIME}}
PLACES = {"在活动室": {Field.PLACE}, "在小花园里": {Field.PLACE}, "": set()}
DOINGS = {"打扫卫生": {Field.CONTENT}, "练合唱": {Field.CONTENT}, "包饺子": {Field.CONTENT}}
COUNTS = {"，来了12个人": {Field.HEADCOUNT}, "，一共20多人": {Field.HEADCOUNT}, "": set()}
FEELINGS = {
    "，大家都说高兴": {Field.FEEDBACK},
    "，孩子们都说好玩": {Field.FEEDBACK},
    "": set(),
}
ANSWERS = (
    "28个人",
    "在二楼",
    "28个人，在二楼",
    "1二楼，2三十人，3都挺高兴",
    "大家都说有意思",
    "昨天下午",
    "都说下回还来",
    "我家来了三口人",
)
CORRECTIONS = ("不是12是15", "写错了，应该是18个人", "不对，是在小花园", "以签到表为准")
CHATTER = (
    "哈哈",
    "早上好",
    "明天谁去买菜",
    "收到",
    "谢谢",
    "今天真热",
    "通知：明天下午开会",
)
QUESTIONS = ("报销要交什么材料？", "@bot 钥匙在谁那儿？", "@bot 谢谢")
COMMANDS = ("静默", "恢复", "别提醒了")
GAPS = tuple(map(timedelta, (0, 0, 0, 0, 0, 0, 1), (5, 50, 400, 2400, 15_000, 40_000, 0)))


@dataclass(frozen=True)
class Turn:
    """What somebody does after a while.  gives: the fields that the words surely state.

    of: which earlier message is recalled or quoted, counted back; None for none.
    """

    gap: timedelta
    who: str
    room: str
    kind: str
    text: str = ""
    gives: frozenset[Field] = frozenset()
    of: int | None = None


def _reports() -> st.SearchStrategy[tuple[str, frozenset[Field]]]:
    parts = [sorted(part.items()) for part in (DAYS, PLACES, DOINGS, COUNTS, FEELINGS)]

    def told(chosen: tuple[tuple[str, set[Field]], ...]) -> tuple[str, frozenset[Field]]:
        day, *rest = (words for words, _ in chosen)
        return f"{day}我们{''.join(rest)}", frozenset().union(*(f for _, f in chosen))

    return st.tuples(*map(st.sampled_from, parts)).map(told)


def _turns() -> st.SearchStrategy[Turn]:
    gap, room = st.sampled_from(GAPS), st.sampled_from(ROOMS)
    anyone, leading = st.sampled_from((*MEMBERS, LEADER)), st.sampled_from((LEADER, STAFF))
    nothing, back = st.just(frozenset()), st.integers(0, 3)
    words = st.one_of(*map(st.sampled_from, (ANSWERS, CORRECTIONS, CHATTER, QUESTIONS)))
    report = _reports().flatmap(
        lambda told: st.builds(
            Turn, gap, anyone, room, st.just("says"), *map(st.just, told)
        )
    )
    said = st.builds(
        Turn, gap, anyone, room, st.just("says"), words, nothing, st.none() | back
    )
    shown = st.builds(Turn, gap, anyone, room, st.just("shows"))
    recalled = st.builds(
        Turn, gap, anyone, room, st.just("recalls"), st.just(""), nothing, back
    )
    command = st.builds(
        Turn, gap, leading, room, st.just("says"), st.sampled_from(COMMANDS)
    )
    return st.one_of(report, said, shown, recalled, command)


CHATS = st.lists(_turns(), min_size=3, max_size=16)


def beginning() -> State:
    """An organisation with two rooms in which nothing has happened yet."""
    garden = Organisation(OrganisationId("garden"), "花友会", "南里社区")
    rooms: Mapping[RoomId, Room] = {
        RoomId(name): Room(RoomId(name), name, Purpose.ORGANISATION, garden.id)
        for name in ROOMS
    }
    everybody = (*MEMBERS, LEADER, STAFF)
    people = {
        PersonId(n): Person(PersonId(n), n, ROLES.get(n, Role.MEMBER)) for n in everybody
    }
    return State(
        LANE, garden, rooms, people, leaders=RoomId("leaders"), staff=RoomId("staff")
    )


@dataclass
class Played:
    """What came of a conversation.  told: each message that still stands, by its id.

    decided: at which moment, after which state, each effect was asked for.
    """

    turns: Sequence[Turn]
    state: State = field(default_factory=beginning)
    now: datetime = START
    told: dict[MessageId, Turn] = field(default_factory=dict)
    taken_back: set[MessageId] = field(default_factory=set)
    happenings: list[Happening] = field(default_factory=list)
    decided: list[tuple[datetime, State, Effect]] = field(default_factory=list)
    said: list[tuple[Said, Draft | None]] = field(default_factory=list)

    def play(self) -> "Played":
        for turn in self.turns:
            at = self.now + turn.gap
            self._wake(at)
            self.now = at
            self._happen(self._event(turn))
        self._wake(self.now + PATIENCE)
        return self

    def _wake(self, until: datetime) -> None:
        while due := lanes.next_due(self.state, until):
            self.now = max(self.now, due[0])
            self._happen(None)

    def _happen(self, event: Event | None) -> None:
        happening = Happening(len(self.happenings) + 1, LANE, self.now, event)
        self.happenings.append(happening)
        decisions = decide_all({LANE: self.state}, [happening], SETTINGS)
        assert not decisions.failed
        for _, effect in decisions.effects:
            self.state = lanes.advance(self.state, [effect])
            self.decided.append((self.now, self.state, effect))
            if isinstance(effect, Unsay):
                self.said = [
                    one for one in self.said if not _withdrawn(one[0], effect, self.now)
                ]
            spoken = [one for one in decisions.said if one.say is effect]
            self.said += [(one, self.state.draft(one.say.draft or "")) for one in spoken]
        self.state = decisions.after[LANE]

    def _event(self, turn: Turn) -> Event:
        row = len(self.happenings) + 1
        before = [m for m, t in self.told.items() if t.room == turn.room]
        of = before[-1 - turn.of] if turn.of is not None and turn.of < len(before) else None
        if turn.kind == "recalls":
            self.taken_back.add(of or MessageId("gone"))
            return MessageRecalled(
                row, of or MessageId("gone"), RoomId(turn.room), self.now
            )
        message = MessageId(f"m{row}")
        self.told[message] = turn
        return MessageArrived(
            row,
            message,
            RoomId(turn.room),
            PersonId(turn.who),
            self.now,
            self.now,
            turn.text,
            (f"{row:064x}",) if turn.kind == "shows" else (),
            Quoted(of) if of else None,
            turn.text.startswith("@bot"),
        )


def _withdrawn(said: Said, unsay: Unsay, now: datetime) -> bool:
    waits = said.at > now
    return waits and said.say.room == unsay.room and said.say.purpose in unsay.purposes
