"""Penn Treebank tags made from Universal ones."""

from __future__ import annotations

from pathlib import Path

import pytest

from irises.story.rows import Token
from irises.write.penn import penn_tag

EWT = Path(__file__).parents[3] / "shared" / "data" / "ud-ewt" / "en_ewt-ud-dev.conllu"


def token(word: str, upos: str | None, feats: str = "_", *, lemma: str | None = None, deprel: str = "dep") -> Token:
    """A word with its annotation."""
    known = (lemma or word.lower(), upos, feats, 0, deprel)
    return Token(word, 0, len(word), 1.0, "hand@1", 0, 0, 0, *known)


@pytest.mark.parametrize(
    ("word", "tag"),
    [
        (token("brothers", "NOUN", "Number=Plur"), "NNS"),
        (token("Kate", "PROPN", "Number=Sing"), "NNP"),
        (token("waited", "VERB", "Mood=Ind|Tense=Past|VerbForm=Fin"), "VBD"),
        (token("waited", "VERB", "Tense=Past|VerbForm=Part"), "VBN"),
        (token("waiting", "VERB", "Tense=Pres|VerbForm=Part"), "VBG"),
        (token("waits", "VERB", "Number=Sing|Person=3|Tense=Pres|VerbForm=Fin"), "VBZ"),
        (token("wait", "VERB", "Number=Plur|Person=3|Tense=Pres|VerbForm=Fin"), "VBP"),
        (token("wait", "VERB", "Mood=Imp|VerbForm=Fin"), "VB"),
        (token("'d", "AUX", "VerbForm=Fin", lemma="would"), "MD"),
        (token("later", "ADV", "Degree=Cmp"), "RBR"),
        (token("latest", "ADJ", "Degree=Sup"), "JJS"),
        (token("when", "ADV", "PronType=Int"), "WRB"),
        (token("her", "PRON", "Poss=Yes|PronType=Prs"), "PRP$"),
        (token("whose", "PRON", "Poss=Yes|PronType=Rel"), "WP$"),
        (token("who", "PRON", "PronType=Rel"), "WP"),
        (token("that", "PRON", "PronType=Rel"), "WDT"),
        (token("nobody", "PRON", "PronType=Neg"), "NN"),
        (token("there", "PRON"), "EX"),
        (token("up", "ADP", deprel="compound:prt"), "RP"),
        (token("to", "PART"), "TO"),
        (token("n't", "PART", "Polarity=Neg"), "RB"),
        (token("’s", "PART"), "POS"),
        (token("“", "PUNCT"), "``"),
        (token("—", "PUNCT"), ":"),
        (token("?", "PUNCT"), "."),
        (token("xyzzy", None), "XX"),
    ],
    ids=lambda value: value if isinstance(value, str) else value.text,
)
def test_tag(word: Token, tag: str) -> None:
    """A word's part of speech and features say its tag."""
    assert penn_tag(word) == tag


@pytest.mark.skipif(not EWT.exists(), reason="the English Web Treebank isn't here")
def test_tags_of_a_treebank() -> None:
    """Of annotated words at least 97 in a hundred get the annotators' tag."""
    rows = [line.split("\t") for line in EWT.read_text(encoding="utf-8").splitlines()]
    words = [row for row in rows if len(row) == 10 and row[0].isdecimal()]
    made = [penn_tag(token(row[1], row[3], row[5], lemma=row[2], deprel=row[7])) for row in words]
    assert sum(tag == row[4] for tag, row in zip(made, words, strict=True)) > 0.97 * len(words)
