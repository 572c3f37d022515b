"""What became of the questions in the end, and all that is wrong with it."""

import json
from collections import Counter
from collections.abc import Iterable, Mapping
from pathlib import Path

from store.outbox import OutboxStatus
from tests.faults.asking import Asked
from tests.faults.findings import Rows, rows
from tests.faults.neighbourhood import STAFF

OURS = ("answer", "acknowledge", "escalate", "relay")


def wrong_records(data: Path, asked: Iterable[Asked]) -> list[str]:
    """Every question has one record, which ended as it should; no case is left."""
    asked = list(asked)
    due = {one.id: "knowledge" for one in asked}
    due |= {id_: "staff" for one in asked if (id_ := one.for_staff)}
    stored = [(r["id"], json.loads(r["body"])) for r in rows(data, "questions")]
    times = Counter(id_ for id_, _ in stored)
    ended = {id_: (body["status"], body["by"]) for id_, body in stored}
    left = [r for r in rows(data, "cases") if r["closed_at"] is None]
    return [
        *(f"no record: {id_}" for id_ in due if id_ not in times),
        *(f"nobody asked: {id_}" for id_ in times if id_ not in due),
        *(f"{n} records: {id_}" for id_, n in times.items() if n > 1),
        *(
            f"ended wrongly: {id_} {end}"
            for id_, end in ended.items()
            if id_ in due and end != ("answered", due[id_])
        ),
        *(f"a case is left: #{r['number']} {r['kind']} {r['subject']}" for r in left),
    ]


def wrong_replies(outbox: Rows, asked: Iterable[Asked]) -> list[str]:
    """Answered or else acknowledged, told to staff and brought back: once each, no more.

    An unknown send would count as one; in the web chat there is none, to send is to store.
    """
    told = Counter((r["question"], r["purpose"]) for r in outbox if r["purpose"] in OURS)
    due = [each for one in asked for each in _due(one)]
    stuck = [r for r in outbox if r["status"] != OutboxStatus.SENT]
    return [
        *(f"{told[key]} times: {key}" for key in due if told[key] != 1),
        *(f"unasked for: {key}" for key in told if key not in due),
        *(f"not sent: {r['id']} {r['purpose']} {r['status']}" for r in stuck),
    ]


def _due(asked: Asked) -> list[tuple[str, str]]:
    """What is known and what is not are said in one message; the card is about the rest."""
    if asked.for_staff is None:
        return [(asked.id, "answer")]
    later = [(asked.for_staff, why) for why in ("escalate", "relay")]
    return [(asked.id, "acknowledge"), *later]


def wrong_words(
    outbox: Rows, asked: Iterable[Asked], answers: Mapping[str, str]
) -> list[str]:
    """Each answer reaches the room it was asked in, by name; cards reach staff alone.

    answers: what staff said, by the id of the card.
    """
    asked = list(asked)
    known = {one.id: one for one in asked}
    known |= {id_: one for one in asked if (id_ := one.for_staff)}
    words = {
        r["question"]: answers.get(r["external_id"], "no answer")
        for r in outbox
        if r["purpose"] == "escalate"
    }
    return [
        f"wrong: outbox {r['id']} {r['purpose']} in {r['room']}: {r['text']}"
        for r in outbox
        if r["purpose"] in OURS and not _right(r, known[r["question"]], words)
    ]


def _right(row: Mapping[str, object], asked: Asked, words: Mapping[str, str]) -> bool:
    said, room = str(row["text"]), row["room"]
    if row["purpose"] == "escalate":
        about = asked.also or asked.line.text.removeprefix("@陪伴 ")
        return room == STAFF and about in said
    answer = words.get(asked.for_staff, "no card")
    brought = {"answer": asked.known, "acknowledge": asked.known, "relay": answer}
    wanted = brought.get(str(row["purpose"])) or ""
    called = said.split(maxsplit=1)[0] == f"@{asked.called}"
    return room == asked.line.room and called and wanted in said
