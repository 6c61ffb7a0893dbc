"""Through whose eyes: the likeliest way through the minds that sentences open."""

from __future__ import annotations

from irises import read
from irises.passes.eyes import EXTERNAL, OMNISCIENT, SentenceClues, eyes_of
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
    minds = ({ANNA: 3.0}, {}, {TOM: 1.6}, {})
    assert states(clues(*minds)) == [ANNA] * 4
    assert states(clues(*minds, paragraphs=(2,))) == [ANNA, ANNA, TOM, TOM]


def test_no_mind_is_an_outside_view() -> None:
    """Where nobody's mind opens, nobody's eyes are named."""
    assert states(clues({}, {}, {})) == [EXTERNAL] * 3


def test_several_minds_at_once_are_an_author() -> None:
    """Sentences that open two minds each, with an author's remarks, are over everybody's head."""
    assert states(clues(*[{ANNA: 2.0, TOM: 2.0}] * 4, author=1.5)) == [OMNISCIENT] * 4


def test_seeming_closes_a_mind() -> None:
    """A person who only seems is not the one who sees."""
    assert states(clues({ANNA: 2.0, TOM: -1.5}, {TOM: -1.5}, {ANNA: 1.0})) == [ANNA] * 3


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
