"""A recorded chat, played through the whole bot on a virtual clock (contracts.md, replay)."""

import tempfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import AsyncExitStack
from dataclasses import replace
from pathlib import Path

from bot.clock import Clock
from bot.config import Config
from bot.errands import Errands
from bot.errors import InputError
from bot.pipeline import Pipeline
from bot.replay import report
from bot.replay.play import Player
from bot.replay.script import Step, read_script
from bot.runners import open_runners
from bot.sender import Sender
from bot.where import store_url
from bot.workers.pool import MOST
from store import directory, enrol, ledger
from store.db import Database, open_database
from store.media import MediaStore

REMINDERS = "staff.remind_after"
Progress = Callable[[Iterator[Step]], Iterator[Step]]


async def replay(
    chat: Path,
    configure: Callable[[Mapping[str, object]], Config],
    data: Path | None,
    progress: Progress,
) -> Sequence[Mapping[str, object]]:
    """The lines that contracts.md promises: said, activities, questions.

    configure: the setting's own `config` to a checked Config.  data: an empty folder for the
    store, None for one that is thrown away.  Raises: InputError, ConfigError, SettingError.
    """
    setting, steps = read_script(chat)
    own = setting.get("config", {})
    config = _of_replay(configure(own if isinstance(own, dict) else {}), own)
    async with AsyncExitStack() as stack:
        folder = data or Path(stack.enter_context(tempfile.TemporaryDirectory()))
        database = await open_database(store_url(replace(config, store_url=""), folder))
        stack.push_async_callback(database.close)
        async with database.begin() as conn:
            if not await directory.is_empty(conn):
                raise InputError(
                    f"{folder} holds a store already; replay wants an empty folder"
                )
            await enrol.load_setting(conn, setting)
        return await _played(database, config, chat, progress(steps), folder)


def _of_replay(config: Config, own: object) -> Config:
    """Nothing is sent away unless that is wanted; pictures are looked at by all cores.

    own: what the setting itself configures; staff are reminded only where it says so.
    """
    model = config.settings.language_model and config.language_model.replay
    workers = max(config.recognise.workers, MOST)
    reminds = isinstance(own, dict) and REMINDERS in own
    staff = config.settings.staff
    staff = staff if reminds else replace(staff, remind_after=())
    return replace(
        config,
        settings=replace(config.settings, language_model=model, speech=None, staff=staff),
        recognise=replace(config.recognise, workers=workers),
    )


async def _played(
    database: Database, config: Config, chat: Path, steps: Iterator[Step], folder: Path
) -> Sequence[Mapping[str, object]]:
    first = next(steps, None)
    if first is None:
        return []
    clock = Clock(first.at)
    media = MediaStore(folder / "media")
    player = Player(
        database,
        media,
        Pipeline(database, config, clock.now),
        Sender(database, config.sender, stamp=lambda departure: departure),
        clock,
        chat.parent,
    )
    async with open_runners(config, database, media, clock.now, _uncounted) as runners:
        stale = config.settings.intake.stale
        player.errands = [
            Errands(database, *one, clock.now, stale, _uncounted) for one in runners.items()
        ]
        await player.play(_chained(first, steps))
    return await _lines(database, config, player)


def _uncounted(*what: object) -> None:
    """A replay has no figures."""


async def _lines(
    database: Database, config: Config, player: Player
) -> Sequence[Mapping[str, object]]:
    async with database.read() as conn:
        drafts = await ledger.all_drafts(conn)
        questions = await ledger.all_questions(conn)
        organisations = {o.id: o for o in await directory.organisations(conn)}
    numbers = report.numbered(drafts)
    return [
        *report.said_lines(player.heard.said, numbers, player.names, config.zone),
        *(
            report.activity_line(
                d,
                numbers[d.id],
                organisations.get(d.organisation),
                player.names,
                config.settings,
            )
            for d in drafts
            if d.id in numbers
        ),
        *report.question_lines(questions),
    ]


def _chained(first: Step, rest: Iterator[Step]) -> Iterator[Step]:
    yield first
    yield from rest
