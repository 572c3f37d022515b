"""Staff talk with each other about a card, in the room where they answer it too (R1, R12).

What is not plainly for whoever asked stays among staff: an answer that comes late is better
than a colleague's name, or a question about who does it, brought to a member as the answer.
"""

from dataclasses import replace

from handlers.model.effects import Effect
from handlers.model.events import MessageArrived
from handlers.model.settings import Settings
from handlers.model.state import State
from handlers.read.asked import card_numbers, loose_number, without_numbers
from handlers.read.orders import added
from handlers.read.questions import is_question
from handlers.staff.answering import Card, on_cards, takes_answer
from handlers.staff.telling import told_staff


def left_alone(
    state: State, event: MessageArrived, settings: Settings
) -> list[Effect] | None:
    """Words to a colleague; and a question, unless it names the card: “#12 是哪一场？”."""
    cards = list(on_cards(state, event))
    words = without_numbers(event.text).strip()
    if not cards:
        return None
    if _to_colleague(state, words):
        return []
    if card_numbers(event.text) or added(words) is not None or not is_question(words):
        return None
    waiting = [(n, q) for n, q in cards if takes_answer(state, Card(n, q, named=False))]
    told = [
        replace(
            told_staff(event, "cases/aside", {"number": number}, settings, question),
            key=f"aside/{question.id}",
        )
        for number, question in waiting
    ]
    return [*told] if waiting else None


def loosely_numbered(
    state: State, event: MessageArrived, settings: Settings
) -> list[Effect] | None:
    """“1 可以买”: brought to nobody, for so does talk among staff begin; they hear once how to."""
    quoted = event.quoted
    if quoted is None or quoted.message or loose_number(event.text) is None:
        return None
    return [
        replace(
            told_staff(event, "cases/numbered", {"number": number}, settings, question),
            key=f"numbered/{question.id}",
        )
        for number, question in on_cards(state, event)
    ]


def _to_colleague(state: State, words: str) -> bool:
    """“@小周 …”: an asker may be addressed so too, a colleague only among staff."""
    staff = (one.name for one in state.people.values() if state.is_staff(one.id))
    return words.startswith(tuple(f"@{name}" for name in staff))
