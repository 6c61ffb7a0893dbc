"""Clauses as rules ask for them: who does it, to whom, is it denied, what is its content; over tokens and mentions.

Everything is by word index. Universal Dependencies are the parser's, and may be wrong: what a rule takes from here it
should take with a pinch of salt (`confidence`).
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from copy import copy
from functools import cached_property

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from irises.annotation import Span
from irises.document.model import Document
from irises.passes.interface import Tables
from irises.passes.places import Ints, innermost, ints, word_spans

SUBJECTS = frozenset({"nsubj", "nsubj:pass", "nsubj:outer"})
NEGATIONS = frozenset({"not", "n't", "never", "no", "neither", "nor", "hardly", "scarcely", "without", "nt"})
# Clauses that lend their subject from the one they hang on.
_BORROWING = frozenset({"conj", "xcomp", "advcl", "ccomp", "parataxis"})
_CONTENT = ("ccomp", "xcomp", "acl", "advcl", "obj", "csubj")
_SPELLINGS = {"nt": "n't", "u": "you", "pls": "please", "plz": "please", "ur": "your"}
"""Words as they are spelt in messages, and as rules know them."""
_LONGEST_NAME = 5
"""Words of a name, at most."""
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
        words = (word.lower().replace("’", "'") for word in document.words.texts(document.text))
        self.words: list[str] = [_SPELLINGS.get(word, word) for word in words]
        tokens = tables["tokens"]
        self.lemmas: list[str] = [lemma.lower() for lemma in pc.fill_null(tokens["lemma"], "").to_pylist()]
        self.upos: list[str] = pc.fill_null(tokens["upos"], "X").to_pylist()
        self.relation: list[str] = pc.fill_null(tokens["deprel"], "dep").to_pylist()
        own = np.arange(len(self.words), dtype=np.int64)
        self.head: Ints = np.where(
            tokens["head"].is_null().to_numpy(), own, pc.fill_null(tokens["head"], 0).to_numpy().astype(np.int64)
        )
        self.sentence: Ints = ints(tokens, "sentence_id")

    @cached_property
    def _children(self) -> tuple[list[int], list[int]]:
        """Words ordered by head, and where each head's begin: children of `w` are `order[first[w]:first[w + 1]]`."""
        order = np.argsort(self.head, kind="stable")
        first = np.searchsorted(self.head[order], np.arange(len(self.words) + 1))
        return order.tolist(), first.tolist()

    @cached_property
    def _plain_relation(self) -> list[str]:
        """Each word's relation without its subtype."""
        return [relation.partition(":")[0] for relation in self.relation]

    def children(self, word: int, relations: Iterable[str] = ()) -> list[int]:
        """Dependents in text order, those of the given relations (subtypes included) or all."""
        order, first = self._children
        found = [w for w in order[first[word] : first[word + 1]] if w != word]
        wanted = tuple(relations)
        if not wanted or not found:
            return found
        return [w for w in found if self.relation[w] in wanted or self._plain_relation[w] in wanted]

    def where(self, lemmas: Iterable[str]) -> list[int]:
        """The words with one of these lemmas or forms, in text order."""
        return sorted({place for word in lemmas for place in self._places.get(word, ())})

    @cached_property
    def _places(self) -> dict[str, list[int]]:
        """Where each lemma and each form stands."""
        places: defaultdict[str, list[int]] = defaultdict(list)
        for forms in (self.lemmas, self.words):
            for place, form in enumerate(forms):
                places[form].append(place)
        return dict(places)

    def subject(self, word: int, *, borrowed: bool = True) -> int | None:
        """The word that is a verb's or predicate's subject; `borrowed`: also that of the clause it goes on from."""
        for _ in range(4):
            # "said Anna" after a quotation is not the subject of the words said.
            own = [w for w in self.children(word, SUBJECTS) if self.quotation[w] == self.quotation[word]]
            if own:
                return own[0]
            relation, head = self.relation[word].split(":")[0], int(self.head[word])
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
        low = high = word
        stack, seen = [word], 0
        while stack and seen < 400:
            seen += 1
            w = stack.pop()
            low, high = min(low, w), max(high, w)
            stack.extend(self.children(w))
        while low < word and self.upos[low] in _PUNCTUATION:
            low += 1
        while high > word and self.upos[high] in _PUNCTUATION:
            high -= 1
        return low, high

    def content(self, word: int, relations: Sequence[str] = _CONTENT) -> tuple[int, int] | None:
        """First and last word (inclusive) of the clause or phrase that the word governs, the clause first."""
        for relation in relations:
            found = [w for w in self.children(word, (relation,)) if w > word] or self.children(word, (relation,))
            if found:
                return self.subtree(found[0])
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
    def _verbs(self) -> Ints:
        return np.flatnonzero(np.array([tag == "VERB" for tag in self.upos], dtype=bool)).astype(np.int64)

    def verbs(self) -> list[int]:
        """All verbs that are no auxiliaries, in text order."""
        verbs: list[int] = self._verbs.tolist()
        return verbs

    def predicates(self) -> list[int]:
        """The verbs, and what is said of somebody with "be" ("don't be angry"), in text order."""
        return self._predicates

    @cached_property
    def _predicates(self) -> list[int]:
        copulas = [w for w, relation in enumerate(self.relation) if relation == "cop"]
        return sorted({*self.verbs(), *(int(self.head[w]) for w in copulas if self.head[w] > w)})

    def predicates_between(self, first: int, last: int) -> list[int]:
        """The predicates from one word to another (inclusive)."""
        return self._predicates[bisect_left(self._predicates, first) : bisect_right(self._predicates, last)]

    def verbs_between(self, first: int, last: int) -> list[int]:
        """The verbs from one word to another (inclusive)."""
        a, b = np.searchsorted(self._verbs, [first, last + 1])
        found: list[int] = self._verbs[a:b].tolist()
        return found

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
        for w in range(word, min(word + 120, len(self.words))):
            if self.quotation[w] != self.quotation[word]:
                return ""
            if self.words[w] in (".", "?", "!"):
                return self.words[w]
        return ""

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
        first = int(np.searchsorted(self.sentence, self.sentence[word], side="left"))
        return range(first, int(np.searchsorted(self.sentence, self.sentence[word], side="right")))

    # Quotations

    @cached_property
    def quotation(self) -> Ints:
        """Row of the innermost quotation around each word, or -1."""
        return innermost(self.document, self._tables["quotations"])

    @cached_property
    def _talk(self) -> tuple[list[str], list[int | None], list[list[int] | None]]:
        table = self._tables["quotations"]
        return table["mode"].to_pylist(), table["speaker"].to_pylist(), table["addressees"].to_pylist()

    def mode(self, word: int) -> str | None:
        """Mode of the quotation around a word (speech, thought, writing); None in narration."""
        row = int(self.quotation[word])
        return None if row < 0 else self._talk[0][row]

    def speaker(self, word: int) -> int | None:
        """entity_id of the speaker of the quotation around a word."""
        row = int(self.quotation[word])
        return None if row < 0 else self._talk[1][row]

    def addressees(self, word: int) -> list[int]:
        """entity_ids of the addressees of the quotation around a word."""
        row = int(self.quotation[word])
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
        rows = self.quotation.copy()
        for row, (first, last) in enumerate(spans, start=len(modes)):
            stretch = rows[first : last + 1]
            stretch[stretch < 0] = row
        other.quotation = rows
        other._talk = (
            [*modes, *("writing" for _ in spans)],
            [*own_speakers, *speakers],
            [*own_addressees, *addressees],
        )
        return other

    def quoted_near(self, word: int, modes: Sequence[str] = ("speech",)) -> tuple[int, int] | None:
        """First and last word (inclusive) of the quotation nearest to a word of the narration, in its sentence or the
        two words before."""
        sentence = self.sentence_words(word)
        near = [w for w in range(max(0, sentence.start - 2), sentence.stop) if self.mode(w) in modes]
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
        first = np.flatnonzero((self.quotation >= 0) & (np.diff(self.quotation, prepend=-1) != 0))
        rows: set[int] = set()
        for word in first.tolist():
            if int(self.quotation[word]) not in rows:
                rows.add(int(self.quotation[word]))
                yield word

    # People

    @cached_property
    def _people(self) -> tuple[Ints, dict[int, int]]:
        """entity_id of the person whose mention a word heads, or -1; and the row of that mention."""
        mentions = self._tables["mentions"]
        at = np.full(len(self.words), -1, dtype=np.int64)
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
        return np.flatnonzero(self._people[0] >= 0).astype(np.int64)

    def person(self, word: int | None) -> int | None:
        """entity_id of the person whose mention the word heads."""
        if word is None:
            return None
        head = int(self._people[0][word])
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
        at = self._people[0][first : last + 1]
        return list(dict.fromkeys(at[at >= 0].tolist()))
