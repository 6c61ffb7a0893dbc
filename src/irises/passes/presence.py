"""Presence: who is in each scene bodily, who is only spoken of, and who is remembered.

Somebody is there who speaks aloud there, through whose eyes it is told, or who does or undergoes something that the
narration tells as happening then ("she had gone" is a look back, a letter's writer is not in the room it is read in).
"""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from dataclasses import dataclass, field

import pyarrow as pa

from irises.annotation import table_from_rows
from irises.document.model import Document
from irises.encode.encoding import Encoding
from irises.passes.characters import single_people
from irises.passes.clauses import Clauses, clauses_of
from irises.passes.interface import PassSpec, Tables

_LOOKS_BACK = frozenset({"had", "'d"})
_UNREAL = frozenset("would could should might may must will shall 'll can".split())
_MIND_VERBS = frozenset(
    """
    think know remember recall recollect believe suppose imagine fancy love hate miss forget mean want wish hope fear
    dream wonder expect understand trust doubt mention describe resemble call name say tell speak
    """.split()
)
_BODILY = frozenset({"nsubj", "obj", "iobj", "obl", "nmod:poss", "conj", "root", "vocative", "obl:agent", "nsubj:pass"})
_PARTS = frozenset(
    """
    hand eye face head arm leg foot finger lip mouth voice shoulder jaw cheek brow hair breath heart body knee chest
    throat back fist palm smile gaze look glance laugh tear nose chin forehead
    """.split()
)
_SURE, _LIKELY, _GUESS = 0.9, 0.75, 0.55


@dataclass
class _Signs:
    """What tells of one person in one section."""

    there: int = 0
    looked_back: int = 0
    quotations: int = 0
    mentions: int = 0
    first: int = 1 << 31
    last: int = 0
    evidence: list[dict[str, object]] = field(default_factory=list)

    def see(self, start: int, end: int) -> None:
        """Widens the stretch."""
        self.first, self.last = min(self.first, start), max(self.last, end)


class Presence:
    """Says who is in each scene, journal entry, letter or undivided chapter."""

    spec = PassSpec(
        name="presence",
        version=1,
        requires=frozenset({"sections", "tokens", "mentions", "quotations", "entities", "perspectives"}),
        provides=frozenset({"presence"}),
    )

    def score(self, document: Document, tables: Tables, encoding: Encoding) -> None:
        """No model is asked: subjects, speakers and tenses suffice."""
        return None

    def decode(self, document: Document, tables: Tables, scores: None = None) -> dict[str, pa.Table]:
        """One row per person and innermost section of the story that speaks of him or her."""
        found = _Sections(document, tables).signs()
        starts = dict(zip(*(tables["sections"][name].to_pylist() for name in ("section_id", "start")), strict=True))
        ordered = sorted(found.items(), key=lambda item: (starts[item[0][0]], item[1].first))
        rows = (_row(section, who, signs) | {"source": self.spec.source} for (section, who), signs in ordered)
        return {"presence": table_from_rows("presence", rows)}


_MOST_EVIDENCE = 5


def _row(section: int, who: int, signs: _Signs) -> dict[str, object]:
    status, sure = _status(signs)
    return {
        "start": signs.first,
        "end": signs.last,
        "confidence": sure,
        "known_at": signs.last,
        "section_id": section,
        "entity_id": who,
        "status": status,
        "n_quotations": signs.quotations,
        "n_mentions": signs.mentions,
        "evidence": signs.evidence,
    }


def _status(signs: _Signs) -> tuple[str, float]:
    if signs.quotations or signs.there > 1:
        return "present", _SURE if signs.quotations or signs.there > 3 else _LIKELY
    if signs.there:
        return "present", _GUESS
    if signs.looked_back:
        return "remembered", _GUESS
    return "mentioned", _LIKELY


class _Sections:
    """The innermost sections of a story, and what tells of people in them."""

    def __init__(self, document: Document, tables: Tables) -> None:
        self._clauses: Clauses = clauses_of(document, tables)
        self._tables = tables
        rows = tables["sections"].to_pylist()
        parents = {row["parent_id"] for row in rows}
        leaves = (row for row in rows if row["is_story"] and row["section_id"] not in parents)
        self._leaves = sorted((row["start"], row["end"], row["section_id"]) for row in leaves)
        self._starts = [start for start, _, _ in self._leaves]
        self._people = single_people(tables["entities"])
        self._found: defaultdict[tuple[int, int], _Signs] = defaultdict(_Signs)

    def signs(self) -> dict[tuple[int, int], _Signs]:
        """Signs by section_id and entity_id."""
        self._mentions()
        self._speakers()
        self._eyes()
        return dict(self._found)

    def _of(self, position: int, who: int | None) -> _Signs | None:
        place = bisect_right(self._starts, position) - 1
        if who is None or who not in self._people or place < 0 or position >= self._leaves[place][1]:
            return None
        return self._found[self._leaves[place][2], who]

    def _mentions(self) -> None:
        mentions = self._tables["mentions"]
        columns = (mentions[name].to_pylist() for name in ("start", "end", "entity_id", "head_token", "mention_id"))
        for start, end, who, token, number in zip(*columns, strict=True):
            signs = self._of(start, who)
            if signs is None:
                continue
            signs.mentions += 1
            signs.see(start, end)
            if token is None or self._clauses.mode(token) is not None:
                continue
            kind = self._acts(token)
            signs.there += kind == "there"
            signs.looked_back += kind == "back"
            if kind == "there" and len(signs.evidence) < _MOST_EVIDENCE:
                signs.evidence.append({"table": "mentions", "id": number})

    def _acts(self, token: int) -> str | None:
        """Whether the mention headed by a word does or undergoes something then ("there") or earlier ("back")."""
        clauses = self._clauses
        relation = clauses.relation[token]
        verb = int(clauses.head[token])
        if relation == "nmod:poss":
            return self._body(verb)
        if relation not in _BODILY or clauses.upos[verb] not in ("VERB", "AUX"):
            return None
        helpers = {clauses.words[w] for w in clauses.children(verb, ("aux",))}
        if helpers & _LOOKS_BACK:
            return "back"
        if helpers & _UNREAL or clauses.is_negated(verb):
            return None
        if clauses.lemmas[verb] in _MIND_VERBS and not relation.startswith("nsubj"):
            return None
        return "there"

    def _body(self, part: int) -> str | None:
        """ "His hands shook": the owner of a part of the body that does something."""
        clauses = self._clauses
        if clauses.lemmas[part] not in _PARTS:
            return None
        return "there" if clauses.relation[part].startswith(("nsubj", "obj", "obl")) else None

    def _speakers(self) -> None:
        table = self._tables["quotations"]
        columns = (table[name].to_pylist() for name in ("start", "end", "speaker", "mode", "continues", "quotation_id"))
        for start, end, who, mode, continues, number in zip(*columns, strict=True):
            signs = self._of(start, who)
            if signs is None or mode == "writing":
                continue
            signs.quotations += continues < 0
            signs.there += 1
            signs.see(start, end)
            if len(signs.evidence) < _MOST_EVIDENCE:
                signs.evidence.append({"table": "quotations", "id": number})

    def _eyes(self) -> None:
        views = self._tables["perspectives"]
        columns = (views[name].to_pylist() for name in ("start", "end", "focalizer", "narrator", "person"))
        for start, end, focalizer, narrator, person in zip(*columns, strict=True):
            for who in {focalizer, narrator if person == "first" else None} - {None}:
                signs = self._of(start, who)
                if signs is not None:
                    signs.there += 2
                    signs.see(start, end)
