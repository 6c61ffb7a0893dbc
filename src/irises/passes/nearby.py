"""Whom "he" and "she" may mean in a paragraph of narration, beside whom their links say.

Links see the whole story, and where two of one gender meet they lean to the one it tells of most. A paragraph that
says "Oliver sat down. He had not slept; the boy had" speaks of Oliver, whatever the link of "he" says. Here nothing is
decided: each run of pronouns comes with everybody it may mean and what speaks for each, and the reading of eyes weighs
that together with whose mind was open before.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from itertools import groupby
from math import log1p

import pyarrow as pa
import pyarrow.compute as pc

from irises.passes.clauses import SUBJECTS, Clauses
from irises.passes.given_names import gender_of_given
from irises.passes.interface import Tables
from irises.passes.mention_traits import FEMININE, MASCULINE, traits_of
from irises.passes.places import ints

HINTS = (
    "linked",
    "linked surely",
    "subject of the paragraph",
    "named in the paragraph",
    "subject before",
    "named beside",
    "not named in the scene",
    "gender not known",
    "paragraphs ago",
)
"""What speaks for or against each person whom a run may mean, in the order of `Run.hints`."""

_MASCULINE = frozenset("he him his himself".split())
_FEMININE = frozenset("she her hers herself".split())
_OF_PRONOUN = {**dict.fromkeys(_MASCULINE, "masculine"), **dict.fromkeys(_FEMININE, "feminine")}
_OF_TRAIT = {MASCULINE: "masculine", FEMININE: "feminine"}
_STORY = -1
_IN_PLAY = 4
"""Who was mentioned so many paragraphs ago at most may be meant."""
_DOUBTFUL = 0.4
_BESIDE_AT_MOST = 2
_CLIMB = 5
_UNDER = frozenset({"advcl", "acl", "ccomp", "xcomp", "csubj"})


@dataclass(frozen=True, kw_only=True)
class Run:
    """Pronouns (word indices) of one paragraph that are linked to one person with nobody of their gender named as a
    subject between, and the hints (see `HINTS`) for each person they may mean."""

    words: tuple[int, ...]
    linked: int
    hints: Mapping[int, tuple[float, ...]]


@dataclass
class _Spoken:
    """Who has been spoken of so far: in which paragraph each last, and the last subject of each gender."""

    at: dict[int, int] = field(default_factory=dict)
    subjects: dict[str, int] = field(default_factory=dict)
    here: set[int] = field(default_factory=set)
    subjects_here: dict[str, int] = field(default_factory=dict)

    def begin(self, paragraph: int, *, is_new_scene: bool) -> None:
        """Begins a paragraph; who was mentioned too long ago is out of play."""
        if is_new_scene:
            self.subjects, self.subjects_here = {}, {}
        self.at = {who: at for who, at in self.at.items() if paragraph - at <= _IN_PLAY}
        self.subjects |= self.subjects_here
        self.here, self.subjects_here = set(), {}

    def as_it_is(self) -> _Spoken:
        """The same, and it stays so."""
        return _Spoken(
            at=dict(self.at),
            subjects=dict(self.subjects),
            here=set(self.here),
            subjects_here=dict(self.subjects_here),
        )


def named_people(mentions: pa.Table) -> frozenset[int]:
    """entity_ids of those who are called by a name somewhere."""
    return frozenset(mentions.filter(pc.equal(mentions["form"], "proper"))["entity_id"].to_pylist())


def runs_of(clauses: Clauses, tables: Tables, people: frozenset[int]) -> list[Run]:
    """The runs of "he" and "she" in the narration, in text order; only `people` are meant by them."""
    return list(_Runs(clauses, tables, people).find())


class _Runs:
    def __init__(self, clauses: Clauses, tables: Tables, people: frozenset[int]) -> None:
        self._clauses = clauses
        self._people = people
        self._genders = _genders(tables["entities"], people)
        self._with_names = named_people(tables["mentions"])
        self._sure = tables["mentions"]["entity_confidence"].to_pylist()
        self._paragraph = ints(tables["sentences"], "paragraph_id")[clauses.sentence_ids].tolist()
        self._section: list[int] = tables["paragraphs"]["section_id"].to_pylist()
        self._first_named = self._names()
        self._named_in: dict[int, set[int]] = {}
        for section, who in self._first_named:
            self._named_in.setdefault(section, set()).add(who)

    def _names(self) -> dict[tuple[int, int], int]:
        """Where each person is first called by a name or a noun, by section (`_STORY`: anywhere) and person."""
        first: dict[tuple[int, int], int] = {}
        for word, who in self._clauses.people():
            if self._clauses.upos[word] != "PRON":
                first.setdefault((self._section[self._paragraph[word]], who), word)
                first.setdefault((_STORY, who), word)
        return first

    def find(self) -> Iterator[Run]:
        """The runs of all paragraphs."""
        spoken, scene = _Spoken(), -1
        for paragraph, people in groupby(self._clauses.people(), key=lambda item: self._paragraph[item[0]]):
            spoken.begin(paragraph, is_new_scene=self._section[paragraph] != scene)
            scene = self._section[paragraph]
            yield from self._in_paragraph(paragraph, list(people), spoken)

    def _in_paragraph(self, paragraph: int, people: list[tuple[int, int]], spoken: _Spoken) -> Iterator[Run]:
        """The runs of a paragraph that has these words for people."""
        gathered = self._gathered(paragraph, people, spoken)
        names = self._names_in(people) if gathered else []
        for (linked, gender), run, before in gathered:
            beside, sure = self._beside(run, names), self._sureness(run)
            hints = {
                who: self._hints(who, linked, sure, run[0], gender, before, beside)
                for who in self._candidates(linked, gender, before)
            }
            if hints:
                yield Run(words=tuple(run), linked=linked, hints=hints)

    def _gathered(
        self, paragraph: int, people: list[tuple[int, int]], spoken: _Spoken
    ) -> list[tuple[tuple[int, str], list[int], tuple[int, _Spoken]]]:
        """The runs of a paragraph, each with whom it is linked to and the gender, and with its paragraph and who was
        spoken of before it."""
        runs: dict[tuple[int, str, int | None], tuple[list[int], tuple[int, _Spoken]]] = {}
        for word, who in people:
            gender = _OF_PRONOUN.get(self._clauses.words[word]) if self._clauses.quotation[word] < 0 else None
            # "He" of the first words, or "she" of somebody who is hardly there, may be one with a name.
            if who not in self._people and (gender is None or (_STORY, who) in self._first_named):
                continue
            if gender is None:
                self._note(word, who, paragraph, spoken)
                continue
            key = (who, gender, spoken.subjects_here.get(gender))
            if key not in runs:
                runs[key] = ([], (paragraph, spoken.as_it_is()))
            runs[key][0].append(word)
            if who in self._people:
                spoken.at[who] = paragraph
        return [((who, gender), run, before) for (who, gender, _), (run, before) in runs.items()]

    def _note(self, word: int, who: int, paragraph: int, spoken: _Spoken) -> None:
        """Takes down a mention that is no "he" or "she" of the narration."""
        clauses = self._clauses
        spoken.at[who] = paragraph
        if clauses.upos[word] == "PRON":
            return
        if clauses.quotation[word] < 0:
            spoken.here.add(who)
            # "The boy sighed" of one who has a name is said by somebody else's eyes: "he" is rather theirs.
            is_described = clauses.upos[word] == "NOUN" and who in self._with_names
            if clauses.relation[word] in SUBJECTS and not is_described and not self._is_aside(word):
                for gender in {self._genders.get(who)} - {None} or set(_OF_TRAIT.values()):
                    spoken.subjects_here[str(gender)] = who

    def _is_aside(self, word: int) -> bool:
        """Whether a subject stands in a clause under one that had its subject before: "she laughed, for Tess came"."""
        clauses, verb = self._clauses, int(self._clauses.head[word])
        for _ in range(_CLIMB):
            head = int(clauses.head[verb])
            if head == verb or clauses.quotation[head] >= 0:
                return False
            is_under = clauses.relation[verb].partition(":")[0] in _UNDER
            verb = head
            if is_under and any(w < word for w in clauses.children(verb, ("nsubj",))):
                return True
        return False

    def _candidates(self, linked: int, gender: str, before: tuple[int, _Spoken]) -> list[int]:
        """Whom a run may mean: the one it is linked to, and those in play whose gender allows it; of one who is never
        named, everybody named in the scene."""
        paragraph, spoken = before
        near = set(spoken.at)
        if (_STORY, linked) not in self._first_named:
            near |= self._named_in.get(self._section[paragraph], set()) & self._people
        allowed = (who for who in sorted(near) if self._genders.get(who, gender) == gender)
        return list(dict.fromkeys([*({linked} & self._people), *allowed]))

    def _names_in(self, people: list[tuple[int, int]]) -> list[tuple[int, int]]:
        """Those words of narration that name somebody, but for those that say what a subject is."""
        clauses = self._clauses
        return [
            (word, who)
            for word, who in people
            if clauses.upos[word] in ("PROPN", "NOUN") and clauses.quotation[word] < 0 and not self._equates(word)
        ]

    def _beside(self, run: list[int], names: list[tuple[int, int]]) -> dict[int, int]:
        """How often each person is named in a sentence of the run after one of its subjects, who is somebody else."""
        clauses = self._clauses
        subjects = {clauses.sentence[w]: w for w in reversed(run) if clauses.relation[w] in SUBJECTS}
        found: dict[int, int] = {}
        if subjects:
            for word, who in names:
                first = subjects.get(clauses.sentence[word])
                if first is not None and word > first:
                    found[who] = found.get(who, 0) + 1
        return found

    def _equates(self, word: int) -> bool:
        """Whether a noun says what a subject is or was: "she was a nun", "when he was a boy"."""
        clauses = self._clauses
        return bool(clauses.children(word, ("cop",))) or any(
            clauses.words[w] in ("as", "like", "a", "an") for w in clauses.children(word, ("case", "det"))
        )

    def _sureness(self, run: list[int]) -> float:
        """How sure the links of a run are, on average."""
        rows = [m for w in run if (m := self._clauses.mention(w)) is not None]
        return sum(self._sure[m] for m in rows) / len(rows) if rows else _DOUBTFUL

    def _hints(
        self,
        who: int,
        linked: int,
        sure: float,
        first: int,
        gender: str,
        before: tuple[int, _Spoken],
        beside: Mapping[int, int],
    ) -> tuple[float, ...]:
        """The hints for one whom a run may mean that begins at a `first` word."""
        paragraph, spoken = before
        is_subject = spoken.subjects_here.get(gender) == who
        return (
            float(who == linked),
            (who == linked) * max(0.0, sure - _DOUBTFUL),
            float(is_subject),
            float(who in spoken.here and not is_subject),
            float(not spoken.subjects_here.get(gender) and spoken.subjects.get(gender) == who),
            float(min(beside.get(who, 0), _BESIDE_AT_MOST)),
            float(self._first_named.get((self._section[paragraph], who), first) >= first),
            float(who not in self._genders),
            log1p(paragraph - spoken.at[who]) if who in spoken.at else 0.0,
        )


def _genders(entities: pa.Table, people: frozenset[int]) -> dict[int, str]:
    """The gender of those of the people whose pronouns or name tell it."""
    found = {}
    columns = (entities[name].to_pylist() for name in ("entity_id", "name", "pronouns"))
    for who, name, pronouns in zip(*columns, strict=True):
        if who not in people:
            continue
        gender = next((_OF_PRONOUN[word] for word in pronouns if word in ("he", "she")), None) or _of_name(name)
        if gender is not None:
            found[who] = gender
    return found


def _of_name(name: str) -> str | None:
    words = name.split()
    title = _OF_TRAIT.get(int(traits_of([words], [0]).gender[0])) if words else None
    return title or (gender_of_given(words[0].lower()) if words else None)
