"""Formats that count words, opened by the tools they are for."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import conllu
import pytest
import spacy
from spacy.tokens import DocBin
from udapi.core.document import Document

from irises.annotation import table_from_rows
from irises.story import Story
from irises.write.conll import conll_2012, conll_u
from irises.write.doc_bin import doc_bin
from irises.write.words import Words


def chains(content: str) -> dict[int, list[str]]:
    """The mentions of each chain of a CoNLL-2012 document, by the words between their brackets."""
    found: dict[int, list[str]] = {}
    begun: list[tuple[int, int]] = []
    words: list[str] = []
    for line in content.splitlines():
        if not line or line.startswith("#"):
            assert not begun, "every sentence closes what it opens"
            continue
        cells = line.split("\t")
        assert len(cells) == 12
        words.append(cells[3])
        for part in cells[-1].split("|") if cells[-1] != "-" else ():
            number = int(part.strip("()"))
            if part.startswith("("):
                begun.append((number, len(words) - 1))
            if part.endswith(")"):
                place = next(i for i in range(len(begun) - 1, -1, -1) if begun[i][0] == number)
                found.setdefault(number, []).append(" ".join(words[begun.pop(place)[1] :]))
    return found


def with_rows(story: Story, name: str, rows: list[dict[str, Any]]) -> Story:
    """The story with another table."""
    return replace(story, tables={**story.tables, name: table_from_rows(name, rows)})


def test_words_of_spans(worded: Story) -> None:
    """A span has the words it shares a character with."""
    words = Words(worded)
    assert words.text(words.of(worded.quotations[0])) == "“ You are late , ”"
    inside = worded.text.index("octor")
    assert words.text(words.between(inside, inside + 2)) == "doctor"
    assert not words.between(inside - 2, inside - 2)


def test_conll_2012(worded: Story) -> None:
    """Brackets give the chains, nested mentions too, and speakers stand beside their words."""
    content = conll_2012(worded, "late").decode()
    assert chains(content) == {
        0: ["The doctor", "You", "He", "I", "Tom", "The doctor", "Tom Reeve"],
        1: ["the harbour"],
        2: ["Kate Mallory", "Kate", "Kate", "she", "her"],
        3: ["her brother"],
    }
    spoken = [line.split("\t")[3] for line in content.splitlines() if "\tTom_Reeve\t" in line]
    assert spoken == ["“", "I", "know", ",", "Kate", ".", "”"]
    assert content.startswith("#begin document (late); part 000\n")
    assert content.endswith("\n\n#end document\n")


def test_conll_mention_over_a_sentence(worded: Story) -> None:
    """A mention that runs on into the next sentence is cut at the end of its first."""
    rows = worded.table("mentions").to_pylist()
    rows[1]["end"] = worded.text.index("are late")
    assert chains(conll_2012(with_rows(worded, "mentions", rows), "late").decode())[1] == ["the harbour ."]


def test_conll_brackets_of_the_text(worded: Story) -> None:
    """A word that is a bracket is none of coreference."""
    text = worded.text.replace("“It was Tom,”", "(It was Tom,)")
    assert "-LRB-" in conll_2012(replace(worded, text=text), "late").decode()
    assert chains(conll_2012(replace(worded, text=text), "(a|b) c").decode())[3] == ["her brother"]


def test_conll_u(worded: Story, hostile: Story) -> None:
    """The conllu package reads every sentence, with text, heads, features and entities."""
    for story in (worded, hostile):
        sentences = conllu.parse(conll_u(story, "late").decode())
        assert len(sentences) == len(worded.sentences)
    told = conllu.parse(conll_u(worded, "late").decode())[2]
    assert told.metadata["text"] == "The doctor waited by the harbour."
    assert [(token["form"], token["head"], token["deprel"]) for token in told[:3]] == [
        ("The", 2, "det"),
        ("doctor", 3, "nsubj"),
        ("waited", 0, "root"),
    ]
    assert [token["misc"]["Entity"] for token in told if token["misc"] and "Entity" in token["misc"]] == [
        "(e0-PER-2-common",
        "e0)",
        "(e1-FAC-1-common",
        "e1)",
    ]
    for sentence in conllu.parse(conll_u(worded, "late").decode()):
        said = "".join(t["form"] + ("" if (t["misc"] or {}).get("SpaceAfter") == "No" else " ") for t in sentence)
        assert said.strip() == sentence.metadata["text"]


def test_udapi(worded: Story, caplog: pytest.LogCaptureFixture) -> None:
    """Udapi, which CorefUD is made with, reads the same mentions of the same entities, and warns of nothing."""
    rows = worded.table("mentions").to_pylist()
    rows[-1]["category"] = "ORG"
    document = Document()
    document.from_conllu_string(conll_u(with_rows(worded, "mentions", rows), "late").decode())
    found = {e.eid: (e.etype, [" ".join(w.form for w in m.words) for m in e.mentions]) for e in document.coref_entities}
    assert found == {
        "e0": ("PER", ["The doctor", "You", "He", "I", "Tom", "The doctor", "Tom Reeve"]),
        "e1": ("FAC", ["the harbour"]),
        "e2": ("PER", ["Kate Mallory", "Kate", "Kate", "she", "her"]),
        "e3": ("PER", ["her brother"]),
    }
    assert caplog.messages == []


def test_conll_u_half_a_sentence(worded: Story) -> None:
    """A word whose head is still to come has none."""
    early = worded.until(worded.text.index("waited"))
    last = conllu.parse(conll_u(early, "late").decode())[-1]
    assert [(token["form"], token["head"]) for token in last] == [("The", 2), ("doctor", None)]


@pytest.mark.parametrize("until", [None, "40%", 0])
def test_doc_bin(worded: Story, until: str | int | None) -> None:
    """spaCy reads one Doc with the story's own text, sentences and spans of rows where they are."""
    story = worded if until is None else worded.until(until)
    (doc,) = DocBin(store_user_data=True).from_bytes(doc_bin(story, "late")).get_docs(spacy.blank("en").vocab)
    assert doc.text == story.text
    for name, rows in (("mentions", story.mentions), ("quotations", story.quotations), ("events", story.events)):
        assert [(span.start_char, span.end_char) for span in doc.spans[name]] == [(row.start, row.end) for row in rows]
    if until is None:
        assert [span.kb_id_ for span in doc.spans["quotations"]] == ["2", "2", "0", "2"]
        assert [ent.text for ent in doc.ents] == ["Kate Mallory", "Kate", "Kate", "Tom", "Tom Reeve"]
        assert [sent.text.strip() for sent in doc.sents] == [sentence.text for sentence in worded.sentences]
        doctor = next(token for token in doc if token.text == "doctor")
        assert (doctor.tag_, doctor.pos_, doctor.dep_, doctor.head.text) == ("NN", "NOUN", "nsubj", "waited")
        assert doc.user_data["entities"]["2"] == "Kate Mallory"
