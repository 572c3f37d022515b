"""What the rules found in a message, as hints for the tagger."""

from handlers.read.attendees import find_attendees
from handlers.read.facts import Facts
from handlers.read.learned.features import Hint
from handlers.read.mentions import find_mentions


def hints(text: str, facts: Facts) -> list[Hint]:
    """Every find with its sort; a number of people also with what it claims to be."""
    found = [(one.field.value, one.span) for one in (*facts.stated, *find_attendees(text))]
    for one in find_mentions(text):
        found += [
            (sign, (one.start, one.end)) for sign in (f"{one.weight:d}", one.role.value)
        ]
    found += [(f"slot {slot.field}", slot.value) for slot in facts.slots]
    return found
