"""Events told as really happening (realis; Sims, Park and Bamman 2019), by the shared encoder's event head."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from irises.document.model import Document
from irises.encode import weights
from irises.encode.cores import on_all_cores
from irises.encode.encoding import Encoding, floats
from irises.passes.interface import PassSpec, Tables
from irises.passes.places import Ints, ints, story_words, table_of
from irises.passes.sureness import calibrated

Floats = npt.NDArray[np.float32]
_BLOCK = 8192
_AGENTS = ("nsubj", "obl:agent")
_PATIENTS = ("obj", "nsubj:pass", "iobj")
_UNREAL = "would could should might may must will shall can 'll not n't never no if unless whether".split()
_AS_OBJECT = ("obj", "obl", "nmod")
_HABITUAL = "always often usually generally sometimes occasionally frequently whenever".split()
_TIMES = "day night morning evening afternoon week month year summer winter time".split()
_AS_ROOT, _NOUN, _RELATIVE, _INFINITIVE, _NOT_REAL, _HABIT = 0.5, -1.0, -1.2, -0.8, -2.0, -0.8
"""Log-odds, by rough counts on LitBank dev."""


class Events:
    """Finds event triggers, and who acts and is acted upon by their syntax."""

    spec = PassSpec(
        name="events",
        version=3,
        requires=frozenset({"sections", "paragraphs", "tokens", "mentions"}),
        provides=frozenset({"events"}),
    )

    def score(self, document: Document, tables: Tables, encoding: Encoding) -> Floats:
        """Probability of each word's being a trigger."""
        return weights.sigmoid(trigger_logits(encoding) + grammar_shifts(document, tables["tokens"]))

    def decode(self, document: Document, tables: Tables, scores: Floats) -> dict[str, pa.Table]:
        """Words of the story likely enough to be triggers."""
        likely, least = calibrated("events", scores)
        triggers = np.flatnonzero((likely > least) & story_words(document))
        agents, patients = _participants(tables, triggers)
        columns = {
            "start": document.words.start[triggers],
            "end": document.words.end[triggers],
            "confidence": likely[triggers],
            "event_id": np.arange(len(triggers), dtype=np.int32),
            "agent": agents,
            "patient": patients,
        }
        return {"events": table_of("events", columns, source=self.spec.source)}


def trigger_logits(encoding: Encoding) -> Floats:
    """What the head says of each word alone: log-odds of being a trigger."""
    hidden, last = weights.head("event_hidden"), weights.head("event")
    out = np.zeros(len(encoding.vectors), dtype=np.float32)

    def fill(a: int) -> None:
        block = weights.gelu(floats(encoding.vectors[a : a + _BLOCK]) @ hidden["weight"].T + hidden["bias"])
        out[a : a + _BLOCK] = block @ last["weight"][0] + last["bias"]

    on_all_cores(fill, range(0, len(out), _BLOCK))
    return out


def grammar_shifts(document: Document, tokens: pa.Table) -> Floats:
    """What grammar adds to the log-odds of each word's being a trigger: what is denied, possible or to come hasn't
    happened, what happened time and again didn't at the time told of, and objects are seldom events of their own."""
    relations = np.array(tokens["deprel"].fill_null("dep").to_pylist(), dtype=object)
    words = np.array([word.lower().replace("’", "'") for word in document.words.texts(document.text)], dtype=object)
    out = np.zeros(len(words), dtype=np.float32)
    out[relations == "root"] += _AS_ROOT
    out[np.isin(relations, _AS_OBJECT) & (np.array(tokens["upos"].to_pylist(), dtype=object) == "NOUN")] += _NOUN
    out[relations == "acl:relcl"] += _RELATIVE
    out[pc.match_substring(tokens["feats"].fill_null(""), "VerbForm=Inf").to_numpy(zero_copy_only=False)] += _INFINITIVE
    unreal = np.flatnonzero(np.isin(words, _UNREAL) & np.isin(relations, ("aux", "advmod", "mark", "det")))
    heads = tokens["head"].fill_null(0).to_numpy()[unreal]
    out[np.unique(heads)] += _NOT_REAL
    sentences = tokens["sentence_id"].to_numpy()
    out[np.isin(sentences, sentences[_habitual(words)])] += _HABIT
    return out


def _habitual(words: npt.NDArray[np.object_]) -> npt.NDArray[np.bool_]:
    """Words that tell of a habit: "always", "used to", "every night"."""
    found = np.isin(words, _HABITUAL)
    first, second = words[:-1], words[1:]
    found[:-1] |= (first == "used") & (second == "to")
    found[:-1] |= np.isin(first, ("every", "each")) & np.isin(second, _TIMES)
    return found


def _participants(tables: Tables, triggers: Ints) -> tuple[list[int | None], list[int | None]]:
    """mention_ids of the agents and patients of triggers: the longest mention headed by their dependent."""
    tokens = tables["tokens"]
    if tokens["head"].null_count or tokens["deprel"].null_count:
        return [None] * len(triggers), [None] * len(triggers)
    heads, relations = ints(tokens, "head"), tokens["deprel"].to_pylist()
    mention_of: dict[int, int] = {}
    mentions = tables["mentions"]
    for mention, token in zip(mentions["mention_id"].to_pylist(), mentions["head_token"].to_pylist(), strict=True):
        if token is not None:
            mention_of.setdefault(token, mention)
    found: dict[tuple[int, str], int] = {}
    wanted = set(triggers.tolist())
    for token, mention in mention_of.items():
        head, relation = int(heads[token]), relations[token]
        if head in wanted:
            role = "agent" if relation in _AGENTS else "patient" if relation in _PATIENTS else None
            if role is not None:
                found.setdefault((head, role), mention)
    order = triggers.tolist()
    return [found.get((t, "agent")) for t in order], [found.get((t, "patient")) for t in order]
