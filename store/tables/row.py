"""What all tables share: how times and numbers lie in the database."""

from datetime import UTC, datetime, timedelta
from typing import Annotated, ClassVar, TypeAlias

from sqlalchemy import (
    BigInteger,
    ColumnElement,
    Dialect,
    Integer,
    Select,
    Text,
    TypeDecorator,
)
from sqlalchemy import Row as AnyRow
from sqlalchemy.orm import DeclarativeBase, mapped_column

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
MICROSECOND = timedelta(microseconds=1)

LongId = BigInteger().with_variant(Integer, "sqlite")  # only INTEGER counts up in SQLite
Serial = Annotated[int, mapped_column(LongId, primary_key=True, autoincrement=True)]
Key = Annotated[str, mapped_column(Text, primary_key=True)]
Json = Annotated[str, mapped_column(Text)]


Found: TypeAlias = AnyRow[*tuple[object, ...]]  # what a SELECT gives, by column name
Rows: TypeAlias = Select[*tuple[object, ...]]


class UtcTime(TypeDecorator[datetime]):
    """Aware datetimes in, UTC datetimes out; microseconds since 1970 in both databases.

    Integers compare alike everywhere, need no zone and are the fastest to convert.
    """

    impl = BigInteger
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> int | None:
        """Raises: ValueError for a time without zone."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError(f"naive time {value!r} must not reach the database")
        return (value - EPOCH) // MICROSECOND

    def process_result_value(self, value: int | None, dialect: Dialect) -> datetime | None:
        """The time in UTC."""
        return None if value is None else EPOCH + timedelta(microseconds=value)


class Row(DeclarativeBase):
    """Base of all tables."""

    type_annotation_map: ClassVar = {datetime: UtcTime, str: Text}


def columns(row: type[Row], *names: str) -> tuple[ColumnElement[object], ...]:
    """These columns of a table, all of them without names."""
    table = row.__table__.c
    return tuple(table[name] for name in names) if names else tuple(table)
