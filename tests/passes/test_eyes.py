"""Through whose eyes: the likeliest way through the minds that sentences open."""

from __future__ import annotations

from dataclasses import replace

import pyarrow as pa
import pytest

from irises import read
from irises.document.load import load
from irises.passes.clauses import Clauses
from irises.passes.eyes import EXTERNAL, OMNISCIENT, SentenceClues, eyes_of
from irises.passes.mind_access import accesses
from irises.passes.nearby import meant_nearby
from irises.story import Story

ANNA, TOM = 0, 1


def clues(*minds: dict[int, float], paragraphs: tuple[int, ...] = (), **more) -> list[SentenceClues]:
    return [SentenceClues(minds=m, begins_paragraph=i == 0 or i in paragraphs, **more) for i, m in enumerate(minds)]


def states(sentences: list[SentenceClues]) -> list[int]:
    return [state for state, _ in eyes_of(sentences)]


def test_a_mind_stays_open_over_neutral_sentences() -> None:
    """Between two sentences that open her mind, those that open none are hers."""
    assert states(clues({ANNA: 2.0}, {}, {}, {ANNA: 2.0})) == [ANNA] * 4


def test_the_eyes_change_where_another_mind_opens() -> None:
    """Two strong sentences of his inside a paragraph are his, one weak one isn't."""
    assert states(clues({ANNA: 3.0}, {ANNA: 2.0}, {TOM: 3.0}, {TOM: 3.0})) == [ANNA, ANNA, TOM, TOM]
    assert states(clues({ANNA: 3.0}, {TOM: 1.0}, {ANNA: 3.0})) == [ANNA] * 3


def test_a_change_is_cheaper_between_paragraphs() -> None:
    """The same clues are a change at a paragraph's start and none inside one."""
    minds = ({ANNA: 3.0}, {}, {TOM: 2.4}, {})
    assert states(clues(*minds)) == [ANNA] * 4
    assert states(clues(*minds, paragraphs=(2,))) == [ANNA, ANNA, TOM, TOM]


def test_no_mind_is_an_outside_view() -> None:
    """Where nobody's mind opens, nobody's eyes are named."""
    assert states(clues({}, {}, {})) == [EXTERNAL] * 3


def test_several_minds_at_once_are_an_author() -> None:
    """Sentences that open two minds each, with an author's remarks, are over everybody's head."""
    assert states(clues(*[{ANNA: 2.0, TOM: 2.0}] * 4, author=1.5)) == [OMNISCIENT] * 4


def test_who_is_seen_from_outside_does_not_see() -> None:
    """Of two who act alike, the one whose face is described is not the one through whose eyes it is."""
    face = [SentenceClues(minds={ANNA: 0.4, TOM: 0.4}, shown={TOM: 0.7}, begins_paragraph=i == 0) for i in range(2)]
    assert states(face) == [ANNA] * 2


def test_acting_opens_no_mind() -> None:
    """However much somebody does, an outside view stays one; between two minds it is the one who acts."""
    acting = [SentenceClues(minds={}, acts={ANNA: 0.3}, begins_paragraph=i == 0) for i in range(6)]
    assert states(acting) == [EXTERNAL] * 6
    between = [SentenceClues(minds={ANNA: 0.4, TOM: 0.4}, acts={TOM: 0.3}, begins_paragraph=i == 0) for i in range(2)]
    assert states(between) == [TOM] * 2


def test_what_sounds_like_thought_stays_with_the_thinker() -> None:
    """Questions in the narration keep the mind that was opened before open."""
    quiet = clues({ANNA: 2.0}, *[{}] * 60)
    asked = [replace(one, muses=1.0) for one in quiet]
    assert states(quiet)[-1] == EXTERNAL
    assert states(asked) == [ANNA] * 61


def test_the_usual_eyes_are_likelier() -> None:
    """Where two minds are opened alike, it is the one that the story opens more often."""
    alike = clues(*[{ANNA: 0.4, TOM: 0.4}] * 2)
    assert [state for state, _ in eyes_of(alike, {ANNA: 5.0, TOM: 50.0})] == [TOM] * 2


def test_probabilities_are_of_the_chosen_state() -> None:
    """Strong clues make sure, weak ones leave doubt."""
    sure, doubtful = (eyes_of(clues(*[{ANNA: w}] * 3)) for w in (3.0, 0.4))
    assert 0.9 < min(p for _, p in sure) <= 1.0
    assert max(p for _, p in doubtful) < min(p for _, p in sure)


def _seen(story: Story) -> list[tuple[str, str | None]]:
    names = {entity.entity_id: entity.name for entity in story.entities}
    return [(row.kind or "", names.get(row.focalizer)) for row in story.perspectives]


def test_a_scene_that_slips_from_one_to_the_other() -> None:
    """Read from words: her thoughts first, his from the second paragraph on; what is said in speech opens no mind."""
    text = (
        "Anna wondered whether the ferry would come. She remembered the last time, and she was afraid.\n\n"
        '"I know you are angry," said Tom.\n\n'
        "Tom knew that he had hurt her. He thought of the letter, and he wished that he had burned it. Tom was ashamed."
    )
    assert _seen(read(text.encode(), name="a.txt")) == [("internal", "Anna"), ("internal", "Tom")]


def test_the_narrators_own_eyes() -> None:
    """In the first person it is the one who tells, also where another's mind is guessed at."""
    text = (
        "I came home late. I was tired. My sister Anna thought that I had been drinking. I went to my room and slept."
    )
    story = read(text.encode(), name="a.txt")
    assert [row.kind for row in story.perspectives] == ["internal"]
    assert story.perspectives[0].focalizer == story.perspectives[0].narrator is not None


def _opened(text: str) -> list[tuple[str, str, float]]:
    """Word, person and weight of what opens a mind in a story."""
    story = read(text.encode(), name="a.txt")
    document = load(text.encode(), name="a.txt")
    clauses = Clauses(document, story.tables)
    names = {entity.entity_id: entity.name for entity in story.entities}
    return [(clauses.words[a.word], names[a.person], a.weight) for a in accesses(clauses)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Anna gave Tom the key. Tom knew the house.", [("knew", "Tom", 2.0)]),
        ("Anna gave Tom the key. It gave Tom great pleasure.", [("gave", "Tom", 1.5)]),
        ("Anna gave Tom the key. It occurred to Tom that she was late.", [("occurred", "Tom", 2.5)]),
        ("Anna gave Tom the key. Tom looked as if he knew it.", []),
        ('Anna gave Tom the key. "I know it," said Tom.', []),
    ],
)
def test_what_opens_a_mind(text: str, expected: list[tuple[str, str, float]]) -> None:
    """Thinking does, being struck does; what only looks so or is said doesn't."""
    assert _opened(text) == expected


def test_a_mind_in_anothers_mind_opens_less() -> None:
    """ "Anna believed that Tom knew": her mind, his only as she holds it."""
    weights = {who: weight for _, who, weight in _opened("Anna waited for Tom. Anna believed that Tom knew the house.")}
    assert weights["Tom"] < 0.5 * weights["Anna"]


def test_a_paragraph_that_names_somebody_speaks_of_her() -> None:
    """A pronoun whose link is unsure goes to who its paragraph has named, not to whom it has not spoken of."""
    text = "Anna sat by the fire. She was tired.\n\nMary shut the door. She wondered whether it would snow."
    document = load(text.encode(), name="a.txt")
    tables = dict(read(text.encode(), name="a.txt").tables)
    clauses = Clauses(document, tables)
    anna, mary = (clauses.person(clauses.words.index(name)) for name in ("anna", "mary"))
    late = len(clauses.words) - 1 - clauses.words[::-1].index("she")
    row = clauses.mention(late)
    assert row is not None
    mentions = tables["mentions"].to_pylist()
    mentions[row] |= {"entity_id": anna, "entity_confidence": 0.6}
    tables["mentions"] = pa.Table.from_pylist(mentions, schema=tables["mentions"].schema)
    people = frozenset(who for who in (anna, mary) if who is not None)
    assert meant_nearby(Clauses(document, tables), tables, people) == {late: mary}
