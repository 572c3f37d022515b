"""SIGTERM, once and again, to a process that does not end."""

import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

STUCK = """
import asyncio, logging, sys
from bot import stopping

class Plain(logging.Formatter):
    def format(self, record):
        return " ".join([record.message if hasattr(record, "message") else record.msg, *record.tasks])

async def asleep():
    await asyncio.sleep(60)

async def main():
    stopping.SLOW_S = 0.1
    handler = logging.StreamHandler(sys.stdout)
    handler.setFormatter(Plain())
    logging.getLogger().addHandler(handler)
    task = asyncio.create_task(asleep(), name="never ends")
    stopping.on_signals(lambda: print("asked", flush=True))
    print("ready", flush=True)
    await task

asyncio.run(main())
"""


@pytest.fixture
def stuck() -> Iterator[subprocess.Popen[str]]:
    root = Path(__file__).parents[2]
    process = subprocess.Popen(
        [sys.executable, "-c", STUCK],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env={"PYTHONPATH": str(root)},
    )
    yield process
    process.kill()
    process.communicate()


def said(process: subprocess.Popen[str]) -> str:
    assert process.stdout is not None
    return process.stdout.readline().strip()


def test_what_holds_it_is_named_and_a_second_word_ends_it(stuck: subprocess.Popen[str]):
    assert said(stuck) == "ready"

    stuck.send_signal(signal.SIGTERM)

    assert said(stuck) == "asked"
    slow = said(stuck)
    assert slow.startswith("slow to stop")
    assert "never ends at tasks.py:" in slow  # asyncio's own sleep
    assert said(stuck) == slow  # again

    stuck.send_signal(signal.SIGTERM)

    assert stuck.wait(10) == -signal.SIGTERM
