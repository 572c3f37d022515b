"""Many small rows as one row of JSON.

Each row that is fetched waits for the interpreter once more while pages are made, and costs
the making of its values; a text that is the same as the last time costs neither.
"""

from collections.abc import Sequence

from sqlalchemy import ColumnElement, Text, cast, func
from sqlalchemy.dialects.postgresql import aggregate_order_by
from sqlalchemy.sql.roles import ExpressionElementRole


def gathered(
    dialect: str,
    *columns: ExpressionElementRole[object],
    by: Sequence[ExpressionElementRole[object]] = (),
) -> ColumnElement[str]:
    """A list of lists, one of each row.

    by: what keeps the text the same on PostgreSQL, which puts a row that is written anew
    elsewhere; SQLite leaves it where it is.
    """
    if dialect == "sqlite":
        return func.json_group_array(func.json_array(*columns))
    row = func.json_build_array(*columns)
    lists = cast(func.json_agg(aggregate_order_by(row, *by) if by else row), Text)
    return func.coalesce(lists, "[]")
