"""Penn Treebank tags from Universal parts of speech and features, for formats that ask for them.

The correspondence is the one by which the English Web Treebank has both (universaldependencies.org, en_ewt).
"""

from __future__ import annotations

from irises.story.rows import Token

_MODALS = frozenset({"can", "could", "may", "might", "must", "shall", "should", "will", "would", "ought"})
_FIXED = {"ADP": "IN", "SCONJ": "IN", "CCONJ": "CC", "NUM": "CD", "INTJ": "UH", "SYM": "SYM", "X": "FW"}
_DEGREES = {"Cmp": "R", "Sup": "S"}
_NOUN_PRONOUNS = ("one", "thing", "body")
_MARKS = {
    "``": "“‘«",
    "''": "”’»\"'",
    "-LRB-": "([{",
    "-RRB-": ")]}",
    ".": ".!?",
    ",": ",",
    "HYPH": "-‐",
}  # fmt: skip


def penn_tag(token: Token) -> str:
    """The Penn Treebank tag of a word; `XX` where its part of speech is not known."""
    feats = features(token.feats)
    word, upos = token.text.lower(), token.upos
    if upos in _FIXED:
        return "RP" if upos == "ADP" and token.deprel == "compound:prt" else _FIXED[upos]
    if upos in ("NOUN", "PROPN"):
        return ("NN" if upos == "NOUN" else "NNP") + ("S" if feats.get("Number") == "Plur" else "")
    if upos in ("VERB", "AUX"):
        return "MD" if upos == "AUX" and (token.lemma or word) in _MODALS else _verb(feats)
    if upos in ("ADJ", "ADV"):
        return _describing(str(upos), feats)
    if upos in ("PRON", "DET"):
        return _determining(str(upos), word, feats)
    if upos == "PART":
        return _particle(word, feats)
    return _mark(token.text) if upos == "PUNCT" else "XX"


def features(feats: str | None) -> dict[str, str]:
    """Universal features by name; empty where there are none."""
    pairs = (pair.partition("=") for pair in (feats or "").split("|"))
    return {name: value for name, equals, value in pairs if equals}


def _verb(feats: dict[str, str]) -> str:
    form, is_past = feats.get("VerbForm"), feats.get("Tense") == "Past"
    if form == "Part":
        return "VBN" if is_past else "VBG"
    if form == "Ger":
        return "VBG"
    if form == "Inf" or feats.get("Mood") in ("Imp", "Sub"):
        return "VB"
    if is_past:
        return "VBD"
    return "VBZ" if feats.get("Person") == "3" and feats.get("Number") == "Sing" else "VBP"


def _describing(upos: str, feats: dict[str, str]) -> str:
    if upos == "ADJ":
        return "JJ" + _DEGREES.get(feats.get("Degree", ""), "")
    if feats.get("PronType") in ("Int", "Rel"):
        return "WRB"
    return "RB" + _DEGREES.get(feats.get("Degree", ""), "")


def _determining(upos: str, word: str, feats: dict[str, str]) -> str:
    asks, kind = word.startswith("wh"), feats.get("PronType")
    if feats.get("Poss") == "Yes":
        return "WP$" if asks else "PRP$"
    if kind in ("Int", "Rel"):
        return "WP" if upos == "PRON" and word.startswith(("who", "what")) else "WDT"
    if kind == "Prs" or word == "there":
        return "EX" if word == "there" else "PRP"
    return "NN" if upos == "PRON" and word.endswith(_NOUN_PRONOUNS) else "DT"


def _particle(word: str, feats: dict[str, str]) -> str:
    if word == "to":
        return "TO"
    return "RB" if feats.get("Polarity") == "Neg" else "POS"


def _mark(text: str) -> str:
    return next((tag for tag, marks in _MARKS.items() if text[:1] in marks), ":")
