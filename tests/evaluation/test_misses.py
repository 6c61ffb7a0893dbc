"""What went wrong, in words."""

from __future__ import annotations

import pyarrow as pa
import pytest

from evaluation import misses
from evaluation.example import Example
from evaluation.people import match_people
from gold import pdnc
from gold.ewt import TreeSentence
from irises.annotation import empty_table
from tests.evaluation.corpora import NOVEL, reading, write_pdnc
from tests.evaluation.test_people import ALIASES, ANNA, ENTITIES, HALE, MENTIONS, SPEECHES


@pytest.fixture
def lines(tmp_path):
    """A maker of the lines of one kind for a perfect reading with some tables changed."""
    novel = pdnc.read_novel(write_pdnc(tmp_path), "Ferry")
    perfect = {"quotations": SPEECHES, "mentions": MENTIONS, "aliases": ALIASES, "entities": ENTITIES}

    def of(kind, **tables):
        example = Example(reference=novel, predicted=reading(NOVEL, **{**perfect, **tables}))
        return list(misses.KINDS[kind](example, match_people(example)))

    return of


@pytest.mark.parametrize("kind", ["quotations", "false-quotations", "speakers", "identity"])
def test_nothing_is_wrong(lines, kind):
    """A perfect reading has no misses."""
    assert lines(kind) == []


def test_quotations(lines):
    """A missed quotation and a false one are shown in their context."""
    (line,) = lines("quotations", quotations=SPEECHES[:-1])
    assert line.endswith('I told him. " [Good,] " said the ferryman.')
    false = [*SPEECHES, {"words": "I said nothing."}]
    (line,) = lines("false-quotations", quotations=false)
    assert 'has gone." [I said nothing.] "Where' in line


def test_speakers(lines):
    """A wrong speaker is named beside the right one, with the character whom the entity is matched to."""
    (line,) = lines(
        "speakers", quotations=[{**row, "speaker": HALE} if row["speaker"] == 1 else row for row in SPEECHES]
    )
    assert line.startswith("anaphoric: Jonas, not 'Mr. Hale' (#0, Mr. Hale): ")
    (line,) = lines(
        "speakers", quotations=[{**row, "speaker": None} if row["speaker"] == 1 else row for row in SPEECHES]
    )
    assert "Jonas, not nobody" in line


def test_identity(lines):
    """A mention of somebody else is shown with both."""
    (line,) = lines("identity", mentions=[{**MENTIONS[0], "entity_id": ANNA}, *MENTIONS[1:]])
    assert line.startswith("Jonas, not 'Anna' (#2, Anna Hale): ")
    assert "[You] are late" in line


def test_people(lines):
    """Every character is listed with its entity and who else holds evidence of it."""
    listed = lines("people")
    assert listed[0] == "major: Mr. Hale = 'Mr. Hale' (#0, Mr. Hale) 1; also nobody"
    assert listed[3] == "minor: The Ferryman = nobody 0; also nobody"


def test_characters(lines):
    """One that is not exactly one entity is shown with its pieces and what each holds: in pieces, joined, missing."""
    assert lines("characters") == []
    astray = [{**row, "entity_id": HALE} if row["words"] == "Anna" else row for row in MENTIONS]
    (line,) = lines("characters", mentions=astray)
    assert line == (
        "in pieces, 1 of its own: Anna Hale = 'Anna' (#2, Anna Hale) 1 by name, 1 inside; "
        "'Mr. Hale' (#0, Mr. Hale) 0 by name, 1 inside"
    )
    joined = {
        "mentions": [{**row, "entity_id": HALE} if row["entity_id"] == ANNA else row for row in MENTIONS],
        "aliases": [{**row, "entity_id": HALE} if row["entity_id"] == ANNA else row for row in ALIASES],
    }
    assert [line[:32] for line in lines("characters", **joined)] == [
        "joined with another, 0 of its ow",
        "joined with another, 1 of its ow",
    ]
    named = {"mentions": [row for row in MENTIONS if row["entity_id"] != ANNA], "aliases": ALIASES[:1] + ALIASES[2:]}
    assert lines("characters", **named) == ["missing, 0 of its own: Anna Hale = nobody"]


TOLD = "Ann ran . She saw the cook ."


def told(**tables):
    """An example of a passage: Ann, who is "She", and the cook; she really ran."""
    gold = {
        "mentions": [
            {"words": "Ann", "entity_id": 0, "form": "proper"},
            {"words": "She", "entity_id": 0, "form": "pronoun"},
            {"words": "the cook", "entity_id": 1, "form": "common"},
        ],
        "entities": [{"name": "Ann", "n_mentions": 2}, {"name": "the cook", "n_mentions": 1}],
        "events": [{"words": "ran"}],
    }
    return Example(reference=reading(TOLD, **gold), predicted=reading(TOLD, **{**gold, **tables}))


def test_nouns_and_events():
    """What was missed and what is false, each in its context; nothing of a perfect reading."""
    assert list(misses.wrong_nouns(told())) == list(misses.wrong_events(told())) == []
    found = told(mentions=[{"words": "saw the cook", "form": "common"}], events=[{"words": "saw"}])
    assert list(misses.wrong_nouns(found)) == [
        "missed: Ann ran . She saw [the cook] .",
        "false: Ann ran . She [saw the cook] .",
    ]
    assert list(misses.wrong_events(found)) == [
        "missed: Ann [ran] . She saw the cook .",
        "false: Ann ran . She [saw] the cook .",
    ]


def test_categories():
    """A mention of another category is shown with both; a missed or false one is no matter of category."""
    assert list(misses.wrong_categories(told())) == []
    mentions = [{"words": "Ann", "category": "GPE"}, {"words": "She saw", "category": "FAC"}]
    assert list(misses.wrong_categories(told(mentions=mentions))) == ["PER, not GPE: [Ann] ran . She saw the cook ."]


def test_trees():
    """A word with another head and one with another relation are shown with both; right words are not."""
    sentence = TreeSentence(
        text="Ann ran.",
        words=("Ann", "ran", "."),
        lemmas=("Ann", "run", "."),
        upos=("PROPN", "VERB", "PUNCT"),
        heads=(2, 0, 2),
        deprels=("nsubj", "root", "punct"),
    )
    tokens = pa.table({"head": [1, 1, 1, 4, 4, 3], "deprel": ["nsubj", "root", "punct", "obj", "root", "punct"]})
    assert list(misses.wrong_arcs([[sentence, sentence]], lambda _: (empty_table("sentences"), tokens))) == [
        "nsubj of 'ran', not obj of 'ran': Ann ran . [Ann] ran .",
        "punct of 'ran', not punct of 'Ann': Ann ran . Ann ran [.]",
    ]


def test_links():
    """A pronoun given to the cook is shown with both entities and how sure the link was."""
    assert list(misses.wrong_links(told())) == []
    mentions = [
        {"words": "Ann", "entity_id": 0},
        {"words": "She", "entity_id": 1, "form": "pronoun", "entity_confidence": 0.4},
        {"words": "the cook", "entity_id": 1, "form": "common"},
    ]
    entities = [{"name": "Ann", "n_mentions": 1}, {"name": "the cook", "n_mentions": 2}]
    (line,) = misses.wrong_links(told(mentions=mentions, entities=entities))
    assert line == "'Ann' of 2, not 'the cook' of 2 (0.40): Ann ran . [She] saw the cook ."


def test_a_sample_is_spread_evenly():
    """Three of nine from the middles of their thirds; never more than there are."""
    assert misses.spread("abcdefghi", 3) == ["b", "e", "h"]
    assert misses.spread("ab", 5) == ["a", "b"]
    assert misses.spread("", 5) == []


def test_a_sample_of_all_texts(tmp_path, monkeypatch, capsys):
    """`--sample` takes from each text in proportion to what went wrong there."""
    counts = {"one": 30, "two": 10}
    monkeypatch.setattr(misses, "_misses", lambda *_: ((name, ["x"] * n) for name, n in counts.items()))
    assert misses.main(["links", "--data", str(tmp_path), "--sample", "8"]) == 0
    assert [line for line in capsys.readouterr().out.splitlines() if not line.startswith(" ")] == ["one: 30", "two: 10"]
    misses.main(["links", "--data", str(tmp_path), "--sample", "8"])
    assert capsys.readouterr().out.count("  x") == 8
