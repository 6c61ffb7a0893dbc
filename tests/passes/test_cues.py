from __future__ import annotations

import pytest

from irises.passes.cues import Cue, Place, best_cue, find_cues, form_of
from irises.passes.dialogue import COMMON, PRONOUN, PROPER
from irises.passes.speech_verbs import SPEECH, is_speech
from irises.passes.vocatives import called_gender, vocative_mentions
from tests.passes.talk_tables import Talk

PEOPLE = [
    ("Mara Quill", ["she"], ["Mara", "Mrs. Quill"]),
    ("Tobias", ["he"], ["the ferryman"]),
    ("Old Hetty", ["she"], ["her aunt"]),
]


def _cue(text: str, **more: object) -> tuple[Talk, Cue | None]:
    talk = Talk(text, PEOPLE, **more)  # type: ignore[arg-type]
    return talk, best_cue(find_cues(talk.dialogue, talk.dialogue.chains[0]))


@pytest.mark.parametrize(
    ("text", "place", "who"),
    [
        ('"The boat is gone," said Mara.', Place.INVERTED, 0),
        ('"The boat is gone," quietly answered the ferryman, looking at Mara.', Place.INVERTED, 1),
        ('"The boat is gone," went on Tobias.', Place.INVERTED, 1),
        ('"The boat is gone," Mara said to Tobias.', Place.AFTER, 0),
        ('"The boat is gone!" Mrs. Quill, who had been counting oars, exclaimed.', Place.AFTER, 0),
        ('Tobias looked at Mara and said, "The boat is gone."', Place.BEFORE, 1),
        ('Then said Old Hetty: "The boat is gone."', Place.BEFORE_INVERTED, 2),
        ('Tobias turned at last and spoke to Mara:\n\n"The boat is gone."', Place.LEAD_IN, 1),
        ('"The boat is gone." Mara\'s voice was flat.', Place.VOICE, 0),
        ('"The boat," said Mara, "is gone."', Place.INVERTED, 0),
    ],
)
def test_speaking_cue(text: str, place: Place, who: int) -> None:
    """The subject of the verb of speech is found wherever the cue stands."""
    talk, cue = _cue(text)
    assert cue is not None
    assert cue.place == place
    assert talk.dialogue.mentions.entity[cue.mention] == who


def test_beat_is_no_speaking_cue() -> None:
    """What somebody does beside the quotation is found, but says nothing of speech."""
    talk = Talk('"The boat is gone." Tobias turned away.', PEOPLE)
    (cue,) = find_cues(talk.dialogue, talk.dialogue.chains[0])
    assert cue.place == Place.BEAT_AFTER
    assert best_cue([cue]) is None


def test_no_cue_across_paragraphs() -> None:
    """The next paragraph's narration, and the last one's when it is closed, give no cue."""
    talk = Talk('Mara said nothing.\n\n"The boat is gone."\n\nTobias said so twice.', PEOPLE)
    assert find_cues(talk.dialogue, talk.dialogue.chains[0]) == []


def test_cue_of_unknown_subject() -> None:
    """A subject that is no mention still makes a cue, which names nobody."""
    talk, cue = _cue('"The boat is gone," said a voice from the reeds.')
    assert cue is not None
    assert cue.mention == -1
    assert form_of(talk.dialogue, cue) == COMMON


@pytest.mark.parametrize(
    ("text", "form"),
    [
        ('"Gone," said Mara.', PROPER),
        ('"Gone," said the ferryman.', COMMON),
        ('"Gone," she said.', PRONOUN),
    ],
)
def test_form_of_subject(text: str, form: int) -> None:
    """A cue's subject is a name, a noun phrase or a pronoun."""
    talk, cue = _cue(text, pronouns=[("she", 0, 0)] if "she" in text else [])
    assert cue is not None
    assert form_of(talk.dialogue, cue) == form


@pytest.mark.parametrize(
    "text",
    [
        '"Gone," said Mara to Tobias.',
        '"Gone," said Mara, turning to the ferryman.',
        '"Gone?" Mara asked Tobias.',
        'Mara turned to Tobias and said, "Gone."',
    ],
)
def test_addressed_in_cue(text: str) -> None:
    """A cue tells whom the words are said to."""
    talk, cue = _cue(text)
    assert cue is not None
    assert [int(talk.dialogue.mentions.entity[m]) for m in cue.addressed] == [1]


@pytest.mark.parametrize("word", ["said", "says", "cried", "begged", "replying", "told", "whispers", "hummed"])
def test_speech_verbs_inflect(word: str) -> None:
    """Every inflection of a verb of speech is one."""
    assert word in SPEECH


def test_leading_verb_needs_particle() -> None:
    """ "Went on" speaks, "went" alone does not."""
    assert is_speech(["went", "on"], 0)
    assert not is_speech(["went", "home"], 0)


@pytest.mark.parametrize(
    ("text", "called"),
    [
        ('"Mara, come here."', [0]),
        ('"Come here, Mara."', [0]),
        ('"Oh, Mara! Not again."', [0]),
        ('"I saw Mara yesterday."', []),
        ('"Mara is gone."', []),
        ('"Was it the ferryman?"', []),
    ],
)
def test_vocatives(text: str, called: list[int]) -> None:
    """A name set off by signs calls somebody; a name in a sentence does not."""
    talk = Talk(text, PEOPLE)
    found = vocative_mentions(talk.dialogue, talk.dialogue.chains[0])
    assert [int(talk.dialogue.mentions.entity[m]) for m in found] == called


def test_forms_of_address_have_gender() -> None:
    """ "Sir" and "ma'am" tell the gender of whoever is spoken to."""
    talk = Talk('"Yes, sir, at once."\n\n"No, ma\'am."\n\n"The sir in the tale."', PEOPLE)
    male, female, nobody = (called_gender(talk.dialogue, chain) for chain in talk.dialogue.chains)
    assert male != female
    assert nobody not in (male, female)
