"""How well questions find the entries that answer them; what is judged by is learnt here."""
