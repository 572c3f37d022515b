"""How long a picture takes, and how much memory, beside plain decoding of the same files.

    python -m benchmarks.pictures.speed [FOLDER]

Without a folder the pictures are drawn, each kind in three sizes, and scenes in the formats that
phones send; with one, its files are grouped by the `kind` its truth.json gives, and by size.
Every group has a worker process of its own, as the bot has them, that has seen a picture before.
Printed: milliseconds of plain decoding (all pixels, nothing else), those of looking, both the
median of a few pictures, the ratio, and the most memory that the worker ever had.  They are of
processor time: a worker has one thread, so by the clock it is the same when nothing else runs.
"""

import asyncio
import io
import json
import os
import re
import statistics
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

import cv2
import numpy as np
import pillow_heif
from PIL import Image

from benchmarks.pictures.drawing import scene, sheets
from bot.recognise import LOOK
from bot.workers.pool import Terms, open_pool

EACH = 3  # pictures of a group
PATIENCE = timedelta(minutes=5)
SIZES = (1, 4, 12)  # millions of pixels

pillow_heif.register_heif_opener()


@dataclass(frozen=True, slots=True)
class Row:
    """decode, look: milliseconds.  peak: of the worker, in MB."""

    decode: float
    look: float
    peak: float


async def main(arguments: Sequence[str]) -> None:
    """Print the table."""
    print("| picture | plain decode | look | times | peak MB |\n|---|---|---|---|---|")
    with tempfile.TemporaryDirectory() as folder:
        groups = given(Path(arguments[0])) if arguments else drawn(Path(folder))
        for name, files in groups.items():
            row = await measured(files[:EACH])
            times = row.look / row.decode
            cells = f"{row.decode:.0f} | {row.look:,.0f} | {times:.1f} | {row.peak:.0f}"
            print(f"| {name} | {cells} |", flush=True)


async def measured(files: Sequence[Path]) -> Row:
    """Of a fresh worker process."""
    looks = []
    async with open_pool(Terms(1, PATIENCE), LOOK) as pool:
        await pool.run(files[0])  # models are opened once a process
        [pid] = pool.pids
        for file in files:
            before = busy_ms(pid)
            await pool.run(file)
            looks.append(busy_ms(pid) - before)
        peak = peak_mb(pid)
    decodes = [plain_ms(file) for file in files]
    return Row(statistics.median(decodes), statistics.median(looks), peak)


def peak_mb(pid: int) -> float:
    """The most memory that a process ever had."""
    status = Path(f"/proc/{pid}/status").read_text()
    return int(re.search(r"VmHWM:\s+(\d+)", status)[1]) / 1024


def busy_ms(pid: int) -> float:
    """How long a process has had a processor."""
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) * 1000 / os.sysconf("SC_CLK_TCK")


def plain_ms(file: Path) -> float:
    """All pixels of the file, and nothing else: the floor."""
    begin = time.process_time()
    with Image.open(file) as image:
        np.asarray(image.convert("RGB"))
    return (time.process_time() - begin) * 1000


def given(folder: Path) -> Mapping[str, Sequence[Path]]:
    """The files of a folder by kind and size."""
    truth = folder / "truth.json"
    told = json.loads(truth.read_text()) if truth.exists() else []
    kinds = {one["file"]: one["kind"] for one in told}
    groups: dict[str, list[Path]] = {}
    for file in sorted(folder.iterdir()):
        if file == truth or not file.is_file():
            continue
        with Image.open(file) as image:
            millions = image.width * image.height / 1e6
        size = "under 1 MP" if millions < 1 else f"{millions // 2 * 2:.0f} MP and more"
        groups.setdefault(f"{kinds.get(file.name, 'given')}, {size}", []).append(file)
    return dict(sorted(groups.items()))


def drawn(folder: Path) -> Mapping[str, Sequence[Path]]:
    """Each kind in each size, then a scene in other formats."""
    groups = {}
    for kind, pictures in kinds(folder / "sheets").items():
        for millions in SIZES:
            name = f"{kind}, {millions} MP"
            groups[name] = [
                kept(folder / f"{name} {place}", sized(picture, millions), "JPEG")
                for place, picture in enumerate(pictures)
            ]
    return groups | dict(formats(folder))


def kinds(folder: Path) -> Mapping[str, Sequence[Image.Image]]:
    """A few of each kind: scenes of few people and of many, and what `sheets.py` draws."""
    files = sheets(folder, 4 * 2 * EACH, seed=5)
    return {
        "scene": [scene(5, 90), scene(14, 48), scene(30, 30)],
        "sign-in sheet": [Image.open(file) for file in files["signin"][:EACH]],
        "record sheet": [Image.open(file) for file in files["record"][:EACH]],
        "other": [Image.open(file) for file in files["other"][:EACH]],
    }


def formats(folder: Path) -> Iterator[tuple[str, Sequence[Path]]]:
    """A scene as other phones send it."""
    phone = sized(scene(14, 48), 12)
    for name, picture, kind, how in (
        ("JPEG 12 MP, progressive", phone, "JPEG", {"progressive": True}),
        ("JPEG 48 MP", sized(phone, 48), "JPEG", {}),
        ("PNG 12 MP", phone, "PNG", {"compress_level": 1}),
        ("WebP 12 MP", phone, "WEBP", {"method": 0}),
        ("HEIC 12 MP", phone, "HEIF", {"quality": 60}),
    ):
        yield f"scene, {name}", [kept(folder / name, picture, kind, **how)]


def sized(picture: Image.Image, millions: float) -> Image.Image:
    """The same with about so many millions of pixels."""
    pixels = np.asarray(picture.convert("RGB"))
    share = (millions * 1e6 / (picture.width * picture.height)) ** 0.5
    how = cv2.INTER_AREA if share < 1 else cv2.INTER_CUBIC
    return Image.fromarray(cv2.resize(pixels, None, fx=share, fy=share, interpolation=how))


def kept(file: Path, picture: Image.Image, kind: str, **how: object) -> Path:
    content = io.BytesIO()
    picture.save(content, kind, **({"quality": 88} | how))
    file.write_bytes(content.getvalue())
    return file


if __name__ == "__main__":
    asyncio.run(main(sys.argv[1:]))
