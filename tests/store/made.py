"""Values to store: one of each, changed where a test cares."""

from datetime import datetime, timedelta, timezone

from handlers.model.draft import Draft
from handlers.model.finding import Count, Field, Finding, Source, Value, Words
from handlers.model.people import DraftId, MessageId, OrganisationId, PersonId, RoomId
from store import inbox
from store.inbox import Inbound
from store.outbox import Outgoing

BEIJING = timezone(timedelta(hours=8))
NOW = datetime(2026, 5, 9, 9, 30, tzinfo=BEIJING)
LEASE = timedelta(minutes=2)
LANE = "o:guides"

SETTING: dict[str, object] = {
    "organisations": [
        {
            "id": "guides",
            "name": "导览队",
            "community": "三井",
            "plan": [
                {
                    "title": "带街坊看胡同",
                    "from": "2026-05-01",
                    "to": "2026-05-31",
                    "times": 4,
                },
                {"title": "培训", "from": "2026-06-01", "to": "2026-06-30"},
            ],
        },
        {"id": "cloth", "name": "布工坊", "required": ["time", "place"]},
    ],
    "rooms": [
        {
            "id": "r1",
            "name": "导览大群",
            "purpose": "organisation",
            "organisation": "guides",
        },
        {
            "id": "r2",
            "name": "导览通知",
            "purpose": "organisation",
            "organisation": "guides",
            "kind": "notice",
        },
        {
            "id": "r3",
            "name": "布工坊群",
            "purpose": "organisation",
            "organisation": "cloth",
        },
        {"id": "L", "name": "能人群", "purpose": "leaders"},
        {"id": "S", "name": "社工群", "purpose": "staff"},
    ],
    "people": [
        {"id": "p1", "name": "赵姐", "role": "leader", "rooms": ["r1", "r2", "L"]},
        {"id": "p2", "name": "钱叔", "rooms": ["r1"]},
        {"id": "s1", "name": "小孙", "role": "staff", "rooms": ["S", "r1", "r3"]},
    ],
    "knowledge": [
        {"question": "开放日是哪天", "answer": "每周三", "phrasings": ["哪天开放"]},
        {"id": "k2", "question": "钥匙在哪", "answer": "在门卫"},
    ],
}


def message(
    id_: str,
    text: str = "",
    *,
    room: str = "r1",
    lane: str = LANE,
    at: datetime = NOW,
    sender: str = "p1",
) -> Inbound:
    """What a channel hands in."""
    words = text or f"第{id_}句"
    body = {"text": words, "pictures": [], "files": [], "quote": None, "mentions": []}
    mark = inbox.fingerprint(room, sender, words, [])
    return Inbound("web", room, id_, "message", lane, sender, at, at, body, mark)


def outgoing(
    key: str, *, room: str = "r1", at: datetime = NOW, purpose: str = "ask"
) -> Outgoing:
    """What effects hand in."""
    return Outgoing(
        key=key,
        channel="web",
        room=room,
        purpose=purpose,
        prompt="coach/ask",
        text=f"问{key}",
        to=("p1",),
        about=("place",),
        draft="d1",
        question=None,
        photos=("a" * 64,),
        not_before=at,
        created_at=NOW,
    )


def finding(
    value: Value, field: Field = Field.HEADCOUNT, message_id: str = "m1"
) -> Finding:
    """What a note states."""
    return Finding(
        field, value, Source.NOTE, MessageId(message_id), (0, 2), PersonId("p1"), NOW
    )


def draft(id_: str, at: datetime = NOW) -> Draft:
    """A record in the making."""
    return Draft(
        id=DraftId(id_),
        organisation=OrganisationId("guides"),
        room=RoomId("r1"),
        author=PersonId("p1"),
        opened_at=at,
        touched_at=at,
        findings=(finding(Count(12)), finding(Words("胡同口"), Field.PLACE, "m2")),
    )
