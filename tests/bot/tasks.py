"""What tests have worker processes do with a file: what is written in it."""

import os
import signal
import sys
import time
from collections.abc import Callable, Mapping
from pathlib import Path

from bot.workers.errors import FileError
from handlers.model.seen import Crowd, Quality, Seen, Shows


def look(file: Path) -> object:
    """“scene 12” shows twelve people, anything without meaning one."""
    words = file.read_text(encoding="utf-8").split()
    _note(file)
    return DOES.get(words[0], lambda *_: scene(1))(file, *words[1:])


def read(file: Path) -> object:
    """As the bot looks; a picture without words is none."""
    from bot.recognise.look import look as see  # noqa: PLC0415 -- heavy, and for one test

    seen = see(file)
    if not seen.text:
        raise FileError("no words")
    return seen


def _scene(_: Path, people: str) -> Seen:
    return scene(int(people))


def _unreadable(_: Path) -> None:
    raise FileError("unsupported")


def _crash(_: Path) -> None:
    os.kill(os.getpid(), signal.SIGSEGV)


def _once(file: Path) -> Seen:
    """The first time it is the end of the process, then it is a scene."""
    if len(looks(file)) == 1:
        os._exit(3)
    return scene(1)


def _victim(file: Path, people: str) -> Seen:
    """The first time it is busy until it is killed."""
    if len(looks(file)) == 1:
        time.sleep(60)
    return scene(int(people))


def _noise(_: Path) -> Seen:
    sys.stdout.write("said by a library\n")
    sys.stdout.flush()
    return scene(1)


def _defect(_: Path) -> None:
    raise KeyError("somebody's words")


def _grow(_: Path) -> int:
    return len(b"x" * (300 << 20))


def _slow(file: Path) -> Seen:
    """Until the test says so."""
    while not file.with_name("go").exists():
        time.sleep(0.01)
    return scene(1)


DOES: Mapping[str, Callable[..., object]] = {
    "scene": _scene,
    "unreadable": _unreadable,
    "crash": _crash,
    "exit": lambda _: os._exit(3),
    "hang": lambda _: time.sleep(60),
    "once": _once,
    "victim": _victim,
    "noise": _noise,
    "defect": _defect,
    "grow": _grow,
    "slow": _slow,
    "shape": lambda _: {"shows": "nothing that is known"},
    "environment": lambda _: dict(os.environ),
}


def scene(people: int) -> Seen:
    """A scene with so many people."""
    crowd = Crowd(people, people, people + 2)
    phash = f"{people:016x}"
    return Seen(Shows.SCENE, 0.9, 40, 30, phash, Quality(0.7, 0.7, 0.7), crowd=crowd)


def looks(file: Path) -> list[str]:
    """By which processes a file was looked at."""
    return _notes(file).read_text(encoding="utf-8").split()


def _note(file: Path) -> None:
    with _notes(file).open("a", encoding="utf-8") as notes:
        notes.write(f"{os.getpid()}\n")


def _notes(file: Path) -> Path:
    return file.with_name(f"{file.name}.looks")
