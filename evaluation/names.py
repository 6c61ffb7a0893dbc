"""Whether two names may be one person's."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping

_ARTICLES = frozenset({"the", "a", "an"})
_FEMALE = frozenset(
    {"mrs", "miss", "ms", "lady", "madame", "madam", "mme", "mlle", "mademoiselle", "aunt", "countess", "duchess"}
    | {"princess", "queen", "baroness", "signora", "signorina", "frau", "fraulein"}
)
_MALE = frozenset(
    {"mr", "sir", "lord", "master", "monsieur", "uncle", "count", "duke", "prince", "king", "baron", "signor", "herr"}
    | {"father", "brother"}
)
_OTHER_TITLES = frozenset(
    {"dr", "doctor", "captain", "capt", "colonel", "col", "general", "major", "professor", "prof", "reverend", "rev"}
    | {"saint", "st", "old", "young", "little", "dear", "poor"}
)
_TITLES = _FEMALE | _MALE | _OTHER_TITLES


def folded(name: str) -> tuple[str, ...]:
    """The words of a name in lower case, without dots, possessive ending and leading article."""
    words = [word.strip(".,;:!?\"'’“”()_") for word in name.casefold().replace("’", "'").split()]
    words = [word.removesuffix("'s") for word in words if word and word != "'s"]
    return tuple(words[1:] if len(words) > 1 and words[0] in _ARTICLES else words)


def gender_of_title(name: Iterable[str]) -> str | None:
    """F or M where the words hold a title that says so."""
    words = set(name)
    if words & _FEMALE:
        return "F"
    return "M" if words & _MALE else None


class NameIndex:
    """Finds the people whom a name may mean.

    Equal names come first. Else a proper name means those one of whose names holds all its words but titles ("Jake"
    is "Jake Barnes"), unless its title contradicts their gender.
    """

    def __init__(self, names: Mapping[int, Iterable[str]], genders: Mapping[int, str]) -> None:
        self._genders = genders
        self._equal: dict[tuple[str, ...], set[int]] = defaultdict(set)
        self._with_word: dict[str, set[int]] = defaultdict(set)
        self._words: dict[int, list[frozenset[str]]] = defaultdict(list)
        for person, own in names.items():
            for name in own:
                words = folded(name)
                self._equal[words].add(person)
                self._words[person].append(frozenset(words))
                for word in words:
                    self._with_word[word].add(person)

    def people(self, name: str, *, is_proper: bool = True) -> frozenset[int]:
        """Whom the name, or the description that is none, may mean: nobody, one, or several where it is shared."""
        words = folded(name)
        if words in self._equal:
            return frozenset(self._equal[words])
        if not is_proper:
            return frozenset()
        telling = frozenset(words) - _TITLES
        if not telling:
            return frozenset()
        candidates = frozenset.intersection(*(frozenset(self._with_word.get(word, ())) for word in telling))
        gender = gender_of_title(words)
        return frozenset(
            person
            for person in candidates
            if any(telling <= own for own in self._words[person])
            and (gender is None or self._genders.get(person) not in ("F", "M") or self._genders[person] == gender)
        )
