"""`run`: the bot and its web chat."""

import argparse
import asyncio
import sys

from bot import app, clock
from bot.commands import options as common
from bot.demo import load_demo
from bot.where import PORT

SWITCH_S = 0.001  # a page that is being made must not hold up every row read for another


def arguments(parser: argparse.ArgumentParser) -> None:
    """Where to listen, and whether to show the demo."""
    common.add(parser)
    parser.add_argument("--host", default="127.0.0.1")
    parser.add_argument("--port", type=int, default=PORT, help="0 picks a free one")
    parser.add_argument(
        "--demo", action="store_true", help="a small neighbourhood to try it in"
    )


def run(options: argparse.Namespace) -> int:
    """Until SIGTERM."""
    demo = None
    if options.demo:
        demo = load_demo(clock.now().astimezone(common.read(options).zone).date())
    config = common.read(options, demo.config if demo else None)
    address = app.Address(options.host, options.port)
    sys.setswitchinterval(SWITCH_S)
    asyncio.run(app.serve(config, options.data, address, demo))
    return 0
