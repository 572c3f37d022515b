"""Choosing among candidates: rules and taggers propose, learnt weights say which are meant."""
