"""The organisation's view and staff's view of every activity, side by side, to look at (D6)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from handlers.model.activity import Activity
from handlers.model.finding import Value, Words
from handlers.model.people import OrganisationId, Person, PersonId
from handlers.model.settings import Settings
from handlers.model.visit import Joined, Visit
from handlers.privacy import hidden
from handlers.read.privacy import plain
from handlers.visiting.joined import day_of, sides

Line = Mapping[str, object]


@dataclass(frozen=True, slots=True)
class Figures:
    """How much there is.  activities: each counted once, whoever told of it."""

    activities: int
    both: int
    unvisited: int
    unrecorded: int


def line(
    one: Joined,
    names: Mapping[OrganisationId, str],
    people: Mapping[PersonId, Person],
    settings: Settings,
) -> Line:
    """One activity as a template or a script takes it; own: None where nobody recorded it.

    apart: the names of the fields on which the organisation and staff do not agree.
    """
    return {
        "day": day_of(one, settings),
        "organisation": names.get(one.organisation, ""),
        "own": _own(one.activity, hidden(people)) if one.activity else None,
        "visits": [_visit(visit, people) for visit in one.visits],
        "apart": _apart(one, hidden(people), settings),
    }


def figures(lines: Sequence[Joined]) -> Figures:
    """Of these lines; an activity with both views is one activity."""
    recorded = [one for one in lines if one.activity]
    both = sum(bool(one.visits) for one in recorded)
    return Figures(
        activities=len(lines),
        both=both,
        unvisited=len(recorded) - both,
        unrecorded=len(lines) - len(recorded),
    )


def _own(activity: Activity, names: Sequence[str]) -> Line:
    return {
        "id": activity.id,
        "when": activity.when,
        "place": activity.place and plain(activity.place, names),
        "headcount": activity.headcount,
        "theme": activity.theme and plain(activity.theme, names),
        "told": tuple(plain(text, names) for text in activity.content),
        "feedback": tuple(plain(speech.text, names) for speech in activity.feedback),
        "photos": len(activity.photos),
    }


def _visit(visit: Visit, people: Mapping[PersonId, Person]) -> Line:
    author, names = people.get(visit.author), hidden(people)
    return {
        "id": visit.id,
        "by": author.name if author else "",
        "when": visit.when,
        "place": visit.place and plain(visit.place, names),
        "headcount": visit.headcount,
        "theme": visit.theme and plain(visit.theme, names),
        "told": tuple(plain(text, names) for text in visit.told),
        "impressions": tuple(plain(text, names) for text in visit.impressions),
        "ideas": tuple(plain(text, names) for text in visit.ideas),
        "photos": len(visit.shots),
    }


def _apart(one: Joined, names: Sequence[str], settings: Settings) -> list[Line]:
    if one.activity is None:
        return []
    return [
        {
            "field": side.field.value,
            "own": _told(side.own, names),
            "staff": _told(side.staff, names),
        }
        for visit in one.visits
        for side in sides(one.activity, visit, settings)
        if side.apart
    ]


def _told(value: Value | None, names: Sequence[str]) -> object:
    return plain(value.text, names) if isinstance(value, Words) else value
