"""Pictures are looked at by worker processes, and known from then on, whatever goes wrong."""

import asyncio
import os
import signal
from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import timedelta
from hashlib import sha256
from pathlib import Path

import pytest

from bot import config
from bot.clock import Clock
from bot.errands import MAX_TRIES, WAIT, Errands
from bot.errors import ErrandFailedError, PeibanError
from bot.looking import VERSION, Blind, Looking, missing, open_sight
from bot.recognise import packages
from bot.runners import open_runners
from bot.sight import named, records, told
from handlers.model.errand import Errand, ErrandKind
from handlers.model.people import MessageId, RoomId
from store import codec, enrol, errands, inbox, lanes, media, seen
from store.changes import Changes
from store.db import Database, open_database
from store.inbox import Inbound
from store.media import MediaStore
from store.seen import Looked
from tests.bot import tasks
from tests.handlers.made import filed, gathering, photo
from tests.store.made import LANE, NOW, SETTING, message

SIGHT = ErrandKind.SIGHT
TASK = "tests.bot.tasks:look"
STALE = timedelta(hours=12)
MANY, EVERY = 1000, 50
NOTHING = {"seen": {}, "missing": [], "elsewhere": [], "again": {}}
GONE = sha256(b"nobody has it").hexdigest()


@dataclass
class Desk:
    """A store with pictures, and whoever looks at them."""

    database: Database
    media: MediaStore
    settings: config.RecogniseSettings
    clock: Clock = field(default_factory=lambda: Clock(NOW))
    outcomes: list[str] = field(default_factory=list)
    told: list[Inbound] = field(default_factory=list)

    async def keep(self, *whats: str) -> list[str]:
        """Pictures of which the task knows what they show; their sha256."""
        kept = [await self.media.keep(w.encode(), "a.jpg", "image/jpeg") for w in whats]
        async with self.database.begin() as conn:
            await media.put(conn, kept)
        return [one.sha for one in kept]

    async def post(self, name: str, *shas: str) -> None:
        """A message with pictures of which somebody wants to know what they show."""
        one = message(name)
        posted = Inbound(
            **{**{n: getattr(one, n) for n in one.__slots__}, "body": {"pictures": [*shas]}}
        )
        async with self.database.begin() as conn:
            await inbox.put(conn, [posted])
            errand = Errand(SIGHT, RoomId("r1"), MessageId(name))
            await errands.put(conn, [(LANE, errand)], NOW)

    @asynccontextmanager
    async def looking(self, task: str = TASK) -> AsyncIterator["Watch"]:
        args = (self.settings, self.database, self.media, self.clock.now, task)
        async with open_sight(*args) as looking:
            errands = Errands(
                self.database,
                SIGHT,
                looking,
                self.clock.now,
                STALE,
                lambda _, outcome: self.outcomes.append(outcome),
                self.told.append,
            )
            yield Watch(self, looking, errands)

    def answers(self) -> Mapping[str, object]:
        """What came back by message, None for what was given up."""
        assert len({one.external_id for one in self.told}) == len(self.told)
        return {str(one.body["message"]): one.body.get("answer") for one in self.told}

    def looks(self, sha: str) -> int:
        """How often a picture was looked at."""
        try:
            return len(tasks.looks(self.media.path(sha)))
        except FileNotFoundError:
            return 0


@dataclass
class Watch:
    desk: Desk
    looking: Looking
    errands: Errands

    async def work(self) -> None:
        """Until nothing is left to be tried."""
        for wait in (timedelta(), WAIT, 4 * WAIT):
            self.desk.clock.move(self.desk.clock.now() + wait)
            while await self.errands.step():
                pass


@pytest.fixture
async def desk(tmp_path: Path) -> AsyncIterator[Desk]:
    keys = {"enabled": True, "workers": 2, "timeout": "20s"}
    own = {f"recognise.{name}": value for name, value in keys.items()}
    opened = await open_database("sqlite+aiosqlite:///:memory:")
    async with opened.begin() as conn:
        await enrol.load_setting(conn, SETTING)
    yield Desk(opened, MediaStore(tmp_path / "media"), config.load(None, own).recognise)
    await opened.close()


async def test_what_pictures_show_comes_back_through_the_inbox(desk: Desk):
    shas = await desk.keep("scene 12", "scene 3")
    await desk.post("m1", *shas, GONE)
    async with desk.looking() as watch:
        await watch.work()

    answer = desk.answers()["m1"]
    assert isinstance(answer, dict)
    assert answer["missing"] == [GONE]
    shown = told(answer)
    assert [one.crowd.found for one in shown.values() if one.crowd] == [12, 3]
    assert desk.outcomes == ["answered"]


async def test_a_picture_is_looked_at_once_for_ever(desk: Desk):
    [sha] = await desk.keep("scene 5")
    await desk.post("m1", sha, sha)
    async with desk.looking() as watch:
        await watch.work()
    await desk.post("m2", sha)
    async with desk.looking() as watch:  # after a restart
        await watch.work()
        assert watch.looking.pool.pids == []  # no worker was wanted

    assert desk.looks(sha) == 1
    first, second = desk.answers().values()
    assert first == second
    async with desk.database.read() as conn:
        assert await seen.known(conn, [sha], VERSION) == first["seen"]  # type: ignore[index]


async def test_a_picture_that_another_organisation_posted_before_is_named(desk: Desk):
    theirs, like, own = await desk.keep("scene 5", "scene 6", f"scene {(1 << 20) - 1}")
    known = codec.load_mapping(codec.encode(tasks.scene(5)))  # as like 6 as two copies
    poster = {**known, "shows": "other", "phash": tasks.scene((1 << 20) - 1).phash}
    others = Looked(NOW, VERSION, "organisation:others")
    async with desk.database.begin() as conn:
        await seen.keep(conn, theirs, known, others)
        await seen.keep(conn, GONE, poster, others)
    await desk.post("m1", own)
    await desk.post("m2", theirs, like, own)
    async with desk.looking() as watch:
        await watch.work()

    answers = desk.answers()
    assert answers["m1"]["elsewhere"] == []  # type: ignore[index]
    assert answers["m2"]["elsewhere"] == [theirs, like]  # type: ignore[index]


async def test_a_picture_that_another_record_has_is_named_with_it(desk: Desk):
    """Of this organisation, filed or with staff, lately; like it is enough."""
    first, like, poster = await desk.keep("scene 5", "scene 6", "poster")
    far, growing, old = (f"scene {(1 << 20) - 1}", "scene 8", "scene 9")
    far, growing, old = await desk.keep(far, growing, old)
    long_ago = NOW - timedelta(days=100)
    kept = [
        filed(id_="d0").add([photo(first), photo(poster), photo(far)], NOW),
        gathering(growing, id_="d1"),
        filed(id_="d2").add([photo(old)], long_ago),
    ]
    async with desk.database.begin() as conn:
        await lanes.save(conn, Changes(drafts=[(LANE, one) for one in kept]))
        known = codec.load_mapping(codec.encode(tasks.scene(5)))
        await seen.keep(conn, first, known, Looked(NOW, VERSION, LANE))
        other = {**known, "shows": "other", "phash": "f" * 16}
        await seen.keep(conn, poster, other, Looked(NOW, VERSION, LANE))
    await desk.post("m1", first, like, poster)
    await desk.post("m2", far)
    async with desk.looking() as watch:
        await watch.work()

    answers = desk.answers()
    assert records(answers["m1"]) == {first: {"d0"}, like: {"d0"}}  # type: ignore[arg-type]
    assert records(answers["m2"]) == {far: {"d0"}}  # type: ignore[arg-type]
    assert answers["m1"]["elsewhere"] == []  # type: ignore[index]


async def test_posted_twice_at_once_it_is_looked_at_once(desk: Desk):
    [sha] = await desk.keep("scene 5")
    for name in ("m1", "m2", "m3"):
        await desk.post(name, sha)
    async with desk.looking() as watch:
        await watch.work()

    assert desk.looks(sha) == 1
    assert len(desk.answers()) == 3


async def test_what_an_older_program_kept_in_another_shape_is_looked_at_anew(desk: Desk):
    [sha] = await desk.keep("scene 5")
    async with desk.database.begin() as conn:
        old = {"shows": "scene", "phash": "0" * 16}
        await seen.keep(conn, sha, old, Looked(NOW, VERSION, LANE))
    await desk.post("m1", sha)
    async with desk.looking() as watch:
        await watch.work()

    async with desk.database.read() as conn:
        assert (await seen.known(conn, [sha], VERSION))[sha]["width"] == 40


@pytest.mark.parametrize("what", ["unreadable", "defect", "shape"])
async def test_a_picture_that_cannot_be_read_is_in_neither_list(
    desk: Desk, what: str, caplog: pytest.LogCaptureFixture
):
    bad, good = await desk.keep(what, "scene 5")
    await desk.post("m1", bad)
    await desk.post("m2", bad, good)
    async with desk.looking() as watch:
        await watch.work()

    answers = desk.answers()
    assert answers["m1"] == NOTHING
    shown, absent = told(answers["m2"]), named(answers["m2"], "missing")  # type: ignore[arg-type]
    assert (set(shown), absent) == ({good}, set())
    assert {one.message for one in caplog.records} >= {"picture not seen"}


@pytest.mark.parametrize(("what", "reason"), [("crash", "crash"), ("hang", "timeout")])
async def test_what_the_workers_are_lost_on_has_one_fate_alone_and_beside_others(
    desk: Desk, what: str, reason: str, caplog: pytest.LogCaptureFixture
):
    desk.settings = config.load(
        None, {"recognise.enabled": True, "recognise.timeout": "1s"}
    ).recognise
    bad, good = await desk.keep(what, "scene 5")
    await desk.post("m1", bad)
    async with desk.looking() as watch:
        await watch.work()
        assert desk.looks(bad) == 2
        await desk.post("m2", bad, good)
        await watch.work()

    answers = desk.answers()
    assert answers["m1"] == NOTHING
    shown, absent = told(answers["m2"]), named(answers["m2"], "missing")  # type: ignore[arg-type]
    assert (set(shown), absent) == ({good}, set())
    assert desk.looks(bad) == 4  # nothing is kept of a failure
    assert desk.outcomes == ["answered", "answered"]
    reasons = [
        r.__dict__["reason"] for r in caplog.records if r.message == "picture not seen"
    ]
    assert reasons == [reason, reason]


async def test_where_no_worker_starts_it_is_tried_three_times(desk: Desk):
    [sha] = await desk.keep("scene 5")
    await desk.post("m1", sha)
    async with desk.looking("nowhere:look") as watch:
        await watch.work()

    assert desk.answers() == {"m1": None}
    assert desk.outcomes == ["again: no recogniser"] * (MAX_TRIES - 1) + ["no recogniser"]


async def test_stopped_in_between_it_goes_on_where_it_was(desk: Desk):
    """The process ends while the second of two pictures is looked at; its lease is given back."""
    first, second = await desk.keep("scene 5", "slow")
    await desk.post("m1", first, second)
    async with desk.looking() as watch:
        step = asyncio.create_task(watch.errands.step())
        while not (desk.looks(first) and desk.looks(second)):  # noqa: ASYNC110 -- other processes
            await asyncio.sleep(0.01)
        await asyncio.sleep(0.1)
        step.cancel()
        with pytest.raises(asyncio.CancelledError):
            await step
    assert desk.told == []
    desk.media.path(second).with_name("go").touch()
    async with desk.database.begin() as conn:
        await errands.release_all(conn, NOW)
    async with desk.looking() as watch:
        await watch.work()

    assert (desk.looks(first), desk.looks(second)) == (1, 2)
    shown = told(desk.answers()["m1"])  # type: ignore[arg-type]
    assert set(shown) == {first, second}


@pytest.mark.slow
async def test_a_thousand_messages_with_a_busy_worker_killed_every_fifty(desk: Desk):
    """Every picture is answered, none twice, and none given up."""
    victims = range(EVERY - 1, MANY, EVERY)
    whats = [f"{'victim' if n in victims else 'scene'} {n}" for n in range(MANY)]
    shas = await desk.keep(*whats)
    for number, sha in enumerate(shas):
        await desk.post(f"m{number}", sha)
    async with desk.looking() as watch:
        killing = asyncio.create_task(kill(desk, [shas[n] for n in victims]))
        assert await watch.errands.step() == MANY
        await killing

    assert [desk.looks(sha) for sha in shas] == [1 + (n in victims) for n in range(MANY)]
    answers = desk.answers()
    assert len(answers) == MANY
    shown = [told(answers[f"m{n}"])[sha] for n, sha in enumerate(shas)]  # type: ignore[arg-type]
    assert [one.crowd.found for one in shown if one.crowd] == list(range(MANY))
    assert set(desk.outcomes) == {"answered"}


async def kill(desk: Desk, shas: Sequence[str]) -> None:
    """Whoever looks at these, in the middle of it, while the queue goes on."""
    for sha in shas:
        while not (pids := by(desk, sha)):  # noqa: ASYNC110 -- other processes
            await asyncio.sleep(0.01)
        os.kill(pids.pop(), signal.SIGKILL)


def by(desk: Desk, sha: str) -> list[int]:
    """The processes that have begun to look at it."""
    return (
        [int(pid) for pid in tasks.looks(desk.media.path(sha))] if desk.looks(sha) else []
    )


async def test_what_waited_when_it_was_switched_off_counts_as_photos(desk: Desk):
    off = config.load(None, {"recognise.enabled": False})
    await desk.post("m1", GONE)
    args = (off, desk.database, desk.media, desk.clock.now, lambda *_: None)
    async with open_runners(*args) as runners:
        [(kind, runner)] = runners.items()
        assert (kind, type(runner)) == (SIGHT, Blind)
        blind = Errands(
            desk.database, kind, runner, desk.clock.now, STALE, lambda *_: None, desk.told.append
        )  # fmt: skip
        assert await blind.step() == 1

    assert desk.answers() == {"m1": {"seen": {}, "missing": [GONE]}}


async def test_who_looks_is_there_when_it_is_configured(desk: Desk):
    on = config.load(None, {"recognise.enabled": True})
    assert on.settings.sight == on.recognise.wait
    args = (on, desk.database, desk.media, desk.clock.now, lambda *_: None)
    async with open_runners(*args) as runners:
        assert isinstance(runners[SIGHT], Looking)
        assert runners[SIGHT].timeout > 2 * on.recognise.timeout


async def test_without_its_packages_it_is_off_or_said(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(packages, "NEEDED", ("json", "not_there"))

    left = config.load(None, {})
    assert left.settings.sight is None
    assert missing(left.recognise) is None
    wanted = config.load(None, {"recognise.enabled": True})
    assert "packages are missing (not_there)" in (missing(wanted.recognise) or "")
    args = (wanted, desk.database, desk.media, desk.clock.now, lambda *_: None)
    with pytest.raises(PeibanError, match="make setup"):
        async with open_runners(*args):
            pass


def test_what_a_task_shows_is_what_the_bot_reads():
    """The double of these tests has the shape of the real thing."""
    plain = codec.load_mapping(codec.encode(tasks.scene(3)))
    assert told({"seen": {"a": plain}}) == {"a": tasks.scene(3)}
    assert issubclass(ErrandFailedError, PeibanError)
