"""Reading a setting (organisations, rooms, people, plans, knowledge), strictly.

Unknown keys are ignored; a value that cannot be is an error that names it.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from handlers.knowledge import name_of
from handlers.model.case import Entry
from handlers.model.finding import REQUIRABLE
from handlers.model.people import (
    Organisation,
    OrganisationId,
    Person,
    PersonId,
    PlanItem,
    Purpose,
    Role,
    Room,
    RoomId,
    RoomKind,
)
from store.errors import SettingError
from store.given import Given

LOADED = "load"  # approver of knowledge that whoever runs the bot loaded with the setting


@dataclass(frozen=True, slots=True)
class Setting:
    """What a setting says.

    planned: organisations whose plan is given.  decided: those that say whether to blur faces.
    memberships: None where rooms are not given.
    """

    organisations: tuple[Organisation, ...]
    planned: frozenset[OrganisationId]
    decided: frozenset[OrganisationId]
    rooms: tuple[Room, ...]
    people: tuple[Person, ...]
    memberships: Mapping[PersonId, tuple[RoomId, ...] | None]
    knowledge: tuple[Entry, ...]


def read_setting(setting: Mapping[str, object]) -> Setting:
    """The values of a setting.  Raises: SettingError, with the key and the value."""
    whole = Given("setting", setting)
    organisations, people = list(whole.items("organisations")), list(whole.items("people"))
    read = Setting(
        organisations=tuple(map(_organisation, organisations)),
        planned=_with("plan", organisations),
        decided=_with("blur_faces", organisations),
        rooms=tuple(map(_room, whole.items("rooms"))),
        people=tuple(map(_person, people)),
        memberships={PersonId(item.text("id")): _rooms_of(item) for item in people},
        knowledge=tuple(map(_entry, whole.items("knowledge"))),
    )
    for name in ("organisations", "rooms", "people", "knowledge"):
        _refuse_repeated(name, [one.id for one in getattr(read, name)])
    return read


def _with(key: str, organisations: Sequence[Given]) -> frozenset[OrganisationId]:
    return frozenset(OrganisationId(o.text("id")) for o in organisations if o.has(key))


def _organisation(item: Given) -> Organisation:
    known = {field.value for field in REQUIRABLE}
    required = item.texts("required")
    if item.has("required") and not required:
        raise SettingError(
            f"{item.path}.required: name at least one field, or leave it out"
        )
    for name in required:
        if name not in known:
            raise SettingError(
                f"{item.path}.required: {name!r} must be one of {', '.join(sorted(known))}"
            )
    return Organisation(
        id=OrganisationId(item.text("id")),
        name=item.text("name"),
        community=item.text("community", ""),
        plan=tuple(_plan_item(line) for line in item.items("plan")),
        required=required if item.has("required") else None,
        blur_faces=item.switch("blur_faces"),
    )


def _plan_item(item: Given) -> PlanItem:
    since, until = item.day("from"), item.day("to")
    if until < since:
        raise SettingError(f"{item.path}.to: {until} is before {since}")
    return PlanItem(item.text("title"), since, until, item.count("times"))


def _room(item: Given) -> Room:
    purpose = item.one_of("purpose", Purpose)
    if purpose is None:
        raise SettingError(f"{item.path}: the key 'purpose' is missing")
    if purpose is Purpose.ORGANISATION or item.has("organisation"):
        organisation = OrganisationId(item.text("organisation"))
    else:
        organisation = None
    room = RoomId(item.text("id"))
    return Room(
        id=room,
        name=item.text("name", room),
        purpose=purpose,
        organisation=organisation,
        kind=item.one_of("kind", RoomKind),
    )


def _person(item: Given) -> Person:
    person = PersonId(item.text("id"))
    role = item.one_of("role", Role, Role.MEMBER) or Role.MEMBER
    return Person(person, item.text("name", person), role)


def _rooms_of(item: Given) -> tuple[RoomId, ...] | None:
    named = tuple(dict.fromkeys(map(RoomId, item.texts("rooms"))))
    return named if item.has("rooms") else None


def _entry(item: Given) -> Entry:
    question = item.text("question")
    since, until = item.maybe_day("valid_from"), item.maybe_day("valid_until")
    if since and until and until < since:
        raise SettingError(f"{item.path}.valid_until: {until} is before {since}")
    return Entry(
        id=item.text("id", name_of(question)),
        question=question,
        answer=item.text("answer"),
        phrasings=item.texts("phrasings"),
        source=item.text("source", ""),
        approver=item.text("approver", LOADED),
        valid_from=since,
        valid_until=until,
    )


def _refuse_repeated(name: str, ids: Sequence[str]) -> None:
    for one in ids:
        if ids.count(one) > 1:
            raise SettingError(f"setting.{name}: the id {one!r} is there twice")
