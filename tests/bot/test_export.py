"""`export`: the bulletins of some days as one PDF, from a real store."""

import asyncio
import re
from collections.abc import Sequence
from contextlib import closing
from dataclasses import replace
from datetime import datetime
from io import BytesIO
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from bot.__main__ import main
from bot.commands import export
from bot.errors import PeibanError
from bot.printing import packages
from bot.printing.book import TERMS, Book
from bot.recognise import packages as recognise
from bot.recognise.drawing import Pixels
from bot.recognise.faces import find_faces
from bot.workers.pool import open_pool
from handlers.model.activity import Activity
from handlers.model.draft import Draft
from handlers.model.finding import Field, Picture, When, Words
from handlers.model.people import OrganisationId
from handlers.records.filing import record
from store import lanes
from store.db import open_database
from store.lanes import Changes
from store.media import MediaStore
from tests.bot.files import noted, written
from tests.bot.printing.made import photo
from tests.bot.recognise.drawn import people
from tests.handlers.made import ANNA, BERT, NOW, SETTINGS, STATE, draft, finding
from tests.handlers.made import photo as posted
from tests.pictures import PLAIN

DATA = Path("kept")
OUT = Path("out.pdf")
RED, GREEN, BLUE = (200, 60, 40), (40, 200, 60), (40, 60, 200)
SETTING = {
    "organisations": [
        {"id": "garden", "name": "花友会"},
        {"id": "tea", "name": "茶友会"},
    ],
    "rooms": [
        {"id": "r1", "name": "花友群", "purpose": "organisation", "organisation": "garden"},
        {"id": "r9", "name": "茶友群", "purpose": "organisation", "organisation": "tea"},
    ],
    "people": [{"id": name, "name": name, "rooms": ["r1", "r9"]} for name in (ANNA, BERT)],
}


@pytest.fixture(autouse=True)
def _loaded(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["load", written("setting.json", SETTING), "--data", str(DATA)]) == 0
    capsys.readouterr()


def at(day: int, hour: int = 9) -> datetime:
    return NOW.replace(day=day, hour=hour)


def told(id_: str, when: datetime | None, *photos: str, place: str = "活动室") -> Draft:
    """A filed record of that time.  photos: sha256."""
    made = draft(Field.TIME, Field.PLACE, id_=id_, version=1, filed_at=NOW)
    findings = [finding(Field.PLACE, Words(place))]
    findings += [finding(Field.TIME, When(when))] if when else []
    shown = [replace(posted(sha), value=Picture(sha, PLAIN)) for sha in photos]
    return made.add([*findings, *shown], NOW)


def file(*drafts: Draft, organisation: str = "garden", kept: bool = True) -> list[Activity]:
    """Into the store, as filing does.  kept: the drafts too."""
    made = [replace(one, organisation=OrganisationId(organisation)) for one in drafts]
    filed = [record(STATE, one, SETTINGS) for one in made]
    lane = f"o:{organisation}"
    changes = Changes(drafts=[(lane, one) for one in made] * kept, activities=filed)
    asyncio.run(_save(changes))
    return filed


async def _save(changes: Changes) -> None:
    database = await open_database(f"sqlite+aiosqlite:///{DATA}/peiban.sqlite")
    try:
        async with database.begin() as conn:
            await lanes.save(conn, changes)
    finally:
        await database.close()


def picture(colour: tuple[int, int, int]) -> str:
    """A photo in the media folder; its sha256."""
    given = photo(Path(), "given.jpg", colour=colour)
    return asyncio.run(MediaStore(DATA / "media").keep(given, "a.jpg", "image/jpeg")).sha


def exported(*more: str, since: str = "2026-05-01", until: str = "2026-05-31") -> int:
    days = ["--from", since, "--to", until]
    data = ["--data", str(DATA), "--out", str(OUT)]
    return main(["export", "activities", *days, *data, *more])


def pages() -> int:
    """Typst writes one flat tree of pages."""
    [count] = re.findall(rb"/Type/Pages/Count (\d+)", OUT.read_bytes())
    return int(count)


def photos() -> list[Pixels]:
    """In the order in which they lie in the file."""
    found = re.findall(
        rb"stream\r?\n(\xff\xd8\xff.*?)\r?\nendstream", OUT.read_bytes(), re.S
    )
    return [_opened(jpeg) for jpeg in found]


def _opened(jpeg: bytes) -> Pixels:
    with closing(Image.open(BytesIO(jpeg))) as image:
        return np.asarray(image.convert("RGB"))


def colours() -> list[str]:
    """Which colour each photo has most of."""
    return ["RGB"[int(photo[20, 20].argmax())] for photo in photos()]


def complaint(capsys: pytest.CaptureFixture[str]) -> str:
    return capsys.readouterr().err


def test_each_activity_has_its_page_in_the_order_of_time(
    capsys: pytest.CaptureFixture[str],
):
    red, green, blue = map(picture, (RED, GREEN, BLUE))
    file(told("c", at(20), blue), told("a", at(3), red), told("b", at(3, 15), green))

    assert exported() == 0

    assert capsys.readouterr() == ("activities 3\n", "")
    assert (pages(), colours()) == (3, ["R", "G", "B"])
    days = ["2026-05-01", "2026-05-31"]
    line = noted()[-1]
    assert line.action == "activities.exported"
    assert line.detail == {"terminal": True, "days": days, "count": 3}
    assert [one.name for one in Path().glob("*out.pdf*")] == ["out.pdf"]


def test_days_are_those_of_the_neighbourhood_and_both_included():
    midnight = [at(8, 0), at(9, 0), at(10, 0), at(11, 0)]
    file(*(told(f"{one.day}", one) for one in midnight), told("undated", None))

    assert exported(since="2026-05-09", until="2026-05-10") == 0
    assert pages() == 3  # NOW, when the undated one was filed, is the 9th

    utc = ("--set", "bot.timezone=UTC")
    assert exported(*utc, since="2026-05-09", until="2026-05-09") == 0
    assert pages() == 2


def test_of_one_organisation_alone(capsys: pytest.CaptureFixture[str]):
    file(told("a", at(3)), told("b", at(4)))
    file(told("c", at(5)), organisation="tea")

    assert exported("--organisation", "tea") == 0
    assert pages() == 1
    assert exported("--organisation", "chess") == 1
    assert "no organisation 'chess'; there are: garden, tea" in complaint(capsys)


def test_faces_of_an_organisation_that_wants_it_are_blurred():
    """A child is not told from others, so of such an organisation nobody's face is shown."""
    Image.fromarray(people(12)).save("group.png")
    group = Path("group.png").read_bytes()
    sha = asyncio.run(MediaStore(DATA / "media").keep(group, "g.png", "image/png")).sha
    file(told("a", at(3), sha))
    assert exported() == 0
    [shown] = photos()

    asking = {"organisations": [{"id": "garden", "name": "花友会", "blur_faces": True}]}
    assert main(["load", written("blur.json", asking), "--data", str(DATA)]) == 0
    assert exported() == 0
    [hidden] = photos()

    assert [sum(face.sure for face in find_faces(one)) for one in (shown, hidden)] == [
        12,
        0,
    ]


def test_without_what_finds_faces_nothing_leaves(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
):
    file(told("a", at(3)))
    asking = {"organisations": [{"id": "garden", "name": "花友会", "blur_faces": True}]}
    assert main(["load", written("blur.json", asking), "--data", str(DATA)]) == 0
    monkeypatch.setattr(recognise, "NEEDED", ("not_there",))

    assert exported() == 1
    assert "packages for blurring faces are missing (not_there); run" in complaint(capsys)
    assert not OUT.exists()


def test_the_newest_version_is_printed():
    made = told("a", at(3))
    file(made)
    file(replace(made, version=2))

    assert exported() == 0
    assert pages() == 1


def test_what_is_missing_is_left_out():
    file(told("a", at(3), picture(RED), "f" * 64), told("b", None), kept=False)
    broken = DATA / "media" / "ff" / ("f" * 64)

    assert exported() == 0
    assert (pages(), colours()) == (2, ["R"])

    broken.parent.mkdir(exist_ok=True)
    broken.write_bytes(b"no picture")
    assert exported() == 0
    assert (pages(), colours()) == (2, ["R"])


def test_the_draft_says_who_told_it():
    file(told("a", at(3)))
    assert exported() == 0
    known = len(OUT.read_bytes())

    file(told("b", at(4)), kept=False)
    assert exported(since="2026-05-04") == 0

    assert known > len(OUT.read_bytes())  # glyphs of the name


def test_an_activity_that_cannot_be_printed_does_not_hold_back_the_others(
    capsys: pytest.CaptureFixture[str],
):
    file(told("a", at(3)), told("b", at(4), place="种" * 40_000), told("c", at(5)))

    assert exported() == 1

    out, err = capsys.readouterr()
    assert out == "activities 2\n"
    assert err == "peiban export: activity b is left out: too many words for a page\n"
    assert pages() == 2


def test_without_any_that_can_be_printed_there_is_no_file(
    capsys: pytest.CaptureFixture[str],
):
    file(told("b", at(4), place="种" * 40_000))

    assert exported() == 1
    assert capsys.readouterr().out == "activities 0\n"
    assert not OUT.exists()


def test_days_without_an_activity_leave_an_older_file_as_it_is(
    capsys: pytest.CaptureFixture[str],
):
    OUT.write_text("older", encoding="utf-8")

    assert exported() == 1
    assert "no activity from 2026-05-01 to 2026-05-31 is filed" in complaint(capsys)
    assert exported(since="0001-01-01", until="9999-12-31") == 1
    assert OUT.read_text(encoding="utf-8") == "older"


def test_a_file_that_cannot_be_written_is_named(capsys: pytest.CaptureFixture[str]):
    file(told("a", at(3)))
    OUT.mkdir()

    assert exported() == 1
    assert "out.pdf cannot be written: Is a directory" in complaint(capsys)
    assert list(Path().glob(".out*")) == []


def test_a_data_folder_that_is_not_there_is_not_made(capsys: pytest.CaptureFixture[str]):
    assert exported("--data", "other") == 1
    assert "there is no data folder other" in complaint(capsys)
    assert not Path("other").exists()


def test_without_the_packages_it_says_how_to_get_them(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(packages, "NEEDED", ("not_there",))

    assert exported() == 1
    assert "packages for printing are missing (not_there); run" in complaint(capsys)


@pytest.mark.parametrize(
    ("words", "complaint_"),
    [
        (["plans"], "'plans' is not built yet"),
        (["people"], "'people' is not built yet"),
        (["report"], "'report' is not built yet"),
        (["songs"], "'songs' is not built yet; so far there is 'activities'"),
        (["visits"], "'visits' are written by `peiban visits --out FILE.xlsx`"),
        (["activities", "--out", "a.xlsx"], "files .xlsx are not built yet"),
        (["activities", "--out", "a.DOCX"], "files .docx are not built yet"),
        (["activities", "--out", "a.csv"], "files .csv are not built yet"),
        (["activities", "--out", "a.txt"], "'a.txt' does not end with .pdf"),
        (["activities", "--out", "none/a.pdf"], "there is no folder none"),
        (["activities", "--from", "May"], "'May' is no day; write it like 2026-05-01"),
        (["activities"], "the following arguments are required: --from, --to, --out"),
    ],
)
def test_wrong_words_are_named(
    words: Sequence[str], complaint_: str, capsys: pytest.CaptureFixture[str]
):
    with pytest.raises(SystemExit) as ended:
        main(["export", *words])

    assert ended.value.code == 2
    assert complaint_ in complaint(capsys)


def test_days_the_wrong_way_round_are_refused(capsys: pytest.CaptureFixture[str]):
    assert exported(since="2026-05-02", until="2026-05-01") == 2
    assert "--from is later than --to" in complaint(capsys)


async def test_a_book_that_cannot_be_bound_says_what_helps(tmp_path: Path):
    async with open_pool(TERMS, "tests.bot.printing.dying:die") as pool:
        with pytest.raises(PeibanError, match=r"\(crash\); name fewer days"):
            await export._bound(Book(pool, tmp_path, "bulletin/activity"))
