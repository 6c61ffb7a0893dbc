"""Syntax is scored as worked out by hand."""

from __future__ import annotations

from pathlib import Path

import pytest

from evaluation.syntax import syntax_rows
from gold.ewt import read_documents
from irises.annotation import table_from_rows
from irises.document.model import Document

CONLLU = """# newdoc id = a
# sent_id = 1
# newpar id = p1
# text = Ferries don't wait.
1\tFerries\tferry\tNOUN\t_\t_\t4\tnsubj\t_\t_
2-3\tdon't\t_\t_\t_\t_\t_\t_\t_\t_
2\tdo\tdo\tAUX\t_\t_\t4\taux\t_\t_
3\tn't\tnot\tPART\t_\t_\t4\tadvmod\t_\t_
4\twait\twait\tVERB\t_\t_\t0\troot\t_\t_
5\t.\t.\tPUNCT\t_\t_\t4\tpunct\t_\t_

# sent_id = 2
# text = Go.
1\tGo\tgo\tVERB\t_\t_\t0\troot\t_\t_
2\t.\t.\tPUNCT\t_\t_\t1\tpunct\t_\t_
"""


@pytest.fixture
def documents(tmp_path: Path):
    path = tmp_path / "a.conllu"
    path.write_text(CONLLU, encoding="utf-8")
    return list(read_documents(path))


def test_documents_have_paragraphs(documents) -> None:
    """One document, one paragraph, two sentences; the range of a contraction is no word."""
    ((paragraph,),) = documents
    assert [sentence.words for sentence in paragraph] == [("Ferries", "do", "n't", "wait", "."), ("Go", ".")]


def test_syntax_by_hand(documents) -> None:
    """One wrong tag, one wrong lemma, one wrong relation, one wrong head; the paragraph taken for one sentence."""

    def parse(document: Document):
        row = {"confidence": 1.0, "source": "hand@1", "known_at": 0}
        spans = zip(document.words.start.tolist(), document.words.end.tolist(), strict=True)
        tags = ["NOUN", "VERB", "PART", "VERB", "PUNCT", "VERB", "PUNCT"]
        lemmas = ["ferrie", "do", "not", "wait", ".", "go", "."]
        heads = [3, 3, 3, 3, 0, 5, 5]
        relations = ["obj", "aux", "advmod", "root", "punct", "root", "punct"]
        tokens = [
            row | {"start": a, "end": b, "token_id": i, "sentence_id": 0, "feats": "_"}
            | {"upos": tags[i], "lemma": lemmas[i], "head": heads[i], "deprel": relations[i]}
            for i, (a, b) in enumerate(spans)
        ]  # fmt: skip
        sentence = row | {"start": 0, "end": len(document.text), "sentence_id": 0, "paragraph_id": 0}
        return table_from_rows("sentences", [sentence]), table_from_rows("tokens", tokens)

    values = {row.measure: row.value for row in syntax_rows(documents, parse)}
    assert values["UPOS"] == pytest.approx(6 / 7)
    assert values["lemma"] == pytest.approx(6 / 7)
    assert values["UAS"] == pytest.approx(6 / 7)
    assert values["LAS"] == pytest.approx(5 / 7)
    assert values["sentences F1"] == 0.0
