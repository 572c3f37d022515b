"""Insert statements for both databases, and what becomes of rows already there."""

from functools import cache

from sqlalchemy import Dialect
from sqlalchemy.dialects import postgresql, sqlite

from store.tables import Row

Insert = sqlite.Insert | postgresql.Insert


def insert(dialect: Dialect, row: type[Row]) -> Insert:
    """INSERT to which ON CONFLICT can be added."""
    return _insert(dialect.name, row)


@cache
def insert_or_update(
    dialect: str, row: type[Row], *key: str, kept: tuple[str, ...] = ()
) -> Insert:
    """INSERT … ON CONFLICT (key) DO UPDATE SET everything else, but for what is kept."""
    statement = _insert(dialect, row)
    given = {
        column.name: statement.excluded[column.name]
        for column in row.__table__.columns
        if column.name not in (*key, *kept)
    }
    if not given:
        return statement.on_conflict_do_nothing(index_elements=key)
    return statement.on_conflict_do_update(index_elements=key, set_=given)


def _insert(dialect: str, row: type[Row]) -> Insert:
    return sqlite.insert(row) if dialect == "sqlite" else postgresql.insert(row)
