"""Many small rows as one row of JSON.

Each row that is fetched waits for the interpreter once more while pages are made, and costs
the making of its values; a text that is the same as the last time costs neither.
"""

from sqlalchemy import ColumnElement, Text, cast, func
from sqlalchemy.ext.asyncio import AsyncConnection
from sqlalchemy.sql.roles import ExpressionElementRole


def gathered(
    conn: AsyncConnection, *columns: ExpressionElementRole[object]
) -> ColumnElement[str]:
    """A list of lists, one of each row."""
    if conn.dialect.name == "sqlite":
        return func.json_group_array(func.json_array(*columns))
    lists = cast(func.json_agg(func.json_build_array(*columns)), Text)
    return func.coalesce(lists, "[]")
