"""Reading measured: the labelled corpus, the training of the learned reader, its scores."""
