"""What can go wrong below the bot, in words that say what to do.

StoreError
├── StoreUnavailable    no room, no permission, no server; mend it and go on
├── SchemaTooNew        the data was written by a newer version of this program
├── AlreadyHandled      somebody else handled these inbox rows; roll back and go on
└── SettingError        a setting file says something that cannot be
"""


class StoreError(Exception):
    """Base of everything this package raises on purpose."""


class StoreUnavailable(StoreError):  # noqa: N818  the name says the state, not the error
    """The database cannot be used at the moment; nothing was half-written."""


class SchemaTooNew(StoreError):  # noqa: N818
    """Run the newer program on this data, or restore a backup of before the update."""


class AlreadyHandled(StoreError):  # noqa: N818
    """Some of the rows are no longer waiting; what was done with them must not count."""


class SettingError(StoreError):
    """The message names the key and the value that cannot be."""
