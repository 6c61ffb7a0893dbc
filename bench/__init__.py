"""Speed and memory of whole processes, beside spaCy's small pipeline on the same text in the same run."""
