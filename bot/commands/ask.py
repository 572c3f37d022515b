"""`ask`: questions in, the entries that answer them out, a line each (contracts.md)."""

import argparse
import json
import os
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from concurrent.futures import Executor, Future, ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from queue import Queue
from threading import Thread
from typing import TYPE_CHECKING, TypeAlias

from bot.commands import options as common
from bot.errors import InputError
from bot.knowledge.loaded import sentences
from bot.knowledge.opinion import decided
from handlers.knowledge import name_of
from handlers.knowledge.answers import look
from handlers.model.case import Entry

if TYPE_CHECKING:
    from bot.knowledge.model import Sentences

LONGEST = 4000  # characters of a question; nobody asks longer
CORES = len(os.sched_getaffinity(0))  # each thread embeds on one of its own
AHEAD = 256  # questions that are read before the first of them is answered

Answer: TypeAlias = Mapping[str, object]
Begun: TypeAlias = "Queue[Future[Answer] | None]"


@dataclass(frozen=True, slots=True)
class Knowledge:
    """What is asked.  model: None for words alone."""

    entries: tuple[Entry, ...]
    model: "Sentences | None"

    def answer(self, line: str) -> Answer:
        """One line of output."""
        try:
            given = _object(line)
        except InputError as error:
            return {"id": None, "error": str(error)}
        id_, text = given.get("id"), given.get("text")
        if not isinstance(id_, str) or not isinstance(text, str):
            missing = "text" if isinstance(id_, str) else "id"
            return {"id": id_, "error": f"{missing!r} is missing or no text"}
        asked = text[:LONGEST]
        found = decided(self.model, look(asked, self.entries))
        entries = [{"id": m.entry.id, "score": round(m.score, 4)} for m in found.matches]
        return {"id": id_, "decision": found.kind.value, "entries": entries}


def arguments(parser: argparse.ArgumentParser) -> None:
    """The entries; questions come on standard input."""
    parser.add_argument(
        "--knowledge",
        type=Path,
        required=True,
        metavar="FILE.jsonl",
        help="an entry a line: id, question, phrasings, answer",
    )
    common.add(parser)


def run(options: argparse.Namespace) -> int:
    """1 when a line could not be read; the others are answered all the same."""
    config = common.read(options)
    entries, failed = read_entries(options.knowledge)
    model = sentences() if config.sentence_model and entries else None
    for wrong in failed:
        _write(wrong)
    for answer in answers(Knowledge(entries, model), sys.stdin):
        failed = [*failed, answer] if "error" in answer else failed
        _write(answer)
    return int(bool(failed))


def answers(knowledge: Knowledge, lines: Iterable[str]) -> Iterator[Answer]:
    """One a line that is not empty, in order and at once; all cores work on them."""
    asked = (line for line in lines if line.strip())
    if knowledge.model is None:
        yield from map(knowledge.answer, asked)
        return
    with ThreadPoolExecutor(CORES) as threads:
        begun: Begun = Queue(AHEAD)
        told = threads, knowledge, asked, begun
        Thread(target=_begin, args=told, daemon=True).start()
        while (one := begun.get()) is not None:
            yield one.result()


def _begin(
    threads: Executor, knowledge: Knowledge, lines: Iterable[str], begun: Begun
) -> None:
    """Read on while answers are waited for: whoever asks one by one gets them one by one."""
    try:
        for line in lines:
            begun.put(threads.submit(knowledge.answer, line))
    except Exception as error:  # noqa: BLE001 -- raised where the answer is waited for
        failed: Future[Answer] = Future()
        failed.set_exception(error)
        begun.put(failed)
    begun.put(None)


def read_entries(file: Path) -> tuple[tuple[Entry, ...], Sequence[Answer]]:
    """The entries, and an error for each line that is none.  Raises: InputError."""
    lines = _lines(file)
    entries: dict[str, Entry] = {}
    failed: list[Answer] = []
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        try:
            entry = _entry(_object(line))
        except InputError as error:
            failed.append({"id": None, "error": f"{file.name}, line {number}: {error}"})
        else:
            entries[entry.id] = entry
    return tuple(entries.values()), failed


def _lines(file: Path) -> Sequence[str]:
    try:
        return file.read_text(encoding="utf-8-sig").splitlines()
    except UnicodeDecodeError:
        raise InputError(
            f"{file} is no text; --knowledge wants a .jsonl file, an entry a line"
        ) from None
    except OSError as error:
        raise InputError(
            f"{file} cannot be read ({error.strerror}); name a file with --knowledge"
        ) from error


def _entry(given: Mapping[str, object]) -> Entry:
    question, answer = given.get("question"), given.get("answer")
    for key in ("question", "answer"):
        if not isinstance(given.get(key), str) or not str(given[key]).strip():
            raise InputError(f"{key!r} is missing or no text")
    phrasings = given.get("phrasings") or []
    if not isinstance(phrasings, list) or not all(isinstance(p, str) for p in phrasings):
        raise InputError("'phrasings' must be a list of texts")
    named = given.get("id")
    return Entry(
        named if isinstance(named, str) and named.strip() else name_of(str(question)),
        str(question),
        str(answer),
        tuple(phrasings),
    )


def _object(line: str) -> Mapping[str, object]:
    try:
        given = json.loads(line)
    except (ValueError, RecursionError) as error:
        raise InputError(f"not JSON: {type(error).__name__}") from error
    if not isinstance(given, dict):
        raise InputError("a line must be a JSON object")
    return given


def _write(answer: Answer) -> None:
    """Half a surrogate pair cannot be written as it is."""
    text = json.dumps(answer, ensure_ascii=False)
    sys.stdout.write(text.encode("utf-8", "replace").decode() + "\n")
    sys.stdout.flush()
