"""Mr., Mrs. and Miss of a family: people of their own, or people whose given names the book tells."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from irises.passes.given_names import gender_of_given
from irises.passes.name_forms import Form
from irises.passes.name_people import KIN, MAIDEN, WIFE, Cast, Person, genders_agree, keep_company, ranks_agree
from irises.passes.nicknames import may_be_same_given

_SMALL = 3
_ENOUGH = 12
_FEW = 5
_AS_MISTER = frozenset(("mr", "comrade", "hon", "chief", "coach", "squire"))
"""Ranks that one and the same person is given by turns."""
_STYLED_MADAME = frozenset(("countess", "marchioness", "baroness", "duchess", "viscountess", "comrade"))


def join_married(cast: Cast) -> None:
    """Joins a woman's full names before and after her marriage.

    They have one given name that is much used alone; the second family has a man in the book; and the second name comes
    in when the first is all but out of use.
    """
    for given, people in list(cast.by_given.items()):
        bare = cast.bare.get(given)
        known = gender_of_given(given)
        women = [person for person in people if (person.gender or known) == "feminine" and person.family and person.n]
        if bare is None or bare.n < _ENOUGH or len(women) != 2:
            continue
        before, after = sorted(women, key=lambda person: min(_starts_of(person.forms)))
        is_apart = after.given_as is not None
        if is_apart or not _follows(_starts_of(before.forms), _starts_of(after.forms)):
            continue
        if _has_man(cast, after.family):
            before.wedding = min(_starts_of(after.forms))
            cast.absorb(before, after, sureness=0.7)


def _follows(before: Sequence[int], after: Sequence[int]) -> bool:
    return sum(start < min(after) for start in before) >= 0.8 * len(before)


def _has_man(cast: Cast, family: str) -> bool:
    return any(form.gender == "masculine" for form in cast.of_family[family])


def _starts_of(forms: Sequence[Form]) -> list[int]:
    return sorted(start for form in forms for start in form.starts)


def place_titled(cast: Cast, forms: Sequence[Form]) -> None:
    """Title with family name: Mr., Mrs. and Miss of a family are people of their own, or its full names."""
    families: defaultdict[str, list[Form]] = defaultdict(list)
    for form in forms:
        if form.family and not form.given and form.parts.titles:
            families[form.family].append(form)
    for family, group_forms in sorted(families.items(), key=lambda pair: len(pair[0]) == 1):
        whole = _of_initial(cast, group_forms) if len(family) == 1 else None
        if whole is not None:
            for form in group_forms:
                cast.give(form, whole, sureness=0.7)
            continue
        groups = _by_title(group_forms)
        for group in sorted(groups, key=_turn):
            _place_group(cast, group)


def _of_initial(cast: Cast, forms: Sequence[Form]) -> Person | None:
    """The only person of the title whose family name begins with the letter ("Mr. P."), unless named beside it."""
    letter, ranks = forms[0].family, {rank for form in forms for rank in form.parts.ranks}
    able = [person for person in cast.people if person.family[:1] == letter and set(person.ranks) & ranks]
    is_one = len(able) == 1 and len(able[0].family) > 1
    return able[0] if is_one and not cast.meet(forms, able[0].forms, least=_SMALL, share=0.15) else None


def _turn(group: Sequence[Form]) -> tuple[int, int]:
    """The young and Miss first, Mrs. last, so that a child is not taken for its parent; then by use."""
    ranks = {rank for form in group for rank in form.parts.ranks}
    order = 0 if "miss" in ranks or group[0].parts.mark == "young" else 2 if ranks & {"mrs", "lady"} else 1
    return order, -sum(form.n for form in group)


def _by_title(forms: Sequence[Form]) -> list[list[Form]]:
    groups: list[list[Form]] = []
    for form in sorted(forms, key=lambda form: -form.n):
        for group in groups:
            if all(_same_titled(form, other) for other in group):
                group.append(form)
                break
        else:
            groups.append([form])
    return groups


def _same_titled(form: Form, other: Form) -> bool:
    """Whether two titled names of a family are one person's."""
    if form.husband != other.husband or form.mark != other.mark:
        return False
    if not genders_agree(form.gender, other.gender):
        return False
    left, right = form.parts.ranks, other.parts.ranks
    if left & right or "ms" in left | right:
        return True
    if left <= KIN or right <= KIN or left | right <= _AS_MISTER:
        return True
    if "mrs" in left or "mrs" in right:
        return (left | right) - {"mrs"} <= _STYLED_MADAME
    is_rare = min(form.n, other.n) < max(_SMALL, 0.15 * max(form.n, other.n))
    return is_rare and ("mr" in left | right or "miss" in left | right or ranks_agree(left, right))


def _place_group(cast: Cast, group: Sequence[Form]) -> None:
    relations = list(cast.by_family[group[0].family])
    bearers = [person for person in relations if _may_bear(cast, person, group)]
    chosen = _the_one(cast, bearers, group)
    if chosen is None and len(bearers) > 1 and sum(form.n for form in group) < _FEW:
        for form in group:
            cast.options[id(form)] = [(person, 1.0 + person.n) for person in bearers]
        return
    if chosen is None:
        chosen = cast.make(group)
        chosen.mark = group[0].mark
    for person in relations:
        if person not in bearers:
            cast.keep_apart(person, chosen)
    for form in group if not chosen.forms or group[0] not in chosen.forms else ():
        cast.give(form, chosen, sureness=0.9 if len(bearers) == 1 else 0.7)


def _may_bear(cast: Cast, person: Person, group: Sequence[Form]) -> bool:
    """Whether the full-named person can be whom the family's title means."""
    ranks = {rank for form in group for rank in form.parts.ranks}
    gender = next((form.gender for form in group if form.gender), None)
    mark = group[0].mark
    if person.husband and not group[0].husband:
        return gender == "feminine" and _is_whole_family(cast, person, group)
    if not person.given or group[0].husband or (person.mark != mark and mark != "young"):
        return False
    if not mark and any(form.parts.mark == "young" and form.parts.ranks & ranks for form in person.forms):
        return False
    if not genders_agree(person.gender or gender_of_given(person.given), gender):
        return False
    if not ranks_agree(person.held, ranks):
        return False
    if ranks & WIFE and not set(person.ranks) & WIFE and not _may_be_wife(cast, person, group):
        return False
    if _is_younger(cast, person, group) or ("mr" in ranks and _has_parents(cast, person, group)):
        return False
    if "mr" in ranks <= _AS_MISTER and "mr" not in person.ranks and _goes_by_rank(cast, person):
        return False
    is_so_called = any(form.given and form.parts.ranks & ranks & WIFE for form in person.forms)
    return is_so_called or not _stands_beside(cast, person, group)


def _goes_by_rank(cast: Cast, person: Person) -> bool:
    """Whether the person has a rank by which the book also calls the family's bearer of it ("Captain Reed")."""
    ranks = person.ranks.keys() - _AS_MISTER - KIN
    titled = (form for form in cast.of_family[person.family] if not form.given and form.n >= _SMALL)
    return any(form.parts.ranks & ranks for form in titled)


def _is_whole_family(cast: Cast, person: Person, group: Sequence[Form]) -> bool:
    """Whether the book knows nobody else of the family, so that Mrs. Piers Reed is Mrs. Reed."""
    return all(form in person.forms or form in group for form in cast.of_family[person.family])


def _may_be_wife(cast: Cast, person: Person, group: Sequence[Form]) -> bool:
    """Whether a woman who is never called Mrs. by her full name can be the family's: no Miss is left without a
    given name, and both namings are used often enough that they would have met if two women bore them.
    """
    titled = _starts_of(group)
    if person.wedding is not None:
        return sum(start > person.wedding for start in titled) >= 0.8 * len(titled)
    if any(set(other.ranks) & MAIDEN and not other.given for other in cast.by_family[person.family]):
        return False
    if "lady" in group[0].parts.ranks and any(form.parts.ranks & MAIDEN for form in cast.of_family[person.family]):
        return False
    return min(len(titled), person.n + cast.called(person)) >= _ENOUGH


def _has_parents(cast: Cast, person: Person, group: Sequence[Form]) -> bool:
    """Whether a rare Mr. is rather the husband of the family's Mrs. than a boy, who goes by his given name."""
    if person.ranks["mr"] or 3 * person.n >= cast.called(person) or sum(form.n for form in group) >= _ENOUGH:
        return False
    family = cast.of_family[person.family]
    return any("mrs" in form.parts.ranks and not form.given and not form.husband for form in family)


def _is_younger(cast: Cast, person: Person, group: Sequence[Form]) -> bool:
    """Whether the book calls the person by title and given name, which leaves the bare title to the elder."""
    total = sum(form.n for form in group)
    ranks = {rank for form in group for rank in form.parts.ranks} - KIN
    titled = sum(form.n for form in person.forms if form.given and form.parts.ranks & ranks)
    titled += sum(form.n for form in cast.titled_given.get(person.given, ()) if form.parts.ranks & ranks)
    if titled < _SMALL or titled < 0.05 * total:
        return False
    is_mrs_there = any("mrs" in form.parts.ranks and not form.given for form in cast.of_family[person.family])
    return _has_namesake(cast, person, ranks) or (
        is_mrs_there and titled >= 0.5 * total and not ranks & (MAIDEN | WIFE)
    )


def _has_namesake(cast: Cast, person: Person, ranks: set[str]) -> bool:
    """Whether the family has another of the person's gender with a given name, several a Miss, or a Mrs. John Reed.

    A Captain doesn't count where the title is Mr., nor anybody hardly ever named beside the person.
    """
    if person.family in cast.sisters and person.gender == "feminine":
        return True
    wives = [form for form in cast.of_family[person.family] if "mrs" in form.parts.ranks and not form.given]
    if sum(form.n for form in wives if form.husband == person.given) > sum(
        form.n for form in wives if not form.husband
    ):
        return True
    others = [form for form in cast.of_family[person.family] if form.given]
    if "mr" in ranks:
        others = [form for form in others if form.parts.ranks <= _AS_MISTER | KIN]
    prominent = 0.05 * (person.n + cast.called(person))
    return any(
        genders_agree(form.gender, person.gender)
        and not may_be_same_given(form.given, person.given)
        and form.n + (cast.bare[form.given].n if form.given in cast.bare else 0) >= prominent
        for form in others
    )


def _stands_beside(cast: Cast, person: Person, group: Sequence[Form]) -> bool:
    """Whether the title keeps meeting the person's names, as Mr. Reed meets his son George Reed.

    "Miss" meets its own bearer too (a caller says it of whom the narration calls Anne), so it takes more to tell there.
    """
    is_miss = any(form.parts.ranks & MAIDEN for form in group)
    least, share = (8, 0.15) if is_miss else (4, 0.05)
    return cast.meet(group, cast.names_of(person), least=least, share=share)


def _the_one(cast: Cast, bearers: list[Person], group: Sequence[Form]) -> Person | None:
    """The only bearer, of the rank if it is one; or one named five times as often as any other; or whose names keep
    the title's company. A title for both is a man's rather than a woman's who is called Miss or Mrs.
    """
    if not any(form.gender for form in group):
        bearers = [person for person in bearers if not set(person.ranks) & (MAIDEN | WIFE)] or bearers
    ranks = {rank for form in group for rank in form.parts.ranks} - _AS_MISTER - KIN - MAIDEN - WIFE
    bearers = [person for person in bearers if set(person.ranks) & ranks] or bearers
    if len(bearers) < 2:
        return bearers[0] if bearers else None
    ranked = sorted(((person.n + cast.called(person), person) for person in bearers), key=lambda pair: -pair[0])
    if ranked[0][0] >= 5 * ranked[1][0]:
        return ranked[0][1]
    titled = [start for form in group for start in form.starts]
    votes = keep_company(titled, [_starts(cast, person) for person in bearers])
    first, second = sorted(votes, reverse=True)[:2]
    clearly = 2 if all(form.parts.ranks & MAIDEN for form in group) else 4
    if first >= _SMALL and first >= clearly * second:
        return bearers[votes.index(first)]
    return None


def _starts(cast: Cast, person: Person) -> list[int]:
    """Where the person's names are used, the bare given name among them where it is likely his or hers."""
    return _starts_of(cast.names_of(person) if cast.called(person) else person.forms)
