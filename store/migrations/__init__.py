"""How the tables came to be what they are; run by schema.py when a database is opened."""
