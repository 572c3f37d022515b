"""The learned reader: taggers propose spans, a judge tells the kind (docs/corpus.md)."""
