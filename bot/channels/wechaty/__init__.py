"""WeChat by way of a puppet service: what is said in its groups, and what we say there.

Nothing here imports the package `wechaty` before the channel listens: it is heavy.
"""

from bot.channels.wechaty.channel import WechatyChannel
from bot.channels.wechaty.settings import Timings, WechatySettings

__all__ = ["Timings", "WechatyChannel", "WechatySettings"]
