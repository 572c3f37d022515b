"""The real bot as a process of its own, which a test starts, kills and starts again."""

import asyncio
import os
import re
import sys
from asyncio.subprocess import DEVNULL, PIPE, Process
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from time import monotonic

ROOT = Path(__file__).parents[2]
TOKEN = "a long secret of the fault tests"
BEARER = {"Authorization": f"Bearer {TOKEN}"}
PATIENCE_S = 60  # a guard against hanging, no promise
LISTENING = re.compile(rb"listening on (http://\S+)")


@dataclass
class BotProcess:
    """One data folder and the process on it.

    errors: the file for what it writes to standard error, in all its lives.  starts: seconds
    until each of them listened.
    """

    data: Path
    errors: Path
    settings: Mapping[str, str] = field(default_factory=dict)
    environment: Mapping[str, str] = field(default_factory=dict)
    url: str = ""
    starts: list[float] = field(default_factory=list)
    process: Process | None = None

    async def spawn(self, *more: str) -> Process:
        """Begin to start; it does not listen yet."""
        sets = [f"--set={key}={value}" for key, value in self.settings.items()]
        command = ("run", "--port", "0", "--data", str(self.data), *sets, *more)
        with self.errors.open("ab") as errors:
            self.process = await bot(*command, stderr=errors, more=self.environment)
        return self.process

    async def start(self, *more: str) -> None:
        """Return once it listens."""
        began = monotonic()
        process = await self.spawn(*more)
        assert process.stdout is not None
        async with asyncio.timeout(PATIENCE_S):
            line = await process.stdout.readline()
        match = LISTENING.match(line)
        assert match, f"it did not start: {self.errors.read_text()[-2000:]}"
        self.url = match[1].decode()
        self.starts.append(monotonic() - began)

    async def kill(self) -> None:
        """`kill -9`, wherever it is."""
        assert self.process is not None
        assert self.process.returncode is None, (
            f"it died by itself: {self.errors.read_text()[-2000:]}"
        )
        self.process.kill()
        await self._gone()

    async def stop(self) -> int:
        """SIGTERM; the exit status."""
        assert self.process is not None
        if self.process.returncode is None:
            self.process.terminate()
        return await self._gone()

    async def _gone(self) -> int:
        assert self.process is not None
        async with asyncio.timeout(PATIENCE_S):
            await self.process.communicate()
        assert self.process.returncode is not None
        return self.process.returncode


async def bot(
    *command: str, stderr: object = PIPE, more: Mapping[str, str] | None = None
) -> Process:
    """`python -m bot COMMAND` as anybody would run it."""
    environment = {**os.environ, "PEIBAN_TOKEN": TOKEN, **(more or {})}
    return await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "bot", *command),
        cwd=ROOT,
        env=environment,
        stdin=DEVNULL,
        stdout=PIPE,
        stderr=stderr,  # type: ignore[arg-type]  # a file or PIPE
    )


@dataclass(frozen=True, slots=True)
class Ended:
    """How a command ended, and what it said."""

    status: int
    out: str
    err: str


async def finished(*command: str) -> Ended:
    """A command that ends by itself."""
    process = await bot(*command)
    async with asyncio.timeout(PATIENCE_S):
        out, err = await process.communicate()
    assert process.returncode is not None
    return Ended(process.returncode, out.decode(), err.decode())
