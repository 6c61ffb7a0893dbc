"""A reading made by BookNLP opened as a Story: our own export comes back, and damaged files are refused."""

from __future__ import annotations

from pathlib import Path

import pytest

from irises.annotation import check_table
from irises.cli import main
from irises.errors import IrisesError, PlanError, SourceError
from irises.story import Story, load
from irises.story.neighbours.booknlp import read_booknlp
from irises.story.neighbours.booknlp_files import Entity
from irises.story.neighbours.booknlp_words import Steps
from irises.write.booknlp import booknlp_files

SHARED = Path(__file__).parents[3] / "shared" / "data"
EMMA, EMMA_TEXT = SHARED / "booknlp-emma", SHARED / "novels" / "158_emma.txt"


@pytest.fixture
def written(worded: Story, tmp_path: Path) -> Path:
    """A folder with the six files of the hand-made story, and its text beside it."""
    folder = tmp_path / "late.booknlp"
    folder.mkdir()
    for name, content in booknlp_files(worded, "late").items():
        (folder / name).write_bytes(content)
    (tmp_path / "late.txt").write_text(worded.text, encoding="utf-8")
    return folder


def test_own_export_comes_back(written: Path, worded: Story, tmp_path: Path) -> None:
    """With the text or without: mentions, quotations, speakers, events and sentences are those that were written."""
    for text in (tmp_path / "late.txt", None):
        story = read_booknlp(written, text=text)
        for name, table in story.tables.items():
            check_table(name, table, text_length=len(story.text))
        assert [(m.text, m.form, m.category) for m in story.mentions] == [
            (m.text, m.form, m.category) for m in worded.mentions
        ]
        same = {m.entity_id: w.entity_id for m, w in zip(story.mentions, worded.mentions, strict=True)}
        assert [same[m.entity_id] for m in story.mentions] == [w.entity_id for w in worded.mentions]
        assert [q.text for q in story.quotations] == [q.text for q in worded.quotations]
        assert [same[q.speaker] for q in story.quotations if q.speaker is not None] == [
            q.speaker for q in worded.quotations
        ]
        assert [e.text for e in story.events] == [e.text for e in worded.events]
        assert [s.text for s in story.sentences] == [s.text for s in worded.sentences]
        assert {"Kate Mallory", "Tom Reeve"} <= {person.name for person in story.cast}
    assert read_booknlp(written, text=tmp_path / "late.txt").text == worded.text


def test_files_are_written_the_same_again(written: Path) -> None:
    """Exported again, what BookNLP says is unchanged to the letter; fine tags need features that it doesn't have."""
    again = booknlp_files(read_booknlp(written), "late")
    for ending in ("entities", "quotes", "book"):
        assert again[f"late.{ending}"] == (written / f"late.{ending}").read_bytes()
    ours, theirs = (
        [line.split("\t") for line in content.decode().split("\n")]
        for content in (again["late.tokens"], (written / "late.tokens").read_bytes())
    )
    assert [row[:9] + row[10:] for row in ours] == [row[:9] + row[10:] for row in theirs]


def test_path_of_the_files(written: Path) -> None:
    """The path without the ending, or one of the files, is as good as the folder; of two books one must be said."""
    for path in (written / "late", written / "late.tokens", written / "late.book.html"):
        assert len(read_booknlp(path).quotations) == 4
    (written / "other.entities").write_bytes((written / "late.entities").read_bytes())
    with pytest.raises(PlanError, match="files of 2 books: give one"):
        read_booknlp(written)
    with pytest.raises(PlanError, match="give the folder that BookNLP wrote"):
        read_booknlp(written / "nobody")


def test_without_tokens(written: Path, tmp_path: Path) -> None:
    """The text tells the words then; without it there is nothing to tell them."""
    (written / "late.tokens").unlink()
    with pytest.raises(SourceError, match="give the text that BookNLP read with --text"):
        read_booknlp(written)
    text = tmp_path / "late.txt"
    story = read_booknlp(written, text=text)
    assert [m.text for m in story.mentions][:3] == ["The doctor", "the harbour", "You"]
    text.write_text("Another story, in which nobody waits by the harbour.\n" * 20, encoding="utf-8")
    with pytest.raises(SourceError, match="mentions are not in the text where they should be"):
        read_booknlp(written, text=text)


def test_another_text(written: Path, tmp_path: Path) -> None:
    """A text that isn't the one that was read is refused with the first word that isn't there."""
    (tmp_path / "late.txt").write_text("Another story.\n", encoding="utf-8")
    with pytest.raises(SourceError, match=r"word 0 of .tokens \('Summary'\)"):
        read_booknlp(written, text=tmp_path / "late.txt")


def test_steps_of_two_tokenizers() -> None:
    """A word that only one of them splits shifts all that follow; a mention alone that differs shifts nothing."""
    theirs = [f"w{n}" for n in range(60)]
    ours = [*theirs[:20], "x", "y", *theirs[21:]]
    entities = [Entity(coref=0, first=n, last=n, prop="PROP", cat="PER", text=theirs[n]) for n in range(0, 60, 2)]
    steps = Steps(entities, ours)
    assert [steps(place) for place in (0, 18, 30, 59)] == [0, 18, 31, 60]
    for n in (3, 5, 7):
        entities[n] = Entity(coref=0, first=2 * n, last=2 * n, prop="PROP", cat="PER", text="z")
    with pytest.raises(SourceError, match="4 of 30 mentions"):
        Steps(entities, ours)


@pytest.mark.parametrize(
    ("name", "old", "new", "message"),
    [
        ("entities", "COREF\t", "ID\t", r"\.entities has no column COREF"),
        ("entities", "\tPROP\t", "\tNAME\t", "a mention of 'NAME'"),
        ("entities", "\tPER\t", "\tDOG\t", "and 'DOG'"),
        ("entities", "\tPER\t", "\tPER\t\t", r"\.entities, line 2: 7 cells where there are 6"),
        ("entities", "0\t13\t14", "0\t14\t13", "ends before it begins"),
        ("entities", "0\t13\t14", "0\t13\t80000", "no words 13 to 80000"),
        ("entities", "0\t13\t14", "zero\t13\t14", "'zero' is no number"),
        ("entities", "0\t13\t14", "0\t13\t99999999999", "'99999999999' is no number"),
        ("quotes", "\t2\t“", "\ttwo\t“", r"\.quotes, line 2: 'two' is no number"),
        ("tokens", "\tSummary\t", "\t \t", r"\.tokens, line 2: there is no word"),
        ("tokens", "\t1\t:", "\t2\t:", "not numbered in order"),
        ("book", '{"characters"', '{"people"', r"\.book is no JSON as BookNLP writes it"),
    ],
)  # fmt: skip
def test_damaged_files(written: Path, name: str, old: str, new: str, message: str) -> None:
    """Each is refused with the file, and the line where there is one."""
    path = written / f"late.{name}"
    content = path.read_text(encoding="utf-8")
    assert old in content
    path.write_text(content.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(IrisesError, match=message):
        read_booknlp(written)


def test_unknown_speakers_and_foreign_files(written: Path) -> None:
    """A speaker whom nothing else knows is not known, and both that and a foreign `.book` are told."""
    quotes = written / "late.quotes"
    quotes.write_text(quotes.read_text(encoding="utf-8").replace("\t2\t“ You", "\t77\t“ You"), encoding="utf-8")
    (written / "late.book").write_text('{"characters": [{"id": 99}]}', encoding="utf-8")
    story = read_booknlp(written)
    assert story.quotations[0].speaker is None
    assert any("1 quotations are of a speaker" in warning for warning in story.warnings)
    assert any("may be of another reading" in warning for warning in story.warnings)


def test_grammar_that_is_not_universal(written: Path) -> None:
    """spaCy's own relations are left out, and that is told."""
    tokens = written / "late.tokens"
    tokens.write_text(tokens.read_text(encoding="utf-8").replace("\tnsubj\t", "\tdobj\t"), encoding="utf-8")
    story = read_booknlp(written)
    assert {token.deprel for token in story.tokens} == {None}
    assert any("spaCy's own" in warning for warning in story.warnings)


def test_command(written: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """`irises import booknlp` writes a folder like any other, whole or not at all."""
    out = tmp_path / "late.irises"
    assert main(["import", "booknlp", str(written), "--out", str(out)]) == 0
    assert "Kate Mallory" in capsys.readouterr().out
    assert load(out).quotations[0].text == "“You are late,”"
    assert main(["import", "booknlp", str(written), "--out", str(out)]) == 2
    assert "already there" in capsys.readouterr().err
    (written / "late.quotes").unlink()
    assert main(["import", "booknlp", str(written), "--out", str(tmp_path / "none.irises")]) == 2
    assert "there is no .quotes" in capsys.readouterr().err
    assert not (tmp_path / "none.irises").exists()


@pytest.mark.skipif(not (EMMA.exists() and EMMA_TEXT.exists()), reason="BookNLP's output isn't here")
def test_booknlps_own_emma() -> None:
    """BookNLP's published reading of a novel opens with the novel's text: every row is there and its words agree."""
    story = read_booknlp(EMMA, text=EMMA_TEXT)
    again = booknlp_files(story, "158_emma")
    for ending in ("entities", "quotes"):
        ours = again[f"158_emma.{ending}"].decode().split("\n")
        theirs = (EMMA / f"158_emma.{ending}").read_text(encoding="utf-8").split("\n")
        assert len(ours) == len(theirs)
        agree = sum(one.split("\t")[-1] == other.split("\t")[-1] for one, other in zip(ours, theirs, strict=True))
        assert agree > 0.99 * len(theirs)
    assert story.cast[0].name == "Emma Woodhouse"
