"""How long one bulletin takes to print, and how large it is, with none to five photos.

    python -m benchmarks.pictures.bulletin [--times 30] [--photos FILE …]
    python -m benchmarks.pictures.bulletin --sample docs/pictures/bulletin-page.jpg

In one process, after a first page: what a warm worker does.  Without files the photos are
drawn with grain, as a phone's sensor leaves it, of 1600 × 1200 px, as chats send them.
"""

import argparse
import statistics
import time
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np
from PIL import Image

from bot.demo import PHOTOS
from bot.printing.bulletin import lay_out, print_bulletin
from bot.printing.typesetting import Data, bind

TEMPLATE = "bulletin/activity"
SIZE, GRAIN = (1600, 1200), 6
DATA = {
    "organisation": "屋顶小菜园",
    "authors": ["方阿姨", "老秦"],
    "version": 2,
    "changed": ["headcount", "place"],
    "plan": "inside",
    "when": "11月21日（周六）下午",
    "place": "3号楼屋顶",
    "headcount": "14人",
    "served": None,
    "signin": "13人",
    "theme": "秋播：种菠菜、认菜籽",
    "attendees": ["方阿姨", "老秦", "小满妈妈"],
    "content": [
        "在3号楼屋顶种了两畦菠菜，带着孩子们认了六种菜籽，还给上个月的萝卜间了苗。"
    ],
    "feedback": [
        {"text": "大家都说没白忙，孩子们抢着浇水", "who": "老秦"},
        {"text": "第一次知道香菜籽是圆的", "who": "小满妈妈"},
    ],
}


def main() -> None:
    arguments = _arguments()
    if arguments.sample:
        scenes = [PHOTOS / name for name in ("garden-1.jpg", "garden-2.jpg")]
        arguments.sample.write_bytes(print_bulletin(TEMPLATE, DATA, scenes))
        return
    with TemporaryDirectory() as folder:
        photos = arguments.photos or grainy(Path(folder))
        print_bulletin(TEMPLATE, DATA, [])
        print("photos   median     p95     CPU     KB   PDF ms   PDF KB")
        for count in range(min(len(photos), 5) + 1):
            line(photos[:count], arguments.times)


def line(photos: list[Path], times: int) -> None:
    """Print one line.  Each page has other words, or Typst would remember it."""
    taken, worked, page = [], [], b""
    for number in range(times):
        data: Data = {**DATA, "place": f"{number}号楼屋顶"}
        begun, busy = time.perf_counter(), time.process_time()
        page = print_bulletin(TEMPLATE, data, photos)
        worked.append(1000 * (time.process_time() - busy))
        taken.append(1000 * (time.perf_counter() - begun))
    begun = time.perf_counter()
    pdf = paper(photos)
    on_paper = 1000 * (time.perf_counter() - begun)
    taken.sort()
    late = taken[int(len(taken) * 0.95)]
    print(
        f"{len(photos):6} {statistics.median(taken):6.0f} ms {late:4.0f} ms {statistics.median(worked):4.0f} ms {len(page) / 1000:6.0f}"
        f" {on_paper:8.0f} {len(pdf) / 1000:8.0f}"
    )


def paper(photos: list[Path]) -> bytes:
    """The same as a PDF of one page."""
    with TemporaryDirectory() as folder:
        leaf = Path(folder) / "leaf"
        leaf.mkdir()
        lay_out(leaf, DATA, photos, blur=False)
        return bind(TEMPLATE, leaf.parent, [leaf.name])


def grainy(folder: Path) -> list[Path]:
    """The demo's drawn scenes as a phone would have taken them."""
    noise = np.random.default_rng(7)
    names = ("garden-1.jpg", "garden-2.jpg", "mending.jpg") * 2
    files = []
    for number, name in enumerate(names[:5]):
        scene = np.asarray(Image.open(PHOTOS / name).resize(SIZE), float)
        grain = noise.normal(0, GRAIN, scene.shape)
        files.append(folder / f"{number}.jpg")
        Image.fromarray(np.clip(scene + grain, 0, 255).astype(np.uint8)).save(files[-1])
    return files


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sample", type=Path, help="print one page for the README")
    parser.add_argument("--times", type=int, default=30)
    parser.add_argument("--photos", type=Path, nargs="*", default=[])
    return parser.parse_args()


if __name__ == "__main__":
    main()
