"""LitBank's files become the contract's tables."""

from __future__ import annotations

import pytest

from gold import litbank
from irises.annotation import check_table, texts_of
from tests.evaluation.corpora import LINES, PRINTED, write_litbank


@pytest.fixture
def story(tmp_path):
    """The passage of the miniature corpus."""
    return litbank.read_story(write_litbank(tmp_path), "1_harbour")


def test_tables_keep_the_contract(story):
    """Every table that the reader makes passes the contract's own check."""
    for name, table in story.tables.items():
        check_table(name, table, text_length=len(story.text))


def test_words_are_the_corpus_tokens(story):
    """The document's words are the tokens, each in the paragraph of its line."""
    assert story.document.words.texts(story.text) == " ".join(LINES).split()
    assert story.document.words.paragraph.tolist() == [0] * 7 + [1] * 12
    assert texts_of(story.text, story.tables["paragraphs"]) == LINES


def test_mentions_in_text_order(story):
    """Nested mentions come outermost first; entities are numbered as they appear; forms and categories are ours."""
    mentions = story.tables["mentions"]
    assert texts_of(story.text, mentions) == ["Old Tom Reeve", "his daughter", "his", "Tom", "she", "home"]
    assert mentions["entity_id"].to_pylist() == [0, 1, 0, 0, 1, 2]
    assert mentions["form"].to_pylist() == ["proper", "common", "pronoun", "proper", "pronoun", "common"]
    assert mentions["category"].to_pylist() == ["PER"] * 5 + ["FAC"]


def test_entities(story):
    """An entity is named by its commonest proper name, or else by its description."""
    assert story.tables["entities"]["name"].to_pylist() == ["Old Tom Reeve", "his daughter", "home"]
    assert story.tables["entities"]["is_character"].to_pylist() == [True, False, False]


def test_events_and_quotations(story):
    """Triggers are words; a quotation has its marks, and its speaker where a mention tells who that is."""
    assert texts_of(story.text, story.tables["events"]) == ["saw", "said"]
    assert texts_of(story.text, story.tables["quotations"]) == ['" Tom , "', '" go home . "']
    assert story.tables["quotations"]["speaker"].to_pylist() == [1, None]


def test_split(tmp_path):
    """Names come by their part of the split."""
    write_litbank(tmp_path, split="train")
    assert litbank.story_names(tmp_path, split="dev") == []
    assert litbank.story_names(tmp_path, split="train") == litbank.story_names(tmp_path) == ["1_harbour"]


def test_layers_that_disagree(tmp_path):
    """Events over other tokens than the coreference's are refused, not shifted."""
    write_litbank(tmp_path)
    events = litbank.story_files(tmp_path, "1_harbour")[2]
    events.write_text(events.read_text().replace("saw", "met"))
    with pytest.raises(ValueError, match="its tokens are not those"):
        litbank.read_story(tmp_path, "1_harbour")


def test_passage_as_printed(tmp_path):
    """Given the novel, the text is its beginning with its own paragraphs, and all spans point into that."""
    novel = tmp_path / "novel.txt"
    novel.write_text(PRINTED)
    story = litbank.read_story(write_litbank(tmp_path), "1_harbour", original=novel)
    assert story.text == PRINTED[: PRINTED.index("\n\nThe rest")]
    assert texts_of(story.text, story.tables["mentions"])[0] == "Old Tom  Reeve"
    assert texts_of(story.text, story.tables["quotations"]) == ['"Tom,"', '"go home."']
    assert texts_of(story.text, story.tables["paragraphs"]) == story.text.split("\n\n")
    assert story.document.words.paragraph.tolist() == [0] * 7 + [1] * 12
    for name, table in story.tables.items():
        check_table(name, table, text_length=len(story.text))


def test_another_novel(tmp_path):
    """A novel that does not begin with the passage is refused."""
    novel = tmp_path / "novel.txt"
    novel.write_text(PRINTED.replace("saw", "met"))
    with pytest.raises(ValueError, match="where the corpus has 'saw'"):
        litbank.read_story(write_litbank(tmp_path), "1_harbour", original=novel)
