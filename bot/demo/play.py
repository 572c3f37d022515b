"""Plays the sample at reading speed, through the same door as everybody's messages."""

import asyncio
import logging
from contextlib import suppress
from typing import Protocol

from bot.demo import Demo, Step

log = logging.getLogger(__name__)

LOOK = 0.5  # seconds between two looks whether the bot has spoken


class Stage(Protocol):
    """Where the sample is played."""

    async def say(self, step: Step) -> None:
        """The person of this step says it, like anybody else."""
        ...

    async def bot_words(self, room: str) -> int:
        """A number that grows whenever the bot speaks in this room."""
        ...


class Tell(Protocol):
    """Hears of the beginning and the end."""

    def __call__(self, *, playing: bool) -> None: ...


class Player:
    """One sample at a time."""

    def __init__(self, demo: Demo | None) -> None:
        self._steps = demo.morning if demo else ()
        self._task: asyncio.Task[None] | None = None

    @property
    def playing(self) -> bool:
        return self._task is not None and not self._task.done()

    def start(self, stage: Stage, tell: Tell) -> bool:
        """False when it is playing already."""
        if self.playing:
            return False
        self._task = asyncio.create_task(self._play(stage), name="demo")
        self._task.add_done_callback(lambda _: tell(playing=False))
        tell(playing=True)
        return True

    async def stop(self) -> None:
        if self._task is not None:
            self._task.cancel()
            with suppress(asyncio.CancelledError):
                await self._task

    async def _play(self, stage: Stage) -> None:
        try:
            rooms = {step.room for step in self._steps}
            heard = {room: await stage.bot_words(room) for room in rooms}
            for step in self._steps:
                await _listen(stage, step, heard[step.room])
                await asyncio.sleep(step.pause)
                heard[step.room] = await stage.bot_words(step.room)
                await stage.say(step)
        except Exception:  # a sample that stops must not stop anything else
            log.exception("sample stopped")


async def _listen(stage: Stage, step: Step, before: int) -> None:
    """Until the bot has spoken since the last step in this room, within reason."""
    left = step.listen
    while left > 0 and await stage.bot_words(step.room) == before:
        await asyncio.sleep(LOOK)
        left -= LOOK
