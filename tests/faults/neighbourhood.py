"""A made-up neighbourhood, and what its members will say: the same for the same seed."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import product
from random import Random

ORGANISATIONS = 24
LEADERS, STAFF = "leaders", "staff"
AT = ("向阳", "春晖", "翠竹", "梧桐", "兰亭", "松涛", "荷塘", "银杏")
SPOTS = ("活动室", "小广场", "阅览室", "文化站")
DOINGS = ("手工编织", "合唱排练", "太极拳练习", "图书整理", "健身操练习", "剪纸课")
SPEAKERS = ("赵阿姨", "钱大爷", "孙奶奶", "周师傅")
OPINIONS = ("下次还想来", "这样的活动要多办", "学到了不少东西", "心里很暖和")
CHATTER = (
    "早上好",
    "哈哈哈",
    "今天风真大",
    "收到",
    "谁家的猫跑出来啦",
    "晚上吃面条",
    "这天气适合晒被子",
    "嗯嗯",
    "好的好的",
    "电梯又修好了",
)
GAPS = ((), ("headcount",), ("place",), ("feedback",), ("headcount", "feedback"))
NEVER_TWO_DAYS_ALIKE = len(AT) * len(SPOTS)


@dataclass(frozen=True, slots=True)
class Line:
    """One message to be posted.  id: chosen by the client, unique everywhere."""

    id: str
    room: str
    sender: str
    text: str


@dataclass(frozen=True, slots=True)
class Story:
    """A report with the chatter around it, and the answers to what it leaves out.

    gaps: what the report does not say.  quoting: the answers quote the question.
    """

    report: Line
    chatter: tuple[Line, ...]
    answers: tuple[Line, ...]
    gaps: tuple[str, ...]
    place: str
    headcount: int
    opinion: str
    quoting: bool

    @property
    def record(self) -> str | None:
        """The id under which it is filed; None where it is all chatter."""
        return f"{self.report.room}/{self.report.id}/0" if self.place else None

    def lines(self) -> tuple[Line, ...]:
        """Everything that will be posted for it."""
        return (self.report, *self.chatter, *self.answers)


def setting() -> dict[str, object]:
    """As `load` takes it: organisations with a room each, leaders, staff."""
    names = [f"g{number:02}" for number in range(ORGANISATIONS)]
    common = (
        {"id": LEADERS, "name": "能人群", "purpose": "leaders"},
        {"id": STAFF, "name": "社工群", "purpose": "staff"},
    )
    own = [
        {"id": n, "name": f"{n}群", "purpose": "organisation", "organisation": n}
        for n in names
    ]
    people = [
        {"id": f"{n}-{p}", "name": f"{n}{p}", "role": "member", "rooms": [n]}
        for n, p in product(names, "abc")
    ]
    groups = [{"id": n, "name": f"{n}队", "community": "柳荫社区"} for n in names]
    return {"organisations": groups, "rooms": [*own, *common], "people": people}


def stories(seed: int, messages: int, today: date) -> dict[str, list[Story]]:
    """By room, what is told there in order; exactly so many messages together."""
    random = Random(seed)
    told: dict[str, list[Story]] = {f"g{n:02}": [] for n in range(ORGANISATIONS)}
    left = messages
    for number, room in _turns(list(told)):
        story = _story(random, room, number, today)
        if len(story.lines()) > left:
            told[room] += [_only_chatter(story, left)] if left else []
            return told
        told[room].append(story)
        left -= len(story.lines())
    raise AssertionError("rooms come for ever")


def _turns(rooms: list[str]) -> Iterator[tuple[int, str]]:
    for number in range(NEVER_TWO_DAYS_ALIKE):
        for room in rooms:
            yield number, room


def _story(random: Random, room: str, number: int, today: date) -> Story:
    place = "".join(list(product(AT, SPOTS))[number])
    gaps, headcount = random.choice(GAPS), random.randint(11, 60)
    opinion = random.choice(SPEAKERS) + "说" + random.choice(OPINIONS)
    day = today - timedelta(days=number + 1)
    name = f"{room}-{number}"
    place_said = "" if "place" in gaps else f"在{place}"
    words = [f"{day.month}月{day.day}日上午我们{place_said}组织了{random.choice(DOINGS)}"]
    words += [] if "headcount" in gaps else [f"一共来了{headcount}人"]
    words += [] if "feedback" in gaps else [opinion]
    given = {"headcount": f"{headcount}人", "place": f"在{place}", "feedback": opinion}
    return Story(
        report=Line(f"{name}-r", room, f"{room}-a", "，".join(words)),
        chatter=_chatter(random, room, name),
        answers=_answers(random, room, name, [given[gap] for gap in gaps]),
        gaps=gaps,
        place=place,
        headcount=headcount,
        opinion=opinion,
        quoting=random.random() < 0.5,
    )


def _chatter(random: Random, room: str, name: str) -> tuple[Line, ...]:
    senders = [f"{room}-{p}" for p in "abc"]
    return tuple(
        Line(f"{name}-c{n}", room, random.choice(senders), random.choice(CHATTER))
        for n in range(random.randint(4, 8))
    )


def _answers(random: Random, room: str, name: str, given: list[str]) -> tuple[Line, ...]:
    """In one message or in two, by the reporter or by another member."""
    words = given if random.random() < 0.5 else ["，".join(given)] * bool(given)
    sender = f"{room}-{random.choice('ab')}"
    return tuple(Line(f"{name}-w{n}", room, sender, text) for n, text in enumerate(words))


def _only_chatter(story: Story, messages: int) -> Story:
    """What fills up the number."""
    room = story.report.room
    lines = [
        Line(f"{room}-end-{n}", room, f"{room}-b", "好的好的") for n in range(messages)
    ]
    return Story(lines[0], tuple(lines[1:]), (), (), "", 0, "", quoting=False)
