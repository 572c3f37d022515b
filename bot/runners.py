"""Who runs which kind of errand, as config.yaml says; what is off has no runner."""

from collections.abc import AsyncIterator, Callable
from contextlib import AsyncExitStack, asynccontextmanager
from datetime import datetime

from bot.config import Config
from bot.errands import Runner, Runners
from bot.language_model import SERVICE, open_model
from bot.meter import Meter
from bot.speech import SECTION, Nobody, open_speech
from handlers.model.errand import ErrandKind
from store import errands
from store.db import Database
from store.media import MediaStore
from store.spending import Spending

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
    runners: dict[ErrandKind, Runner] = {}
    async with AsyncExitStack() as stack:
        if config.settings.language_model:
            model = config.language_model
            budget = Spending(model.per_day, model.tokens_per_day)
            meter = Meter(SERVICE, budget, database, now, config.zone, counted)
            opened = open_model(model, meter)
            runners[ErrandKind.READING] = await stack.enter_async_context(opened)
        if config.settings.speech is not None:
            budget = Spending(config.speech.per_day, UNCOUNTED)
            meter = Meter(SECTION, budget, database, now, config.zone, counted)
            speech = open_speech(config.speech, media, meter)
            runners[ErrandKind.SPEECH] = await stack.enter_async_context(speech)
        elif await _waits(database, ErrandKind.SPEECH):
            runners[ErrandKind.SPEECH] = Nobody()
        yield runners


async def _waits(database: Database, kind: ErrandKind) -> bool:
    async with database.read() as conn:
        return await errands.next_due(conn, kind) is not None
