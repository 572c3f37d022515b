"""`export`: what was filed, for the project file; so far activities, as one PDF."""

import argparse
import asyncio
import shutil
import sys
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

from sqlalchemy.ext.asyncio import AsyncConnection
from tqdm import tqdm

import prompts
from bot.commands import options as common
from bot.commands.noting import exported
from bot.config import Config
from bot.errors import InputError, PeibanError
from bot.printing import packages
from bot.printing.book import Book, open_book
from bot.recognise import packages as recognise
from bot.where import store_url
from bot.whole import whole
from bot.workers.errors import FileError
from bot.workers.packages import lacking
from handlers import privacy
from handlers.model.activity import Activity
from handlers.model.draft import Draft
from handlers.model.people import DraftId
from handlers.period import within
from handlers.pictures.best import still_fit
from handlers.records import bulletin
from store import codec, directory, ledger
from store.db import open_database
from store.directory import LaneDirectory
from store.lane_name import OF_ORGANISATION
from store.media import MediaStore

KIND = "activities"
ELSEWHERE = {
    "visits": "`peiban visits --out FILE.xlsx`",
    "knowledge": "`peiban knowledge export --out FILE.xlsx`",
}
SUFFIXES = (".pdf", ".xlsx", ".docx", ".csv")
ZONES = timedelta(days=2)  # the same moment has days so far apart, at most


@dataclass(frozen=True, slots=True)
class Leaf:
    """One activity as it is printed.  data: see `prompts.page`.  blur: all faces."""

    id: str
    data: Mapping[str, object]
    photos: Sequence[Path]
    blur: bool


def arguments(parser: argparse.ArgumentParser) -> None:
    """What, of which days, of whom, and where to."""
    parser.add_argument(
        "kind", type=_kind, metavar="activities", help="all there is so far"
    )
    common.add_days(parser)
    parser.add_argument(
        "--out", type=_file, required=True, metavar="FILE.pdf", help="where to write it"
    )
    common.add(parser)


def run(options: argparse.Namespace) -> int:
    """1 when an activity could not be printed; the others are in the file all the same."""
    if options.since > options.until:
        sys.stderr.write("peiban export: --from is later than --to; exchange them\n")
        return 2
    if absent := packages.missing():
        raise PeibanError(lacking("printing", absent))
    return asyncio.run(_export(common.read(options), options))


async def _export(config: Config, options: argparse.Namespace) -> int:
    leaves = await _filed(config, options)
    if not leaves:
        raise InputError(
            f"no activity from {options.since} to {options.until} is filed;"
            " nothing is written"
        )
    if any(leaf.blur for leaf in leaves) and (absent := recognise.missing()):
        raise PeibanError(lacking("blurring faces", absent))
    async with open_book(bulletin.PROMPT) as book:
        left_out = await _lay_out(book, leaves)
        for complaint in left_out:
            sys.stderr.write(f"peiban export: {complaint}\n")
        if len(book):
            page = await _bound(book)
            with whole(options.out) as unfinished:
                shutil.copyfile(page, unfinished)
    sys.stdout.write(f"activities {len(book)}\n")
    return int(bool(left_out))


async def _filed(config: Config, options: argparse.Namespace) -> list[Leaf]:
    """What is to be printed, in its order; the audit has it.  Raises: InputError."""
    if not options.data.is_dir():
        raise InputError(f"there is no data folder {options.data}; name it with --data")
    pictures = MediaStore(options.data / "media", keep_position=config.keep_position)
    database = await open_database(store_url(config, options.data))
    try:
        async with database.read() as conn:
            leaves = await _leaves(conn, config, options, pictures)
        if leaves:
            await exported(database, "activities.exported", options, len(leaves))
        return leaves
    finally:
        await database.close()


async def _leaves(
    conn: AsyncConnection,
    config: Config,
    options: argparse.Namespace,
    pictures: MediaStore,
) -> list[Leaf]:
    wanted = *_around(options.since, options.until), options.organisation
    filed = await ledger.activities(conn, *wanted)
    drafts = await ledger.drafts(conn, *wanted)
    who = await _directory(conn, options.organisation, filed)
    looks = config.settings.looks
    return [
        _leaf(
            _as_known(activity, drafts, looks=looks), drafts.get(activity.id), who, pictures
        )
        for activity in within(filed, options.since, options.until, config.zone)
    ]


def _around(since: date, until: date) -> tuple[date, date]:
    """Days of the ledger, which are those of the clock by which somebody told them."""
    return (
        max(since, date.min + ZONES) - ZONES,
        min(until, date.max - ZONES) + ZONES,
    )


async def _directory(
    conn: AsyncConnection, only: str | None, filed: Iterable[Activity]
) -> LaneDirectory:
    """Raises: InputError for an organisation that is not there."""
    if only is not None and not await directory.organisations(conn, [only]):
        known = ", ".join(one.id for one in await directory.organisations(conn))
        raise InputError(f"there is no organisation {only!r}; there are: {known or 'none'}")
    lanes = {f"{OF_ORGANISATION}{activity.organisation}" for activity in filed}
    return await directory.of_lanes(conn, lanes)


def _as_known(
    activity: Activity, drafts: Mapping[DraftId, Draft], *, looks: bool
) -> Activity:
    """Without pictures that may not leave, as far as its record is there to tell."""
    draft = drafts.get(activity.id)
    return still_fit(activity, draft, looks=looks) if draft else activity


def _leaf(
    activity: Activity, draft: Draft | None, who: LaneDirectory, pictures: MediaStore
) -> Leaf:
    lane = f"{OF_ORGANISATION}{activity.organisation}"
    organisation = who.organisations.get(lane)
    people = who.concerned(lane)
    data = bulletin.contents(activity, draft, organisation, people)
    return Leaf(
        activity.id,
        codec.load_mapping(prompts.page(bulletin.PROMPT, data) or "{}"),
        [pictures.path(c.media) for c in privacy.pictures(activity, draft, people)],
        blur=organisation is not None and organisation.blur_faces,
    )


async def _lay_out(book: Book, leaves: Sequence[Leaf]) -> list[str]:
    """What is wrong with those that had to be left out."""
    wrong: list[str] = []
    quiet = not sys.stderr.isatty()
    for leaf in tqdm(
        leaves, desc="export", unit=" activities", disable=quiet, file=sys.stderr
    ):
        try:
            await book.add(leaf.data, leaf.photos, blur=leaf.blur)
        except FileError as error:
            wrong.append(f"activity {leaf.id} is left out: {error.reason}")
    return wrong


async def _bound(book: Book) -> Path:
    try:
        return await book.bind()
    except FileError as error:
        raise PeibanError(
            f"{len(book)} activities do not make one file ({error.reason}); name fewer days"
        ) from None


def _kind(text: str) -> str:
    """Raises: ArgumentTypeError for another, which `peiban TEXT` may have."""
    if text == KIND:
        return text
    if text in ELSEWHERE:
        raise argparse.ArgumentTypeError(f"{text!r} are written by {ELSEWHERE[text]}")
    raise argparse.ArgumentTypeError(f"{text!r} is not built yet; so far there is {KIND!r}")


def _file(text: str) -> Path:
    suffix = Path(text).suffix.lower()
    if suffix not in SUFFIXES:
        raise argparse.ArgumentTypeError(f"{text!r} does not end with {SUFFIXES[0]}")
    if suffix != SUFFIXES[0]:
        raise argparse.ArgumentTypeError(
            f"files {suffix} are not built yet; so far there is {SUFFIXES[0]}"
        )
    if not Path(text).parent.is_dir():
        raise argparse.ArgumentTypeError(f"there is no folder {Path(text).parent}")
    return Path(text)
