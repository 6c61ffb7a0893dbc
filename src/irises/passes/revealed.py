"""Names that are said of somebody before a reader can know of whom: their mentions are known later than they stand.

"My brother Luke was drowned," says Hester to the stranger, who is Luke. The whole story makes them one, but up to the
revelation its reader has met a stranger without a name and heard of a Luke. So where somebody acts as "the stranger"
while the name is only told of (inside others' words, in memories), those mentions by name are known (`known_at`) from
where the name is first said for who is there: as one who acts, is called, or says "I am Luke".
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from functools import cache

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from irises.annotation import texts_of
from irises.document.model import Document
from irises.passes.deixis import is_call
from irises.passes.interface import Tables
from irises.passes.kin_words import kin_of
from irises.passes.naming import clean_alias
from irises.passes.places import innermost, ints, word_spans

_PRESENTS = re.compile(r"\b(?:I am|I['’]m|my name(?: is|['’]s| was)|call me|it['’]s me,?|it is I,?)\s+$", re.IGNORECASE)
_AS_SEEN = re.compile(r"(?:the|an?|this|that)\s", re.IGNORECASE)
_OF_SOMEBODY = re.compile(r"(?:my|your|his|her|our|their)\s", re.IGNORECASE)
_ACTS = frozenset({"nsubj", "nsubj:pass", "nsubj:outer"})
_MEETS = frozenset({"obj", "iobj", "appos"})
_MAIN = frozenset({"root", "conj", "parataxis"})
_WHEN = frozenset("when as while".split())
_TOWARD = frozenset("at to with toward towards beside near by from after behind before past".split())
_THIRD = frozenset("he him his she her hers".split())
_EARLIER = frozenset({"had", "'d", "’d"})
_OF_MIND = frozenset(
    """
    think dream remember recall recollect forget mention speak talk hear tell know believe mourn miss mean imagine
    wonder lose bury
    """.split()
)
_BEFORE = 24
_MARKS = " \n,.!?;:\"'“”‘’—-"


def known_when_revealed(document: Document, tables: Tables) -> dict[str, pa.Table]:
    """The `mentions` and `aliases` of these tables, which have tokens and quotations too, with the positions from which
    names are known."""
    mentions, aliases = tables["mentions"], tables["aliases"]
    late = dict(_Calls(document, tables).late())
    if not late:
        return {"mentions": mentions, "aliases": aliases}
    known_at = mentions["known_at"].to_pylist()
    for mention, at in late.items():
        known_at[mention] = max(at, known_at[mention])
    first = _first_known(document.text, mentions, known_at)
    keys = zip(*(aliases[name].to_pylist() for name in ("entity_id", "alias")), strict=True)
    told = [max(at, first.get(key, at)) for key, at in zip(keys, aliases["known_at"].to_pylist(), strict=True)]
    return {"mentions": _known_at(mentions, known_at), "aliases": _known_at(aliases, told)}


def _first_known(text: str, mentions: pa.Table, known_at: Sequence[int]) -> dict[tuple[int, str], int]:
    """From where each alias (entity and words) is known: where the first of its mentions is."""
    cleaned = cache(clean_alias)
    first: dict[tuple[int, str], int] = {}
    columns = (mentions["entity_id"].to_pylist(), mentions["form"].to_pylist(), texts_of(text, mentions))
    for who, form, words, at in zip(*columns, known_at, strict=True):
        alias = (who, cleaned(words, form))
        if at < first.get(alias, at + 1):
            first[alias] = at
    return first


def _known_at(table: pa.Table, known_at: Sequence[int]) -> pa.Table:
    place = table.column_names.index("known_at")
    return table.set_column(place, table.schema.field(place), pa.array(known_at, pa.int32()))


class _Calls:
    """How people are called, mention by mention."""

    def __init__(self, document: Document, tables: Tables) -> None:
        self._text = document.text
        mentions, tokens, quotations = tables["mentions"], tables["tokens"], tables["quotations"]
        self._start, self._end = (ints(mentions, name).tolist() for name in ("start", "end"))
        self._who: list[int] = mentions["entity_id"].to_pylist()
        self._form: list[str] = mentions["form"].to_pylist()
        self._is_person: list[bool] = pc.equal(mentions["category"], "PER").to_pylist()
        self._head: list[int | None] = mentions["head_token"].to_pylist()
        first, _ = word_spans(document, ints(mentions, "start"), ints(mentions, "end"))
        self._quotation: list[int] = innermost(document, quotations)[first].tolist() if len(first) else []
        self._speaker: list[int | None] = quotations["speaker"].to_pylist()
        self._said: list[str] = list(texts_of(document.text, quotations))
        self._said_end: list[int] = quotations["end"].to_pylist()
        self._hearers: list[list[int] | None] = quotations["addressees"].to_pylist()
        self._relation, self._above, self._lemma = tokens["deprel"], tokens["head"], tokens["lemma"]
        self._earlier = self._verbs_of_earlier(tokens)
        self._marks = self._words_before(tokens)

    def _verbs_of_earlier(self, tokens: pa.Table) -> frozenset[int]:
        """Verbs with "had": what they tell was before."""
        had = pc.and_(pc.equal(tokens["deprel"], "aux"), pc.is_in(tokens["lemma"], value_set=pa.array(["have"])))
        place = np.flatnonzero(pc.fill_null(had, False).to_numpy())
        helpers = tokens.take(pa.array(place))
        words = (
            self._text[a:b].lower() for a, b in zip(*(ints(helpers, n).tolist() for n in ("start", "end")), strict=True)
        )
        heads = helpers["head"].to_pylist()
        return frozenset(head for word, head in zip(words, heads, strict=True) if word in _EARLIER and head is not None)

    def _words_before(self, tokens: pa.Table) -> dict[int, str]:
        """The preposition before a noun, and the conjunction that begins a clause, by the word they belong to."""
        is_mark = pc.is_in(tokens["deprel"], value_set=pa.array(["case", "mark", "advmod"]))
        is_wanted = pc.is_in(tokens["lemma"], value_set=pa.array(sorted(_WHEN | _TOWARD)))
        marks = tokens.select(["head", "lemma"]).filter(pc.and_(is_mark, is_wanted))
        heads, lemmas = marks["head"].to_pylist(), marks["lemma"].to_pylist()
        return {head: word for head, word in zip(heads, lemmas, strict=True) if head is not None}

    def late(self) -> Iterator[tuple[int, int]]:
        """mention_id and from where on it is known, for mentions known later than they end."""
        of: defaultdict[int, list[int]] = defaultdict(list)
        for mention, who in enumerate(self._who):
            if self._is_person[mention]:
                of[who].append(mention)
        for mentions in of.values():
            yield from self._told_before(mentions)
            yield from self._kin_of_hearers(mentions)

    def _told_before(self, mentions: list[int]) -> Iterator[tuple[int, int]]:
        """The mentions by name or as kin of one who acts under another description before any is said for who is there;
        and those by "he" or "she" in what that one says or hears."""
        earlier: set[int] = set()
        for told in (m for m in mentions if self._form[m] == "proper" or self._is_kin(m)):
            if self._is_said_for(told):
                break
            earlier.add(told)
        else:
            return
        if not earlier or not any(self._is_described(m) for m in mentions if m < told):
            return
        for mention in mentions:
            if mention < told and (mention in earlier or self._is_third_person_to_hearer(mention)):
                yield mention, self._end[told]

    def _kin_of_hearers(self, mentions: list[int]) -> Iterator[tuple[int, int]]:
        """ "My brother" in words said to somebody is somebody else, until the story itself calls them that."""
        for place, mention in enumerate(mentions):
            if self._is_said_to(mention) and self._is_kin(mention) and self._is_of_hearer(mention):
                kin = self._words(mention).split()[-1]
                later = (m for m in mentions[place + 1 :] if self._quotation[m] < 0 and self._form[m] == "common")
                told = next((m for m in later if self._words(m).split()[-1] == kin), None)
                yield mention, len(self._text) if told is None else self._end[told]

    def _is_kin(self, mention: int) -> bool:
        """ "Her brother", "my wife"."""
        if self._form[mention] != "common":
            return False
        words = self._words(mention)
        return _OF_SOMEBODY.match(words) is not None and kin_of(words.split()) is not None

    def _is_third_person_to_hearer(self, mention: int) -> bool:
        """Whether it is a "he" or "she" in words that its person says or is told."""
        said, who = self._quotation[mention], self._who[mention]
        is_third = said >= 0 and self._words(mention) in _THIRD
        return is_third and (self._speaker[said] == who or who in (self._hearers[said] or ()))

    def _words(self, mention: int) -> str:
        return " ".join(self._text[self._start[mention] : self._end[mention]].lower().split())

    def _is_said_to(self, mention: int) -> bool:
        """Whether the words are said to the very one they mean, by somebody else."""
        said, who = self._quotation[mention], self._who[mention]
        return said >= 0 and self._hearers[said] == [who] and self._speaker[said] not in (None, who)

    def _is_of_hearer(self, mention: int) -> bool:
        """Whether words said to whom they mean speak of that one, and don't call him or her."""
        # Alone, as an answer, it stands between marks as a call does.
        return self._is_all(mention) or not self._is_call(mention)

    def _is_all(self, mention: int) -> bool:
        return self._said[self._quotation[mention]].strip(_MARKS).lower() == self._words(mention)

    def _is_call(self, mention: int) -> bool:
        """Whether the words call somebody; one who is called isn't told of in a sentence of one word."""
        end = self._end[mention]
        is_sentence = self._text[end : end + 1] == "." and end + 2 < self._said_end[self._quotation[mention]]
        return not is_sentence and is_call(self._text, self._start[mention], end)

    def _is_described(self, mention: int) -> bool:
        """Whether the narration lets somebody act as one who is seen: "the stranger came in"."""
        is_seen = self._form[mention] == "common" and self._quotation[mention] < 0
        return is_seen and bool(_AS_SEEN.match(self._words(mention))) and self._acts(mention)

    def _acts(self, mention: int) -> bool:
        """Whether somebody is the subject of what is told as happening then."""
        head = self._head[mention]
        return head is not None and self._relation[head].as_py() in _ACTS and self._is_told(self._above[head].as_py())

    def _is_told(self, verb: int | None) -> bool:
        """Whether a verb tells what happens: not what had happened, nor what somebody or something is known by."""
        return (
            verb is not None
            and verb not in self._earlier
            and (self._relation[verb].as_py() in _MAIN or self._marks.get(verb) in _WHEN)
        )

    def _is_said_for(self, mention: int) -> bool:
        """Whether a name is said for somebody who is there."""
        said, who = self._quotation[mention], self._who[mention]
        if said >= 0:
            start = self._start[mention]
            presents = _PRESENTS.search(self._text, max(0, start - _BEFORE), start) is not None
            is_hearer = who in (self._hearers[said] or (who,))
            is_called = self._is_call(mention) and not (self._is_kin(mention) and self._is_all(mention))
            return (presents and self._speaker[said] == who) or (is_hearer and is_called)
        head = self._head[mention]
        if head is None or self._relation[head].as_py() in ("root", "vocative") or self._acts(mention):
            return True
        above = self._above[head].as_py()
        relation = self._relation[head].as_py()
        is_met = relation in _MEETS or (relation == "obl" and self._marks.get(head) in _TOWARD)
        return is_met and self._is_told(above) and (self._lemma[above].as_py() or "").lower() not in _OF_MIND
