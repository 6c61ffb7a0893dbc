"""The distinct names of a book, how often each is used, and which of their words are given and which family names."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from irises.passes.given_names import gender_of_given, is_given
from irises.passes.name_parts import NameParts
from irises.passes.nicknames import is_short_form
from irises.passes.titles import Gender


@dataclass(kw_only=True)
class Form:
    """One distinct name: its parts, where it is used (code points, rising), and the pronouns counted near it."""

    parts: NameParts
    starts: list[int] = field(default_factory=list)
    pronouns: Counter[str] = field(default_factory=Counter)
    shown: Counter[str] = field(default_factory=Counter)
    given: str = ""
    family: str = ""
    husband: str = ""
    mark: str = ""
    is_misspelt: bool = False
    bearers: tuple[int, ...] = ()
    """Whose name somebody said it is, by place in the given cast."""

    @property
    def n(self) -> int:
        """How often it is used."""
        return len(self.starts)

    @property
    def gender(self) -> Gender | None:
        """The gender that titles state, else the given name, unless the pronouns near it say otherwise."""
        if self.parts.gender:
            return self.parts.gender
        listed = gender_of_given(self.given) if self.given else None
        return weigh_gender(self.pronouns, listed)


def weigh_gender(pronouns: Mapping[str, int], listed: Gender | None) -> Gender | None:
    """The gender that pronoun counts and a listed one (worth four pronouns) agree on, three to one; else None."""
    counts = Counter({gender: count for gender, count in pronouns.items() if gender != "plural"})
    if listed:
        counts[listed] += 4
    total = sum(counts.values())
    best, most = counts.most_common(1)[0] if counts else ("", 0)
    if total < 3 or most < 0.75 * total:
        return None
    return "feminine" if best == "feminine" else "masculine"


@dataclass(frozen=True, kw_only=True)
class Roles:
    """How often each word serves as a given and as a family name where its place shows it."""

    given: Counter[str]
    family: Counter[str]

    def is_family(self, word: str) -> bool:
        """Whether the word is a family name rather than a given one."""
        if self.family[word] != self.given[word]:
            return self.family[word] > self.given[word]
        return not (is_given(word) or is_short_form(word))


def count_roles(forms: Iterable[Form]) -> Roles:
    """Roles from places that leave no doubt: two words, or a title that takes one part only."""
    given: Counter[str] = Counter()
    family: Counter[str] = Counter()
    for form in forms:
        words, titles = form.parts.words, form.parts.titles
        if len(words) >= 2 and not form.parts.is_definite:
            given[words[0]] += form.n
            family[words[-1]] += form.n
        elif len(words) == 1 and titles:
            takes = titles[-1].takes
            if takes == "family" and not is_given(words[0]) and not is_short_form(words[0]):
                family[words[0]] += form.n
            elif takes == "given" and not titles[-1].is_kin:
                given[words[0]] += form.n
    return Roles(given=given, family=family)


def family_first(forms: Sequence[Form]) -> set[tuple[str, ...]]:
    """Two-word names written family first ("Uchiha Sasuke").

    They are those whose other order occurs too, with the first word shared by more names than the second, those whose
    first word stands before several words that have no other partner, and those whose first word alone has a title of
    families ("Mr. Uchiha"); unless the first is a known given name.
    """
    firsts: dict[str, set[str]] = defaultdict(set)
    lasts: dict[str, set[str]] = defaultdict(set)
    pairs = {form.parts.words for form in forms if len(form.parts.words) == 2 and not form.parts.titles}
    for first, last in pairs:
        firsts[first].add(last)
        lasts[last].add(first)
    single = (form for form in forms if len(form.parts.words) == 1 and form.parts.titles)
    titled = {form.parts.words[0] for form in single if form.parts.titles[-1].takes == "family"}
    turned: set[tuple[str, ...]] = set()
    for first, last in pairs:
        before, after = firsts[first] | lasts[first], firsts[last] | lasts[last]
        in_both_orders = last in lasts[first]
        is_shared = len(before) > len(after) if in_both_orders else len(firsts[first]) > 1 and not lasts[first]
        is_like_given = in_both_orders and len(before) == len(after) and is_given(last)
        has_own_partners = in_both_orders or all(len(lasts[word]) == 1 for word in firsts[first])
        is_titled = first in titled and last not in titled and not lasts[first] and len(lasts[last]) == 1
        is_turned = is_like_given or (is_shared and has_own_partners) or is_titled
        if is_turned and not (is_given(first) or is_short_form(first)):
            turned.add((first, last))
    return turned


def read_roles(forms: Sequence[Form]) -> Roles:
    """Sets `given`, `family` and `husband` of each form, and returns the roles of the book's name words."""
    turned = family_first(forms)
    for form in forms:
        if form.parts.words in turned:
            form.parts = replace(form.parts, words=form.parts.words[::-1])
    roles = count_roles(forms)
    for form in forms:
        _read_form(form, roles)
    return roles


def _read_form(form: Form, roles: Roles) -> None:
    words, titles = form.parts.words, form.parts.titles
    if not words:
        return
    if len(words) == 1 and titles:
        takes = titles[-1].takes
        is_family = takes == "family" or (takes == "either" and roles.is_family(words[0]))
        is_family = is_family and roles.given[words[0]] <= roles.family[words[0]]
        is_family = is_family or (titles[-1].is_kin and roles.family[words[0]] > 0 and not is_given(words[0]))
        form.family, form.given = (words[0], "") if is_family else ("", words[0])
    elif len(words) >= 2:
        form.given, form.family = words[0], words[-1]
    is_wife = any(title.rank == "mrs" for title in titles) and gender_of_given(form.given) == "masculine"
    if is_wife:
        form.given, form.husband = "", form.given
