"""企业微信智能机器人 over its long connection: it hears what is addressed to it, and may speak."""

from bot.channels.wecom.channel import WecomChannel
from bot.channels.wecom.settings import Timings, WecomSettings

__all__ = ["Timings", "WecomChannel", "WecomSettings"]
