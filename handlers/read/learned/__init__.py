"""The learned reader: it proposes spans and a kind; rules and grammar decide (docs/corpus.md)."""
