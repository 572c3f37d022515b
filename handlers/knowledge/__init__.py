"""Knowledge: comparing questions with entries, and learning new ones (R13)."""

from handlers.knowledge.learning import Learnt, alike, learnt, name_of, pairs

__all__ = ["Learnt", "alike", "learnt", "name_of", "pairs"]
