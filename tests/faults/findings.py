"""What lies in the data folder in the end, and all that is wrong with it."""

import json
import sqlite3
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from store.inbox import InboxStatus
from store.outbox import OutboxStatus
from tests.faults.neighbourhood import LEADERS, Story

Rows = Sequence[sqlite3.Row]
Key = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Stored:
    """The tables, read after the process has ended."""

    inbox: Rows
    outbox: Rows
    activities: Rows
    drafts: Rows
    timers: Rows

    def said(self, purpose: str) -> Counter[str]:
        """How often the bot said it, by record."""
        return Counter(row["draft"] for row in self.outbox if row["purpose"] == purpose)

    def unknown(self) -> list[str]:
        """Sends of unknown outcome, which a person has to look at."""
        lost = [row for row in self.outbox if row["status"] == OutboxStatus.UNKNOWN]
        return [f"{row['id']} {row['purpose']} {row['room']}" for row in lost]


def read(data: Path) -> Stored:
    """The store as any SQLite program sees it."""
    names = ("inbox", "outbox", "activities", "drafts", "timers")
    return Stored(*(rows(data, name) for name in names))


def rows(data: Path, table: str) -> Rows:
    """One table of a store that is whole."""
    with closing(sqlite3.connect(f"file:{data / 'peiban.sqlite'}?mode=ro", uri=True)) as db:
        db.row_factory = sqlite3.Row
        assert db.execute("PRAGMA integrity_check").fetchone()[0] == "ok"
        return db.execute(f"SELECT * FROM {table}").fetchall()  # noqa: S608 -- our own names


def wrong_messages(stored: Stored, acknowledged: Mapping[Key, str]) -> list[str]:
    """Every acknowledged message is there exactly once, as it was posted, and is handled."""
    messages = [row for row in stored.inbox if row["kind"] == "message"]
    times = Counter((row["room"], row["external_id"]) for row in messages)
    texts = {(r["room"], r["external_id"]): json.loads(r["body"])["text"] for r in messages}
    left = [row for row in stored.inbox if row["status"] != InboxStatus.HANDLED]
    return [
        *(f"acknowledged and lost: {key}" for key in acknowledged if key not in times),
        *(f"never acknowledged: {key}" for key in times if key not in acknowledged),
        *(f"stored {n} times: {key}" for key, n in times.items() if n > 1),
        *(f"changed: {k}" for k, text in acknowledged.items() if texts.get(k) != text),
        *(f"not handled: inbox {r['id']} {r['kind']} {r['error']}" for r in left),
    ]


def wrong_records(stored: Stored, stories: Iterable[Story]) -> list[str]:
    """Every report is filed exactly once, with what was said of it and nothing else's."""
    expected = {one.record: one for one in stories if one.record}
    filed = {row["id"]: row for row in stored.activities}
    drafts = {row["id"]: row["status"] for row in stored.drafts}
    open_ = {id_: status for id_, status in drafts.items() if status != "filed"}
    return [
        *(f"not filed: {id_}" for id_ in expected if id_ not in filed),
        *(f"nobody reported: {id_}" for id_ in filed if id_ not in expected),
        *(f"a draft too many: {id_}" for id_ in drafts if id_ not in expected),
        *(f"not closed: {id_} {status}" for id_, status in open_.items()),
        *(f"a timer is left: {row['subject']} {row['timer']}" for row in stored.timers),
        *(
            f"filed wrongly: {id_} {filed[id_]['body']}"
            for id_, story in expected.items()
            if id_ in filed and not _as_told(json.loads(filed[id_]["body"]), story)
        ),
    ]


def _as_told(body: dict[str, object], story: Story) -> bool:
    headcount, feedback = body["headcount"], body["feedback"]
    assert isinstance(headcount, dict)
    assert isinstance(feedback, list)
    return (
        (body["place"], headcount["number"], body["version"])
        == (story.place, story.headcount, 1)
        and len(feedback) == 1
        and str(feedback[0]["text"]) in story.opinion
    )


def wrong_words(stored: Stored, stories: Iterable[Story]) -> list[str]:
    """One question where something was missing, one bulletin, at most one thanks."""
    records = {one.record: one for one in stories if one.record}
    gaps = {id_ for id_, story in records.items() if story.gaps}
    asks, bulletins = stored.said("ask"), stored.said("bulletin")
    known = {"ask", "bulletin", "thanks"}
    stuck = [row for row in stored.outbox if row["status"] not in _SETTLED]
    return [
        *(f"asked {asks[id_]} times: {id_}" for id_ in gaps if asks[id_] != 1),
        *(f"asked for nothing: {id_}" for id_ in asks if id_ not in gaps),
        *(f"bulletin {bulletins[i]} times: {i}" for i in records if bulletins[i] != 1),
        *(f"thanked {n} times: {i}" for i, n in stored.said("thanks").items() if n > 1),
        *(
            f"unasked for: {r['purpose']}"
            for r in stored.outbox
            if r["purpose"] not in known
        ),
        *(f"stuck: outbox {row['id']} {row['status']}" for row in stuck),
    ]


_SETTLED = (OutboxStatus.SENT, OutboxStatus.UNKNOWN)


def wrong_rooms(
    stored: Stored, acknowledged: Iterable[Key], heard: Mapping[str, list[dict[str, str]]]
) -> list[str]:
    """Each room shows, once each, what members posted there and what the bot sent."""
    sent = [row for row in stored.outbox if row["status"] == OutboxStatus.SENT]
    due = Counter((*acknowledged, *((r["room"], r["external_id"]) for r in sent)))
    shown = Counter((room, line["id"]) for room, lines in heard.items() for line in lines)
    bulletins = Counter(line["text"] for line in heard[LEADERS])
    return [
        *(f"shown {shown[key]} times: {key}" for key in due if shown[key] != 1),
        *(f"shown and never said: {key}" for key in shown if key not in due),
        *(f"a bulletin twice: {text}" for text, n in bulletins.items() if n > 1),
    ]
