"""`cases`: what waits for staff, or one case with the conversation around it."""

import argparse
import asyncio
import json
import sys
from collections.abc import Sequence
from datetime import datetime, tzinfo

from sqlalchemy.ext.asyncio import AsyncConnection

import prompts
from bot import clock
from bot.commands import options as common
from bot.config import Config
from bot.errors import InputError
from bot.listed import with_conversation
from bot.where import existing_store
from handlers.model.case import Listed
from handlers.model.state import State
from handlers.read.phones import masked
from handlers.staff import listing
from store import cases, directory
from store.db import open_database

NEWEST = 200  # as many as --all shows; who wants older ones asks the store


def arguments(parser: argparse.ArgumentParser) -> None:
    """Which case, and whether ended ones are shown."""
    parser.add_argument(
        "number", nargs="?", type=int, metavar="NUMBER", help="one case, with what was said"
    )
    parser.add_argument("--all", action="store_true", help="ended ones too, the newest")
    parser.add_argument("--json", action="store_true", help="a JSON object a line")
    common.add(parser)


def run(options: argparse.Namespace) -> int:
    """Works while the bot runs: nothing is written."""
    config = common.read(options)
    sys.stdout.write(asyncio.run(_told(config, options, clock.now())))
    return 0


async def _told(config: Config, options: argparse.Namespace, now: datetime) -> str:
    database = await open_database(existing_store(config, options.data))
    try:
        async with database.read() as conn:
            found = await _found(conn, options)
            people = State("", people=await directory.people(conn))
    finally:
        await database.close()
    if options.json:
        return "".join(_line(one, config.zone) for one in found)
    if options.number is not None:
        data = listing.details(people, found[0], now, config.settings)
        return prompts.render("cases/show", data) + "\n"
    lines = [
        {**listing.line(people, one, now), "ended": one.outcome is not None}
        for one in found
    ]
    return prompts.render("cases/table", {"cases": lines, "total": len(lines)}) + "\n"


async def _found(conn: AsyncConnection, options: argparse.Namespace) -> Sequence[Listed]:
    """Raises: InputError for a number that no case has."""
    if options.number is None:
        all_ = options.all
        return await cases.newest(conn, NEWEST) if all_ else await cases.waiting(conn)
    found = await cases.named(conn, [options.number])
    if not found:
        raise InputError(
            f"there is no case {options.number}; `cases` lists those that wait"
        )
    return [await with_conversation(conn, one) for one in found]


def _line(listed: Listed, zone: tzinfo) -> str:
    case = listed.case
    told = {
        "number": listed.number,
        "kind": case.kind.value,
        "subject": case.subject,
        "organisation": listed.organisation,
        "room": case.room,
        "opened_at": _moment(case.at, zone),
        "taken_by": listed.taken_by,
        "outcome": listed.outcome.value if listed.outcome else None,
        "closed_by": listed.closed_by,
        "reason": masked(listed.reason) or None,
        "reminders": listed.reminders,
        "remind_at": _moment(listed.remind_at, zone),
        "doubt": listed.doubt.reason.value if listed.doubt else None,
        "conversation": [
            {
                "at": _moment(one.at, zone),
                "name": masked(one.name) if one.name else one.name,
                "text": masked(one.text),
            }
            for one in listed.conversation
        ],
    }
    return json.dumps(told, ensure_ascii=False) + "\n"


def _moment(at: datetime | None, zone: tzinfo) -> str | None:
    return at.astimezone(zone).isoformat(timespec="seconds") if at else None
