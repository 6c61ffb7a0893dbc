"""Anchors find their words again in another edition of the text."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from irises.annotation import Span
from irises.story.corrections.anchors import anchor_at, anchor_from, anchor_record, place

WORDS = [a + b + c for a in "bdfgk" for b in "aeiou" for c in "lmnr"]


@st.composite
def editions(draw: st.DrawFn) -> tuple[str, Span, str, Span]:
    """A text with a span of it, and another edition with something put in elsewhere, and the span there."""
    words = draw(st.lists(st.sampled_from(WORDS), min_size=12, max_size=60, unique=True))
    first = draw(st.integers(0, len(words) - 1))
    last = draw(st.integers(first, min(first + 3, len(words) - 1)))
    text = " ".join(words)
    start = len(" ".join([*words[:first], ""]))
    span = Span(start, start + len(" ".join(words[first : last + 1])))
    new = draw(st.text(alphabet="XYZ0 \n“”🙂", max_size=50))
    at = draw(st.one_of(st.integers(0, max(0, span.start - 1)), st.integers(min(span.end + 1, len(text)), len(text))))
    moved = Span(span.start + len(new), span.end + len(new)) if at <= span.start else span
    return text, span, text[:at] + new + text[at:], moved


@given(editions())
def test_insertions_elsewhere(case: tuple[str, Span, str, Span]) -> None:
    """Whatever is put in before or after the words, they are found where they are now."""
    text, span, edition, moved = case
    assert place(anchor_at(text, span), text) == span
    assert place(anchor_at(text, span), edition) == moved


@given(editions(), st.text(max_size=40))
def test_records_come_back(case: tuple[str, Span, str, Span], words: str) -> None:
    """An anchor is the same after it has been a record."""
    anchor = anchor_at(case[0] + words, case[1])
    assert anchor_from(anchor_record(anchor)) == anchor


def test_the_right_one_of_many() -> None:
    """Of many equal words the one that was meant is found, by what stands around it."""
    text = "".join(f"On day {n} he came and he went. " for n in range(40))
    start = text.index("he went", text.index("day 31"))
    anchor = anchor_at(text, Span(start, start + 2))
    new = "He came on day 0, and he went. Then he came again. "
    assert place(anchor, new + text) == Span(start + len(new), start + len(new) + 2)


def test_refrain_is_counted() -> None:
    """Where a refrain repeats words and what is around them, the occurrence tells."""
    verse = "Rain fell on the grey roofs of the town, and Ann sang of the rain on the grey roofs of the town. "
    start = 2 * len(verse) + verse.index("Ann")
    anchor = anchor_at(verse * 5, Span(start, start + 3))
    assert anchor.occurrence > 0
    assert place(anchor, verse * 5 + "The end.") == Span(start, start + 3)


def test_what_is_gone_is_not_placed() -> None:
    """Words that were taken out are not found elsewhere, where other words are around them."""
    text = "In spring he rowed across the lake. In autumn she said that he had drowned. At last he was found."
    start = text.index("he rowed")
    anchor = anchor_at(text, Span(start, start + 2))
    assert place(anchor, text.replace("In spring he rowed across the lake. ", "")) is None


def test_other_quotation_marks_and_line_ends() -> None:
    """A download in another format, with other quotation marks and line ends, has the same places."""
    text = "\u201cIt isn\u2019t late,\u201d said Ann Lee to the old\nman, \u201cit isn\u2019t late at all,\u201d "
    text += "and she sat down \u2014 there."
    edition = text.translate(str.maketrans("\u2018\u2019\u201c\u201d\u2014", "''\"\"-")).replace("\n", "  ")
    for words in ("the old\nman", "\u201cit isn\u2019t late", "Ann Lee", "she"):
        start = text.index(words)
        found = place(anchor_at(text, Span(start, start + len(words))), edition)
        assert found is not None
        shaped = words.translate(str.maketrans("\u2018\u2019\u201c\u201d", "''\"\"")).replace("\n", "  ")
        assert edition[found.start : found.end] == shaped


def test_long_words_are_cut() -> None:
    """A long quotation is anchored by its beginning: a correction is no copy of the text."""
    text = " ".join(f"word{n}" for n in range(1000))
    assert len(anchor_at(text, Span(0, len(text))).words) < 200


@pytest.mark.parametrize(
    "record",
    [
        {},
        {"start": -1, "end": 2, "occurrence": 0, "words": "a", "before": "", "after": ""},
        {"start": True, "end": 2, "occurrence": 0, "words": "a", "before": "", "after": ""},
        {"start": 0, "end": 2, "occurrence": 0, "words": "", "before": "", "after": ""},
        {"start": 0, "end": 2, "occurrence": 0, "words": ["a"], "before": "", "after": ""},
    ],
)
def test_odd_records(record: dict[str, object]) -> None:
    """What is no anchor is refused."""
    with pytest.raises(ValueError, match="anchor"):
        anchor_from(record)
