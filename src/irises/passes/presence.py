"""Presence: who is in each scene bodily, who is only spoken of, and who is remembered.

Somebody is there who speaks aloud there, through whose eyes it is told, or who does or undergoes something that the
narration tells as happening then ("she had gone" is a look back, a letter's writer is not in the room it is read in).
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import defaultdict
from dataclasses import dataclass, field

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from irises.annotation import table_from_rows
from irises.document.model import Document
from irises.encode.encoding import Encoding
from irises.passes.characters import single_people
from irises.passes.clauses import Clauses, clauses_of
from irises.passes.emotion_cues import SAYING
from irises.passes.interface import PassSpec, Tables
from irises.passes.places import Bools, Ints, ints
from irises.passes.views import PAST, PRESENT, tenses

_LOOKS_BACK = frozenset("had 'd has have 've".split())
_USED = "use"
_NOBODY = frozenset(
    """
    somebody someone nobody anybody anyone everybody everyone none one else some any people others another men women
    """.split()
)
_DEVICES = frozenset(
    """
    phone telephone mobile cell receiver handset screen laptop monitor speakerphone voicemail radio intercom earpiece
    headset webcam video skype zoom facetime walkie-talkie comm comms television tv
    """.split()
)
"""Through what one hears and sees people who are somewhere else."""
_REACH = 2
"""How many sentences before somebody a device may stand that he or she is seen or heard through."""
_BODILY_VERBS = frozenset(
    """
    come go walk run sit stand lie kneel lean enter leave cross climb follow turn step rise fall stop hold take give
    carry put pull push touch pick open shut close hand throw catch kiss hug grab pour drink eat wear drop bend stoop
    """.split()
)
"""What nobody does in a room through a device."""
_SEASONS = r"(?:summer|winter|spring|autumn|year)"
_MONTHS = "January|February|March|April|May|June|July|August|September|October|November|December"
_BACK = re.compile(
    rf"\b(?:(?:years?|months?|weeks?|days?) (?:ago|before|earlier)|last (?:week|month|term|{_SEASONS})"
    rf"|(?:that|one) {_SEASONS}|in (?:{_MONTHS})"
    r"|when (?:I|he|she|you|they|we) (?:was|were) (?:a |little|small|young|\w+teen\b))"
)
"""A time that isn't the scene's."""
_IN_MINDS = frozenset("head mind memory dream dreams imagination thoughts photograph photo picture portrait".split())
_CONDITIONS = frozenset({"if", "unless"})
_UNREAL = frozenset("would should might may must will shall 'll".split())
_ABLE = frozenset("could can".split())
_MIND_VERBS = frozenset(
    """
    think know remember recall recollect believe suppose imagine fancy love hate miss forget mean want wish hope fear
    dream wonder expect understand trust doubt mention describe resemble call name say tell speak feel realize realise
    occur seem appear learn decide resolve suspect guess admire pity be have
    """.split()
)
_BODILY = {
    **dict.fromkeys(("nsubj", "nsubj:pass", "nsubj:outer", "root", "vocative"), 1.0),
    **dict.fromkeys(("obj", "iobj", "obl:agent"), 0.5),
    "obl": 0.3, "conj": 0.5,
}  # fmt: skip
"""How far somebody is there who stands so to a verb of deeds."""
_PLACES = frozenset("to at with beside from near before behind by toward towards opposite past after against".split())
_IN_CLAUSE = {"advcl": 0.5, "acl": 0.3, "csubj": 0.5, "ccomp": 0.5}
"""How far what a clause tells is told as happening there, by how it hangs on another."""
_IN_MIND, _DENIED, _OF_MIND = 0.0, 0.5, 0.5
_PARTS = frozenset(
    """
    hand eye face head arm leg foot finger lip mouth voice shoulder jaw cheek brow hair breath heart body knee chest
    throat back fist palm smile gaze look glance laugh tear nose chin forehead
    """.split()
)
_OF_PARTS = 0.6
_SPEAKS, _SEES = 2.0, 2.0
_RATHER = 0.5
_THERE = 0.8
_SURE, _LIKELY, _GUESS = 0.9, 0.75, 0.55
_CLIMB = 6


@dataclass
class _Signs:
    """What tells of one person in one section; `there` is how far he or she is there, 1 for one clear deed."""

    there: float = 0.0
    looked_back: int = 0
    is_afar: bool | None = None
    """Whether the narration first tells of him or her beside a telephone or a screen; None where it never does."""
    moves: bool = False
    """Whether he or she sees it all, or does what one does with the body."""
    quotations: int = 0
    mentions: int = 0
    first: int = 1 << 31
    last: int = 0
    evidence: list[dict[str, object]] = field(default_factory=list)

    def see(self, start: int, end: int) -> None:
        """Widens the stretch."""
        self.first, self.last = min(self.first, start), max(self.last, end)

    def show(self, weight: float, table: str, number: int) -> None:
        """Adds a sign of being there, with the row that it follows from."""
        self.there += weight
        if len(self.evidence) < _MOST_EVIDENCE:
            self.evidence.append({"table": table, "id": number})


class Presence:
    """Says who is in each scene, journal entry, letter or undivided chapter."""

    spec = PassSpec(
        name="presence",
        version=3,
        requires=frozenset({"sections", "sentences", "tokens", "mentions", "quotations", "entities", "perspectives"}),
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
    if signs.there >= _THERE and (signs.moves or not signs.is_afar):
        return "present", _SURE if signs.there > 4 * _THERE else _LIKELY if signs.there > 2 * _THERE else _GUESS
    if signs.looked_back:
        return "remembered", _GUESS
    return "mentioned", _LIKELY if not signs.there else _GUESS


class _Sections:
    """The innermost sections of a story, and what tells of people in them."""

    def __init__(self, document: Document, tables: Tables) -> None:
        self._clauses: Clauses = clauses_of(document, tables)
        self._tables = tables
        self._apart: list[int] = _apart(self._clauses, tables).tolist()
        self._sentence_starts = ints(tables["sentences"], "start")
        self._odd: list[int] = _odd_verbs(self._clauses, tables).tolist()
        self._device: list[bool] = _near_devices(self._clauses, tables).tolist()
        people = single_people(tables["entities"]) | _seeing(tables["perspectives"])
        self._people = people - _nobody_in_particular(tables["entities"])
        rows = tables["sections"].to_pylist()
        parents = {row["parent_id"] for row in rows}
        leaves = (row for row in rows if row["is_story"] and row["section_id"] not in parents)
        self._leaves = sorted((row["start"], row["end"], row["section_id"]) for row in leaves)
        self._starts = [start for start, _, _ in self._leaves]
        self._found: defaultdict[tuple[int, int], _Signs] = defaultdict(_Signs)

    def signs(self) -> dict[tuple[int, int], _Signs]:
        """Signs by section_id and entity_id."""
        self._mentions()
        self._speakers()
        self._eyes()
        return dict(self._found)

    def _of(self, position: int, who: int | None) -> _Signs | None:
        """The signs of somebody who is seen there, for more of them."""
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
            if token is None or self._clauses.mode(token) is not None or self._clauses.words[token] in _NOBODY:
                continue
            signs.looked_back += self._is_back(token)
            weight = self._deed(token)
            signs.moves |= bool(weight) and self._is_bodily(token)
            if signs.is_afar is None:
                signs.is_afar = self._device[self._clauses.sentence[token]]
            if weight:
                signs.show(weight, "mentions", number)

    def _is_back(self, token: int) -> bool:
        """Whether the mention headed by a word does or undergoes something told as earlier."""
        clauses = self._clauses
        if clauses.relation[token] not in _BODILY:
            return False
        verb = int(clauses.head[token])
        if self._apart[clauses.sentence[token]] == PAST or self._odd[verb] == PAST:
            return True
        return bool(self._helpers(verb) & _LOOKS_BACK) or self._is_habit(verb)

    def _is_habit(self, verb: int) -> bool:
        """What somebody "used to" do is over."""
        clauses, head = self._clauses, int(self._clauses.head[verb])
        used = clauses.relation[verb] == "xcomp" and clauses.lemmas[head] == _USED
        return used or (clauses.lemmas[verb] == _USED and bool(clauses.children(verb, ("xcomp",))))

    def _is_bodily(self, token: int) -> bool:
        clauses = self._clauses
        return clauses.relation[token].startswith("nsubj") and clauses.lemmas[int(clauses.head[token])] in _BODILY_VERBS

    def _helpers(self, verb: int) -> set[str]:
        return {self._clauses.words[w] for w in self._clauses.children(verb, ("aux",))}

    def _deed(self, token: int) -> float:
        """How far the mention headed by a word does or undergoes something there and then."""
        clauses = self._clauses
        relation, head = clauses.relation[token], int(clauses.head[token])
        if self._apart[clauses.sentence[token]]:
            return 0.0
        if relation == "nmod:poss":
            if clauses.lemmas[head] not in _PARTS or not clauses.relation[head].startswith(("nsubj", "obj", "obl")):
                return 0.0
            around = (
                clauses.words[w]
                for w in clauses.obliques(head, ("in", "of")) + clauses.obliques(int(clauses.head[head]), ("in",))
            )
            return _OF_PARTS * self._told(int(clauses.head[head])) if _IN_MINDS.isdisjoint(around) else 0.0
        if relation not in _BODILY or clauses.upos[head] not in ("VERB", "AUX"):
            return 0.0
        is_place = any(clauses.words[w] in _PLACES for w in clauses.children(token, ("case",)))
        if relation == "obl" and not is_place:
            return 0.0
        of_mind = clauses.lemmas[head] in _MIND_VERBS
        if of_mind and not relation.startswith("nsubj"):
            return 0.0
        return _BODILY[relation] * self._told(head) * (_OF_MIND if of_mind else 1.0)

    def _told(self, verb: int) -> float:
        """How far a verb is told as happening in the scene: not as earlier, unreal, or in somebody's mind or words."""
        clauses, told = self._clauses, 1.0
        helpers = self._helpers(verb)
        if helpers & (_LOOKS_BACK | _UNREAL) or self._odd[verb] or self._is_habit(verb):
            return 0.0
        if helpers & _ABLE or clauses.is_negated(verb):
            told *= _DENIED
        for _ in range(_CLIMB):
            head, relation = int(clauses.head[verb]), clauses.relation[verb].split(":")[0]
            if any(clauses.words[w] in _CONDITIONS for w in clauses.children(verb, ("mark",))):
                return 0.0
            if head == verb or clauses.quotation[head] != clauses.quotation[verb]:
                break
            if relation == "ccomp" and clauses.lemmas[head] in _MIND_VERBS | SAYING:
                return _IN_MIND
            told *= _IN_CLAUSE.get(relation, 1.0)
            verb = head
        return told

    def _speakers(self) -> None:
        table = self._tables["quotations"]
        names = ("start", "end", "speaker", "mode", "continues", "within", "quotation_id")
        columns = (table[name].to_pylist() for name in names)
        for start, end, who, mode, continues, within, number in zip(*columns, strict=True):
            signs = self._of(start, who) if mode != "writing" and within < 0 else None
            if signs is None:
                continue
            signs.quotations += continues < 0
            signs.see(start, end)
            if self._apart[self._sentence_at(start)] == PAST:
                signs.looked_back += 1
            else:
                signs.show(_SPEAKS, "quotations", number)

    def _sentence_at(self, position: int) -> int:
        return int(np.searchsorted(self._sentence_starts, position, side="right")) - 1

    def _eyes(self) -> None:
        views = self._tables["perspectives"]
        columns = (views[name].to_pylist() for name in ("start", "end", "focalizer", "focalizer_confidence"))
        for start, end, focalizer, sure in zip(*columns, strict=True):
            self._see(start, end, focalizer, sure)
        columns = (views[name].to_pylist() for name in ("start", "end", "narrator", "person"))
        for start, end, narrator, person in zip(*columns, strict=True):
            if person == "first":
                self._see(start, end, narrator, 1.0)

    def _see(self, start: int, end: int, who: int | None, sure: float) -> None:
        """Whoever sees it is there, if it is rather he or she than anybody else."""
        signs = self._of(start, who) if sure >= _RATHER else None
        if signs is not None:
            signs.there += _SEES * sure
            signs.moves = True
            signs.see(start, end)


def _nobody_in_particular(entities: pa.Table) -> frozenset[int]:
    """entity_ids of "some one else", "women": who is only called so is nobody whom one could meet."""
    names = zip(entities["entity_id"].to_pylist(), entities["name"].to_pylist(), strict=True)
    return frozenset(who for who, name in names if not _NOBODY.isdisjoint(name.lower().split()[-1:]))


def _seeing(views: pa.Table) -> frozenset[int]:
    """Through whose eyes any of it is told."""
    return frozenset(views["focalizer"].drop_null().to_pylist())


def _near_devices(clauses: Clauses, tables: Tables) -> Bools:
    """Of each sentence whether its narration, or that of one shortly before, has a telephone or a screen."""
    near = np.zeros(tables["sentences"].num_rows, dtype=np.bool_)
    for word in clauses.where(_DEVICES):
        if clauses.quotation[word] < 0:
            near[clauses.sentence[word] : clauses.sentence[word] + _REACH + 1] = True
    return near


def _odd_verbs(clauses: Clauses, tables: Tables) -> Ints:
    """Of each narrated finite verb in another tense than the narration around it that tense, 0 of other words."""
    views, feats = tables["perspectives"], pc.fill_null(tables["tokens"]["feats"], "")
    odd = np.zeros(len(clauses.words), dtype=np.int64)
    if not views.num_rows:
        return odd
    starts = ints(tables["tokens"], "start")
    place = np.maximum(np.searchsorted(ints(views, "start"), starts, side="right") - 1, 0)
    is_past = pc.equal(views["tense"], "past").to_numpy()[place]
    narrated = clauses.is_narrated
    present, past = (
        pc.match_substring(feats, f"Tense={tense}|VerbForm=Fin").to_numpy() & narrated for tense in ("Pres", "Past")
    )
    odd[present & is_past] = PRESENT
    odd[past & ~is_past] = PAST
    return odd


def _apart(clauses: Clauses, tables: Tables) -> Ints:
    """Of each sentence that is told in another tense than the narration around it that tense, 0 of others.

    Where the story is told in the past, the present speaks of what always is so; where it is told in the present, the
    past looks back.
    """
    views, starts = tables["perspectives"], ints(tables["sentences"], "start")
    found = tenses(clauses, tables["tokens"], len(starts))
    if not views.num_rows:
        return np.zeros_like(found)
    place = np.maximum(np.searchsorted(ints(views, "start"), starts, side="right") - 1, 0)
    usual = np.where(pc.equal(views["tense"], "past").to_numpy()[place], PAST, PRESENT)
    apart = np.where(found == usual, 0, found)
    for back in _BACK.finditer(clauses.document.text):
        sentence = int(np.searchsorted(starts, back.start(), side="right")) - 1
        word = int(np.searchsorted(clauses.document.words.start, back.start()))
        if sentence >= 0 and word < len(clauses.words) and clauses.quotation[word] < 0:
            apart[sentence] = PAST
    return apart
