"""How much each piece of evidence counts, in points; 0 points are an even chance.

Set by logistic regression over some 1,700 labelled messages, except the plain refusals
(forwarded, long ago, a joke …), which are set by hand so that none of them is outweighed
by a few details.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True, slots=True)
class Weights:
    """base: the points of a message without any evidence."""

    base: float
    each: Mapping[str, float]


REPORT: Final = Weights(
    -4.9,
    {
        "slots": 3.0, "activity": 2.6, "long": 2.3, "planned": 2.0, "headcount": 1.5,
        "output": 1.4, "led": 1.3, "served_over": 1.3, "served": 1.2, "finished": 1.2,
        "serves": 1.0, "over": 1.0, "past_communal": 0.8, "past": 0.8, "whole": 0.8,
        "team": 0.6, "actor": 0.5, "place": 0.5, "folk": 0.5, "done": 0.5,
        "narrates": 0.4, "public": 0.4, "longer": 0.3, "communal": 0.2,
        "past_deed_place": 0.1, "event": -0.2, "utility": -0.2, "clock": -0.2,
        "ours_past_over": -0.3, "coming": -0.4, "called": -1.0, "lone": -1.0,
        "doubt": -1.5, "self": -1.5, "private": -1.7, "office": -2.0, "prepared": -2.0,
        "private_alone": -2.0, "trouble": -2.0, "wish": -2.0, "home": -2.5,
        "observed": -2.5, "quarrel": -2.5, "question": -2.5, "remark": -2.5,
        "supplement": -2.5, "undone": -2.5, "foreign": -3.0, "future": -4.0,
        "joke": -4.0, "list": -4.0, "long_ago": -4.5, "elsewhere": -5.0,
        "forwarded": -10.0,
    },
)  # fmt: skip
ANNOUNCEMENT: Final = Weights(
    -4.2,
    {
        "future": 3.2, "calls": 2.2, "activity": 1.3, "clock": 1.3, "communal": 1.0,
        "called": 1.0, "coming": 0.9, "actor": 0.3, "public": 0.2, "place": 0.2,
        "event": 0.2, "folk_past_over": -0.2, "undone": -0.2, "lone": -0.2,
        "served_over": -0.2, "home": -0.2, "observed": -0.2, "ours": -0.3,
        "counted_alone": -0.3, "longer": -0.3, "wish": -0.3, "finished": -0.3,
        "slots": -0.3, "whole": -0.3, "ours_past_over": -0.3, "headcount": -0.4,
        "narrates": -0.4, "served": -0.4, "folk": -0.4, "past": -0.5, "output": -0.6,
        "private_alone": -0.6, "over": -0.6, "long": -0.6, "past_communal": -0.7,
        "self": -0.8, "past_deed_place": -0.8, "feedback": -0.8, "done": -0.9,
        "joke": -2.0, "question": -2.2, "quarrel": -2.5, "utility": -2.5,
        "elsewhere": -3.0, "long_ago": -3.0, "forwarded": -10.0,
    },
)  # fmt: skip
REPLY: Final = Weights(
    -1.9,
    {
        "felt": 2.6, "opens": 2.2, "plan": 2.2, "mends": 1.9, "nothing_left": 1.7,
        "guess": 1.6, "middling": 1.3, "none": 1.2, "feedback": 0.8, "number": 0.8,
        "ends_where": 0.7, "slots": 0.6, "count": 0.5, "time_first": 0.4, "short": 0.3,
        "home": -0.3, "elsewhere": -0.3, "where_first": -0.4, "private": -0.5,
        "trouble": -0.6, "by_the_clock": -0.6, "time": -0.6, "where": -0.8,
        "leftover": -1.6, "self": -1.8, "chatty": -1.8, "too_long": -2.0,
        "question": -3.0, "forwarded": -4.0,
    },
)  # fmt: skip
