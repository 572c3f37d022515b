"""Lines of the audit as staff read them: what each was done to, by name, with its page."""

from collections import defaultdict
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass
from urllib.parse import quote

from sqlalchemy.ext.asyncio import AsyncConnection

from store.console import names, things
from store.console.audit import Line
from store.console.things import Called

KINDS = {  # of what is named by the first word of an action
    "account": "account",
    "login": "account",
    "organisation": "organisation",
    "room": "room",
    "person": "person",
    "entry": "entry",
    "setting": "setting",
    "backup": "file",
    "row": "row",
    "words": "room",
    "activities": "organisation",
    "visits": "organisation",
    "history": "room",
}
OF_DESK = {  # by the deed
    **dict.fromkeys(
        ("answer", "takeback", "take", "release", "drop", "end", "learn"), "case"
    ),
    **dict.fromkeys(("log", "unlog"), "visit"),
    **dict.fromkeys(("hush", "introduce", "bind", "unbind"), "room"),
}
PAGES = {  # where there is one to open
    "account": "/accounts/",
    "case": "/cases/",
    "entry": "/knowledge/",
    "organisation": "/organisations/",
    "person": "/people/",
    "record": "/activities/",
    "visit": "/visits/",
}
DETAILS = {  # keys whose value is an id
    "to": "organisation",
    "other": "person",
    "person": "person",
}
MERGED = "entry.merged"


@dataclass(frozen=True, slots=True)
class Told:
    """One line.  kind: of the subject; name: "" where it is there no more; page: likewise.

    other: the name of what else it was about.
    """

    line: Line
    kind: str
    name: str
    page: str
    other: str = ""


async def told(conn: AsyncConnection, lines: Sequence[Line]) -> Sequence[Told]:
    """With as many queries as there are kinds of things, however many lines."""
    ids: defaultdict[str, set[str]] = defaultdict(set)
    for line in lines:
        ids[kind_of(line.action)].add(line.subject)
        kind, other = _other(line)
        ids[kind].add(other)
    called = {
        kind: await look(conn, ids[kind]) for kind, look in LOOKS.items() if ids[kind]
    }
    return [_told(line, called) for line in lines]


def kind_of(action: str) -> str:
    """Of the thing that a line names; "" for none."""
    first, _, deed = action.partition(".")
    return OF_DESK.get(deed, "record") if first == "desk" else KINDS.get(first, "")


def _told(line: Line, called: Mapping[str, Called]) -> Told:
    kind = kind_of(line.action)
    name, of = called.get(kind, {}).get(line.subject, ("", ""))
    other_kind, other = _other(line)
    page = f"{PAGES[kind]}{quote(line.subject, safe='')}" if kind in PAGES else ""
    if kind == "room" and of:
        page = f"/organisations/{quote(of, safe='')}"
    there = page if name or kind == "case" else ""
    return Told(line, kind, name, there, called.get(other_kind, {}).get(other, ("",))[0])


def _other(line: Line) -> tuple[str, str]:
    """What else a line names: its kind and id."""
    for key, kind in DETAILS.items():
        if isinstance(value := line.detail.get(key), str):
            known = "entry" if line.action == MERGED else kind
            return known, value.removeprefix("o:")
    return "", ""


async def _people(conn: AsyncConnection, ids: set[str]) -> Called:
    return {id_: (name, "") for id_, name in (await names.of(conn, ids)).items()}


async def _accounts(conn: AsyncConnection, ids: set[str]) -> Called:
    found = await names.of(conn, {f"{names.ACCOUNT}{one}" for one in ids})
    return {id_.removeprefix(names.ACCOUNT): (name, "") for id_, name in found.items()}


LOOKS: Mapping[str, Callable[[AsyncConnection, set[str]], Awaitable[Called]]] = {
    "account": _accounts,
    "entry": things.entries,
    "organisation": things.organisations,
    "person": _people,
    "record": things.records,
    "room": things.rooms,
    "visit": things.visits,
}
