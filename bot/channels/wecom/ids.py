"""What people and groups of 企业微信 are called here.

The service's own ids are plain names such as `wang`, and somebody of the web chat may be
called the same: with these marks nobody is taken for somebody else.  Only what reads and
writes frames goes by the service's ids; everything behind it, the store too, goes by ours.
As a name the service's id is stored of those who spoke in a group, until staff name them.
"""

from store.marks import OF_WECOM as MARK


def ours(id_: str) -> str:
    """By the service's id of a person or a group."""
    return f"{MARK}{id_}"


def theirs(id_: str) -> str:
    """The service's id again."""
    return id_.removeprefix(MARK)
