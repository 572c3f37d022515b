"""How long a picture takes, and how much memory, beside plain decoding of the same files.

    python -m benchmarks.pictures.speed [FOLDER]

Without a folder the pictures are drawn, one of each kind and size that phones and chats send;
with one, its files are grouped by the `kind` its truth.json gives, and by size.  Every group
runs in a process of its own, so that the memory is its own.  Milliseconds of one picture, the
best of a few times; in brackets the ratio to decoding the file with Pillow and no more.
"""

import io
import json
import re
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path

import cv2
import numpy as np
from PIL import Image

from bot.recognise.faces import find_faces
from bot.recognise.hashes import phash
from bot.recognise.look import look
from bot.recognise.picture import open_picture
from bot.recognise.quality import judge
from bot.recognise.unsafe import is_unsafe
from tests.bot.recognise.drawn import people

TIMES = 3
MOST = 8  # files of a group
STEPS = ("decode", "open", "hash", "quality", "unsafe", "faces", "look")
Row = dict[str, float]


def main(arguments: Sequence[str]) -> None:
    """Print the table."""
    print(
        f"{'kind':26}{'decode':>8}"
        + "".join(f"{step:>15}" for step in STEPS[1:])
        + "   peak"
    )
    with tempfile.TemporaryDirectory() as folder:
        groups = given(Path(arguments[0])) if arguments else drawn(Path(folder))
        for name, files in groups.items():
            print_row(name, apart(measured, files[:MOST]))
    print("milliseconds (times plain decoding); peak memory of the process in MB")


def print_row(name: str, row: Row) -> None:
    """One line: every step's milliseconds and its ratio to the floor."""
    floor = row["decode"]
    cells = "".join(f"{row[step]:8.0f} ({row[step] / floor:4.1f})" for step in STEPS[1:])
    print(f"{name:26}{floor:8.1f}{cells}{row['peak']:7.0f}", flush=True)


def apart(work: Callable[[Sequence[Path]], Row], files: Sequence[Path]) -> Row:
    """What a fresh process says."""
    with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as pool:
        return pool.submit(work, files).result()


def measured(files: Sequence[Path]) -> Row:
    """Milliseconds of each step for a picture of these, on average, and the peak in MB."""
    opened = [open_picture(file) for file in files]
    look(files[0])  # models are opened once a process
    row = {
        "open": best(open_picture, files),
        "hash": best(lambda one: phash(one.pixels), opened),
        "quality": best(lambda one: judge(one.pixels, (one.width, one.height)), opened),
        "unsafe": best(lambda one: is_unsafe(one.pixels), opened),
        "faces": best(lambda one: find_faces(one.pixels), opened),
        "look": best(look, files),
    }
    row["peak"] = peak()
    return row | {"decode": best(plain, files)}  # last, as it may need the most memory


def peak() -> float:
    """The most memory this process had, in MB; getrusage would count its parent's as well."""
    status = Path("/proc/self/status").read_text()
    return int(re.search(r"VmHWM:\s+(\d+)", status)[1]) / 1024


def plain(file: Path) -> object:
    """The floor: all pixels of the file, and nothing else."""
    with Image.open(file) as image:
        return np.asarray(image.convert("RGB"))


def best(work: Callable, things: Sequence) -> float:
    """Milliseconds for one of the things, the best round of a few."""
    rounds = []
    for _ in range(TIMES):
        begin = time.perf_counter()
        for thing in things:
            work(thing)
        rounds.append(time.perf_counter() - begin)
    return min(rounds) * 1000 / len(things)


def given(folder: Path) -> dict[str, list[Path]]:
    """The files of a folder by kind and size."""
    truth = folder / "truth.json"
    kinds = (
        {t["file"]: t["kind"] for t in json.loads(truth.read_text())}
        if truth.exists()
        else {}
    )
    groups: dict[str, list[Path]] = {}
    for file in sorted(folder.iterdir()):
        if file == truth or not file.is_file():
            continue
        with Image.open(file) as image:
            millions = image.width * image.height / 1e6
        size = "under 1 MP" if millions < 1 else f"{millions // 2 * 2:.0f} MP and more"
        groups.setdefault(f"{kinds.get(file.name, 'given')}, {size}", []).append(file)
    return dict(sorted(groups.items()))


def drawn(folder: Path) -> dict[str, list[Path]]:
    """A scene of ten people in each format and size."""
    scene = people(10, 48, 1024, 768)
    chat, phone = Image.fromarray(scene), Image.fromarray(cv2.resize(scene, (4032, 3024)))
    groups = {}
    for name, picture, kind, how in (
        ("JPEG 0.8 MP", chat, "JPEG", {"quality": 85}),
        ("JPEG 12 MP", phone, "JPEG", {"quality": 92}),
        ("JPEG 12 MP, progressive", phone, "JPEG", {"quality": 92, "progressive": True}),
        ("JPEG 48 MP", phone.resize((8064, 6048)), "JPEG", {"quality": 85}),
        ("PNG 0.8 MP", chat, "PNG", {}),
        ("PNG 12 MP", phone, "PNG", {"compress_level": 1}),
        ("WebP 0.8 MP", chat, "WEBP", {}),
        ("WebP 12 MP", phone, "WEBP", {"method": 0}),
        ("GIF 0.8 MP", chat.quantize(128), "GIF", {}),
        ("HEIC 12 MP", phone, "HEIF", {"quality": 60}),
    ):
        target = io.BytesIO()
        picture.save(target, kind, **how)
        file = folder / f"{name}.jpg"
        file.write_bytes(target.getvalue())
        groups[name] = [file]
    return groups


if __name__ == "__main__":
    main(sys.argv[1:])
