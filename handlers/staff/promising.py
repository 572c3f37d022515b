"""Staff promise to come back to whoever asked: who looks after the case is known then (R12).

What only colleagues need to know (我来, 我去问问) stays with them without a word, as in `cases`.
"""

from dataclasses import replace

from handlers.model.case import Listed, Question
from handlers.model.effects import Effect, Say
from handlers.model.events import MessageArrived
from handlers.model.settings import Settings
from handlers.model.state import State
from handlers.read.asked import without_numbers
from handlers.read.promises import answers, promises, to_asker
from handlers.read.staff import Decided, Decision
from handlers.staff import answering, cases
from handlers.staff.telling import told_staff


def promised(
    state: State, event: MessageArrived, settings: Settings
) -> list[Effect] | None:
    """“下午回您” is brought to whoever asked; of “请稍等” staff hear once that it was not."""
    words = without_numbers(event.text).strip()
    if event.pictures or event.voices or not (promises(words) and to_asker(words)):
        return None
    effects: list[Effect] = []
    for card in cases.referred(state, event):
        taken = cases.carried_out(state, card, Decided(Decision.TAKE), event, settings)
        effects += taken
        question = answering.asked_on(state, card)
        if question is None or not question.waits:
            continue
        if answers(words, question.words):
            shown = answering.Card(card.number, question)
            relayed = answering.answered_card(state, event, shown, words, settings)
            effects += [effect for effect in relayed if effect not in taken]
        else:
            effects.append(_not_brought(card, question, event, settings))
    return effects or None


def _not_brought(
    card: Listed, question: Question, event: MessageArrived, settings: Settings
) -> Say:
    data: dict[str, object] = {"number": card.number}
    told = told_staff(event, "cases/promised", data, settings, question)
    return replace(told, key=f"promised/{question.id}/{event.sender}")
