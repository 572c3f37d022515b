"""Who runs which kind of errand, as config.yaml says; what is off has no runner."""

from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, AsyncExitStack, asynccontextmanager
from datetime import datetime

from bot.config import Config
from bot.errands import Runner, Runners
from bot.language_model import SERVICE, open_model
from bot.looking import Blind, open_sight
from bot.meter import Meter
from bot.speech import SECTION, Nobody, open_speech
from handlers.model.errand import ErrandKind
from store import errands
from store.db import Database
from store.media import MediaStore
from store.spending import Spending

OFF: Runners = {ErrandKind.SPEECH: Nobody(), ErrandKind.SIGHT: Blind()}
UNCOUNTED = 1  # tokens: such services do not say what they have used
Counted = Callable[[str, int, int], None]


@asynccontextmanager
async def open_runners(
    config: Config,
    database: Database,
    media: MediaStore,
    now: Callable[[], datetime],
    counted: Counted,
) -> AsyncIterator[Runners]:
    """Everything that is configured, ready to run.  counted: see `Meter`.

    Raises: PeibanError when something that is switched on cannot work.
    """
    async with AsyncExitStack() as stack:

        def meter(service: str, budget: Spending) -> Meter:
            return Meter(service, budget, database, now, config.zone, counted)

        opened: dict[ErrandKind, AbstractAsyncContextManager[Runner]] = {}
        if config.settings.language_model:
            model = config.language_model
            budget = Spending(model.per_day, model.tokens_per_day)
            opened[ErrandKind.READING] = open_model(model, meter(SERVICE, budget))
        if config.settings.speech is not None:
            budget = Spending(config.speech.per_day, UNCOUNTED)
            speech = open_speech(config.speech, media, meter(SECTION, budget))
            opened[ErrandKind.SPEECH] = speech
        if config.settings.sight is not None:
            sight = open_sight(config.recognise, database, media, now)
            opened[ErrandKind.SIGHT] = sight
        on = {kind: await stack.enter_async_context(one) for kind, one in opened.items()}
        yield {**await _left_over(database), **on}


async def _left_over(database: Database) -> Runners:
    """For what still waits from when it was on."""
    async with database.read() as conn:
        return {
            kind: one
            for kind, one in OFF.items()
            if await errands.next_due(conn, kind) is not None
        }
