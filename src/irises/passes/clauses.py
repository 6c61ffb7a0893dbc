"""Clauses as rules ask for them: who does it, to whom, is it denied, what is its content; over tokens and mentions.

Everything is by word index. Universal Dependencies are the parser's, and may be wrong: what a rule takes from here it
should take with a pinch of salt (`confidence`).
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from copy import copy
from functools import cached_property

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from irises.annotation import Span
from irises.document.model import Document
from irises.passes.interface import Tables
from irises.passes.places import Bools, Ints, coded, innermost, ints, rows_of, word_spans

Relations = tuple[str, ...] | frozenset[str]
SUBJECTS = frozenset({"nsubj", "nsubj:pass", "nsubj:outer"})
NEGATIONS = frozenset({"not", "n't", "never", "no", "neither", "nor", "hardly", "scarcely", "without", "nt"})
# Clauses that lend their subject from the one they hang on.
_BORROWING = frozenset({"conj", "xcomp", "advcl", "ccomp", "parataxis"})
_CONTENT = ("ccomp", "xcomp", "acl", "advcl", "obj", "csubj")
_SPELLINGS = {"nt": "n't", "u": "you", "pls": "please", "plz": "please", "ur": "your"}
"""Words as they are spelt in messages, and as rules know them."""
_LONGEST_NAME = 5
"""Words of a name, at most."""
_STOPS = frozenset({".", "?", "!"})
_FARTHEST_STOP = 120
"""Words among which the end of what a word stands in is looked for."""
_LARGEST = 400
"""Words of a subtree that are looked at, at most."""
_PUNCTUATION = frozenset({"PUNCT", "SYM"})
_TABLES = ("tokens", "mentions", "quotations")
_latest: list[tuple[tuple[pa.Table, ...], Clauses]] = []


def clauses_of(document: Document, tables: Tables) -> Clauses:
    """The clauses of a story; passes that ask for the same tables one after the other share them until `forget`."""
    asked = tuple(tables[name] for name in _TABLES)
    for known, clauses in tuple(_latest):
        if clauses.document is document and all(a is b for a, b in zip(known, asked, strict=True)):
            return clauses
    clauses = Clauses(document, tables)
    _latest[:] = [(asked, clauses)]
    return clauses


def forget() -> None:
    """Lets go of the story that was read last."""
    _latest.clear()


class Clauses:
    """The words of a story with their trees, and the people who stand in them."""

    def __init__(self, document: Document, tables: Tables) -> None:
        self.document = document
        self._tables = tables
        tokens = tables["tokens"]
        forms, self._form = coded(pa.array(document.word_texts, type=pa.string()))
        forms = [word.lower().replace("’", "'") for word in forms]
        self._forms = [_SPELLINGS.get(word, word) for word in forms]
        lemmas, self._lemma = coded(pc.fill_null(tokens["lemma"], ""))
        self._lemmas = [lemma.lower() for lemma in lemmas]
        self.words: list[str] = rows_of(self._forms, self._form)
        self.lemmas: list[str] = rows_of(self._lemmas, self._lemma)
        self.upos: list[str] = rows_of(*coded(pc.fill_null(tokens["upos"], "X")))
        self._relations, relation = coded(pc.fill_null(tokens["deprel"], "dep"))
        self.relation: list[str] = rows_of(self._relations, relation)
        self._with_subtypes: dict[Relations, frozenset[str]] = {}
        own = np.arange(len(self.words), dtype=np.int64)
        self._head: Ints = np.where(
            tokens["head"].is_null().to_numpy(), own, pc.fill_null(tokens["head"], 0).to_numpy().astype(np.int64)
        )
        self.head: list[int] = self._head.tolist()
        self.sentence_ids: Ints = ints(tokens, "sentence_id")
        self.sentence: list[int] = self.sentence_ids.tolist()

    @cached_property
    def _children(self) -> tuple[list[int], list[int]]:
        """Words that hang on others, ordered by head, and where each head's begin: children of `w` are
        `order[first[w]:first[w + 1]]`."""
        hanging = np.flatnonzero(self._head != np.arange(len(self._head)))
        head = self._head[hanging]
        order = hanging[np.argsort(head, kind="stable")]
        first = np.cumsum(np.bincount(head + 1, minlength=len(self._head) + 1))
        return order.tolist(), first.tolist()

    def children(self, word: int, relations: Relations = ()) -> list[int]:
        """Dependents in text order, those of the given relations (subtypes included) or all."""
        order, first = self._children
        found = order[first[word] : first[word + 1]]
        if not relations or not found:
            return found
        wanted = self._with_subtypes.get(relations)
        if wanted is None:
            subtypes = (name for name in self._relations if name.partition(":")[0] in relations)
            wanted = self._with_subtypes[relations] = frozenset((*relations, *subtypes))
        relation = self.relation
        return [w for w in found if relation[w] in wanted]

    def where(self, lemmas: Iterable[str]) -> list[int]:
        """The words with one of these lemmas or forms, in text order."""
        wanted = frozenset(lemmas)
        is_form = np.array([form in wanted for form in self._forms], dtype=bool)
        is_lemma = np.array([lemma in wanted for lemma in self._lemmas], dtype=bool)
        places: list[int] = np.flatnonzero(is_form[self._form] | is_lemma[self._lemma]).tolist()
        return places

    def subject(self, word: int, *, borrowed: bool = True) -> int | None:
        """The word that is a verb's or predicate's subject; `borrowed`: also that of the clause it goes on from."""
        for _ in range(4):
            # "said Anna" after a quotation is not the subject of the words said.
            own = [w for w in self.children(word, SUBJECTS) if self.quotation[w] == self.quotation[word]]
            if own:
                return own[0]
            relation, head = self.relation[word].partition(":")[0], self.head[word]
            if relation == "acl":
                return head
            if (
                not borrowed
                or relation not in _BORROWING
                or head == word
                or self.quotation[head] != self.quotation[word]
            ):
                return None
            word = head
        return None

    def objects(self, word: int) -> list[int]:
        """Direct and indirect objects."""
        return self.children(word, ("obj", "iobj"))

    def obliques(self, word: int, prepositions: Iterable[str] = ()) -> list[int]:
        """Obliques (of nouns: nominal modifiers) with one of these prepositions, or all."""
        wanted = frozenset(prepositions)
        found = self.children(word, ("obl", "nmod"))
        return [w for w in found if not wanted or any(self.words[c] in wanted for c in self.children(w, ("case",)))]

    def is_negated(self, word: int) -> bool:
        """Whether the word, its auxiliaries or its determiner deny it."""
        near = self.children(word, ("advmod", "aux", "det", "cop", "cc", "mark", "case"))
        return any(self.words[w] in NEGATIONS for w in near) or self._denied_before(word)

    def _denied_before(self, word: int) -> bool:
        """A negation right before, where the parser hung it elsewhere."""
        before = [w for w in range(max(0, word - 3), word) if self.sentence[w] == self.sentence[word]]
        return any(self.words[w] in ("not", "n't", "never") for w in before)

    def subtree(self, word: int) -> tuple[int, int]:
        """First and last word (inclusive) below a word, itself included, without punctuation at the ends."""
        order, first = self._children
        seen: list[int] = []
        waiting = [word]
        while waiting and len(seen) < _LARGEST:
            seen.append(waiting.pop())
            waiting += order[first[seen[-1]] : first[seen[-1] + 1]]
        low, high = min(seen), max(seen)
        while low < word and self.upos[low] in _PUNCTUATION:
            low += 1
        while high > word and self.upos[high] in _PUNCTUATION:
            high -= 1
        return low, high

    def content(self, word: int, relations: Sequence[str] = _CONTENT) -> tuple[int, int] | None:
        """First and last word (inclusive) of the clause or phrase that the word governs, the clause first."""
        for relation in relations:
            found = self.children(word, (relation,))
            if found:
                return self.subtree(next((w for w in found if w > word), found[0]))
        return None

    def same_quotation(self, cue: int, first: int, last: int) -> tuple[int, int]:
        """The part of a stretch of words that stands with the cue, inside one quotation or outside all; the whole
        stretch where none of it does."""
        if self.quotation[cue] < 0:
            return first, last
        inside = [w for w in range(first, last + 1) if self.quotation[w] == self.quotation[cue]]
        return (inside[0], self._last_word(inside[-1])) if inside else (first, last)

    def _last_word(self, word: int) -> int:
        """The word, or the last before it that is no punctuation."""
        while word > 0 and self.upos[word] in _PUNCTUATION:
            word -= 1
        return word

    def subtree_near(self, word: int, *, most: int = 8) -> tuple[int, int]:
        """The part of a word's subtree at most so many words from it."""
        low, high = self.subtree(word)
        return max(low, word - most), min(high, word + most)

    @cached_property
    def _verbs(self) -> list[int]:
        return [w for w, tag in enumerate(self.upos) if tag == "VERB"]

    def verbs(self) -> list[int]:
        """All verbs that are no auxiliaries, in text order."""
        return self._verbs

    def predicates(self) -> list[int]:
        """The verbs, and what is said of somebody with "be" ("don't be angry"), in text order."""
        return self._predicates

    @cached_property
    def _predicates(self) -> list[int]:
        copulas = [w for w, relation in enumerate(self.relation) if relation == "cop"]
        return sorted({*self.verbs(), *(self.head[w] for w in copulas if self.head[w] > w)})

    def predicates_between(self, first: int, last: int) -> list[int]:
        """The predicates from one word to another (inclusive)."""
        return self._predicates[bisect_left(self._predicates, first) : bisect_right(self._predicates, last)]

    def verbs_between(self, first: int, last: int) -> list[int]:
        """The verbs from one word to another (inclusive)."""
        return self._verbs[bisect_left(self._verbs, first) : bisect_right(self._verbs, last)]

    @cached_property
    def _imperatives(self) -> frozenset[int]:
        feats = pc.fill_null(self._tables["tokens"]["feats"], "")
        return frozenset(np.flatnonzero(pc.match_substring(feats, "Mood=Imp").to_numpy()).tolist())

    def is_imperative(self, word: int) -> bool:
        """Whether a verb is in the imperative: tagged so, or bare ("Please give it") without subject and helper."""
        if word in self._imperatives:
            return True
        bare = self.words[word] == self.lemmas[word] and self.subject(word, borrowed=False) is None
        return bare and not self.children(word, ("aux", "mark", "cop")) and self._opens(word)

    def ends_with(self, word: int) -> str:
        """The full stop, question or exclamation mark that ends what a word stands in, within its quotation; "" if none
        does."""
        place = bisect_left(self._stops, word)
        if place == len(self._stops) or self._stops[place] >= word + _FARTHEST_STOP:
            return ""
        stop = self._stops[place]
        rows = self.quotation[word : stop + 1]
        return self.words[stop] if rows.count(rows[0]) == len(rows) else ""

    @cached_property
    def _stops(self) -> list[int]:
        """The full stops, question and exclamation marks."""
        is_stop = np.array([form in _STOPS for form in self._forms], dtype=bool)
        stops: list[int] = np.flatnonzero(is_stop[self._form]).tolist()
        return stops

    def _opens(self, word: int) -> bool:
        """Whether nothing but calls, adverbs and marks stands before a word in its sentence and quotation."""
        before = [
            w
            for w in range(self.sentence_words(word).start, word)
            if self.quotation[w] == self.quotation[word] and self.upos[w] not in ("PUNCT", "INTJ", "ADV", "CCONJ")
        ]
        return all(self.relation[w] in ("vocative", "discourse", "flat") for w in before)

    def span(self, first: int, last: int) -> Span:
        """The code points from one word to another (inclusive)."""
        return Span(int(self.document.words.start[first]), int(self.document.words.end[last]))

    def sentence_words(self, word: int) -> range:
        """The words of the sentence around a word."""
        first, sentence = self._sentence_starts, self.sentence[word]
        return range(first[sentence], first[sentence + 1])

    @cached_property
    def _sentence_starts(self) -> list[int]:
        """Where the words of each sentence begin, and where those of the last end."""
        starts: list[int] = np.searchsorted(self.sentence_ids, np.arange(max(self.sentence, default=-1) + 2)).tolist()
        return starts

    # Quotations

    @cached_property
    def _quotation(self) -> Ints:
        return innermost(self.document, self._tables["quotations"])

    @cached_property
    def quotation(self) -> list[int]:
        """Row of the innermost quotation around each word, or -1."""
        rows: list[int] = self._quotation.tolist()
        return rows

    @property
    def is_narrated(self) -> Bools:
        """Whether each word stands outside all quotations."""
        return self._quotation < 0

    @cached_property
    def _talk(self) -> tuple[list[str], list[int | None], list[list[int] | None]]:
        table = self._tables["quotations"]
        return table["mode"].to_pylist(), table["speaker"].to_pylist(), table["addressees"].to_pylist()

    def mode(self, word: int) -> str | None:
        """Mode of the quotation around a word (speech, thought, writing); None in narration."""
        row = self.quotation[word]
        return None if row < 0 else self._talk[0][row]

    def speaker(self, word: int) -> int | None:
        """entity_id of the speaker of the quotation around a word."""
        row = self.quotation[word]
        return None if row < 0 else self._talk[1][row]

    def addressees(self, word: int) -> list[int]:
        """entity_ids of the addressees of the quotation around a word."""
        row = self.quotation[word]
        return [] if row < 0 else self._talk[2][row] or []

    def with_quotations(
        self,
        spans: Sequence[tuple[int, int]],
        speakers: Sequence[int | None],
        addressees: Sequence[list[int]],
    ) -> Clauses:
        """The same words, with stretches of the narration (first and last word) as further writing.

        Their rows come after those of the quotations; quotations inside them stay.
        """
        other = copy(self)
        modes, own_speakers, own_addressees = self._talk
        rows = self._quotation.copy()
        for row, (first, last) in enumerate(spans, start=len(modes)):
            stretch = rows[first : last + 1]
            stretch[stretch < 0] = row
        other._quotation, other.quotation = rows, rows.tolist()
        other._talk = (
            [*modes, *("writing" for _ in spans)],
            [*own_speakers, *speakers],
            [*own_addressees, *addressees],
        )
        return other

    def quoted_near(self, word: int, modes: Sequence[str] = ("speech",)) -> tuple[int, int] | None:
        """First and last word (inclusive) of the quotation nearest to a word of the narration, in its sentence or the
        two words before, of the same paragraph."""
        sentence, paragraph = self.sentence_words(word), self.document.words.paragraph
        within = range(max(0, sentence.start - 2), sentence.stop)
        near = [w for w in within if self.mode(w) in modes and paragraph[w] == paragraph[word]]
        if not near:
            return None
        low = high = min(near, key=lambda w: abs(w - word))
        row = self.quotation[low]
        while low > 0 and self.quotation[low - 1] == row:
            low -= 1
        while high + 1 < len(self.words) and self.quotation[high + 1] == row:
            high += 1
        return low, high

    def quotations_begin(self) -> Iterator[int]:
        """The first word of each quotation that has one."""
        first = np.flatnonzero((self._quotation >= 0) & (np.diff(self._quotation, prepend=-1) != 0))
        rows: set[int] = set()
        for word in first.tolist():
            if self.quotation[word] not in rows:
                rows.add(self.quotation[word])
                yield word

    # People

    @cached_property
    def _people(self) -> tuple[list[int], dict[int, int]]:
        """entity_id of the person whose mention a word heads, or -1; and the row of that mention."""
        mentions = self._tables["mentions"]
        at = [-1] * len(self.words)
        row_of: dict[int, int] = {}
        is_person = pc.equal(mentions["category"], "PER").to_pylist()
        columns = (mentions["head_token"].to_pylist(), mentions["entity_id"].to_pylist(), is_person)
        for row, (token, entity, person) in enumerate(zip(*columns, strict=True)):
            # Of mentions with one head the longest comes first, and is the person.
            if person and token is not None and at[token] < 0:
                at[token] = entity
                row_of[token] = row
        return at, row_of

    @cached_property
    def people_words(self) -> Ints:
        """The words that head mentions of people, in text order."""
        return np.flatnonzero(np.array(self._people[0], dtype=np.int64) >= 0).astype(np.int64)

    def people(self) -> Iterator[tuple[int, int]]:
        """The words that head mentions of people, in text order, each with the person's entity_id."""
        at = self._people[0]
        return ((word, at[word]) for word in self.people_words.tolist())

    def person(self, word: int | None) -> int | None:
        """entity_id of the person whose mention the word heads."""
        if word is None:
            return None
        head = self._people[0][word]
        return head if head >= 0 else self._named.get(word)

    @cached_property
    def _named(self) -> dict[int, int]:
        """entity_id by the words of people's names that head no mention: "Crane" in "Miss Crane"."""
        table = self._tables["mentions"].filter(
            pc.and_(
                pc.equal(self._tables["mentions"]["category"], "PER"),
                pc.equal(self._tables["mentions"]["form"], "proper"),
            )
        )
        first, last = word_spans(self.document, ints(table, "start"), ints(table, "end"))
        found: dict[int, int] = {}
        for a, b, entity in zip(first.tolist(), last.tolist(), table["entity_id"].to_pylist(), strict=True):
            if b - a < _LONGEST_NAME:
                found.update((w, entity) for w in range(a, b + 1) if self.upos[w] == "PROPN")
        return found

    def mention(self, word: int) -> int | None:
        """mention_id (its row) of the person whose mention the word heads."""
        return self._people[1].get(word)

    def owning_word(self, word: int) -> int | None:
        """The word for whose the thing is: "his" hands, "Anna's" voice, the voice "of Anna"."""
        owners = (*self.children(word, ("nmod:poss",)), *self.obliques(word, ("of",)))
        return next((w for w in owners if self.person(w) is not None), None)

    def owner(self, word: int) -> int | None:
        """entity_id of whose the thing is."""
        return self.person(self.owning_word(word))

    def people_in(self, first: int, last: int) -> list[int]:
        """entity_ids of the people mentioned from one word to another (inclusive), each once, in text order."""
        return list(dict.fromkeys(who for who in self._people[0][first : last + 1] if who >= 0))
