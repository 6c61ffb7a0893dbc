from __future__ import annotations

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.passes.told_tables import found, quotations_of, rows_of, told

TALK = """<Come in,> said Mara. <The kettle’s on, and the boys’ supper is nearly ready.>

<I can’t stay,> he answered, <but I’d like a word.>

She put down the spoon. <About (the ferry), I suppose?>

<Yes.> He looked at the dogs’ dish. <You heard what Tobias said. (Not in this weather,) he told me.>"""

SPOKEN = [
    "<Come in,>",
    "<The kettle’s on, and the boys’ supper is nearly ready.>",
    "<I can’t stay,>",
    "<but I’d like a word.>",
    "<About (the ferry), I suppose?>",
    "<Yes.>",
    "<You heard what Tobias said. (Not in this weather,) he told me.>",
]

STYLES = {
    "straight": ('""', "''", "'"),
    "curly": ("“”", "‘’", "’"),
    "single straight": ("''", '""', "'"),
    "single curly": ("‘’", "“”", "’"),
    "french": ("«»", "“”", "’"),
    "french with blanks": (("« ", " »"), "“”", "’"),
    "german guillemets": ("»«", "›‹", "’"),
    "german low": ("„“", "‚‘", "’"),
    "polish": ("„”", "‚’", "’"),
    "swedish": ("””", "’’", "’"),
    "typewriter": (("``", "''"), "`'", "'"),
    "curly one way, straight the other": ('“"', "‘'", "'"),
}


def _set(text: str, style: str) -> str:
    """The text with its signs < > ( ) ’ set as the style has them."""
    outer, inner, apostrophe = STYLES[style]
    text = text.replace("’", apostrophe)
    for sign, mark in zip("<>()", (*outer, *inner), strict=True):
        text = text.replace(sign, mark)
    return text


@pytest.mark.parametrize("style", STYLES)
def test_every_pair_of_marks(style: str) -> None:
    """The same talk is found in each typography, marks included, apostrophes and quoted words told apart."""
    outer = [row for row in rows_of(_set(TALK, style)) if row["within"] == -1]
    text = _set(TALK, style)
    assert [text[row["start"] : row["end"]] for row in outer] == [_set(words, style) for words in SPOKEN]


@pytest.mark.parametrize("style", STYLES)
def test_nested(style: str) -> None:
    """Words that a speaker quotes lie within the speech; words only mentioned there are none."""
    text = _set(TALK, style)
    rows = rows_of(text)
    inner = [row for row in rows if row["within"] != -1]
    assert [text[row["start"] : row["end"]] for row in inner] == [_set("(Not in this weather,)", style)]
    around = rows[inner[0]["within"]]
    assert around["start"] < inner[0]["start"] < inner[0]["end"] < around["end"]


def test_dashes_at_the_start_of_the_line() -> None:
    """A dash opens speech; its cue and what is told after it are left out, speech after the cue is found."""
    text = (
        "—Good evening, said Mara. Come in out of the rain. She stood aside.\n\n"
        "—Where, he asked, looking round, did you put the oars?\n\n—Upstairs.\n\nHe sat down by the fire."
    )
    assert found(text) == [
        "—Good evening,", "Come in out of the rain.", "—Where,", "did you put the oars?", "—Upstairs.",
    ]  # fmt: skip


def test_hyphens_as_dashes() -> None:
    """A hyphen at the line's start serves as a dash does."""
    assert found("- Hello, she said.\n\n- Who are you?\n\nHe bowed.") == ["- Hello,", "- Who are you?"]


def test_a_dash_in_a_story_with_marks() -> None:
    """Where speech has marks a dash at the line's start opens none."""
    assert found('"Wait," she said.\n\n—and then the lights went out.\n\n"Who is there?"') == [
        '"Wait,"',
        '"Who is there?"',
    ]


def test_goes_on_after_a_cue() -> None:
    """What a cue interrupts is one quotation in two stretches."""
    rows = rows_of('"I think," said he, "that we should go." She rose.')
    assert [row["continues"] for row in rows] == [-1, 0]


def test_a_new_speaker_in_the_same_paragraph() -> None:
    """Two quotations with nothing between them, or each with a cue of its own, don't go on from one another."""
    rows = rows_of('"Is it far?" "Very far." "Hush!" said Mara, and Tobias whispered: "I see it."')
    assert [row["continues"] for row in rows] == [-1] * 4


def test_goes_on_in_the_next_paragraph() -> None:
    """A quotation left open at the paragraph's end and opened anew in the next goes on."""
    text = '"My father built it.\n\n"He never used it.\n\n"That is all."\n\n"I see," said Mara.'
    rows = rows_of(text)
    assert [row["continues"] for row in rows] == [-1, 0, 1, -1]
    assert found(text)[1] == '"He never used it.'


def test_a_story_told_in_marks() -> None:
    """In a tale told wholly in quotation marks the people's words are nested, and the tale goes on."""
    text = (
        "“I was young then.\n\n“‘Go home,’ my uncle said to me. ‘You are no sailor.’\n\n“I went, and I cried.\n\n"
        "“‘Why are you back?’ asked my mother.”"
    )
    rows = rows_of(text)
    assert [row["continues"] for row in rows if row["within"] == -1] == [-1, 0, 1, 4]
    assert [text[row["start"] : row["end"]] for row in rows if row["within"] != -1] == [
        "‘Go home,’", "‘You are no sailor.’", "‘Why are you back?’",
    ]  # fmt: skip


def test_invisible_signs_between_marks() -> None:
    """Hair spaces and word joiners between marks, as typesetters set them, hide nothing."""
    text = "“\u2060\u200a‘Go home,’ he told me.\u2060”\n\n“\u200a‘Now,’ he said.\u200a”"
    assert found(text) == [
        "“\u2060\u200a‘Go home,’ he told me.\u2060”", "‘Go home,’", "“\u200a‘Now,’ he said.\u200a”", "‘Now,’",
    ]  # fmt: skip


def test_verse_inside_a_quotation() -> None:
    """Paragraphs between an opening and a far closing mark belong to the quotation."""
    assert found('He read, "Come back,\n\nOver the water,\n\nto me." Then he slept.') == [
        '"Come back,', "Over the water,", 'to me."',
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('"Fine, she replied, and turned away.\n\nHe left.', ['"Fine,']),
        ('"Hello there, said Tobias. "How are you?"', ['"Hello there,', '"How are you?"']),
        ('Not today," said Mara. She left.\n\n"Why not?" he asked.', ['Not today,"', '"Why not?"']),
        ('"Hello," he said. Come in." She did.', ['"Hello,"', 'Come in."']),
        ('Mara turned to the fire. I am tired," she said. "Good night."', ['I am tired,"', '"Good night."']),
        ('He said , " Come here . " and left .', ['" Come here . "']),
        ('"Stay where you are.\n\nMara laughed.\n\n"No," she said.', ['"Stay where you are.', '"No,"']),
    ],
)
def test_misprints(text: str, expected: list[str]) -> None:
    """A lost mark or a stray blank costs no more than the words nobody could tell."""
    assert found(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "The so-called “doctor” was asleep in his chair.",
        "She had lost the word “love” somewhere on the way.",
        "They were reading “The Lamp at the Window” that winter.",
        "He was known as “Tiny” to the men of the yard.",
        "It was what she called “a fine mess,” and she was right.",
        "'Tis the season when the dogs' dish freezes and the boys' hands are red.",
        "The board was 5'10\" long and 2'3\" wide, and 'twas heavy.",
        "Rock 'n' roll was playing at six o'clock on the workers' radio.",
    ],
)
def test_not_speech(text: str) -> None:
    """Scare quotes, mentioned words, titles, names, feet and apostrophes are no quotations."""
    assert found(f'"Hello," said Mara.\n\n{text}') == ['"Hello,"']


@pytest.mark.parametrize(
    "text",
    [
        'The note said: "Meet me at nine."',
        'A sign over the door read "NO ENTRY."',
        '"Closed till May," ran the notice.',
        '"Where are you?" the message read.',
        'He found an envelope on the mat. "Mr. Tobias Reeve, Ferry Cottage, Skerrow."',
    ],
)
def test_writing(text: str) -> None:
    """Words on a thing that carries writing are quoted writing."""
    assert [row["mode"] for row in rows_of(text)] == ["writing"]


@pytest.mark.parametrize(
    ("text", "mode"),
    [
        ('"What a fool I am," she thought. "He knew all along."', "thought"),
        ('He wondered, "Is she coming?"', "thought"),
        ('"I shall never see it again," Mara told herself.', "thought"),
        ('"I thought so," said Mara.', "speech"),
        ('"Well," he said. She thought about it.', "speech"),
    ],
)
def test_quoted_thought(text: str, mode: str) -> None:
    """A thinking cue beside it makes a quotation a thought; thinking elsewhere doesn't."""
    assert {row["mode"] for row in rows_of(text)} == {mode}


def test_a_silence() -> None:
    """Dots alone in a paragraph of their own are somebody's silence."""
    assert found('"Where is he?"\n\n"..."\n\n"Tell me!"') == ['"Where is he?"', '"..."', '"Tell me!"']


def test_a_letter_quoted() -> None:
    """A letter given in marks, paragraph by paragraph, is one quotation of writing."""
    rows = rows_of('He opened it.\n\n"Dear Mara,\n\n"I am well.\n\n"Nell."\n\nHe wept.')
    assert [(row["mode"], row["continues"]) for row in rows] == [("writing", -1), ("writing", 0), ("writing", 1)]


def test_only_the_story_is_read() -> None:
    """Front matter has no quotations."""
    summary, chapter = 'Summary: "Help me," she said.', '"I will," said Tobias.'
    text = f"{summary}\n\n{chapter}"
    assert found(text, sections=[("summary", summary, False), ("chapter", chapter, True)]) == ['"I will,"']


def test_a_letter_in_marks() -> None:
    """Marks that only wrap a letter section are no quotation; what people say in the letter is."""
    letter = "“Dear Mara,\n\n“The boat came. ‘Row, you fools!’ cried Tobias.\n\n“Yours, Nell.”"
    scene = "She opened it.\n\n“Bad news?” asked Tobias."
    text = f"{scene}\n\n{letter}"
    assert found(text, sections=[("scene", scene, True), ("letter", letter, True)]) == [
        "“Bad news?”", "‘Row, you fools!’",
    ]  # fmt: skip


def test_each_section_has_its_marks() -> None:
    """A section that sets speech in other marks than the rest is read by its own."""
    scene = '"Is it you?" she asked. "Come in."\n\n"It is," he said. "I\'m wet."'
    diary = "'Who is there?' I cried. 'Speak!'\n\n'Only me,' said the boys' aunt. 'Open up.'\n\n'At once,' I said."
    text = f"{scene}\n\n{diary}"
    words = found(text, sections=[("scene", scene, True), ("journal_entry", diary, True)])
    assert words == [
        '"Is it you?"', '"Come in."', '"It is,"', '"I\'m wet."', "'Who is there?'", "'Speak!'", "'Only me,'",
        "'Open up.'", "'At once,'",
    ]  # fmt: skip


def test_left_to_a_later_pass() -> None:
    """Who speaks is not known yet, and said to be not known."""
    row = rows_of('"No," said Mara.')[0]
    assert (row["speaker"], row["addressees"], row["attribution"], row["cue_start"]) == (None, None, None, None)
    assert (row["speaker_confidence"], row["addressees_confidence"]) == (0, 0)
    assert row["known_at"] == row["end"]


MARKS = ['"', "'", "“", "”", "‘", "’", "„", "«", "»", "—", "- ", "_"]
PIECES = st.sampled_from([*MARKS, " ", "\n", "\n\n", ", ", ". ", "!", "said", "Mara", "he", "I"])


@given(st.lists(PIECES, max_size=60).map("".join))
@settings(max_examples=300, deadline=None)
def test_any_marks(text: str) -> None:
    """Whatever the marks, the table keeps the contract, nested rows lie inside and rows of one level don't overlap."""
    rows = quotations_of(told(text)).to_pylist()
    last: dict[int, int] = {}
    for row in rows:
        around = rows[row["within"]] if row["within"] != -1 else {"start": 0, "end": len(text)}
        assert around["start"] <= row["start"] < row["end"] <= around["end"]
        assert row["continues"] < row["quotation_id"]
        assert row["start"] >= last.get(row["within"], 0)
        last[row["within"]] = row["end"]


def test_time_grows_with_length() -> None:
    """Ten times the text takes about ten times as long, unclosed marks or not."""

    def seconds(times: int) -> float:
        document = told("\"I don't know, he said. \"It's the boys' 'thing.\n\n" * times)
        start = time.process_time()
        quotations_of(document)
        return time.process_time() - start

    seconds(10)
    assert min(seconds(5000) for _ in range(2)) < 30 * max(seconds(500), 0.02)
