"""Voice messages and a speech service, over real HTTP: what it gets, and what goes wrong."""

import asyncio
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path

import pytest

from bot import config, outside
from bot.clock import Clock
from bot.config import Config
from bot.errands import MAX_TRIES, WAIT, Errands
from bot.errors import ErrandFailedError, PeibanError
from bot.pipeline import Pipeline
from bot.runners import open_runners
from bot.speech import Nobody, read_words
from handlers.model.draft import Draft
from handlers.model.errand import ErrandKind
from handlers.model.finding import Count, Field, Words
from store import enrol, errands, inbox, ledger, media, outbox, timeline
from store.db import Database, open_database
from store.inbox import Inbound
from store.media import MediaStore
from tests.peers.model_server import model_server, says
from tests.peers.serving import Behaviour, fails, sends, waits
from tests.peers.speech_server import SpeechServer, goes_on, hears, speech_server
from tests.store.made import LANE, NOW, SETTING, message

AMR = b"#!AMR\n" + b"\x3c" * 600
NOTE = "今天上午我们在凉亭教大家扦插，都说学会了"
KEY = "of-the-operator"
READING = ErrandKind.READING
MINUTE = timedelta(minutes=1)
FAILURES: list[tuple[Behaviour, str]] = [
    (fails(401), "status 401"),
    (sends(b"<html>"), "no transcript"),
    (sends({"words": "x"}), "no transcript"),
    (sends({"text": 7}), "no transcript"),
    (sends([]), "no transcript"),
    (goes_on, "too long"),
]


@dataclass
class Desk:
    """A bot with a speech service, its store and its clock."""

    database: Database
    config: Config
    media: MediaStore
    clock: Clock = field(default_factory=lambda: Clock(NOW))
    outcomes: list[str] = field(default_factory=list)
    used: list[tuple[str, int, int]] = field(default_factory=list)
    told: list[Inbound] = field(default_factory=list)

    @property
    def pipeline(self) -> Pipeline:
        return Pipeline(self.database, self.config, self.clock.now)

    async def speak(self, name: str = "m1", recording: bytes = AMR, **more: object) -> str:
        """钱叔 speaks; the sha of his recording."""
        kept = await self.media.keep(recording, "../../a secret.amr", "audio/amr", NOW)
        async with self.database.begin() as conn:
            await media.put(conn, [kept])
        spoken = message(name, "", sender="p2")
        await self.hear(changed(spoken, text="", voices=[kept.sha], **more))
        return kept.sha

    async def hear(self, *inbounds: Inbound) -> None:
        async with self.database.begin() as conn:
            await inbox.put(conn, inbounds)
        await self.handle()

    async def handle(self) -> None:
        while await self.pipeline.step():
            pass

    @asynccontextmanager
    async def listening(
        self, kind: ErrandKind = ErrandKind.SPEECH
    ) -> AsyncIterator[Errands]:
        async with open_runners(
            self.config,
            self.database,
            self.media,
            self.clock.now,
            lambda *one: self.used.append(one),
        ) as runners:
            yield Errands(
                self.database,
                kind,
                runners[kind],
                self.clock.now,
                timedelta(hours=12),
                lambda _, outcome: self.outcomes.append(outcome),
                self.told.append,
            )

    async def listen(self, listener: Errands) -> None:
        """Until nothing is left to be tried, and handle what came back."""
        for wait in (timedelta(), WAIT, 4 * WAIT):
            self.clock.move(self.clock.now() + wait)
            while await listener.step():
                pass
            await self.handle()

    async def drafts(self) -> list[Draft]:
        async with self.database.read() as conn:
            return list(await ledger.all_drafts(conn))

    async def transcript(self) -> str | None:
        async with self.database.read() as conn:
            [line] = await timeline.last(conn, "r1", 1)
        return line.transcript

    async def purposes(self) -> list[str]:
        async with self.database.read() as conn:
            queued = await outbox.due(conn, NOW + timedelta(days=9), 99)
        return [one.outgoing.purpose for one in queued]


def changed(inbound: Inbound, **body: object) -> Inbound:
    return Inbound(
        **{
            **{name: getattr(inbound, name) for name in inbound.__slots__},
            "body": {**inbound.body, **body},
        }
    )


@asynccontextmanager
async def desk(url: str, folder: Path, **more: object) -> AsyncIterator[Desk]:
    """speech.…: given without the section's name."""
    keys = {"url": url, "model": "ear", "timeout": "5s", **more}
    own = {f"speech.{name}": value for name, value in keys.items()}
    loaded = config.load(None, {**own, "recognise.enabled": False})
    opened = await open_database("sqlite+aiosqlite:///:memory:")
    try:
        async with opened.begin() as conn:
            await enrol.load_setting(conn, SETTING)
        yield Desk(opened, loaded, MediaStore(folder))
    finally:
        await opened.close()


@asynccontextmanager
async def heard(
    folder: Path, *answers: Behaviour, **more: object
) -> AsyncIterator[tuple[Desk, SpeechServer]]:
    """A voice message that was posted, listened to, and handled."""
    async with (
        speech_server(*answers) as server,
        desk(server.url, folder, **more) as bot,
        bot.listening() as listener,
    ):
        await bot.speak()
        await bot.listen(listener)
        yield bot, server


@pytest.fixture(autouse=True)
def key(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PEIBAN_SPEECH_KEY", KEY)


async def test_what_it_says_is_a_message_and_stays_with_it(tmp_path: Path):
    async with heard(tmp_path, hears(f" {NOTE}\0")) as (bot, _):
        [record] = await bot.drafts()
        assert record.messages() == {"m1"}
        assert {f.by for f in record.findings} == {"p2"}
        assert await bot.transcript() == NOTE
        assert bot.outcomes == ["answered"]
        assert bot.used == [("speech", 1, 0)]
        assert [one.body["answer"] for one in bot.told] == [{"text": NOTE}]


async def test_the_service_gets_the_recording_and_nothing_else(tmp_path: Path):
    async with heard(tmp_path, hears(NOTE)) as (_, server):
        [form] = server.forms
        assert form == {
            "file": ("voice.amr", "audio/amr", AMR),
            "model": "ear",
            "language": "zh",
            "response_format": "json",
        }
        assert server.keys == [f"Bearer {KEY}"]


async def test_words_that_go_on_from_it_find_their_record(tmp_path: Path):
    async with (
        speech_server(hears(NOTE)) as server,
        desk(server.url, tmp_path) as bot,
        bot.listening() as listener,
    ):
        await bot.speak()
        await bot.hear(message("m2", "一共来了9个人", sender="p2"))
        assert await bot.drafts() == []

        await bot.listen(listener)

        [record] = await bot.drafts()
        assert record.value(Field.HEADCOUNT) == Count(9)


async def test_a_language_model_may_be_asked_about_words_that_were_spoken(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setenv("PEIBAN_MODEL_KEY", "another")
    activity = {"content": "教大家扦插", "place": "凉亭", "time_words": "今天上午"}
    reading = {"kind": "report", "activities": [activity]}
    async with (
        speech_server(hears(NOTE)) as server,
        model_server(says(reading)) as model,
        desk(server.url, tmp_path) as bot,
    ):
        bot.config = config.load(
            None,
            {
                "speech.url": server.url,
                "speech.model": "ear",
                "language_model.url": model.url,
                "language_model.model": "tiny",
                "intake.confidence": 1,
                "recognise.enabled": False,
            },
        )
        async with bot.listening() as listener, bot.listening(READING) as reader:
            await bot.speak()
            await bot.listen(listener)
            await bot.listen(reader)

        assert model.words == [NOTE]
        [record] = await bot.drafts()
        assert record.value(Field.PLACE) == Words("凉亭")
        assert record.messages() == {"m1"}


async def test_a_question_by_voice_is_answered_from_knowledge(tmp_path: Path):
    async with (
        speech_server(hears("小助手，报销需要什么材料？")) as server,
        desk(server.url, tmp_path) as bot,
        bot.listening() as listener,
    ):
        async with bot.database.begin() as conn:
            knowledge = [{"question": "报销需要什么材料", "answer": "发票和明细。"}]
            await enrol.load_setting(conn, {"knowledge": knowledge})
        await bot.speak(mentions=["bot"])

        await bot.listen(listener)

        assert await bot.purposes() == ["answer"]


@pytest.mark.parametrize(
    ("behaviour", "reason"), FAILURES, ids=[str(n) for n, _ in enumerate(FAILURES)]
)
async def test_what_cannot_be_read_is_kept_for_staff(
    tmp_path: Path, behaviour: Behaviour, reason: str
):
    async with heard(tmp_path, behaviour) as (bot, _):
        [record] = await bot.drafts()
        assert len(record.of(Field.VOICE)) == 1
        assert bot.outcomes == [reason]
        assert await bot.transcript() is None
        assert await bot.purposes() == []


async def test_silence_says_nothing_and_is_kept(tmp_path: Path):
    async with heard(tmp_path, hears("  ")) as (bot, _):
        [record] = await bot.drafts()
        assert len(record.of(Field.VOICE)) == 1
        assert await bot.transcript() is None


@pytest.mark.parametrize("behaviour", [fails(500), fails(429)], ids=["500", "429"])
async def test_a_service_that_fails_is_asked_three_times(
    tmp_path: Path, behaviour: Behaviour
):
    async with heard(tmp_path, behaviour) as (bot, server):
        assert len(server.forms) == MAX_TRIES
        assert len((await bot.drafts())[0].of(Field.VOICE)) == 1


async def test_a_service_that_recovers_is_heard(tmp_path: Path):
    async with heard(tmp_path, fails(503), hears(NOTE)) as (bot, server):
        assert len(server.forms) == 2
        assert (await bot.drafts())[0].value(Field.FEEDBACK) is not None


async def test_a_slow_service_is_not_waited_for(tmp_path: Path):
    slow = waits(30, hears(NOTE))
    async with heard(tmp_path, slow, hears(NOTE), timeout="1s") as (bot, _):
        assert bot.outcomes == ["again: timeout", "answered"]


async def test_a_service_that_is_not_there_costs_three_tries(tmp_path: Path):
    async with speech_server(hears(NOTE)) as gone:
        pass
    async with desk(gone.url, tmp_path) as bot, bot.listening() as listener:
        await bot.speak()
        await bot.listen(listener)

        assert bot.outcomes[-1] == "no connection"
        assert len((await bot.drafts())[0].of(Field.VOICE)) == 1


async def test_a_recording_that_is_too_large_does_not_leave(tmp_path: Path):
    large = AMR + b"\0" * (1 << 20)
    async with (
        speech_server(hears(NOTE)) as server,
        desk(server.url, tmp_path, largest_mb=1) as bot,
        bot.listening() as listener,
    ):
        await bot.speak(recording=large)
        await bot.listen(listener)

        assert (server.forms, bot.used) == ([], [])
        assert bot.outcomes == ["recording too large"]
        assert len((await bot.drafts())[0].of(Field.VOICE)) == 1


async def test_over_the_days_budget_staff_listen(tmp_path: Path):
    async with heard(tmp_path, hears(NOTE), per_day=0) as (bot, server):
        assert server.forms == []
        assert bot.outcomes == ["over budget"]
        assert len((await bot.drafts())[0].of(Field.VOICE)) == 1


async def test_a_recording_that_is_gone_is_for_staff_all_the_same(tmp_path: Path):
    async with (
        speech_server(hears(NOTE)) as server,
        desk(server.url, tmp_path) as bot,
        bot.listening() as listener,
    ):
        sha = await bot.speak()
        bot.media.path(sha).unlink()
        await bot.listen(listener)

        assert bot.outcomes == ["recording missing"]
        assert len((await bot.drafts())[0].of(Field.VOICE)) == 1


async def test_a_voice_taken_back_meanwhile_says_nothing(tmp_path: Path):
    async with (
        speech_server(waits(0.3, hears(NOTE))) as server,
        desk(server.url, tmp_path) as bot,
        bot.listening() as listener,
    ):
        await bot.speak()
        running = asyncio.create_task(listener.step())
        while not server.forms:  # noqa: ASYNC110 -- a real server on the same loop
            await asyncio.sleep(0.01)
        recall = Inbound(
            "web", "r1", "recall:m1", "recall", LANE, None, NOW, NOW, {"message": "m1"}
        )
        await bot.hear(recall)
        await running
        await bot.handle()

        assert await bot.drafts() == []
        assert await bot.transcript() is None


async def test_what_was_read_and_not_stored_is_read_again_and_told_once(tmp_path: Path):
    """The process dies between the answer and its commit: the lease is given back."""
    async with (
        speech_server(hears(NOTE)) as server,
        desk(server.url, tmp_path) as bot,
        bot.listening() as listener,
    ):
        await bot.speak()
        async with bot.database.begin() as conn:
            await errands.claim(conn, ErrandKind.SPEECH, NOW, 1, MINUTE)
        async with bot.database.begin() as conn:
            await errands.release_all(conn, NOW)
        await bot.listen(listener)
        await bot.listen(listener)

        [record] = await bot.drafts()
        assert len(record.of(Field.CONTENT)) == 1
        assert len(bot.told) == 1


async def test_what_waited_when_it_was_switched_off_is_for_staff(tmp_path: Path):
    async with desk("http://127.0.0.1:9/v1", tmp_path) as bot:
        await bot.speak()
        bot.config = config.load(None, {"recognise.enabled": False})
        async with bot.listening() as listener:
            await bot.listen(listener)

        assert bot.outcomes == ["switched off"]
        assert len((await bot.drafts())[0].of(Field.VOICE)) == 1


async def test_a_day_later_nobody_listens_and_staff_have_it(tmp_path: Path):
    async with (
        speech_server(hears(NOTE)) as server,
        desk(server.url, tmp_path) as bot,
        bot.listening() as listener,
    ):
        await bot.speak()
        bot.clock.move(NOW + timedelta(hours=13))
        await bot.listen(listener)

        assert server.forms == []
        [record] = await bot.drafts()
        assert len(record.of(Field.VOICE)) == 1


async def test_without_a_service_nothing_is_asked_outside(tmp_path: Path):
    async with desk("", tmp_path) as bot:
        await bot.speak()
        async with open_runners(
            bot.config, bot.database, bot.media, bot.clock.now, lambda *_: None
        ) as runners:
            assert dict(runners) == {}


def test_nobody_listens_to_nothing():
    nobody = Nobody()
    with pytest.raises(ErrandFailedError, match="switched off"):
        asyncio.run(nobody.run(None))  # type: ignore[arg-type] -- it does not look at it
    assert nobody.timeout > timedelta()


def test_half_a_surrogate_pair_is_no_word():
    assert read_words(b'{"text": "\\ud800 \xe5\xa5\xbd "}') == "好"


@pytest.mark.parametrize(
    ("changes", "missing"),
    [
        ({"url": ""}, None),
        ({}, None),
        ({"key_env": ""}, None),
        ({"model": ""}, "speech.model"),
        ({"key_env": "NOT_SET_ANYWHERE"}, "NOT_SET_ANYWHERE"),
    ],
    ids=["off", "fine", "without a key", "no model", "no key"],
)
def test_doctor_says_what_is_missing(changes: dict[str, str], missing: str | None):
    keys = {"url": "http://127.0.0.1:9/v1", "model": "ear"} | changes
    loaded = config.load(None, {f"speech.{name}": value for name, value in keys.items()})

    found = outside.missing("speech", loaded.speech)

    assert missing in found if missing and found else found is None
    if missing:
        with pytest.raises(PeibanError, match=missing):
            outside.client("speech", loaded.speech)


def test_doctor_misses_the_package(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setitem(sys.modules, "openai", None)  # as if it were not installed
    loaded = config.load(None, {"speech.url": "http://h/v1", "speech.model": "ear"})

    assert "'.[speech]'" in (outside.missing("speech", loaded.speech) or "")
