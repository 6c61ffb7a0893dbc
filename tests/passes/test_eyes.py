"""Through whose eyes: the likeliest way through the minds that sentences open."""

from __future__ import annotations

from dataclasses import replace
from itertools import product

import numpy as np
import pyarrow as pa
import pytest

from irises import read
from irises.document.load import load
from irises.passes.clauses import Clauses
from irises.passes.eyes import EXTERNAL, OMNISCIENT, Mind, SentenceClues, eyes_of, posterior
from irises.passes.mind_access import accesses, actors, displays
from irises.passes.nearby import HINTS, runs_of
from irises.passes.views import descriptions
from irises.story import Story
from tests.passes.read_stories import story

ANNA, TOM = 0, 1


def clues(*minds: dict[int, float], paragraphs: tuple[int, ...] = (), **more) -> list[SentenceClues]:
    opened = ([Mind(weight=weight, whose={who: ()}) for who, weight in m.items()] for m in minds)
    return [SentenceClues(minds=m, begins_paragraph=i == 0 or i in paragraphs, **more) for i, m in enumerate(opened)]


def states(sentences: list[SentenceClues]) -> list[int]:
    return [state for state, _ in eyes_of(sentences)]


def test_probabilities_are_those_of_all_ways() -> None:
    """Each state's share of what all ways through the sentences weigh together, whatever the scale of the scores."""
    rng = np.random.default_rng(7)
    scores, steps = rng.normal(scale=30.0, size=(4, 3)), rng.normal(scale=4.0, size=(4, 3, 3))
    ways = list(product(range(3), repeat=4))
    logs = [sum(scores[i, k] + (steps[i, way[i - 1], k] if i else 0.0) for i, k in enumerate(way)) for way in ways]
    weights = np.exp(np.array(logs) - max(logs))
    expected = [[weights[[way[i] == k for way in ways]].sum() / weights.sum() for k in range(3)] for i in range(4)]
    assert posterior(scores, steps) == pytest.approx(np.array(expected), abs=1e-12)


def test_a_mind_stays_open_over_neutral_sentences() -> None:
    """Between two sentences that open her mind, those that open none are hers."""
    assert states(clues({ANNA: 2.0}, {}, {}, {ANNA: 2.0})) == [ANNA] * 4


def test_the_eyes_change_where_another_mind_opens() -> None:
    """Two strong sentences of his inside a paragraph are his, one weak one isn't."""
    assert states(clues({ANNA: 3.0}, {ANNA: 2.0}, {TOM: 3.0}, {TOM: 3.0})) == [ANNA, ANNA, TOM, TOM]
    assert states(clues({ANNA: 3.0}, {TOM: 1.0}, {ANNA: 3.0})) == [ANNA] * 3


def test_who_sounds_like_the_one_who_sees_opens_a_mind() -> None:
    """Where no rule opens a mind, the words may sound like one; what sounds the other way is no reason for it."""
    sounding = clues({}, {}, {}, sees={ANNA: 3.0, TOM: -3.0})
    assert states(sounding) == [ANNA] * 3


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
    assert states(clues(*[{ANNA: 0.4, TOM: 0.4}] * 2, shown={TOM: 0.7})) == [ANNA] * 2


def test_acting_opens_no_mind() -> None:
    """However much somebody does, an outside view stays one; between two minds it is the one who acts."""
    assert states(clues(*[{}] * 6, acts={ANNA: 0.3})) == [EXTERNAL] * 6
    assert states(clues(*[{ANNA: 0.4, TOM: 0.4}] * 2, acts={TOM: 0.3})) == [TOM] * 2


def test_who_is_called_the_boy_does_not_see() -> None:
    """Of two whose minds are opened alike, the one with a name who is called by what he is, is seen."""
    assert states(clues(*[{ANNA: 0.4, TOM: 0.4}] * 2, described={TOM: 1.0})) == [ANNA] * 2


def _hinted(**of_tom: float) -> list[SentenceClues]:
    """A mind opened by a pronoun that is linked to Anna and may be Tom's."""
    linked = tuple(float(hint == "linked") for hint in HINTS)
    tom = tuple(of_tom.get(hint.replace(" ", "_"), 0.0) for hint in HINTS)
    return [SentenceClues(minds=[Mind(weight=2.0, whose={ANNA: linked, TOM: tom})], begins_paragraph=True)]


def test_a_pronoun_is_its_links_unless_more_speaks_for_another() -> None:
    """Its link decides; that another is the paragraph's subject, and was its subject before, outweighs it."""
    assert states(_hinted()) == [ANNA]
    assert states(_hinted(subject_of_the_paragraph=1.0, subject_before=1.0, named_beside=-1.0)) == [TOM]


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
        ("Anna gave Tom the key. Tom looked pleased.", []),
        ("Anna gave Tom the key. Tom seemed to know the house.", []),
        ("Anna gave Tom the key. Anna told Tom to remember the house.", []),
        ("Anna gave Tom the key. It made Tom wonder about the house.", [("wonder", "Tom", 2.0)]),
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


@pytest.mark.parametrize(
    ("sure", "doubtful"),
    [
        ("Tom knew the house.", "Tom must have known the house."),
        ("Tom remembered the house.", "Perhaps Tom remembered the house."),
        ("Tom knew the house.", "Did Tom know the house?"),
        ("Tom hoped for rain.", "Tom said that he hoped for rain."),
    ],
)
def test_a_mind_that_is_guessed_at_or_told_opens_less(sure: str, doubtful: str) -> None:
    """An onlooker guesses and hears; the narration that looks inside says so."""
    ((_, _, whole),), ((_, who, part),) = (_opened(f"Anna gave Tom the key. {text}") for text in (sure, doubtful))
    assert who == "Tom"
    assert 0 < part < whole


def _clauses(text: str) -> tuple[Clauses, dict[str, int]]:
    """The clauses of a story, and its people by name."""
    told = story(text)
    return Clauses(load(text.encode(), name="a.txt"), dict(told.tables)), {e.name: e.entity_id for e in told.entities}


@pytest.mark.parametrize(
    ("text", "seen"),
    [
        ("Anna looked at the face of Tom.", ["Tom"]),
        ("Anna knew Tom. Tom had beautiful hands.", ["Tom"]),
        ("Anna knew Tom. Tom was a tall man.", ["Tom"]),
        ("Anna knew Tom. Tom walked as if he owned the house.", ["Tom"]),
        ("Anna knew Tom. Tom felt as if he owned the house.", []),
        ("Anna knew Tom. Anna closed her eyes.", []),
        ("Anna knew Tom. Tom was a doctor.", []),
    ],
)
def test_who_is_seen_from_outside(text: str, seen: list[str]) -> None:
    """Another's face, looks and what a deed looks like are seen; one's own eyes that one closes aren't."""
    clauses, people = _clauses(text)
    name = {who: name for name, who in people.items()}
    assert [name[shown.person] for shown in displays(clauses)] == seen


def test_who_looks_back_and_ahead_acts_more() -> None:
    """ "She had waited, she would have to ask" is rather thought by her than told of her."""
    clauses, people = _clauses("Anna waited for Tom. Tom had lost the key.")
    weight = {acting.person: acting.weight for acting in actors(clauses)}
    assert weight[people["Tom"]] > weight[people["Anna"]]


def test_whose_brother_he_is_sees_him() -> None:
    """Who is called "his brother" is seen by whose brother he is, with a name or without."""
    clauses, _ = _clauses("Tom looked at the lake. His brother laughed.")
    assert [clauses.words[seen.word] for seen in descriptions(clauses, frozenset())] == ["brother"]


def test_a_she_who_is_nobody_yet_may_be_one_with_a_name() -> None:
    """ "She" of the first words who is hardly there again is one of those named in the scene."""
    text = "She shut the door. Anna knew Tom."
    told = story(text)
    clauses, people = _clauses(text)
    tables = dict(told.tables)
    mentions = tables["mentions"].to_pylist()
    row = clauses.mention(clauses.words.index("she"))
    assert row is not None
    mentions[row]["entity_id"] = 1 + max(people.values())
    tables["mentions"] = pa.Table.from_pylist(mentions, schema=tables["mentions"].schema)
    (run,) = runs_of(Clauses(load(text.encode(), name="a.txt"), tables), tables, frozenset(people.values()))
    assert set(run.hints) == {people["Anna"]}


def test_a_subject_under_another_is_not_the_paragraphs() -> None:
    """ "She laughed, because Mary had come. She ...": here Mary is no more than named, unlike in the other order."""
    told = []
    for first in ("She laughed, because Mary had come.", "Mary had come, because she laughed."):
        text = f"Anna sat by the fire with Mary. Mary knew Anna.\n\n{first} She wondered at it."
        clauses, people = _clauses(text)
        last = max(w for w, form in enumerate(clauses.words) if form == "she")
        run = next(r for r in runs_of(clauses, story(text).tables, frozenset(people.values())) if last in r.words)
        told.append(dict(zip(HINTS, run.hints[people["Mary"]], strict=True))["subject of the paragraph"])
    assert told == [0.0, 1.0]


def test_whom_a_pronoun_may_mean() -> None:
    """A run of pronouns may mean whom it is linked to and who else of that gender is there; each comes with hints."""
    text = "Anna sat by the fire. Tom snored.\n\nMary shut the door. She wondered whether the girl would see her."
    document = load(text.encode(), name="a.txt")
    tables = dict(read(text.encode(), name="a.txt").tables)
    clauses = Clauses(document, tables)
    anna, mary, tom = (clauses.person(clauses.words.index(name)) for name in ("anna", "mary", "tom"))
    she = clauses.words.index("she")
    mentions = tables["mentions"].to_pylist()
    for word in (she, clauses.words.index("girl")):
        row = clauses.mention(word)
        assert row is not None
        mentions[row] |= {"entity_id": anna, "entity_confidence": 0.6}
    tables["mentions"] = pa.Table.from_pylist(mentions, schema=tables["mentions"].schema)
    people = frozenset(who for who in (anna, mary, tom) if who is not None)
    run = next(run for run in runs_of(Clauses(document, tables), tables, people) if she in run.words)
    told = {who: dict(zip(HINTS, hints, strict=True)) for who, hints in run.hints.items()}
    assert set(told) == {anna, mary}
    assert told[mary]["subject of the paragraph"] == 1.0
    assert told[anna]["linked"] == told[anna]["named beside"] == 1.0


def test_the_one_who_is_told_as_you() -> None:
    """In the second person it is "you" who sees, one person throughout, who is no narrator."""
    text = (
        "You find the key where Rosa said it would be, and you let yourself in. You know at once that the flat is too "
        'quiet. Rosa is in the bath. She looks at you. "He is putting us out," she says, and you sit down on the edge. '
        'You think of Ben. "I have some money," you say, and you wait for her to laugh at you.'
    )
    read_story = story(text)
    (row,) = read_story.perspectives
    (you,) = {m.entity_id for m in read_story.mentions if m.text.lower() == "you"}
    assert (row.person, row.kind, row.focalizer, row.narrator) == ("second", "internal", you, None)
    assert not any(entity.is_narrator for entity in read_story.entities)
