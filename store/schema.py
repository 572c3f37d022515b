"""Bringing the tables to the newest revision (migrations/versions), once, at open."""

from pathlib import Path

from sqlalchemy import Connection, inspect, text

from store.errors import SchemaTooNew
from store.tables import Row

MIGRATIONS = Path(__file__).with_name("migrations")
LOCK = 0x5EB10001  # any number that nobody else locks in this PostgreSQL database


def newest() -> str:
    """The newest revision this program knows, by file name as Alembic loads slowly."""
    return max(file.stem[:4] for file in (MIGRATIONS / "versions").glob("[0-9]*.py"))


def is_newest(connection: Connection) -> bool:
    """Nothing is to be done.  Raises: SchemaTooNew for data of a newer program."""
    found = _revision(connection)
    if found is not None and found > newest():
        raise SchemaTooNew(
            f"the data has schema {found}, this program knows {newest()} at most:"
            " run the newer program, or restore a backup from before the update"
        )
    return found == newest()


def create(connection: Connection) -> None:
    """All tables at once, for a database that goes with the process."""
    Row.metadata.create_all(connection)


def upgrade(connection: Connection) -> None:
    """Run the missing migrations inside the caller's transaction."""
    from alembic import command  # noqa: PLC0415  a warm start never needs it
    from alembic.config import Config  # noqa: PLC0415

    if connection.dialect.name == "postgresql":
        connection.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": LOCK})
    if is_newest(connection):
        return  # another process was faster
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    config.attributes["connection"] = connection
    command.upgrade(config, "head")


def _revision(connection: Connection) -> str | None:
    if not inspect(connection).has_table("alembic_version"):
        return None
    found: str | None = connection.scalar(text("SELECT version_num FROM alembic_version"))
    return found
