"""The console: what staff open every morning, as pages of the same server as the chat."""

from bot.console.app import mount
from bot.console.desk import Desk

__all__ = ["Desk", "mount"]
