"""`replay`: a chat in, what the bot would have done out."""

import argparse
import asyncio
import json
import sys
from collections.abc import Iterator
from pathlib import Path

from tqdm import tqdm

from bot import replay
from bot.commands import options as common
from bot.replay import report
from bot.replay.script import Step


def arguments(parser: argparse.ArgumentParser) -> None:
    """The chat, and how to print."""
    parser.add_argument("chat", type=Path, help="a recorded chat, JSON lines")
    parser.add_argument("--json", action="store_true", help="JSON lines instead of a chat")
    common.add(parser, data=None)


def run(options: argparse.Namespace) -> int:
    """Print everything said and filed."""
    played = replay.replay(
        options.chat, lambda own: common.read(options, own), options.data, _progress
    )
    for line in asyncio.run(played):
        text = (
            json.dumps(line, ensure_ascii=False) if options.json else report.readable(line)
        )
        sys.stdout.write(text + "\n")
    return 0


def _progress(steps: Iterator[Step]) -> Iterator[Step]:
    """On a terminal only, and never among the output."""
    quiet = not sys.stderr.isatty()
    return iter(
        tqdm(steps, desc="replay", unit=" messages", disable=quiet, file=sys.stderr)
    )
