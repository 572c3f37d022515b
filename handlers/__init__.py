"""What the bot does: the vocabulary and every decision, pure.

Every handler is a function `(state, event) -> list[Effect]`.  Nothing here awaits, reads the
clock, rolls dice, logs or touches a file; import-linter and tests/test_architecture.py check it.
"""
