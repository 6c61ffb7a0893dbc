"""A story's talk as arrays over word indices: words, mentions, people, and quotations joined into chains."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from irises.annotation import texts_of
from irises.annotation.schemas import FORMS
from irises.passes.interface import Tables
from irises.passes.narrators import narrating_units
from irises.passes.speech_verbs import word_set

Ints = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float32]
Flags = npt.NDArray[np.bool_]

PROPER, COMMON, PRONOUN = range(3)
UNKNOWN, MALE, FEMALE, PLURAL = range(4)
GENDER_OF = {
    "he": MALE, "him": MALE, "his": MALE, "himself": MALE,
    "she": FEMALE, "her": FEMALE, "hers": FEMALE, "herself": FEMALE,
    "they": PLURAL, "them": PLURAL, "their": PLURAL, "theirs": PLURAL, "themselves": PLURAL, "both": PLURAL,
    "we": PLURAL, "us": PLURAL, "our": PLURAL,
}  # fmt: skip
FIRST_PERSON = frozenset({"i", "me", "my", "mine", "myself"})
SECOND_PERSON = frozenset({"you", "your", "yours", "yourself", "thou", "thee", "thy", "thine"})
_MALE_TITLES = word_set(
    "mr mr. sir lord king prince uncle father grandfather brother baron count captain colonel general monsieur m. "
    "abbot duke earl herr señor signor don papa boy man gentleman"
)
_FEMALE_TITLES = word_set(
    "mrs mrs. miss ms ms. lady queen princess aunt mother grandmother sister baroness countess madame mademoiselle "
    "mme mme. mlle mlle. duchess frau fräulein señora signora dame mamma nurse girl woman"
)


@dataclass(frozen=True, kw_only=True)
class Mentions:
    """Mentions that are not generic, in order of their first word; all arrays have one length."""

    first: Ints
    last: Ints
    """Word after the mention."""
    form: Ints
    entity: Ints
    link: Floats
    """How sure the link to the entity is."""
    quoted: Flags
    """Whether it lies inside a quotation."""
    row: Ints
    """Its mention_id."""

    def __len__(self) -> int:
        return len(self.first)


@dataclass(frozen=True, kw_only=True)
class People:
    """What is known of each entity, by entity_id."""

    can_speak: Flags
    gender: Ints
    is_narrator: Flags
    is_named: Flags
    is_group: Flags
    n_mentions: Ints
    names: list[tuple[str, ...]]
    """Words of the canonical name, lower case, without an article."""


@dataclass(frozen=True, kw_only=True)
class Chain:
    """Stretches of one utterance: their quotation_ids, and the half-open word ranges of each."""

    quotations: tuple[int, ...]
    ranges: tuple[tuple[int, int], ...]

    @property
    def first(self) -> int:
        """Its first word."""
        return self.ranges[0][0]

    @property
    def last(self) -> int:
        """The word after its last."""
        return self.ranges[-1][1]


@dataclass(frozen=True, kw_only=True)
class Dialogue:
    """Everything the attribution of speech looks at, by word index."""

    raw: Sequence[str]
    """The words as written."""
    starts: Ints
    """First code point of each word."""
    ends: Ints
    paragraph: Ints
    """Ordinal of each word's paragraph."""
    unit: Ints
    """The narrating unit that each word is told in (`narrators.narrating_units`)."""
    quotation: Ints
    """The outermost quotation_id each word lies in, or -1."""
    mentions: Mentions
    people: People
    chains: tuple[Chain, ...]
    """Outermost chains in text order."""
    nested: tuple[Chain, ...]
    """Chains inside another quotation."""

    @cached_property
    def words(self) -> list[str]:
        """The words in lower case, with straight apostrophes."""
        folded = {word: word.lower().replace("’", "'") for word in set(self.raw)}
        return [folded[word] for word in self.raw]

    @cached_property
    def starting(self) -> dict[int, list[int]]:
        """Mentions by their first word, the longest first."""
        found: dict[int, list[int]] = {}
        order = np.lexsort((-self.mentions.last, self.mentions.first))
        for index, first in zip(order.tolist(), self.mentions.first[order].tolist(), strict=True):
            found.setdefault(first, []).append(index)
        return found

    def requoted(self, quotation: Ints) -> Dialogue:
        """The same with other quotations around its words; what is known of the words themselves is kept."""
        other = replace(self, quotation=quotation)
        vars(other).update({name: getattr(self, name) for name in ("words", "starting")})
        return other

    def gender_of_mention(self, mention: int) -> int:
        """Gender that the mention's own words tell: by its pronoun, or by a title or noun in it."""
        first, last = int(self.mentions.first[mention]), int(self.mentions.last[mention])
        words = self.words[first:last]
        if self.mentions.form[mention] == PRONOUN:
            return GENDER_OF.get(words[0], UNKNOWN) if words else UNKNOWN
        return _titled(words)


def _titled(words: list[str]) -> int:
    if any(word in _FEMALE_TITLES for word in words):
        return FEMALE
    return MALE if any(word in _MALE_TITLES for word in words) else UNKNOWN


def read_dialogue(text: str, tables: Tables, words: Sequence[str] | None = None) -> Dialogue:
    """The dialogue of a story's tables (sections, tokens, paragraphs, mentions, entities and quotations); `words` are
    the texts of the tokens, where these have been taken from the text before."""
    starts, ends = _ints(tables["tokens"], "start"), _ints(tables["tokens"], "end")
    paragraph = np.searchsorted(_ints(tables["paragraphs"], "start"), starts, side="right") - 1
    outer, inner = _chains(tables["quotations"], starts)
    quotation = np.full(len(starts), -1, dtype=np.int64)
    for chain in outer:
        for number, (first, last) in zip(chain.quotations, chain.ranges, strict=True):
            quotation[first:last] = number
    units, _, _ = narrating_units(tables["sections"])
    section = _ints(tables["paragraphs"], "section_id")[paragraph]
    return Dialogue(
        raw=texts_of(text, tables["tokens"]) if words is None else words,
        starts=starts,
        ends=ends,
        paragraph=paragraph,
        unit=np.array(units, dtype=np.int64)[section],
        quotation=quotation,
        mentions=_mentions(tables["mentions"], starts, quotation),
        people=_people(tables["entities"]),
        chains=outer,
        nested=inner,
    )


def _ints(table: pa.Table, column: str) -> Ints:
    return np.asarray(table[column].to_numpy(), dtype=np.int64)


def _mentions(table: pa.Table, starts: Ints, quotation: Ints) -> Mentions:
    keep = np.flatnonzero(~np.asarray(table["is_generic"].to_numpy(), dtype=bool))
    first = np.searchsorted(starts, _ints(table, "start")[keep], side="left")
    last = np.searchsorted(starts, _ints(table, "end")[keep], side="left")
    whole = (last > first) & (first < len(starts))
    keep, first, last = keep[whole], first[whole], last[whole]
    order = np.lexsort((-last, first))
    keep, first, last = keep[order], first[order], last[order]
    forms = {form: code for code, form in enumerate(FORMS)}
    form = np.array([forms[name] for name in table["form"].to_pylist()], dtype=np.int64)
    return Mentions(
        first=first,
        last=last,
        form=form[keep],
        entity=_ints(table, "entity_id")[keep],
        link=np.asarray(table["entity_confidence"].to_numpy(), dtype=np.float32)[keep],
        quoted=quotation[first] >= 0,
        row=keep,
    )


def _people(table: pa.Table) -> People:
    is_character = np.asarray(table["is_character"].to_numpy(), dtype=bool)
    person = np.array([category == "PER" for category in table["category"].to_pylist()], dtype=bool)
    names = [name.lower().split() for name in table["name"].to_pylist()]
    pronouns = table["pronouns"].to_pylist()
    gender = [_gender(used, name) for used, name in zip(pronouns, names, strict=True)]
    return People(
        can_speak=is_character | person,
        gender=np.array(gender, dtype=np.int64),
        is_narrator=np.asarray(table["is_narrator"].to_numpy(), dtype=bool),
        is_named=np.array([name[:1].isupper() for name in table["name"].to_pylist()], dtype=bool),
        is_group=np.array([len(members) > 0 for members in table["members"].to_pylist()], dtype=bool),
        n_mentions=_ints(table, "n_mentions"),
        names=[tuple(name[1:] if name[:1] in (["the"], ["a"], ["an"]) else name) for name in names],
    )


def _gender(pronouns: list[str], name: list[str]) -> int:
    """By the pronouns used for somebody; a title in the name where there are none."""
    used = [GENDER_OF[word] for word in (pronoun.lower() for pronoun in pronouns) if word in GENDER_OF]
    titled = _titled(name[:2])
    if titled != UNKNOWN and (not used or used[0] == PLURAL):
        return titled
    return used[0] if used else UNKNOWN


def _chains(table: pa.Table, starts: Ints) -> tuple[tuple[Chain, ...], tuple[Chain, ...]]:
    """Outermost and nested chains; a stretch belongs to the chain of the one it continues."""
    within_text = max(0, len(starts) - 1)
    first = np.minimum(np.searchsorted(starts, _ints(table, "start"), side="left"), within_text).tolist()
    last = np.searchsorted(starts, _ints(table, "end"), side="left").tolist()
    groups: dict[int, list[int]] = {}
    root: list[int] = []
    for row, before in enumerate(table["continues"].to_pylist()):
        root.append(root[before] if 0 <= before < row else row)
        groups.setdefault(root[row], []).append(row)
    within = table["within"].to_pylist()
    chains: tuple[list[Chain], list[Chain]] = ([], [])
    for rows in groups.values():
        ranges = tuple((first[row], max(first[row], last[row])) for row in rows)
        chains[within[rows[0]] >= 0].append(Chain(quotations=tuple(rows), ranges=ranges))
    return tuple(chains[0]), tuple(chains[1])
