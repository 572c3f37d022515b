"""The few words that the bot obeys, wherever in a message of their own they are said."""

from handlers import hush, privacy

OBEYED = (hush.obey, privacy.obey)
