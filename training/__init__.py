"""From the gold corpora to the weights that ship; needs the `train` extra."""
