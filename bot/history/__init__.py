"""An exported chat history: what it tells becomes records, and nobody hears of it.

A file is read (`reading`), its pictures are kept and looked at (`photos`), the past is played
through the same decisions as the present, in memory and with timers at their moments (`past`),
and at the end what came of it goes into the store at once (`taking_over`).
"""
