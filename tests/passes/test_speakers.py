from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from irises.annotation import check_table, table_from_rows
from irises.encode.encoding import Encoding
from irises.errors import WeightsError
from irises.passes import speakers
from irises.passes.dialogue import read_dialogue
from irises.passes.listwise import Listwise, listwise_from
from irises.passes.speaker_features import COLUMN, FEATURES, weigh_candidates
from irises.passes.speakers import CueFound, Inner, Speakers, SpeakerScores
from irises.passes.turns import N_TURN_FEATURES
from tests.passes.talk_tables import Talk

MARA, TOBIAS, NARRATOR = 0, 1, 2
PEOPLE = [
    ("Mara Quill", ["she"], ["Mara", "Mrs. Quill"]),
    ("Tobias", ["he"], ["the ferryman"]),
    ("I", [], []),
]
NO_VECTORS = Encoding(vectors=np.zeros((0, 384), dtype=np.float16), syntax=np.zeros((0, 256), dtype=np.float16))


def _read(text: str, people: Any = PEOPLE[:2], **more: Any) -> list[dict[str, Any]]:
    talk = Talk(text, people, **more)
    reader = Speakers()
    scores = reader.score(talk.document, talk.tables, NO_VECTORS)
    table = reader.decode(talk.document, talk.tables, scores)["quotations"]
    check_table("quotations", table, text_length=len(text))
    rows: list[dict[str, Any]] = table.to_pylist()
    return rows


OPENING = "Mara and Tobias stood on the bank in the rain.\n\n"


@pytest.mark.parametrize(
    "quotation",
    [
        '"The boat is gone," said Tobias.',
        '"The boat is gone," Tobias said to Mara.',
        'Tobias looked at Mara and said, "The boat is gone."',
        '"The boat," answered the ferryman, "is gone."',
        'Tobias turned to Mara and said:\n\n"The boat is gone."',
    ],
)
def test_explicit(quotation: str) -> None:
    """A name in the cue, before, after or between, is the speaker, for every stretch of the chain."""
    rows = _read(OPENING + quotation)
    assert {row["speaker"] for row in rows} == {TOBIAS}
    assert {row["attribution"] for row in rows} == {"explicit"}
    assert all(row["speaker_confidence"] > 0.5 for row in rows)


def test_cue_is_given() -> None:
    """The cue's span holds verb and subject, and the row is not known before it was read."""
    text = OPENING + '"The boat is gone," said Tobias, and spat.'
    (row,) = _read(text)
    assert text[row["cue_start"] : row["cue_end"]] == "said Tobias"
    assert row["known_at"] == row["cue_end"]
    assert {"table": "mentions", "id": 2} in row["evidence"]


def test_anaphoric() -> None:
    """A pronoun in the cue leads to whom it means."""
    rows = _read(OPENING + 'Mara shook her head. "The boat is gone," she said.', pronouns=[("she", 0, MARA)])
    assert (rows[0]["speaker"], rows[0]["attribution"]) == (MARA, "anaphoric")


def test_alternation() -> None:
    """Without cues two people take turns."""
    text = OPENING + (
        '"The boat is gone," said Mara.\n\n"I know it is," said Tobias.\n\n"Then what do we do?"\n\n"We wait."\n\n'
        '"How long?"\n\n"Until morning."'
    )
    rows = _read(text)
    assert [row["speaker"] for row in rows] == [MARA, TOBIAS] * 3
    assert [row["attribution"] for row in rows[2:]] == ["implicit"] * 4


def test_vocative_is_heard_and_does_not_speak() -> None:
    """Whoever is called by name in a quotation is its addressee."""
    rows = _read(OPENING + '"Tobias, the boat is gone," said Mara.\n\n"It was old," said Tobias.')
    assert rows[0]["speaker"] == MARA
    assert rows[0]["addressees"] == [TOBIAS]


def test_narrator_speaks() -> None:
    """ "I said" means the narrator."""
    text = 'I found Mara on the bank.\n\n"The boat is gone," I said.\n\n"I know," said Mara.'
    rows = _read(text, PEOPLE)
    assert [row["speaker"] for row in rows] == [NARRATOR, MARA]
    assert rows[0]["attribution"] == "anaphoric"


def test_stranger_stays_unknown() -> None:
    """A quotation that nobody known can have said has no speaker and no attribution, only a small confidence."""
    (row,) = _read('"The boat is gone," said a voice from the reeds.')
    assert row["speaker"] is None
    assert row["attribution"] is None
    assert row["speaker_confidence"] < 0.5


def test_each_narrator_tells_his_own_part() -> None:
    """ "I said" means who tells that part of the story, where two people tell it."""
    filler = "The rain went on over the reeds and the water and the far bank, hour after hour. " * 120
    text = (
        f'I found Mara there.\n\n"The boat is gone," I said.\n\n{filler}\n\nI found Mara again.\n\n"So it is," I said.'
    )
    people = [("Mara", ["she"], []), ("Tobias", ["he"], []), ("Old Hetty", ["she"], [])]
    talk = Talk(text, people, pronouns=[("I", 0, 1), ("I", 1, 1), ("I", 2, 2), ("I", 3, 2)], narrators=[1, 2])
    scores = Speakers().score(talk.document, talk.tables, NO_VECTORS)
    best = [int(entity[said.argmax()]) for entity, said in zip(scores.entity, scores.said, strict=True)]
    assert best == [1, 2]


def test_a_diary_s_writer_does_not_tell_what_stands_around_it() -> None:
    """Whoever says "I" in an entry tells the entry alone, though she is in the scene too."""
    text = 'I am cold. I can not sleep.\n\nMara came in.\n\n"Is it late?" she said.'
    talk = Talk(text, [("Mara", ["she"], ["I", "she"])], narrators=[0])
    sections, paragraphs = talk.tables["sections"].to_pylist(), talk.tables["paragraphs"].to_pylist()
    entry = {**sections[0], "kind": "journal_entry", "end": paragraphs[0]["end"]}
    scene = {**sections[0], "section_id": 1, "start": paragraphs[1]["start"]}
    for paragraph in paragraphs[1:]:
        paragraph["section_id"] = 1
    tables = {
        **talk.tables,
        "sections": table_from_rows("sections", [entry, scene]),
        "paragraphs": table_from_rows("paragraphs", paragraphs),
    }
    told = weigh_candidates(read_dialogue(text, tables)).features[0, :, COLUMN["is_narrator"]]
    assert not told.any()


def test_story_in_the_second_person() -> None:
    """ "You say" means whom the story calls "you"."""
    text = "You stand on the bank with Mara. " * 12 + '\n\n"The boat is gone," you say.\n\n"It is," says Mara.'
    people = [("Mara", ["she"], []), ("Tobias", ["you"], [])]
    talk = Talk(text, people, pronouns=[("you", nth, 1) for nth in range(13)])
    scores = Speakers().score(talk.document, talk.tables, NO_VECTORS)
    best = [int(entity[said.argmax()]) for entity, said in zip(scores.entity, scores.said, strict=True)]
    assert best == [1, 0]


def test_nobody_in_the_story() -> None:
    """Speech in a story without any mention of anybody has no speaker."""
    (row,) = _read('"The boat is gone."', [])
    assert (row["speaker"], row["speaker_confidence"]) == (None, 0.0)


def test_quotation_without_words() -> None:
    """A quotation that holds no word, at the very end, is no trouble."""
    talk = Talk(OPENING + '"The boat is gone," said Tobias.', PEOPLE[:2])
    (row,) = talk.tables["quotations"].to_pylist()
    empty = row | {"start": len(talk.text), "end": len(talk.text), "quotation_id": 1}
    talk.tables["quotations"] = table_from_rows("quotations", [row, empty])
    scores = Speakers().score(talk.document, talk.tables, NO_VECTORS)
    rows = Speakers().decode(talk.document, talk.tables, scores)["quotations"].to_pylist()
    assert rows[0]["speaker"] == TOBIAS


def test_no_quotations() -> None:
    """A story without speech gives an empty table."""
    assert _read("Mara stood on the bank.") == []


def test_inner_quotation_repeats_whom_its_cue_names() -> None:
    """Words quoted inside a quotation are by whom the words around them say, "I" being who speaks outside."""
    text = OPENING + '"And Tobias said, ‘Row!’ to me," said Mara.\n\n"And I said, ‘Never!’ to her," said Tobias.'
    rows = _read(text)
    assert [row["speaker"] for row in rows] == [MARA, TOBIAS, TOBIAS, TOBIAS]


def _scores(said: list[list[float]], heard: list[list[float]] | None = None, **more: Any) -> SpeakerScores:
    n = len(said)
    fields: dict[str, Any] = {
        "chains": [(i,) for i in range(n)],
        "entity": np.tile(np.arange(len(said[0])), (n, 1)),
        "said": np.array(said, dtype=np.float32),
        "heard": np.array(heard or np.zeros_like(said), dtype=np.float32),
        "cues": [None] * n,
        "evidence": [[] for _ in range(n)],
    }
    return SpeakerScores(**(fields | more))


def _decode(text: str, scores: SpeakerScores, **more: Any) -> list[dict[str, Any]]:
    talk = Talk(text, PEOPLE[:2], **more)
    table = Speakers().decode(talk.document, talk.tables, scores)["quotations"]
    rows: list[dict[str, Any]] = check_table("quotations", table).to_pylist()
    return rows


def test_decode_leaves_the_unsure_unknown() -> None:
    """A guess that is more often wrong than right is withheld, its probability kept."""
    rows = _decode('"One."\n\n"Two."', _scores([[0.9, 0.1], [0.4, 0.3]]))
    assert [row["speaker"] for row in rows] == [MARA, None]
    assert [round(row["speaker_confidence"], 2) for row in rows] == [0.9, 0.4]
    assert [row["attribution"] for row in rows] == ["implicit", None]


def test_decode_gives_chains_one_speaker() -> None:
    """All stretches of a chain have its speaker, addressees and cue."""
    cue = CueFound(start=6, end=15, is_pronoun=False, mention=0)
    scores = _scores([[0.1, 0.8]], [[0.7, 0.6]], chains=[(0, 1)], cues=[cue])
    rows = _decode('"One," said Mara, "two."', scores)
    assert [(row["speaker"], row["addressees"], row["cue_start"]) for row in rows] == [(TOBIAS, [MARA], 6)] * 2


def test_decode_thought_is_said_to_nobody() -> None:
    """A thought has no addressees, which is known."""
    (row,) = _decode('"One."', _scores([[0.9, 0.1]], [[0.0, 0.9]]), modes={0: "thought"})
    assert (row["addressees"], row["addressees_confidence"]) == ([], 1.0)


def test_decode_unknown_addressees_are_null() -> None:
    """Nobody likely enough to be spoken to means not known."""
    (row,) = _decode('"One."', _scores([[0.9, 0.1]], [[0.9, 0.2]]))
    assert row["addressees"] is None
    assert row["addressees_confidence"] == pytest.approx(0.2)


def test_decode_inner_second_person() -> None:
    """ "You said" inside a quotation means its addressee."""
    inner = Inner(quotations=(1,), entity=-1, confidence=0.0, person="second", cue=None)
    scores = _scores([[0.9, 0.1]], [[0.0, 0.8]], inner=[inner])
    rows = _decode('"You said ‘row’ to me."', scores)
    assert rows[1]["speaker"] == TOBIAS


def test_missing_weights(monkeypatch: pytest.MonkeyPatch) -> None:
    """Weights that are not there are an error of the installation that says what to do."""
    monkeypatch.setattr(speakers, "_WEIGHTS", "nowhere.npz")
    speakers.load_networks.cache_clear()
    with pytest.raises(WeightsError, match="install Irises again"):
        speakers.load_networks()
    speakers.load_networks.cache_clear()


def test_shipped_weights_fit_the_features() -> None:
    """The networks that ship take the feature rows that this version makes."""
    networks, hearers = speakers.load_networks()
    assert len(networks[0].mean) == len(FEATURES)
    assert {len(network.mean) for network in (*networks[1:], hearers)} == {len(FEATURES) + N_TURN_FEATURES}


def _network() -> Listwise:
    one = np.eye(2, dtype=np.float32)
    return Listwise(
        mean=np.zeros(2, dtype=np.float32),
        scale=np.ones(2, dtype=np.float32),
        weights=(one, one, np.array([[1.0], [-1.0]], dtype=np.float32)),
        biases=(np.zeros(2, np.float32), np.zeros(2, np.float32), np.zeros(1, np.float32)),
        temperature=2.0,
    )


def test_network_scores() -> None:
    """A network scores rows by themselves, its temperature dividing the score."""
    features = np.array([[[3.0, 1.0], [-1.0, 4.0]]], dtype=np.float32)
    assert _network().scores(features).tolist() == [[1.0, -2.0]]


def test_impossible_rows_have_no_probability() -> None:
    """Empty places get nothing of the softmax."""
    features = np.array([[[0.0, 0.0], [9.0, 0.0], [0.0, 0.0]]], dtype=np.float32)
    possible = np.array([[True, False, True]])
    assert _network().probabilities(features, possible).tolist() == [[0.5, 0.0, 0.5]]


def test_network_survives_naming() -> None:
    """A network named as arrays is the same network again."""
    arrays = _network().arrays("net")
    again = listwise_from(arrays, "net")
    features = np.array([[[3.0, 1.0]]], dtype=np.float32)
    assert again.scores(features).tolist() == _network().scores(features).tolist()
