"""A worker process: files in, what a task says of them out, a JSON line each.

    python -m bot.workers.worker MODULE:FUNCTION TIMEOUT_S MEMORY_MB

`pool.py` starts and ends it.  What decodes pictures may crash, hang or grow: here it takes
nobody with it.  Without requests for a while, and without a parent, the process ends by itself.
"""

import importlib
import json
import os
import resource
import select
import signal
import sys
from collections.abc import Callable, Mapping
from contextlib import suppress
from pathlib import Path
from typing import BinaryIO, Protocol, TypeAlias

import orjson

from bot.errors import describe
from bot.workers.errors import FileError
from store import codec

IDLE_S = 600  # afterwards the memory is wanted elsewhere
GRACE_S = 10  # by which it outlives its parent's patience, should the parent be gone
MEGABYTE = 1024 * 1024
HARD = 2  # times the memory after which it is replaced: then allocating fails
STATUS = Path("/proc/self/status")

Answer: TypeAlias = Mapping[str, object]


class Task(Protocol):
    """What is done with a file.  Raises: FileError; anything else is a defect."""

    def __call__(self, file: Path, /) -> object: ...


def main(task: str, timeout_s: str, memory_mb: str) -> None:
    """Until nothing is asked any more."""
    out = _own_output()
    try:
        limit(int(memory_mb))
        look = find(task)
    except Exception as error:  # noqa: BLE001 -- the parent says it, and nobody else can
        _write(out, {"defect": describe(error)})
        return
    _write(out, {"ready": True})
    serve(look, sys.stdin.buffer, out, int(float(timeout_s)), int(memory_mb))


def serve(
    look: Task, requests: BinaryIO, out: BinaryIO, timeout_s: int, memory_mb: int
) -> None:
    """Answer every line; the last answer "retires" when the process has grown too much."""
    while _asked(requests) and (line := requests.readline()):
        signal.alarm(timeout_s + GRACE_S)  # ends the process, native code or not
        answer = dict(answered(look, Path(json.loads(line))))
        signal.alarm(0)
        answer["retires"] = "defect" in answer or used_mb() > memory_mb
        _write(out, answer)
        if answer["retires"]:
            return


def answered(look: Task, file: Path) -> Answer:
    """ "answer", or "error" for what is wrong with the file, or "defect" for us."""
    try:
        return {"answer": orjson.loads(codec.encode(look(file)))}
    except FileError as error:
        return {"error": error.reason}
    except OSError as error:
        return {"error": f"cannot be read: {error.strerror}"}
    except MemoryError:
        return {"error": "memory"}
    except Exception as error:  # noqa: BLE001 -- one file must not end the worker
        return {"defect": describe(error)}


def find(task: str) -> Task:
    """The function that MODULE:FUNCTION names."""
    module, _, name = task.partition(":")
    found: Callable[[Path], object] = getattr(importlib.import_module(module), name)
    return found


def limit(memory_mb: int) -> None:
    """No more than that, whatever a file wants; where the system lets us say so."""
    most = HARD * memory_mb * MEGABYTE
    with suppress(ValueError, OSError):
        resource.setrlimit(resource.RLIMIT_DATA, (most, most))


def used_mb() -> int:
    """The most memory this process ever had; 0 where nobody says."""
    with suppress(OSError):
        for line in STATUS.read_text(encoding="ascii").splitlines():
            if line.startswith("VmHWM:"):
                return int(line.split()[1]) // 1024
    return 0


def _asked(requests: BinaryIO) -> bool:
    ready, _, _ = select.select([requests], [], [], IDLE_S)
    return bool(ready)


def _own_output() -> BinaryIO:
    """Standard output for answers alone: what libraries print goes the way of errors."""
    out = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)
    return out


def _write(out: BinaryIO, answer: Answer) -> None:
    out.write(orjson.dumps(answer) + b"\n")
    out.flush()


if __name__ == "__main__":
    main(*sys.argv[1:])
