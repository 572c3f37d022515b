"""Made-up people who ask, each once: to the bot or clearly to staff; the same for a seed."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from itertools import count, cycle, islice
from random import Random

from tests.faults.neighbourhood import CHATTER, LEADERS, STAFF, Line

ROOMS = tuple(f"q{number}" for number in range(20))
DESKS, ANNOUNCER = ("xiaohe", "xiaotang"), "xiaozhang"
KNOWN = {
    "腿脚不便要借轮椅在哪里借？": "轮椅在一楼服务台，押身份证就能借。",
    "老年大学什么时候报名？": "每年三月和九月的头一周报名。",
    "打印机双面打印按哪个键？": "刷门禁卡，选双面，按绿键。",
    "急救箱放在哪里？": "急救箱在门后第二个格子。",
    "图书角几点关门？": "图书角晚上八点半关门。",
    "下雨天借走的雨伞还到哪里？": "雨伞还到门口的铁架上。",
}
CLOSE = {
    "乒乓球拍放在哪个柜子": "球拍在进门左手的铁柜里。",
    "乒乓球台预约打哪个电话": "球台在前台的本子上约。",
    "乒乓球赛报名找哪位": "球赛找体育委员报名。",
}
TO_CHOOSE = ("@陪伴 想打乒乓球怎么弄？", "@陪伴 乒乓球的事找哪个？")
PLACES = ("阳光房", "东厅", "排练厅", "地下室", "顶楼", "后院", "门房", "木工间")
TO_BOT = (
    "@陪伴 {}的窗户漏风找谁修？",
    "@陪伴 {}能不能养金鱼？",
    "@陪伴 {}的钢琴多久调一次音？",
    "@陪伴 {}的暖气片谁来检查？",
    "@陪伴 下个月{}有没有空档？",
    "@陪伴 {}可以挂灯笼吗？",
    "@陪伴 {}的投影仪遥控器丢了怎么办？",
    "@陪伴 狗能带进{}吗？",
    "@陪伴 {}坐得下四十个人吗？",
    "@陪伴 从地铁站到{}怎么走最近？",
    "@陪伴 {}的墙皮掉了要不要重新刷？",
    "@陪伴 上回落在{}的围巾归谁收着？",
)
TO_STAFF = (
    "{}的电费发票能报销吗？",
    "给{}买窗帘的收据交给谁？",
    "{}改造的项目书什么时候交？",
    "{}这一项的经费还剩多少？",
    "在{}请戏曲老师，劳务费怎么算？",
    "{}签的场地协议要不要盖章？",
    "{}那笔物资费的明细写给谁看？",
    "申请场地用{}要提前几天？",
)
MOST = len(TO_BOT) + len(TO_STAFF)
COVERED = 0.25  # share of the questions that knowledge answers, while it has any left
TWO = 0.5  # share of these that ask something else in the same message
MORE = 0.3  # share of the questions after which their asker says something more


class Then(StrEnum):
    """What the asker says when the bot has spoken; nothing else is to come of thanks."""

    NOTHING = "nothing"
    PICK = "pick"
    GO_ON = "go on"
    NEVER_MIND = "never mind"
    THANK = "thank"


@dataclass(frozen=True, slots=True)
class Asked:
    """A question and the chatter after it.  called: who asks, as the bot addresses them.

    known: what knowledge says to it, if anything.  also: what staff are asked with it.
    wanted: of what is offered.
    """

    line: Line
    called: str
    chatter: tuple[Line, ...]
    known: str | None
    also: str = ""
    then: Then = Then.NOTHING
    wanted: str = ""

    @property
    def id(self) -> str:
        """Of its record in the store."""
        return f"{self.line.room}/{self.line.id}"

    @property
    def for_staff(self) -> str | None:
        """Id of the record that staff have to see to, None where nothing is left for them."""
        if self.also:
            return f"{self.id}/2"
        return None if self.known else self.id

    @property
    def answers(self) -> int:
        """How many staff give."""
        asked = self.for_staff is not None and self.then is not Then.NEVER_MIND
        return asked + (self.then is Then.GO_ON)

    @property
    def posts(self) -> int:
        """How many messages are posted for it, those of staff too."""
        return 1 + len(self.chatter) + self.answers + (self.then is not Then.NOTHING)


def setting(questions: int) -> dict[str, object]:
    """As `load` takes it: an organisation a room, as many members as questions, two staff."""
    own = [
        {"id": r, "name": f"{r}群", "purpose": "organisation", "organisation": r}
        for r in ROOMS
    ]
    common = [
        {"id": LEADERS, "name": "能人群", "purpose": "leaders"},
        {"id": STAFF, "name": "社工群", "purpose": "staff"},
    ]
    members = [
        {"id": asker(n), "name": called(n), "role": "member", "rooms": [*ROOMS]}
        for n in range(questions)
    ]
    staff = [
        {"id": d, "name": d, "role": "staff", "rooms": [STAFF]} for d in (*DESKS, ANNOUNCER)
    ]
    return {
        "organisations": [
            {"id": r, "name": f"{r}队", "community": "柳荫社区"} for r in ROOMS
        ],
        "rooms": [*own, *common],
        "people": [*members, *staff],
        "knowledge": [{"question": q, "answer": a} for q, a in (KNOWN | CLOSE).items()],
    }


def asker(number: int) -> str:
    """The id of who asks this question; nobody asks twice."""
    return f"asker{number}"


def called(number: int) -> str:
    """What they are called."""
    return f"{number}号街坊"


def questions(seed: int, number: int) -> Mapping[str, list[Asked]]:
    """By room, what is asked there in order; nothing twice in a room, nor nearly the same.

    number: at most as many as there are rooms and questions to staff and the bot.
    """
    random = Random(seed)
    unknown = {room: random.sample((*TO_BOT, *TO_STAFF), MOST) for room in ROOMS}
    known = {room: random.sample(list(KNOWN), len(KNOWN)) for room in ROOMS}
    asked: dict[str, list[Asked]] = {room: [] for room in ROOMS}
    numbers, thens = count(), cycle((Then.PICK, Then.GO_ON, Then.NEVER_MIND, Then.THANK))
    for each, room in enumerate(islice(cycle(ROOMS), number)):
        words, answer, also = unknown[room].pop().format(random.choice(PLACES)), None, ""
        if known[room] and random.random() < COVERED:
            question = known[room].pop()
            also = words.removeprefix("@陪伴 ") if random.random() < TWO else ""
            words, answer = f"@陪伴 {question}{also and '还有'}{also}", KNOWN[question]
        line = Line(f"{room}-{each}", room, asker(each), words)
        chatter = tuple(_chatter(random, room, numbers))
        one = Asked(line, called(each), chatter, answer, also)
        later = each and random.random() < MORE  # the first chats, too
        asked[room].append(_more(random, one, thens) if later else one)
    return asked


def _more(random: Random, asked: Asked, thens: Iterator[Then]) -> Asked:
    """The same with something that is said later, or a question to choose from."""
    if asked.known:
        return replace(asked, then=Then.THANK)
    then = next(thens)
    if then is Then.PICK:
        wanted = random.choice(list(CLOSE))
        line = replace(asked.line, text=random.choice(TO_CHOOSE))
        return Asked(
            line, asked.called, asked.chatter, CLOSE[wanted], then=then, wanted=wanted
        )
    return replace(asked, then=then)


def _chatter(random: Random, room: str, numbers: Iterator[int]) -> Iterator[Line]:
    for _ in range(random.randint(0, 3)):
        number = next(numbers)
        yield Line(f"{room}-c{number}", room, asker(0), random.choice(CHATTER))
