"""What a replay prints: JSON lines for scripts, a readable chat for people."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime, tzinfo

from bot.handing import Leaving
from handlers.model.activity import Activity
from handlers.model.case import Question
from handlers.model.draft import Draft, Status
from handlers.model.finding import Precision, When
from handlers.model.people import Organisation
from handlers.model.settings import Settings
from handlers.model.state import State
from handlers.records.filing import record


def said_lines(
    said: Sequence[Leaving],
    numbers: Mapping[str, str],
    names: Mapping[str, str],
    zone: tzinfo,
) -> Iterator[dict[str, object]]:
    """One line a message, in the order of time."""
    count: dict[str, int] = {}
    for one in sorted(said, key=lambda leaving: leaving.at):
        out = one.queued.outgoing
        count[out.room] = count.get(out.room, 0) + 1
        line: dict[str, object] = {
            "at": _moment(one.at, zone),
            "room": out.room,
            "id": f"b{count[out.room]}",
            "say": out.text,
            "to": list(out.to),
            "purpose": out.purpose,
            "about": list(out.about),
            "activity": numbers.get(out.draft or ""),
        }
        if out.purpose == "bulletin":
            line["photos"] = [names.get(sha, sha) for sha in out.photos]
        yield line


def numbered(drafts: Sequence[Draft]) -> dict[str, str]:
    """“a1”, “a2” … in the order in which the records were opened."""
    shown = [d for d in drafts if d.status is not Status.GATHERING]
    return {draft.id: f"a{number}" for number, draft in enumerate(shown, 1)}


def activity_line(
    draft: Draft,
    number: str,
    organisation: Organisation | None,
    names: Mapping[str, str],
    settings: Settings,
) -> dict[str, object]:
    """The record as it stands at the end."""
    activity = record(State("", organisation), draft, settings)
    return {
        "activity": {
            "id": number,
            "organisation": draft.organisation,
            "status": draft.status.value,
            "start": _start(activity.when, settings.zone),
            "end": _end(activity.when, settings.zone),
            "place": activity.place,
            "headcount": activity.headcount.number if activity.headcount else None,
            "served": activity.served.number if activity.served else None,
            "attendees": list(activity.attendees),
            "content": _content(activity),
            "feedback": [speech.text for speech in activity.feedback],
            "photos": [names.get(sha, sha) for sha in activity.photos],
            "signin": _file(activity.signin, names),
            "record_sheet": _file(activity.record_sheet, names),
            "plan": activity.plan.value,
            "sources": {field: list(ids) for field, ids in activity.sources.items()},
            "version": activity.version,
        }
    }


def question_lines(questions: Sequence[Question]) -> Iterator[dict[str, object]]:
    """One line a message, as what it asked stands at the end."""
    by_message: dict[tuple[str, str], list[Question]] = {}
    for question in questions:
        by_message.setdefault((question.room, question.message), []).append(question)
    for number, asked in enumerate(by_message.values(), 1):
        yield _question_line(next((q for q in asked if q.waits), asked[0]), number)


def _question_line(question: Question, number: int) -> dict[str, object]:
    return {
        "question": {
            "id": f"q{number}",
            "asked": question.message,
            "room": question.room,
            "status": question.status.value,
            "by": question.by,
        }
    }


def readable(line: Mapping[str, object]) -> str:
    """One line for people."""
    if "say" in line:
        return f"{line['at']}  {line['room']}  [{line['purpose']}]\n    " + str(
            line["say"]
        ).replace("\n", "\n    ")
    return "  ".join(f"{k}={v}" for one in line.values() for k, v in _items(one) if v)


def _items(value: object) -> Iterator[tuple[str, object]]:
    return iter(value.items()) if isinstance(value, dict) else iter(())


def _file(sha: str | None, names: Mapping[str, str]) -> str | None:
    return names.get(sha, sha) if sha else None


def _content(activity: Activity) -> str | None:
    return "；".join(activity.content) or activity.theme


def _start(when: When | None, zone: tzinfo) -> str | None:
    if when is None:
        return None
    if when.precision is Precision.DAY:
        return when.start.astimezone(zone).date().isoformat()
    return _moment(when.start, zone)


def _end(when: When | None, zone: tzinfo) -> str | None:
    if when is None or when.end is None:
        return None
    if when.precision is Precision.DAY:
        return when.end.astimezone(zone).date().isoformat()
    return _moment(when.end, zone)


def _moment(at: datetime, zone: tzinfo) -> str:
    return at.astimezone(zone).isoformat(timespec="seconds")
