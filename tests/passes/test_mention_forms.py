"""Forms of mentions, with scores written by hand."""

from __future__ import annotations

import numpy as np

from irises.passes.mentions import Mentions, MentionScores
from tests.passes.talk_tables import Talk


def forms(text: str, *, form: int) -> list[str]:
    """The forms of the text's words, each a sure mention of a person whose likeliest form is given."""
    talk = Talk(text, [])
    words = np.arange(len(talk.words))
    category = np.zeros((len(words), 7), dtype=np.float32)
    category[:, 1] = 1.0
    scores = MentionScores(
        first=words, last=words, category=category, form=np.eye(3, dtype=np.float32)[np.full(len(words), form)]
    )
    heads = np.zeros(len(words), dtype=np.int32)
    tables = talk.tables | {"tokens": talk.tables["tokens"].drop_columns(["head"]).append_column("head", [heads])}
    return [str(name) for name in Mentions().decode(talk.document, tables, scores)["mentions"]["form"].to_pylist()]


def test_a_neopronoun_is_a_pronoun_whatever_the_scores_say() -> None:
    """ "Ze" and "hir" are no names; other words keep their form."""
    assert forms("Ze saw hir Orla", form=0) == ["pronoun", "proper", "pronoun", "proper"]
