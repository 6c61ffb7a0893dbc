"""Our own passages as the network learns from them."""

from __future__ import annotations

from gold.minds.marked_rows import parsed
from irises.passes.mind_head import SIGNS
from training.told import told_passage

STORY = (
    "voice: third past\npresent: anna tom\n\n"
    '[[anna]]{anna|Anna} {{knows anna|knew}} it. {{said tom>anna|"{{vow tom>|{tom|I} swear}},"}} said '
    "{tom|the man at the door}. {{mask:1 anna|{anna|She} smiled}}, {{felt:1 anna|sick}}. [[external]]{tom|He} went."
)


def test_words_have_their_signs() -> None:
    """Cues, shows and feelings by word; the one who sees at the head of mentions told through somebody's eyes."""
    told = told_passage(*parsed(STORY, name="a"))
    words = told.passage.words

    def marked(sign: str) -> list[str]:
        return [words[w] for w in told.signs[:, SIGNS.index(sign)].nonzero()[0]]

    assert marked("knows") == marked("belief") == ["knew"]
    assert marked("vow") == marked("commitment") == ["I", "swear"]
    assert (marked("show"), marked("feeling under it")) == (["She", "smiled"], ["sick"])
    assert [words[w] for w in told.sees.nonzero()[0]] == ["Anna", "man", "She"]
    assert marked("sees") == ["Anna", "She"]


def test_mentions_are_words() -> None:
    """First and last words, forms by the words, one entity a person, and the quotation around each."""
    passage = told_passage(*parsed(STORY, name="a")).passage
    rows = [(" ".join(passage.words[a : b + 1]), form, who) for a, b, _, form, who in passage.mentions.tolist()]
    anna, tom = rows[0][2], rows[1][2]
    assert rows == [
        ("Anna", 0, anna),
        ("I", 2, tom),
        ("the man at the door", 1, tom),
        ("She", 2, anna),
        ("He", 2, tom),
    ]
    assert passage.quotation[passage.words.index("swear")] == 0
    assert passage.quotation[0] == -1
