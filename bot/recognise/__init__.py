"""What pictures show.  Everything here runs in worker processes and needs the extra `vision`."""

LOOK = "bot.recognise.look:look"  # the task of its workers (bot/workers)
