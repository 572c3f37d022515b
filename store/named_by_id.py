"""Every column of every table in which the id of somebody stands: it says another from now on."""

from collections.abc import Sequence
from dataclasses import replace

from sqlalchemy import ColumnElement, Text, and_, cast, or_, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from store import codec, marks
from store.lane_name import OF_ROOM
from store.scrubbing import TELLING, Gone
from store.tables import Found, Row, columns

_WORDS = ("text", "name", "topic", "title", "answer", "reason", "error", "community")
_NEVER = ("organisations", "plan_items", "spending", "erasures", "logins", "attempts")
_PEOPLE = (  # columns that name somebody, or a room which is called as the one alone in it
    *("approver", "author", "by", "closed_by", "inviter", "person"),
    *("room", "sender", "subject", "taken_by"),
)


async def rename(conn: AsyncConnection, gone: Gone) -> int:
    """Nothing names them any more, whatever it is; how many rows did.

    A short id is looked for only where ids of people stand, and as a whole in JSON: `7` in
    somebody's words, or as the number of a message, is not theirs.
    """
    ids = replace(gone, names=(), media=frozenset(), said=frozenset())
    tables = [row for row in Row.__subclasses__() if row.__tablename__ not in _NEVER]
    return sum([await _in_table(conn, one, ids) for one in tables])


async def _in_table(conn: AsyncConnection, table: type[Row], gone: Gone) -> int:
    texts = [column for column in columns(table) if isinstance(column.type, Text)]
    named = select(*columns(table)).where(or_(*(_names(one, gone) for one in texts)))
    names = [str(column.key) for column in texts]
    keys = [one for one in columns(table) if getattr(one, "primary_key", False)]
    changed = 0
    for row in (await conn.execute(named)).all():
        new = _changes(row, names, gone)
        if new:
            this = and_(*(key == getattr(row, str(key.key)) for key in keys))
            await conn.execute(update(table).where(this).values(new))
            changed += 1
    return changed


def _names(column: ColumnElement[object], gone: Gone) -> ColumnElement[bool]:
    """Nothing that names them is left out; of short ids not everything that has them in it."""
    text = cast(column, Text)
    told = [one if len(one) >= TELLING else codec.dump(one) for one in gone.ids]
    begun = [
        f"{before}{room}/" for room in gone.alone & gone.ids for before in ("", OF_ROOM)
    ]
    return or_(
        text.in_([*gone.ids, *(f"{OF_ROOM}{room}" for room in gone.alone)]),
        *(text.contains(one, autoescape=True) for one in told),
        *(text.startswith(one, autoescape=True) for one in begun),
    )


def _changes(row: Found, names: Sequence[str], gone: Gone) -> dict[str, str]:
    old = {name: str(getattr(row, name) or "") for name in names}
    called = marks.bare([old.get("id", "")])  # as the one without the mark is named by id
    new = {
        name: _anew(name, text, gone)
        for name, text in old.items()
        if text and not (name == "name" and text in called)
    }
    return {name: text for name, text in new.items() if text != old[name]}


def _anew(name: str, text: str, gone: Gone) -> str:
    if name in _WORDS:
        return gone.text(text)
    if text[0] in "{[":
        plain = codec.load(text)
        new = gone.plain(plain)
        return text if new == plain else codec.dump(new)
    if name not in _PEOPLE and text in gone.ids and len(text) < TELLING:
        return text
    return gone.renamed(text)
