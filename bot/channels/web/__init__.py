"""The built-in web chat: for trying the bot, for tests, and for groups without WeChat."""

from bot.channels.web.app import make_app
from bot.channels.web.context import CHANNEL, HUB, WebContext
from bot.channels.web.directory import Directory
from handlers.model.abilities import BUILT_IN

ABILITIES = BUILT_IN

__all__ = ["ABILITIES", "CHANNEL", "HUB", "Directory", "WebContext", "make_app"]
