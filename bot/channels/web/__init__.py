"""The built-in web chat: for trying the bot, for tests, and for groups without WeChat."""

from bot.channels.base import Abilities
from bot.channels.web.app import make_app
from bot.channels.web.context import CHANNEL, HUB, WebContext
from bot.channels.web.directory import Directory

ABILITIES = Abilities(
    read_all=True, write=True, recall=True, mention=True, pictures=True, transactional=True
)

__all__ = ["ABILITIES", "CHANNEL", "HUB", "Directory", "WebContext", "make_app"]
