"""Gold files become arrays over words."""

from __future__ import annotations

from pathlib import Path

import pytest

from gold.litbank import FOLDS
from irises.annotation.schemas import CATEGORIES, FORMS
from tests.evaluation.corpora import LINES, write_litbank
from training.corpora import ewt, litbank, litbank_parts, parsed_documents

CONLLU = """# newdoc id = one
# text = Ferries don't wait.
1\tFerries\tferry\tNOUN\tNNS\tNumber=Plur\t4\tnsubj\t_\t_
2-3\tdon't\t_\t_\t_\t_\t_\t_\t_\t_
2\tdo\tdo\tAUX\tVBP\t_\t4\taux\t_\t_
3\tn't\tnot\tPART\tRB\t_\t4\tadvmod\t_\t_
4\twait\twait\tVERB\tVB\t_\t0\troot\t_\t_
4.1\twait\twait\tVERB\tVB\t_\t_\t_\t_\t_

1\tGo\tgo\tVERB\tVB\t_\t0\troot\t_\t_
2\thome\thome\tADV\tRB\t_\t1\tadvmod\t_\t_

# newdoc id = two
1\tRain\train\tNOUN\tNN\t_\t0\troot\t_\t_

"""


@pytest.fixture
def passage(tmp_path: Path):
    """The one passage of the miniature LitBank."""
    write_litbank(tmp_path / "litbank")
    (only,) = litbank(tmp_path, "dev")
    return only


@pytest.fixture
def documents(tmp_path: Path):
    """The documents of the miniature treebank."""
    (tmp_path / "ud-ewt").mkdir()
    (tmp_path / "ud-ewt" / "en_ewt-ud-dev.conllu").write_text(CONLLU, encoding="utf-8")
    return ewt(tmp_path, "dev")


def test_a_split_holds_its_own_passages(tmp_path: Path) -> None:
    """A passage marked dev isn't trained on."""
    write_litbank(tmp_path / "litbank", split="dev")
    assert litbank(tmp_path, "train") == []


def test_words_and_lines(passage) -> None:
    """Words are the corpus tokens, sentences start where its lines do."""
    assert passage.words == " ".join(LINES).split()
    assert passage.sentence_starts.nonzero()[0].tolist() == [0, 7]


def test_mentions_have_place_kind_and_entity(passage) -> None:
    """Rows are in text order, the longer first, with inclusive words, category, form and one number an entity."""
    person, place = CATEGORIES.index("PER"), CATEGORIES.index("FAC")
    proper, common, pronoun = (FORMS.index(form) for form in ("proper", "common", "pronoun"))
    assert passage.mentions[:, :4].tolist() == [
        [0, 2, person, proper],
        [4, 5, person, common],
        [4, 4, person, pronoun],
        [8, 8, person, proper],
        [11, 11, person, pronoun],
        [16, 16, place, common],
    ]
    tom, daughter, his, tom_again, she, home = passage.mentions[:, 4].tolist()
    assert tom == his == tom_again
    assert daughter == she
    assert len({tom, daughter, home}) == 3


def test_events_are_marked_at_their_words(passage) -> None:
    """The trigger of each event, and nothing else."""
    assert [word for word, event in zip(passage.words, passage.events, strict=True) if event] == ["saw", "said"]


def test_words_know_their_quotation(passage) -> None:
    """Words of one quotation share a number, marks included; the cue between two has none."""
    assert passage.quotation[7:11].tolist() == [0] * 4
    assert passage.quotation[11:14].tolist() == [-1] * 3
    assert passage.quotation[14:].tolist() == [1] * 5
    assert (passage.quotation[:7] == -1).all()


def test_documents_are_told_apart(documents) -> None:
    """Each newdoc begins a document; ranges of words and empty nodes are no words."""
    assert [document.words for document in documents] == [["Ferries", "do", "n't", "wait", "Go", "home"], ["Rain"]]
    assert documents[0].sentence_starts.nonzero()[0].tolist() == [0, 4]


def test_heads_count_over_the_document(documents) -> None:
    """A head is an index into the document's words; a root is its own head."""
    assert documents[0].heads.tolist() == [3, 3, 3, 3, 4, 4]


def test_columns_stay_parallel(documents) -> None:
    """Lemma, part of speech, features and relation of each word."""
    first = documents[0]
    assert (first.lemmas[2], first.upos[2], first.feats[0], first.deprels[2]) == (
        "not",
        "PART",
        "Number=Plur",
        "advmod",
    )


def test_a_file_without_documents_marked(tmp_path: Path) -> None:
    """A treebank that marks no documents, or lacks the last empty line, is one document."""
    path = tmp_path / "plain.conllu"
    path.write_text("1\tRain\train\tNOUN\tNN\t_\t0\troot\t_\t_", encoding="utf-8")
    assert [document.words for document in parsed_documents(path)] == [["Rain"]]


def test_folds_leave_out_each_passage_once(tmp_path: Path) -> None:
    """Over all folds every training passage is held out once, and never trained on in that fold; dev is left alone."""
    names = [f"{n}_harbour" for n in range(10)]
    for name in (*names, "10_dev"):
        write_litbank(tmp_path / "litbank", name=name, split="train")
    rows = [f"{name}\ttrain" for name in names] + ["10_dev\tdev"]
    (tmp_path / "litbank" / "split.tsv").write_text("\n".join(rows) + "\n", encoding="utf-8")
    held_out = []
    for fold in range(FOLDS):
        train, held = ([p.name for p in part] for part in litbank_parts(tmp_path, fold))
        assert sorted([*train, *held]) == names
        held_out += held
    assert sorted(held_out) == names
    assert [p.name for p in litbank_parts(tmp_path)[1]] == ["10_dev"]


def test_a_fold_that_is_not_there_is_refused(tmp_path: Path) -> None:
    """Folds count from 0."""
    write_litbank(tmp_path / "litbank", split="train")
    with pytest.raises(ValueError, match="0 to 7"):
        litbank_parts(tmp_path, FOLDS)
