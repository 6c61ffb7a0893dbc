"""Masks: shows that differ from the feeling, where the text says so or lets it be seen.

Three forms (gold/minds/guideline.md): a show with a stated feeling under it; a show said to be put on; a feeling that
is kept from sight.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt

from irises.passes.clauses import Clauses
from irises.passes.emotion_channels import says_feigned, sign_of
from irises.passes.emotion_cues import (
    AS_IF_DEEDS,
    AS_NOTHING,
    ASSUMES,
    BODY,
    BUT,
    CALM,
    CHEER,
    CONCEDES,
    FAILS,
    FORCES,
    HIDDEN,
    HIDES,
    HOLDS,
    LETS,
    MIRTH,
    NOT_HELD,
    ONLY_DENIED,
    PRETENDS,
    PUTS_ON,
    RULED,
    SCHOOLS,
    SEES,
    SHAMS,
    SIGNS,
    THOUGH,
    TRIES,
    UNSEEN,
    WANTS,
    WITHIN,
)
from irises.passes.emotion_phrases import Phrase
from irises.passes.emotion_words import senses_of
from irises.passes.mask_beside import BEATING, EASE, REPLY, STIRRING
from irises.passes.mask_likely import likely_shows, signs_of
from irises.passes.mask_words import AGAINST, SMILES, STIFF, SURGES, UNAFFECTED

_REACH = 30
_LONGEST_SHOW = 9
_ENDS_NOUN = frozenset({"PUNCT", "CCONJ", "SCONJ", "AUX"})
_SURE_OF_SHOW = 0.6
_MEANT = 9
"""Words before "see" among which it stands that this is not to be."""
_NEAR_HALF = 4
_REACH_BESIDE = 40
_SENTENCES_OF_TALK = 4
_NEAR = 3
"""Rows on either side among which a show's feeling is sought."""
_LIGHT = CALM | CHEER
_SETTING = THOUGH | BUT
_POINTING = frozenset({"it", "this", "that"})
_PLEASANT = frozenset({"joy", "trust"})
_UNPLEASANT = frozenset({"anger", "disgust", "fear", "sadness"})


@dataclass(frozen=True, kw_only=True)
class Shown:
    """An emotion as found: words (inclusive), entity_id of who has it, class, channel, negation."""

    first: int
    last: int
    who: int | None
    emotion: str
    channel: str
    is_negated: bool
    is_put_on: bool = False
    is_kept: bool = False
    half: str = ""


@dataclass(frozen=True, kw_only=True)
class Mask:
    """What a row is in a mask: a show over the row of the feeling `under` it (None: not named), or a hidden feeling."""

    under: int | None
    is_hidden: bool


def with_shows(
    clauses: Clauses, phrases: Sequence[Phrase], inside: npt.NDArray[np.bool_], told: npt.NDArray[np.float32]
) -> list[Phrase]:
    """The phrases with those that only a verb marks, in text order: "pretended not to see him", "schooled her face",
    "concealed her feelings". A show takes the place of the emotions named in it, and the last one's class.

    `told`: the mind head's log-odds of a show, of a feeling under one, and of a hidden one: shape (words, 3).
    """
    taken = {w: phrase for phrase in phrases for w in range(phrase.first, phrase.last + 1)}
    signs = signs_of(clauses)
    for phrase in (*signs.shows, *signs.feelings):
        if inside[phrase.first]:
            _lay(taken, phrase)
    for verb in clauses.where(PRETENDS | SCHOOLS | HIDES | HOLDS | PUTS_ON | AS_IF_DEEDS | {"assume"}):
        if not inside[verb] or clauses.mode(verb) in ("speech", "writing"):
            continue
        show = (
            _pretence(clauses, verb)
            or _as_if_nothing(clauses, verb)
            or _ruled_face(clauses, verb)
            or _kept_back(clauses, verb)
        )
        if show is not None and (show.is_put_on or show.first not in taken):
            _lay(taken, show)
    for half in signs.halves:
        if inside[half.first]:
            _note_half(clauses, taken, half)
    for show in likely_shows(clauses, signs, told, taken, inside):
        _lay(taken, show)
    return sorted(dict.fromkeys(taken.values()), key=lambda phrase: phrase.first)


def _lay(taken: dict[int, Phrase], show: Phrase) -> None:
    """Puts a show in the place of the emotions named in it or in part of it; it takes the last one's class."""
    named = _named(taken, show)
    first, last = (min([show.first, *(p.first for p in named)]), max([show.last, *(p.last for p in named)]))
    whole = replace(show, first=first, last=last, emotion=named[-1].emotion if named else show.emotion)
    taken.update(dict.fromkeys(range(first, last + 1), whole))


def _note_half(clauses: Clauses, taken: dict[int, Phrase], half: Phrase) -> None:
    """Adds a half of a mask; where an emotion is named in its words, that one is the half."""
    named = _named(taken, half)
    if not named:
        taken.update(dict.fromkeys(range(half.first, half.last + 1), half))
    for phrase in named:
        if not phrase.half:
            whole = range(phrase.first, phrase.last + 1)
            is_inner = phrase.is_inner or (half.is_inner and all(clauses.words[w] not in BODY for w in whole))
            taken.update(dict.fromkeys(whole, replace(phrase, half=half.half, is_inner=is_inner)))


def _named(taken: dict[int, Phrase], phrase: Phrase) -> list[Phrase]:
    """The phrases that share words with one, in text order, each once."""
    return list(dict.fromkeys(taken[w] for w in range(phrase.first, phrase.last + 1) if w in taken))


def _show(first: int, last: int) -> Phrase:
    return Phrase(first=first, last=last, emotion="other", confidence=_SURE_OF_SHOW, is_display=True, is_put_on=True)


def _pretence(clauses: Clauses, verb: int) -> Phrase | None:
    """ "Pretended not to see him", "simulated reluctance", "put on a brave face", "assumed an air of ease" """
    if clauses.upos[verb] != "VERB" or clauses.is_negated(verb):
        return None
    lemma = clauses.lemmas[verb]
    if lemma in PRETENDS:
        deeds = clauses.children(verb, ("xcomp", "ccomp"))
        feelings = clauses.children(verb, ("obj",)) if lemma not in ("pretend", "affect") else []
        shown = [w for w in (*deeds, *feelings) if _is_playable(clauses, w)]
        return _show_of(verb, clauses.subtree(shown[0])) if shown else None
    if lemma == "assume":
        signs = [w for w in clauses.children(verb, ("obj",)) if clauses.words[w] in SIGNS and w > verb]
        return _show_of(verb, clauses.subtree(signs[0])) if signs else None
    return _put_on(clauses, verb)


def _put_on(clauses: Clauses, verb: int) -> Phrase | None:
    """ "Put on a brave face", "plastered a smile on", "forced a laugh", "fixed a smile on her face": by the order of
    words, since "on" is often parsed otherwise."""
    lemma = "put" if clauses.words[verb].startswith("put") else clauses.lemmas[verb]
    if lemma not in PUTS_ON:
        return None
    stop = min(verb + _LONGEST_SHOW, clauses.sentence_words(verb).stop)
    sign = next((w for w in range(verb + 1, stop) if clauses.words[w] in SIGNS), None)
    if sign is None or any(clauses.upos[w] in _ENDS_NOUN for w in range(verb + 1, sign)):
        return None
    if clauses.words[sign - 1] == "in":
        return None
    near = set(clauses.words[verb + 1 : verb + 2])
    if clauses.words[sign] not in ("face", "front", "voice"):
        near |= set(clauses.words[sign + 1 : sign + 2])
    is_on = lemma in FORCES or not near.isdisjoint({"on", "up", "into", "onto"})
    return _show(verb, sign) if is_on else None


def _as_if_nothing(clauses: Clauses, verb: int) -> Phrase | None:
    """ "Shrugged like it was nothing", "went on reading as if she hadn't heard" """
    if clauses.upos[verb] != "VERB" or clauses.lemmas[verb] not in AS_IF_DEEDS:
        return None
    stop = min(verb + _LONGEST_SHOW, clauses.sentence_words(verb).stop)
    for w in range(verb + 1, stop):
        pair = tuple(clauses.words[w : w + 2])
        if pair in (("as", "if"), ("as", "though")) or (pair[0] == "like" and clauses.upos[w + 1 : w + 2] == ["PRON"]):
            if clauses.lemmas[verb] == "look" and w == verb + 1:
                return None
            end = _clause_end(clauses, w, clauses.subtree(verb)[1])
            last = min(end, w + _LONGEST_SHOW)
            held = {*clauses.words[w + 1 : last + 1], *clauses.lemmas[w + 1 : last + 1]}
            is_unmoved = "nothing" in held or (held & AS_NOTHING and held & UNAFFECTED)
            return _show(verb, last) if is_unmoved else None
    return None


def _is_playable(clauses: Clauses, word: int) -> bool:
    """Whether what is put on is a deed or a feeling; not who somebody is, an illness, or the like."""
    return clauses.upos[word] in ("VERB", "ADJ") or bool(
        senses_of(clauses.words[word], clauses.lemmas[word], clauses.upos[word])
    )


def _show_of(verb: int, content: tuple[int, int] | None) -> Phrase | None:
    """A verb and what follows, if that is short."""
    if content is None or not verb < content[1] < verb + _LONGEST_SHOW:
        return None
    return _show(verb, content[1])


def _clause_end(clauses: Clauses, mark: int, last: int) -> int:
    """The last word of the clause that "as if" begins: before a comma or "and"."""
    stops = (w for w in range(mark + 3, last + 1) if clauses.upos[w] in ("PUNCT", "CCONJ"))
    return next(stops, last + 1) - 1


def _ruled_face(clauses: Clauses, verb: int) -> Phrase | None:
    """ "Schooled her features", "kept his face blank", "an impassive mask" """
    lemma = clauses.lemmas[verb]
    if lemma == "mask" and clauses.upos[verb] == "NOUN":
        calm = [w for w in clauses.children(verb, ("amod",)) if clauses.words[w] in CALM]
        hides = any(clauses.lemmas[w] in HIDES for w in clauses.children(verb, ("acl",)))
        return _show(min([verb, *calm]), verb) if calm or hides else None
    faces = [w for w in range(verb + 2, min(verb + 4, len(clauses.words))) if clauses.words[w] in RULED]
    if lemma not in SCHOOLS or not faces or clauses.is_negated(verb):
        return None
    stop = min(verb + _LONGEST_SHOW, clauses.sentence_words(verb).stop)
    calm = [
        w
        for w in range(faces[0] + 1, stop)
        if clauses.words[w] in CALM
        or (w == faces[0] + 1 and clauses.upos[w] == "ADJ" and clauses.words[w] not in NOT_HELD)
    ]
    if lemma in ("school", "compose"):
        return _show(verb, max(faces[0], verb))
    return _show(verb, calm[0]) if calm else None


def _kept_back(clauses: Clauses, verb: int) -> Phrase | None:
    """ "Concealed her feelings": a word of emotion that is hidden."""
    for noun in clauses.children(verb, ("obj",)) if _hides(clauses, verb) else ():
        emotions = senses_of(clauses.words[noun], clauses.lemmas[noun], clauses.upos[noun])
        if emotions:
            return Phrase(
                first=noun, last=noun, emotion=emotions[0].emotion, confidence=_SURE_OF_SHOW, is_display=False
            )
    return None


def masks_of(clauses: Clauses, rows: Sequence[Shown]) -> dict[int, Mask]:
    """The rows that are the show of a mask, or a feeling that is hidden without one."""
    found: dict[int, Mask] = {}
    for number, row in enumerate(rows):
        if row.is_kept:
            found[number] = Mask(under=None, is_hidden=True)
            continue
        if row.channel == "said" or row.is_negated:
            continue
        is_show = row.channel == "shown"
        is_put_on = is_show and _is_put_on(clauses, row)
        if not is_put_on and _is_hidden(clauses, row):
            found[number] = Mask(under=None, is_hidden=True)
            continue
        under = _under(clauses, rows, number) if is_show else None
        if is_put_on or under is not None:
            found[number] = Mask(under=under, is_hidden=False)
    _add_feigned_words(clauses, rows, found)
    _add_what_stirs(clauses, rows, found)
    return found


def _add_feigned_words(clauses: Clauses, rows: Sequence[Shown], found: dict[int, Mask]) -> None:
    """ "'I'm fine,' he lied", "'Crumb,' she said" of one who wept and is asked after"""
    for number, row in enumerate(rows):
        if row.channel != "said" or number in found:
            continue
        is_reply = row.half == REPLY and any(
            _is_moved(clauses, rows, number, other) for other in range(len(rows))[max(0, number - 6) : number + 6]
        )
        if row.is_put_on or is_reply or (row.half == EASE and _is_lie(clauses, row)):
            found[number] = Mask(under=None, is_hidden=False)


def _is_moved(clauses: Clauses, rows: Sequence[Shown], number: int, other: int) -> bool:
    """Whether a row says that somebody who answers is stirred or hides something, a few sentences away."""
    row, answer = rows[other], rows[number]
    if row.who is None or row.who != answer.who or row.channel == "said":
        return False
    if abs(int(clauses.sentence[row.first]) - int(clauses.sentence[answer.first])) > _SENTENCES_OF_TALK:
        return False
    return row.is_kept or row.is_put_on or row.half == STIRRING or (row.emotion in _UNPLEASANT and not row.is_negated)


def _is_lie(clauses: Clauses, row: Shown) -> bool:
    """Whether the words are said to be a lie: by the verb of speaking right behind them."""
    end = next(
        (w for w in range(row.last, len(clauses.words)) if clauses.quotation[w] != clauses.quotation[row.last]), None
    )
    if end is None:
        return False
    return any(
        clauses.lemmas[w] == "lie" or clauses.words[w] == "lied" for w in range(end, min(end + 4, len(clauses.words)))
    )


def _add_what_stirs(clauses: Clauses, rows: Sequence[Shown], found: dict[int, Mask]) -> None:
    """Joins shows of ease and what is felt beside them, the nearest first; each has one."""
    pairs = sorted(
        (distance, number, other)
        for number, row in enumerate(rows)
        if _is_ease(row) and (number not in found or found[number].under is None)
        for other in range(max(0, number - _NEAR_HALF), min(len(rows), number + _NEAR_HALF + 1))
        if other != number and other not in found and (distance := _beside(clauses, row, rows[other])) is not None
    )
    masked = {mask.under for mask in found.values()}
    joined: set[int] = set()
    for _, number, other in pairs:
        if number not in joined and other not in masked and not (number in found and found[number].is_hidden):
            joined.add(number)
            masked.add(other)
            found[number] = Mask(under=other, is_hidden=False)


def _is_ease(row: Shown) -> bool:
    if row.half == EASE:
        return True
    return row.channel == "shown" and row.is_put_on


def _beside(clauses: Clauses, show: Shown, felt: Shown) -> int | None:
    """How many words apart a show and an unwelcome feeling of the same person are, if one is told beside the other."""
    if show.who is None or felt.who != show.who or felt.half == EASE or (felt.is_negated and not felt.half):
        return None
    gap = abs(int(clauses.sentence[show.first]) - int(clauses.sentence[felt.first]))
    distance = abs(show.first - felt.first)
    if gap > 1 or distance > _REACH_BESIDE:
        return None
    if felt.half == STIRRING and (felt.channel == "felt" or show.channel == "said"):
        return distance
    if felt.half == BEATING:
        return distance if _is_set_against(clauses, show, felt) else None
    # "Said sadly" of the words themselves is how they are said.
    is_manner = all(clauses.upos[w] == "ADV" for w in range(felt.first, felt.last + 1))
    is_shown_so = felt.channel == "felt" or (show.channel == "said" and not is_manner)
    if not is_shown_so or felt.emotion not in _UNPLEASANT or felt.channel == "said":
        return None
    return distance if show.channel == "said" or _is_set_against(clauses, show, felt) else None


def _is_set_against(clauses: Clauses, show: Shown, felt: Shown) -> bool:
    """Whether a word between sets one against the other, or one at the end of the later one's clause: "anyway"."""
    low, high = sorted([(show.first, show.last), (felt.first, felt.last)])
    between = range(low[1] + 1, high[0])
    if any(clauses.words[w] in AGAINST for w in between):
        return True
    return any(word in ("anyway", "regardless") for word in clauses.words[high[1] + 1 : high[1] + 4])


def _is_put_on(clauses: Clauses, row: Shown) -> bool:
    """ "Pretended not to see him", "she forced a smile", "with affected gaiety", "laughed without mirth" """
    words = range(row.first, row.last + 1)
    if row.is_put_on or any(_is_feigned(clauses, w) for w in words):
        return True
    return row.emotion == "joy" and _is_mirthless(clauses, row)


def _is_feigned(clauses: Clauses, word: int) -> bool:
    """Whether a word is said to be put on, by its adjective, that of its sign or the verb it is the object of."""
    sign = sign_of(clauses, word)
    if sign is not None and clauses.words[sign] in SHAMS:
        return True
    described = (word,) if sign is None else (word, sign)
    adjectives = {clauses.words[c] for w in described for c in clauses.children(w, ("amod", "advmod"))}
    adjectives |= {clauses.words[w - 1] for w in described if w}
    for w in described:
        if clauses.relation[w] == "nsubj" and clauses.lemmas[w] in SMILES:
            said_of = int(clauses.head[w])
            adjectives |= {clauses.words[c] for c in (said_of, *clauses.children(said_of, ("xcomp",)))}
    if any(says_feigned(adjective) for adjective in adjectives):
        return True
    if clauses.lemmas[word] in SMILES and adjectives & STIFF:
        return True
    for w in described:
        verb, relation = int(clauses.head[w]), clauses.relation[w]
        lemma = clauses.lemmas[verb]
        if relation in ("obj", "xcomp", "ccomp") and (lemma in PRETENDS or (lemma in ASSUMES and relation == "obj")):
            return not clauses.is_negated(verb) and not _hides(clauses, verb)
    return _is_effort(clauses, word)


def _is_effort(clauses: Clauses, word: int) -> bool:
    """ "Tried to smile", "forced herself to laugh", "tried to speak with composure" """
    deed = word if clauses.relation[word] == "xcomp" else int(clauses.head[word])
    verb = int(clauses.head[deed])
    is_light = clauses.lemmas[word] in ("smile", "laugh") or clauses.words[word] in _LIGHT
    return (
        is_light
        and clauses.relation[deed] == "xcomp"
        and clauses.lemmas[verb] in TRIES
        and not clauses.is_negated(verb)
    )


def _is_mirthless(clauses: Clauses, row: Shown) -> bool:
    """ "A smile that did not reach his eyes", "a laugh without mirth", "there was no humour in it" """
    after = range(row.first + 1, min(row.last + 9, clauses.sentence_words(row.last).stop))
    for w in after:
        if clauses.lemmas[w] == "reach" and clauses.is_negated(w):
            return True
        near = {clauses.words[c] for c in clauses.children(w, ("case", "det"))}
        if clauses.words[w] in MIRTH and near & {"without", "no"}:
            return True
    return False


def _is_hidden(clauses: Clauses, row: Shown) -> bool:
    """ "He hid his grief", "choked back a sob", "kept the anger out of his voice", "she was pleased, and took care not
    to show it" """
    for w in range(row.first, row.last + 1):
        while clauses.relation[w] == "conj" and int(clauses.head[w]) != w:
            w = int(clauses.head[w])
        surge = int(clauses.head[w])
        if clauses.relation[w] == "nmod" and clauses.lemmas[surge] in SURGES:
            w = surge
        verb = int(clauses.head[w])
        is_over = clauses.lemmas[verb] == "cover" and "with" in clauses.words[verb:w]
        if clauses.relation[w] in ("obj", "xcomp", "nsubj:pass") and not is_over and _hides(clauses, verb):
            return True
        if any(clauses.words[c] in HIDDEN for c in clauses.children(w, ("amod",))):
            return True
    if row.channel != "felt":
        return False
    after = range(row.last + 1, min(row.last + _REACH, clauses.sentence_words(row.last).stop))
    for w in after:
        if _hides(clauses, w) and not _POINTING.isdisjoint(clauses.words[o] for o in clauses.objects(w)):
            return True
    return _not_let_see(clauses, row) or _means_to_hide(clauses, row)


def _means_to_hide(clauses: Clauses, row: Shown) -> bool:
    """ "So that they shouldn't see how pleased he was", "she would have died sooner than let it be seen" """
    sentence = clauses.sentence_words(row.first)
    near = range(max(sentence.start, row.first - _REACH + 1), min(sentence.stop, row.first + _REACH))
    seen = (w for w in near if clauses.lemmas[w] in SEES and clauses.upos[w] == "VERB")
    for w in seen:
        window = set(clauses.words[max(sentence.start, w - _MEANT) : w])
        if window & (WANTS | UNSEEN) <= {"rather"}:
            continue
        is_own = clauses.person(clauses.subject(w, borrowed=False)) == row.who
        if window & WANTS and window & UNSEEN and not is_own:
            return True
    return False


def _not_let_see(clauses: Clauses, row: Shown) -> bool:
    """ "He would not let her see how much he cared" """
    before = range(max(clauses.sentence_words(row.first).start, row.first - _REACH + 1), row.first)
    lets = next((w for w in before if clauses.lemmas[w] in LETS and clauses.is_negated(w)), None)
    if lets is None:
        return False
    last = max(w for w in before if w == lets or clauses.upos[w] == "PUNCT")
    return any(clauses.lemmas[w] in SEES for w in range(last + 1, row.first))


def _hides(clauses: Clauses, verb: int) -> bool:
    """Whether somebody keeps a verb's object from sight; not where they fail to."""
    lemma = clauses.lemmas[verb]
    if clauses.upos[verb] != "VERB" or (lemma not in HIDES and lemma not in HOLDS):
        return False
    doer = clauses.subject(verb)
    if doer is not None and clauses.person(doer) is None:
        return False
    if lemma in ONLY_DENIED:
        return clauses.is_negated(verb)
    holds = lemma in HOLDS and (
        any(_has_particle(clauses, verb, where) for where in ("back", "down"))
        or (lemma == "keep" and _is_kept_out(clauses, verb))
    )
    return (lemma in HIDES or holds) and not clauses.is_negated(verb) and not _fails(clauses, verb)


def _is_kept_out(clauses: Clauses, verb: int) -> bool:
    """ "Kept the anger out of her voice", "kept all fear from his face" """
    end = min(verb + _LONGEST_SHOW, clauses.sentence_words(verb).stop)
    away = [w for w in range(verb + 1, end) if clauses.words[w] in ("out", "from")]
    return bool(away) and any(clauses.words[w] in BODY for w in range(away[0], min(away[0] + 4, end)))


def _fails(clauses: Clauses, verb: int) -> bool:
    """ "Unable to conceal", "in vain to hide", "could not help showing" """
    head = int(clauses.head[verb])
    near = {clauses.words[w] for w in range(max(0, verb - 4), verb)}
    return bool(near & FAILS) or (clauses.relation[verb] == "xcomp" and clauses.lemmas[head] in FAILS)


def _has_particle(clauses: Clauses, verb: int, particle: str) -> bool:
    """Whether the particle stands by the verb: right after it, or after its object as its own."""
    is_next = clauses.words[verb + 1 : verb + 2] == [particle]
    return is_next or any(clauses.words[w] == particle for w in clauses.children(verb, ("compound", "advmod")))


def _under(clauses: Clauses, rows: Sequence[Shown], number: int) -> int | None:
    """The felt row of the same person under a show, in the same sentence."""
    row = rows[number]
    near = (*range(number + 1, min(number + 1 + _NEAR, len(rows))), *range(number - 1, max(-1, number - 1 - _NEAR), -1))
    for other in near:
        felt = rows[other]
        if felt.channel != "felt" or felt.who != row.who or row.who is None or felt.is_negated:
            continue
        if clauses.sentence[felt.first] == clauses.sentence[row.first] and _is_against(clauses, row, felt):
            return int(other)
    return None


def _is_against(clauses: Clauses, row: Shown, felt: Shown) -> bool:
    """Whether one hides the other, or they are of different colours and a word sets them against each other."""
    low, high = sorted([(row.first, row.last), (felt.first, felt.last)])
    if any(_hides(clauses, w) for w in range(low[0], high[1] + 1) if clauses.lemmas[w] in HIDES):
        return True
    pair = {row.emotion, felt.emotion}
    is_calm = any(clauses.words[w] in CALM for w in range(row.first, row.last + 1)) and felt.emotion != "other"
    if row.emotion != felt.emotion and _means_to_hide(clauses, felt):
        return True
    is_smiled = row.emotion == "joy" and felt.emotion in _UNPLEASANT
    differs = bool(pair & _PLEASANT and pair & _UNPLEASANT)
    return (is_calm or differs) and _is_conceded(clauses, low, high, but=is_calm or is_smiled)


def _is_conceded(clauses: Clauses, low: tuple[int, int], high: tuple[int, int], *, but: bool) -> bool:
    """Whether "though" or the like joins two stretches of words; or "but", if that is enough or one is said to be
    within."""
    within = but or any(clauses.words[w] in WITHIN for w in range(low[0], min(high[1] + 4, len(clauses.words))))
    setting = _SETTING if within else THOUGH
    between = [w for w in range(low[1] + 1, high[0]) if clauses.words[w] in setting]
    before = [w for w in range(max(0, low[0] - 4), low[0]) if clauses.words[w] in CONCEDES]
    # "As though" compares.
    return any(clauses.words[w - 1] != "as" for w in (*between, *before))
