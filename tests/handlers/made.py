"""Values for the decisions: an organisation, its people, drafts in every shape."""

from dataclasses import replace
from datetime import date, datetime, timedelta, timezone

from handlers.model.abilities import Abilities
from handlers.model.case import Question, QuestionStatus
from handlers.model.draft import Draft, Status
from handlers.model.effects import Effect, KeepDraft, Say
from handlers.model.events import MessageArrived, MessageRecalled, Quoted, TimerDue
from handlers.model.finding import (
    Count,
    Field,
    Finding,
    Picture,
    Precision,
    Source,
    Speech,
    Value,
    When,
    Words,
)
from handlers.model.people import (
    DraftId,
    MessageId,
    Organisation,
    OrganisationId,
    Person,
    PersonId,
    PlanItem,
    Purpose,
    QuestionId,
    Role,
    Room,
    RoomId,
)
from handlers.model.settings import Settings
from handlers.model.state import State, Talk

BEIJING = timezone(timedelta(hours=8))
NOW = datetime(2026, 5, 9, 11, tzinfo=BEIJING)  # a Saturday
SETTINGS = Settings(zone=BEIJING)
DEAF = Abilities(  # hears a group only where it is called
    read_all=False, write=True, recall=False, mention=False, pictures=True
)
HOUR, MINUTE = timedelta(hours=1), timedelta(minutes=1)
NIGHT = NOW.replace(hour=22)
MORNING = NOW.replace(day=10, hour=8)  # the next one

ANNA, BERT, LEADER, STAFF = map(PersonId, ("芳姐", "李叔", "王姐", "小周"))
ROOM, CHAT, LEADERS, STAFF_ROOM = map(RoomId, ("r1", "r2", "L", "S"))
ROLES = {ANNA: Role.MEMBER, BERT: Role.MEMBER, LEADER: Role.LEADER, STAFF: Role.STAFF}
GARDEN = Organisation(
    OrganisationId("garden"),
    "花友会",
    "南里社区",
    (PlanItem("阳台种菜", date(2026, 5, 1), date(2026, 5, 31)),),
)
STATE = State(
    "o:garden",
    GARDEN,
    {room: Room(room, room, Purpose.ORGANISATION, GARDEN.id) for room in (ROOM, CHAT)},
    {person: Person(person, person, role) for person, role in ROLES.items()},
    leaders=LEADERS,
    staff=STAFF_ROOM,
)

AFTERNOON = When(NOW.replace(hour=15), None, Precision.HALFDAY, "下午")
DAY = When(NOW.replace(hour=0), None, Precision.DAY)
COMPLETE: dict[Field, Value] = {
    Field.TIME: When(NOW.replace(hour=9)),
    Field.PLACE: Words("活动室"),
    Field.HEADCOUNT: Count(20),
    Field.CONTENT: Words("教大家扦插"),
    Field.FEEDBACK: Speech("都说学会了"),
}


def finding(
    field: Field,
    value: Value,
    *,
    source: Source = Source.NOTE,
    message: str = "m1",
    at: datetime = NOW,
    by: PersonId = ANNA,
) -> Finding:
    span = None if source is Source.PICTURE else (0, 2)
    return Finding(field, value, source, MessageId(message), span, by, at)


def draft(*without: Field, at: datetime = NOW, id_: str = "d1", **more: object) -> Draft:
    """A record with everything but these fields."""
    values = {f: v for f, v in COMPLETE.items() if f not in without}
    made = Draft(
        DraftId(id_),
        GARDEN.id,
        ROOM,
        ANNA,
        at,
        at,
        findings=tuple(finding(f, v, message=f"{id_}/m", at=at) for f, v in values.items()),
    )
    return replace(made, **more)  # type: ignore[arg-type] -- fields of a draft, by name


def disputed(at: datetime = NOW, **more: object) -> Draft:
    """A record whose sheet says 23 where its note says 20."""
    sheet = finding(Field.HEADCOUNT, Count(23), source=Source.PICTURE, message="sheet")
    return draft(at=at, **more).add([sheet], at)


def filed(*without: Field, **more: object) -> Draft:
    """A record whose bulletin is out."""
    out = {
        "status": Status.FILED,
        "version": 1,
        "filed_at": NOW,
        "marks": {"place": "before"},
    }
    return draft(*without, **{**out, **more})


def photo(media: str, message: str = "m1", by: PersonId = ANNA) -> Finding:
    return finding(
        Field.PHOTO, Picture(media), source=Source.PICTURE, message=message, by=by
    )


def gathering(*media: str, at: datetime = NOW, id_: str = "d1") -> Draft:
    """Pictures that wait for words."""
    empty = draft(*COMPLETE, at=at, id_=id_, status=Status.GATHERING)
    return replace(empty, findings=tuple(photo(m, message=f"{id_}/{m}") for m in media))


def question(
    at: datetime = NOW, asker: PersonId = ANNA, id_: str = "q1", room: RoomId = ROOM
) -> Question:
    words = "桌布能报销吗？"
    status = QuestionStatus.ESCALATED
    return Question(QuestionId(id_), room, asker, MessageId(f"{id_}/m"), words, at, status)


def state(*drafts: Draft, **more: object) -> State:
    return replace(STATE, drafts=drafts, **more)  # type: ignore[arg-type] -- as for draft


def talking(room: RoomId = ROOM, **how: object) -> dict[RoomId, Talk]:
    return {room: Talk(room, **how)}  # type: ignore[arg-type] -- fields of a talk, by name


def says(  # noqa: PLR0913 -- a message has that many sides, all optional here
    text: str = "",
    by: PersonId = ANNA,
    *,
    at: datetime = NOW,
    late: timedelta = timedelta(),
    quoted: Quoted | None = None,
    mentioned: bool = False,
    room: RoomId = ROOM,
    pictures: tuple[str, ...] = (),
) -> MessageArrived:
    """What somebody says at `at`; late: how much later we learn of it."""
    message = MessageId(f"{by}/{text or pictures}")
    return MessageArrived(
        1, message, room, by, at, at + late, text, pictures, quoted, mentioned
    )


def recalls(message: str, at: datetime = NOW) -> MessageRecalled:
    return MessageRecalled(1, MessageId(message), ROOM, at)


def due(timer: str, at: datetime = NOW, subject: str = "d1") -> TimerDue:
    return TimerDue(1, timer, subject, at)


def quote(
    message: str = "",
    draft: str | None = None,
    question: str | None = None,
    cases: tuple[int, ...] = (),
) -> Quoted:
    return Quoted(
        MessageId(message),
        ours=draft is not None or question is not None,
        draft=DraftId(draft) if draft else None,
        question=QuestionId(question) if question else None,
        cases=cases,
    )


def sayings(effects: list[Effect] | None) -> list[Say]:
    """What is said."""
    return [e for e in effects or [] if isinstance(e, Say)]


def saying(effects: list[Effect] | None) -> Say:
    """The only thing that is said."""
    [only] = sayings(effects)
    return only


def said(effects: list[Effect] | None) -> list[str]:
    """The prompts of what is said."""
    return [one.prompt for one in sayings(effects)]


def kept(effects: list[Effect] | None) -> list[Draft]:
    """The drafts as they are kept."""
    return [e.draft for e in effects or [] if isinstance(e, KeepDraft)]
