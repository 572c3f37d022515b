"""What the bot took a tracking log to be about, said in one line to staff (D6)."""

from dataclasses import replace

from handlers.model.activity import Activity
from handlers.model.effects import Say
from handlers.model.events import MessageArrived
from handlers.model.finding import Value, Words
from handlers.model.people import DraftId
from handlers.model.settings import Settings
from handlers.model.state import State
from handlers.model.visit import Visit
from handlers.staff.telling import told_staff
from handlers.visiting.joined import day, likely, pair, sides


def understood(
    state: State, visit: Visit, event: MessageArrived, settings: Settings
) -> Say:
    """One line: what the bot took the log to be about, and what the organisation says of it.

    Who quotes the line means the visit, as who quotes a request means the record.
    """
    prompt, data = _meaning(state, visit, settings)
    told = told_staff(event, prompt, data, settings)
    return replace(told, draft=DraftId(visit.id))


def _meaning(
    state: State, visit: Visit, settings: Settings
) -> tuple[str, dict[str, object]]:
    visited = state.visited.keep(visit)
    together = pair(visited.activities, visited.visits, settings)
    record = next(one.activity for one in together if visit in one.visits)
    data: dict[str, object] = {
        "organisation": visited.organisations.get(visit.organisation, ""),
        "day": day(visit.when, settings),
    }
    if record is not None:
        apart = _differences(record, visit, settings)
        return "visits/joined", {**data, **_label(record), "apart": apart}
    rivals = likely(visit, visited.activities, settings)
    if len(rivals) > 1:
        labels = [_label(one) for one in rivals]
        return "visits/undecided", {**data, "records": labels}
    if rivals:
        return "visits/twice", {**data, **_label(rivals[0])}
    return "visits/alone" if visit.when else "visits/dayless", data


def _label(activity: Activity) -> dict[str, object]:
    return {"theme": activity.theme, "when": activity.when, "place": activity.place}


def _differences(
    activity: Activity, visit: Visit, settings: Settings
) -> list[dict[str, object]]:
    """What the two do not tell alike; nobody is asked, and neither word is dropped."""
    return [
        {"field": one.field.value, "own": _plain(one.own), "staff": _plain(one.staff)}
        for one in sides(activity, visit, settings)
        if one.apart
    ]


def _plain(value: Value | None) -> object:
    return value.text if isinstance(value, Words) else value
