"""Group-chat transcripts as tests, readable by anyone.

    # What this chat shows, and the rule it stands for
    setting: plan 胡同导览 2026-05-01 2026-05-31       optional lines before the first message
    setting: people 小周=staff 李叔=leader             王姐 李叔 小吴 芳姐 are there anyway
    setting: set coach.quiet_hours=[]                  any key of config.yaml
    setting: dance 梅姐                                 晨光舞蹈队 has a room too, she is in it
    setting: private 芳姐                               she has a room alone with the bot
    setting: know 钥匙在哪里拿=门卫那里                    a piece of knowledge more
    at 2026-05-09 11:00                                the clock
    王姐: 今天上午带孩子们走了杨梅竹斜街                  a member speaks
    王姐: [photo a.jpg] 好看吧                          … posts a picture, words may follow
    王姐: [signin 27 2026-05-09 s.jpg]                 … one that shows this: tests/pictures.py
    王姐: [voice a.amr]                               … speaks, and nobody writes it down
    王姐[chat]: …                                     … in another room: chat, leaders, staff, dance, private
    李叔 > 王姐: 28个人                                 … quoting the newest message of 王姐
    小周[staff] > bot: 可以买                           … or of the bot, in that room
    王姐: @bot 发票怎么开                               … addressing the bot
    王姐 recalls                                      takes the newest message back; 小周[staff] recalls
    ... 10m                                           time passes: s, m, h or d
    bot> @王姐 收到…                                    the bot says exactly this, by then
      1. 在哪里办的？                                   (further lines of it are indented)
    bot[leaders]> …                                   in another room
    filed: 2026-05-09 杨梅竹斜街 28人 1图 inside v1        a record as it was filed

Whatever the bot says that no line expects fails the test: silence is part of the text.
`pytest --rewrite` writes the lines of the bot anew; the difference is the review.
"""

import re
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from hashlib import sha256
from pathlib import Path

import yaml

from bot import config as configuration
from bot.clock import Clock
from bot.durations import duration
from bot.errands import Errands
from bot.pipeline import Pipeline
from bot.replay.play import Player
from bot.replay.script import Step
from bot.sender import Sender
from handlers.model.errand import ErrandKind
from store import enrol, ledger
from store.db import Database
from store.media import MediaStore
from tests.pictures import Eyes, described

CLOCK = re.compile(r"at (\d{4}-\d\d-\d\d \d\d:\d\d)")
WAIT = re.compile(r"\.\.\. (\S+)")
SPOKEN = re.compile(
    r"(?P<who>[^\s\[\]>:]+)(?:\[(?P<room>\w+)\])?(?: > (?P<quote>\S+))?: (?P<text>.*)"
)
RECALL = re.compile(r"(?P<who>[^\s\[\]]+)(?:\[(?P<room>\w+)\])? recalls")
PHOTO = re.compile(
    r"\[(photo|scene|signin|record|other|unsafe|broken)((?: \S+)*) (\S+)\]\s*"
)
VOICE = re.compile(r"\[voice (\S+)\]\s*")
OUTPUT = ("bot>", "bot[", "filed:", "  ")
QUIET = {"sender.jitter": "0s", "staff.remind_after": []}  # as replays are
ROOMS = {
    "": "r1",
    "chat": "r2",
    "leaders": "L",
    "staff": "S",
    "dance": "r3",
    "private": "P",
}
NAMES = {room: name for name, room in ROOMS.items()}


def setting_of(plan: list[list[str]], people: dict[str, str]) -> dict[str, object]:
    """A small neighbourhood: one organisation with two rooms, leaders, staff."""
    roles = {
        "王姐": "leader",
        "李叔": "member",
        "小吴": "member",
        "芳姐": "member",
        "小周": "staff",
    }
    roles |= people
    rooms = {"leader": ["r1", "r2", "L"], "member": ["r1", "r2"], "staff": ["r1", "S"]}
    return {
        "organisations": [
            {
                "id": "daolan",
                "name": "三井导览队",
                "community": "三井社区",
                "plan": [{"title": t, "from": a, "to": b} for t, a, b in plan],
            }
        ],
        "rooms": [
            {
                "id": "r1",
                "name": "导览队大群",
                "purpose": "organisation",
                "organisation": "daolan",
            },
            {
                "id": "r2",
                "name": "导览队聊天",
                "purpose": "organisation",
                "organisation": "daolan",
            },
            {"id": "L", "name": "能人管理群", "purpose": "leaders"},
            {"id": "S", "name": "社造团队", "purpose": "staff"},
        ],
        "people": [
            {"id": name, "name": name, "role": role, "rooms": rooms[role]}
            for name, role in roles.items()
        ],
        "knowledge": [
            {"question": "报销需要什么材料", "answer": "发票、明细、签到表和活动记录表。"},
            {"question": "活动照片要几张", "answer": "五张以内，看得清人数和内容。"},
        ],
    }


def more_of(more: list[tuple[str, str]]) -> dict[str, object]:
    """What some chats have beside it, as a second setting."""
    given = dict(more)
    dance, alone = given.get("dance"), given.get("private")
    troupe = {"id": "wudao", "name": "晨光舞蹈队"}
    room = {"id": "r3", "name": "舞蹈队大群", "organisation": "wudao", "kind": "general"}
    private = {"id": "P", "name": "单聊", "purpose": "private"}
    return {
        "organisations": [troupe] if dance else [],
        "rooms": [
            *([{**room, "purpose": "organisation"}] if dance else []),
            *([private] if alone else []),
        ],
        "people": [
            *([{"id": dance, "name": dance, "rooms": ["r3"]}] if dance else []),
            *([_with_the_bot(alone)] if alone else []),
        ],
        "knowledge": [
            dict(zip(("question", "answer"), one.split("="), strict=True))
            for kind, one in more
            if kind == "know"
        ],
    }


def _with_the_bot(name: str) -> dict[str, object]:
    """Somebody who has a room of their own beside those they are in."""
    if name == "小周":
        return {"id": name, "name": name, "role": "staff", "rooms": ["r1", "S", "P"]}
    return {"id": name, "name": name, "rooms": ["r1", "r2", "P"]}


MORNING = datetime.fromisoformat("2026-05-09T11:00:00+08:00")


@dataclass
class Chat:
    """One transcript being played on a database."""

    database: Database
    media: MediaStore
    now: datetime = MORNING
    plan: list[list[str]] = field(default_factory=list)
    people: dict[str, str] = field(default_factory=dict)
    overrides: dict[str, object] = field(default_factory=dict)
    more: list[tuple[str, str]] = field(default_factory=list)
    player: Player | None = None
    count: int = 0
    heard: int = 0
    filed: dict[str, int] = field(default_factory=dict)
    eyes: Eyes = field(default_factory=Eyes)
    newest: dict[tuple[str, str], str] = field(default_factory=dict)

    async def play(self, script: str) -> str:
        """The script with what the bot really said and filed."""
        played: list[str] = []
        for line in script.splitlines():
            if line.startswith(OUTPUT):
                continue
            played.append(line)
            if line.strip() and not line.startswith("#"):
                played += await self.act(line)
        return "\n".join(played) + "\n"

    async def act(self, line: str) -> list[str]:
        """What the bot says and files on account of one line."""
        if line.startswith("setting: "):
            return self.set_up(line.removeprefix("setting: "))
        if self.player is None:
            self.player = await self.start()
        if match := CLOCK.fullmatch(line):
            self.now = datetime.fromisoformat(match[1] + ":00+08:00")
            await self.player.advance(self.now)
        elif match := WAIT.fullmatch(line):
            self.now += duration(match[1])
            await self.player.advance(self.now)
        else:
            self.now += timedelta(seconds=1)
            await self.player.happen([self.step(line)])
        return [*self.hear(), *await self.records()]

    def set_up(self, words: str) -> list[str]:
        kind, _, rest = words.partition(" ")
        match kind:
            case "plan":
                self.plan.append(rest.rsplit(" ", 2))
            case "people":
                self.people |= dict(one.split("=") for one in rest.split())
            case "dance" | "private" | "know":
                self.more.append((kind, rest))
            case "set":
                key, _, value = rest.partition("=")
                self.overrides[key] = yaml.safe_load(value)
            case _:
                raise AssertionError(f"not a setting: {words!r}")
        return []

    async def start(self) -> Player:
        config = configuration.load(None, {**QUIET, **self.overrides})
        looking = replace(config.settings, sight=timedelta(minutes=2))
        config = replace(config, settings=looking)
        clock = Clock(self.now)
        async with self.database.begin() as conn:
            await enrol.load_setting(conn, setting_of(self.plan, self.people))
            if self.more:
                await enrol.load_setting(conn, more_of(self.more))
        sender = Sender(self.database, config.sender, stamp=lambda departure: departure)
        pipeline = Pipeline(self.database, config, clock.now)
        player = Player(self.database, self.media, pipeline, sender, clock, Path())
        player.errands = [
            Errands(
                self.database, ErrandKind.SIGHT, self.eyes, clock.now,
                config.settings.intake.stale, lambda _kind, _outcome: None,
            )
        ]  # fmt: skip
        await player.begin()
        return player

    def step(self, line: str) -> Step:
        """A line of somebody as a line of a recorded chat."""
        if match := RECALL.fullmatch(line):
            room = ROOMS[match["room"] or ""]
            return Step(0, self.now, room=room, recall=self.newest[match["who"], room])
        match = SPOKEN.fullmatch(line)
        assert match, f"not a transcript line: {line!r}"
        self.count += 1
        room, name = ROOMS[match["room"] or ""], f"m{self.count}"
        quote = self.newest[match["quote"], room] if match["quote"] else None
        self.newest[match["who"], room] = name
        photo = PHOTO.match(match["text"])
        voice = VOICE.match(match["text"])
        text = VOICE.sub("", PHOTO.sub("", match["text"]))
        mentions = ("bot",) if text.startswith("@bot") else ()
        return Step(
            0,
            self.now,
            room,
            match["who"],
            name,
            text,
            self.shown(photo) if photo else None,
            quote,
            mentions,
            voice=voice[1] if voice else None,
        )

    def shown(self, photo: re.Match[str]) -> str:
        """The name of the posted picture; what it shows is kept for who looks at it."""
        sha = sha256(photo[3].encode()).hexdigest()
        self.eyes.shows[sha] = described(photo[1], photo[2].split())
        if photo[1] == "broken":
            self.eyes.broken.add(sha)
        return photo[3]

    def hear(self) -> list[str]:
        """What the bot said since last asked, as transcript lines."""
        assert self.player is not None
        fresh, lines = self.player.heard.said[self.heard :], []
        self.heard += len(fresh)
        for one in sorted(fresh, key=lambda leaving: leaving.at):
            out = one.queued.outgoing
            self.newest["bot", out.room] = one.external_id
            name = NAMES[out.room]
            lines.append(f"bot[{name}]> " if name else "bot> ")
            lines[-1] += out.text.replace("\n", "\n  ")
        return lines

    async def records(self) -> list[str]:
        """Records filed since last asked, by their version."""
        async with self.database.read() as conn:
            activities = await ledger.activities(conn)
        fresh = [a for a in activities if self.filed.get(a.id) != a.version]
        self.filed |= {a.id: a.version for a in fresh}
        return [
            f"filed: {a.when.start:%Y-%m-%d} {a.place} {a.headcount.number}人"
            f" {len(a.photos)}图 {a.plan.value} v{a.version}"
            for a in fresh
            if a.when and a.headcount
        ]
