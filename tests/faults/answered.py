"""What became of the questions in the end, and all that is wrong with it."""

import json
from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from pathlib import Path

from store.outbox import OutboxStatus
from tests.faults.asking import Asked, Then
from tests.faults.findings import Rows, rows
from tests.faults.neighbourhood import STAFF

OURS = ("answer", "acknowledge", "escalate", "relay")


def wrong_records(data: Path, asked: Iterable[Asked]) -> list[str]:
    """Every question has one record, which ended as it should; no case is left."""
    asked = list(asked)
    due = {one.id: ("answered", "knowledge") for one in asked}
    due |= {id_: _ended(one) for one in asked if (id_ := one.for_staff)}
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
            if id_ in due and end != due[id_]
        ),
        *(f"a case is left: #{r['number']} {r['kind']} {r['subject']}" for r in left),
    ]


def _ended(asked: Asked) -> tuple[str, str]:
    if asked.then is Then.NEVER_MIND:
        return "closed_by_human", "asker"
    return "answered", "staff"


def wrong_replies(outbox: Rows, asked: Iterable[Asked]) -> list[str]:
    """Answered or else acknowledged, told to staff and brought back: once each, no more.

    An unknown send would count as one; in the web chat there is none, to send is to store.
    """
    asked = list(asked)
    told = Counter((r["question"], r["purpose"]) for r in outbox if _about_one(r))
    due = Counter(each for one in asked for each in _due(one))
    needless = {one.for_staff for one in asked if one.then is Then.NEVER_MIND}
    stuck = [
        r for r in outbox if r["status"] != OutboxStatus.SENT and not _left(r, needless)
    ]
    return [
        *(f"{told[key]} times: {key}" for key in due if told[key] != due[key]),
        *(f"unasked for: {key}" for key in told if key not in due),
        *(f"not sent: {r['id']} {r['purpose']} {r['status']}" for r in stuck),
    ]


def _about_one(row: Mapping[str, object]) -> bool:
    """What staff hear of their notices is about no question."""
    return row["purpose"] in OURS and row["question"] is not None


def _left(row: Mapping[str, object], needless: Collection[str | None]) -> bool:
    """Whether it is a card that nobody needed any more when it was to go out."""
    card = row["purpose"] == "escalate" and row["question"] in needless
    return card and row["status"] == OutboxStatus.CANCELLED


def _due(asked: Asked) -> list[tuple[str, str]]:
    """What is known and what is not are said in one message; the card is about the rest."""
    if asked.for_staff is None:
        offered = [(asked.id, "acknowledge")] if asked.then is Then.PICK else []
        return [*offered, (asked.id, "answer")]
    cards = [(asked.for_staff, "escalate")] * max(asked.answers, 1)
    brought = [(asked.for_staff, "relay")] * asked.answers
    return [(asked.id, "acknowledge"), *cards, *brought]


def wrong_words(
    outbox: Rows, asked: Iterable[Asked], answers: Mapping[str, str]
) -> list[str]:
    """Each answer reaches the room it was asked in, by name; cards reach staff alone.

    answers: what staff said, by the id of the card.
    """
    asked = list(asked)
    known = {one.id: one for one in asked}
    known |= {id_: one for one in asked if (id_ := one.for_staff)}
    words = [
        (str(r["question"]), answers[r["external_id"]])
        for r in outbox
        if r["purpose"] == "escalate" and r["external_id"] in answers
    ]
    brought = [(r["question"], r["text"]) for r in outbox if r["purpose"] == "relay"]
    times = Counter(key for key in words for q, t in brought if q == key[0] and key[1] in t)
    return [
        *(f"answer brought {times[key]} times: {key}" for key in words if times[key] != 1),
        *(
            f"wrong: outbox {r['id']} {r['purpose']} in {r['room']}: {r['text']}"
            for r in outbox
            if _about_one(r) and not _right(r, known[r["question"]])
        ),
    ]


def _right(row: Mapping[str, object], asked: Asked) -> bool:
    said, room = str(row["text"]), row["room"]
    if row["purpose"] == "escalate":
        about = asked.also or asked.line.text.removeprefix("@陪伴 ")
        return room == STAFF and about in said
    wanted = {"answer": asked.known, "acknowledge": asked.wanted or asked.known}
    called = said.split(maxsplit=1)[0] == f"@{asked.called}"
    words = wanted.get(str(row["purpose"])) or ""
    return room == asked.line.room and called and words in said
