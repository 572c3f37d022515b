"""Pictures of which a test says what they show, where no real picture is wanted.

photo a.jpg                        nobody has its bytes
scene 12 a.jpg                     twelve people; every name another picture
signin 27 2026-05-09 活动室 s.jpg    rows, day, place, title as far as given; “27?” is unclear
signin 1-20 s.jpg                  twenty rows whose names can be read, those of 1 to 20
record 18 2026-05-09 r.jpg         a record sheet with name, content and feedback
other p.jpg · unsafe u.jpg         a poster · not to be shown
broken x.jpg                       cannot be looked at
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime, time, timedelta

import orjson

from bot.errands import Asked
from handlers.model.seen import Crowd, Quality, Read, RecordSheet, Seen, Shows, SignIn
from store.codec import encode

PLAIN = Seen(Shows.SCENE, 0.9, 1200, 900, "0" * 16, Quality(0.7, 0.7, 0.7))


def described(what: str, words: Sequence[str]) -> Seen | None:
    """What such a picture shows, None where nothing can be said."""
    match what:
        case "scene":
            people = int(words[0])
            return replace(PLAIN, crowd=Crowd(people, people, people + 2))
        case "signin":
            return replace(PLAIN, shows=Shows.SIGNIN, signin=_signin(*words))
        case "record":
            return replace(PLAIN, shows=Shows.RECORD, record=_record(*words))
        case "other":
            return replace(PLAIN, shows=Shows.OTHER)
        case "unsafe":
            return replace(PLAIN, unsafe=True)
        case _:
            return None


def _signin(count: str, day: str = "", place: str = "", title: str = "") -> SignIn:
    first, _, last = count.rstrip("?").rpartition("-")
    rows = range(int(first), int(last) + 1) if first else range(0)
    return SignIn(
        len(rows) or int(last),
        not count.endswith("?"),
        tuple(Read(f"居民{row}", 0.9) for row in rows),
        day=date.fromisoformat(day) if day else None,
        place=Read(place, 0.9) if place else None,
        title=Read(title, 0.9) if title else None,
    )


def _record(count: str, day: str = "") -> RecordSheet:
    return RecordSheet(
        name=Read("纸艺小组", 0.9),
        place=Read("社区活动室", 0.9),
        content=Read("学剪窗花", 0.9),
        feedback=Read("大家说想学更难的", 0.9),
        headcount=int(count),
        start=datetime.combine(date.fromisoformat(day), time()) if day else None,
    )


@dataclass
class Eyes:
    """Whoever looks at pictures: it sees what the test says.  shows: by sha256.

    broken: cannot be looked at; all others of which nothing is said are missing.
    """

    shows: dict[str, Seen | None] = field(default_factory=dict)
    broken: set[str] = field(default_factory=set)
    at_once: int = 8
    timeout: timedelta = timedelta(seconds=5)

    async def run(self, asked: Asked) -> Mapping[str, object]:
        pictures = asked.message.body["pictures"]
        assert isinstance(pictures, list)
        seen = {
            sha: orjson.loads(encode(replace(shown, phash=sha[:16])))
            for sha in pictures
            if (shown := self.shows[sha]) is not None
        }
        missing = [sha for sha in pictures if sha not in seen and sha not in self.broken]
        return {"seen": seen, "missing": missing}
