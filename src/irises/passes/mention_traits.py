"""What the words of a mention say about it: kind of reference, gender, number and head word."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

Ints = npt.NDArray[np.int64]

_PRONOUNS = {
    "I": "i me my mine myself",
    "YOU": "you your yours yourself yourselves thou thee thy thine thyself ye ya",
    "HE": "he him his himself",
    "SHE": "she her hers herself",
    "IT": "it its itself",
    "THEY": "they them their theirs themselves themself 'em",
    "WE": "we us our ours ourselves 's",
    "RELATIVE": "who whom whose which that where",
    "NEO": "ze zir zirs hir hirs xe xem xyr xyrs ey em eir eirs fae faer faers ve ver vis",
}
KINDS = ("PROPER", "DEFINITE", "INDEFINITE", "POSSESSIVE", "DEMONSTRATIVE", "BARE", *_PRONOUNS, "OTHER_PRONOUN")
"""Kinds of reference a mention can be."""
KIND = {name: number for number, name in enumerate(KINDS)}
PRONOUN_KIND = {word: KIND[kind] for kind, words in _PRONOUNS.items() for word in words.split()}
NEOPRONOUNS = frozenset("ze zir zirs hir hirs xe xem xyr xyrs".split())
"""Neopronouns that are no other word."""
_DETERMINERS = {
    **dict.fromkeys(("the", "th'"), "DEFINITE"),
    **dict.fromkeys("a an some any another one two three several many no every each".split(), "INDEFINITE"),
    **dict.fromkeys("my your thy his her its our their hir zir xyr eir".split(), "POSSESSIVE"),
    **dict.fromkeys(("this", "that", "these", "those", "such"), "DEMONSTRATIVE"),
}

UNKNOWN, MASCULINE, FEMININE, NEUTER, PLURAL = range(5)
"""Genders, number folded in."""
_GENDER_OF_KIND = {KIND["HE"]: MASCULINE, KIND["SHE"]: FEMININE, KIND["IT"]: NEUTER, KIND["WE"]: PLURAL}
_MASCULINE = frozenset(
    "mr mr. mister sir lord king prince duke earl count baron squire father papa pa dad daddy brother uncle "
    "grandfather grandpa son nephew husband widower gentleman man boy lad fellow chap guy monsieur m. signor don "
    "herr master monk friar bishop abbot priest clergyman butler footman valet waiter landlord host hero god "
    "bachelor bridegroom groom esquire esq esq. stepfather godfather grandson schoolboy madman nobleman sailor "
    "soldier knight wizard".split()
)
_FEMININE = frozenset(
    "mrs mrs. miss ms ms. madam madame mademoiselle lady queen princess duchess countess baroness dame mother mamma "
    "mama ma mom mum mummy mommy sister aunt auntie grandmother grandma granny daughter niece wife widow "
    "gentlewoman woman girl lass maid maiden housemaid signora signorina donna frau fraulein mistress nun abbess "
    "landlady hostess heroine goddess governess nurse bride stepmother godmother granddaughter schoolgirl spinster "
    "witch waitress actress".split()
)
_PLURAL_IRREGULAR = frozenset(
    "men women children people folk gentlemen ladies brethren mice geese oxen police cattle parents couple pair "
    "family both others twins crew gang party".split()
)
_HEAD_ENDS = frozenset(
    "of with in who that which whose from to at on for , by about into over under upon whom where when -- — ; : ( "
    "as like than beside behind before after near between without among within through".split()
)


@dataclass(frozen=True, kw_only=True)
class MentionTraits:
    """Parallel arrays, one entry per mention: `kind` (into KINDS), `gender`, `text` and `head` (numbers of the
    lower-cased words, equal numbers for equal strings), and the strings themselves."""

    kind: Ints
    gender: Ints
    text: Ints
    head: Ints
    texts: list[str]
    heads: list[str]


def head_index(words: Sequence[str]) -> int:
    """Index of the head word in a noun phrase given as lower-cased words, by where its modifiers begin."""
    end = len(words)
    for i, word in enumerate(words):
        if i and word in _HEAD_ENDS:
            end = i
            break
    if end > 1 and words[end - 1] in ("'s", "’s", "'", "’"):
        end -= 1
    return end - 1


def traits_of(phrases: Sequence[Sequence[str]], forms: Sequence[int]) -> MentionTraits:
    """Traits of mentions given as word lists; `forms` indexes FORMS (proper, common, pronoun)."""
    row: dict[tuple[tuple[str, ...], int], int] = {}
    rows = [row.setdefault((tuple(phrase), form), len(row)) for phrase, form in zip(phrases, forms, strict=True)]
    one_each = _traits([phrase for phrase, _ in row], [form for _, form in row])
    return MentionTraits(
        kind=one_each.kind[rows],
        gender=one_each.gender[rows],
        text=one_each.text[rows],
        head=one_each.head[rows],
        texts=[one_each.texts[k] for k in rows],
        heads=[one_each.heads[k] for k in rows],
    )


def _traits(phrases: Sequence[Sequence[str]], forms: Sequence[int]) -> MentionTraits:
    lowered = [[word.lower().replace("’", "'") for word in phrase] for phrase in phrases]
    heads = [phrase[head_index(phrase)] for phrase in lowered]
    kinds = [_kind(phrase, form) for phrase, form in zip(lowered, forms, strict=True)]
    genders = [_gender(phrase, head, kind) for phrase, head, kind in zip(lowered, heads, kinds, strict=True)]
    texts = [
        " ".join(phrase[1:] if phrase[0] in ("the", "a", "an") and len(phrase) > 1 else phrase) for phrase in lowered
    ]
    return MentionTraits(
        kind=np.array(kinds, dtype=np.int64),
        gender=np.array(genders, dtype=np.int64),
        text=_numbers(texts),
        head=_numbers(heads),
        texts=texts,
        heads=heads,
    )


def _kind(phrase: list[str], form: int) -> int:
    if form == 2:
        return PRONOUN_KIND.get(phrase[0], KIND["OTHER_PRONOUN"])
    if form == 0:
        return KIND["PROPER"]
    if "'s" in phrase[:-1]:
        return KIND["POSSESSIVE"]
    return KIND[_DETERMINERS.get(phrase[0], "BARE")]


def _gender(phrase: list[str], head: str, kind: int) -> int:
    if kind in _GENDER_OF_KIND:
        return _GENDER_OF_KIND[kind]
    if kind >= KIND["I"]:
        return UNKNOWN
    for word in (head, phrase[0]):
        if word in _MASCULINE:
            return MASCULINE
        if word in _FEMININE:
            return FEMININE
    if head in _PLURAL_IRREGULAR or (kind != KIND["PROPER"] and head.endswith("s") and not head.endswith("ss")):
        return PLURAL
    return UNKNOWN


def _numbers(strings: list[str]) -> Ints:
    known: dict[str, int] = {}
    return np.array([known.setdefault(string, len(known)) for string in strings], dtype=np.int64)
