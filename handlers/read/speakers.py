"""Who spoke, as it was written down: somebody with a name, or just people."""

from typing import Final

from handlers.read.names import SURNAMES

_NICKNAMES: Final = "小老阿"  # 小雅, 阿珍; rather 老人 too than 老李 not


def may_be_name(speaker: str) -> bool:
    """张姨, 老李, 小雅; not 大家, 居民, 孩子们."""
    return speaker[:1] in (*SURNAMES, *_NICKNAMES)
