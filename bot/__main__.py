"""The command line: `python -m bot COMMAND`, or `peiban COMMAND` (contracts.md)."""

import argparse
import os
import select
import sys
from collections.abc import Callable, Mapping, Sequence
from importlib import import_module

from bot.errors import PeibanError
from store.errors import StoreError

COMMANDS: Mapping[str, tuple[str, str]] = {
    "run": ("bot.commands.run", "start the bot and its web chat"),
    "load": ("bot.commands.load", "create or update organisations, rooms, people, plans"),
    "replay": ("bot.commands.replay", "play a recorded chat and print what the bot does"),
    "read": ("bot.commands.read", "chat messages in, what they say out, a line each"),
    "doctor": ("bot.commands.doctor", "check that everything the bot needs is there"),
    "look": ("bot.commands.look", "pictures in, what they show out, a line each"),
    "import": ("bot.commands.import_", "file the past from an exported chat history"),
    "cases": ("bot.commands.cases", "list what waits for staff, or show one case"),
    "export": ("bot.commands.export", "write what was filed to a file"),
    "visits": (
        "bot.commands.visits",
        "what organisations recorded and what staff saw, side by side",
    ),
    "account": (
        "bot.commands.account",
        "who may use the console: add, reset, disable, list",
    ),
    "erase": ("bot.commands.erase", "remove everything of one person, with a receipt"),
    "ask": ("bot.commands.ask", "questions in, entries of the knowledge out"),
    "knowledge": ("bot.commands.knowledge", "list, import and export what staff know"),
}


OURS = 0o077  # the umask: what is written holds members' words, and is its user's alone


def main(argv: Sequence[str] | None = None) -> int:
    """The exit status: 0, 1 when something must be mended, 2 for words that are no command.

    Where nobody reads on (`| head`) it ends quietly.
    """
    os.umask(OURS)
    try:
        try:
            return _run(list(sys.argv[1:] if argv is None else argv))
        finally:
            if sys.stdout is not None:  # closed by whoever called
                sys.stdout.flush()
    except BrokenPipeError:
        if not _unread():
            raise
        os.dup2(os.open(os.devnull, os.O_WRONLY), 1)  # for what is still to be flushed
        return 1


def _run(given: Sequence[str]) -> int:
    parser = argparse.ArgumentParser(
        prog="peiban", description="Peiban keeps company in group chats"
    )
    commands = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")
    for name, (_, summary) in COMMANDS.items():
        commands.add_parser(name, help=summary, add_help=False)
    name = parser.parse_known_args(list(given[:1]) or ["--help"])[0].command
    module = import_module(COMMANDS[name][0])  # only what this command needs
    command = argparse.ArgumentParser(prog=f"peiban {name}", description=COMMANDS[name][1])
    module.arguments(command)
    run: Callable[[argparse.Namespace], int] = module.run
    try:
        return run(command.parse_args(given[1:]))
    except (PeibanError, StoreError) as error:
        print(f"peiban {name}: {error}", file=sys.stderr)  # noqa: T201 -- this is the way out
        return 1


def _unread() -> bool:
    """Whether whoever read standard output is gone; another pipe may break for a reason."""
    reader = select.poll()
    reader.register(1, 0)
    return any(events & select.POLLERR for _, events in reader.poll(0))


if __name__ == "__main__":
    sys.exit(main())
