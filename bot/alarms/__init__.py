"""Alarms by a second way, so that the bot never dies quietly (R18)."""

from bot.alarms.watching import watching

__all__ = ["watching"]
