"""Phrases that give or refuse a word as they stand, by kind; our own lists.

`^` before a phrase: it must begin what is said ("there is no chance of it" refuses nothing); `=`: it must be all of a
sentence ("I'm good at it" refuses nothing); `+`: a verb must follow ("how about you" alone asks a question).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

_KINDS = {
    "promise": """
        you have my word / you 've my word / you 've got my word / cross my heart / on my honour / on my honor /
        upon my honour / upon my honor / leave it to me / leave that to me / consider it done / count on me /
        rely on me / depend on me / trust me to / scout 's honour / scout 's honor / pinky promise /
        my lips are sealed / ^promise . / it wo n't happen again / it will never happen again / you can count on me /
        =on my life / =on my mother 's life / =on my mother 's grave / =on my mother 's head / =on my father 's grave /
        =on my soul / =word of honour / =word of honor / pinky swear / consider it handled / consider it sorted /
        secret 's safe with me / secret is safe with me
        """,
    "vow": "i swear on my / i swear it / i swear to you . / =never again",
    "refusal": """
        over my dead body / not on your life / not a chance / ^no chance / not for the world / not for anything /
        not for all the / not in a million years / when hell freezes / i 'd rather die / i would rather die /
        i 'd sooner die / ^no fear / ^not likely / no can do / ^out of the question / ^not happening /
        not gonna happen / ^no deal / =no thanks / but no thanks / =no thank you / =hard pass / =hard no / =i 'm good /
        =i 'd rather not / =i would rather not / i 'd prefer not to / =i 'll pass / count me out / fat chance /
        ^not going to happen / that 's not happening / you ca n't make me / like hell i / the hell i will /
        the hell i am / you can forget it / i have no intention of / i 've no intention of / =i ca n't do that /
        no way am i / no way i 'll / no way in hell / i do n't want your
        """,
    "threat": """
        you 're dead meat / you are dead meat / you 're so dead / you are so dead / =or else / =last warning /
        you 've been warned / you have been warned / i 'm warning you / i am warning you
        """,
    "command": """
        not another word / not a word to / that 's enough / =that will do / =that 'll do / ^hands off / hands up /
        off you go / in you go / out you go / up you get / away you go / on you go / down you get / off with you /
        ^at ease / ^eyes front / ^eyes on / hands where i can see / ^not so fast / =you heard me / =not a sound /
        =not a peep / =not one word / i forbid it / i forbid you
        """,
    "request": """
        ^any chance you could / ^any chance of / ^any way you could / is there any way you could / ^promise ? /
        can you not , / can you not ? / can you not . / could you not , / could you not ? / could you not . /
        =we need to talk / =one more chance / =just this once / i need your help / i could use your help /
        i could use a hand / i need a favour / i need a favor / =i 'm begging you / =i beg you / mind if i +/
        do you think you could +/ do you think you can +/ ^how about you +/ would it kill you to +/ ^help ! /
        =a little help ? / i 'd rather you / i would rather you
        """,
}


@dataclass(frozen=True, kw_only=True)
class Phrase:
    """Words (in small letters, as tokens) of a phrase, what it gives, and where it must stand."""

    kind: str
    words: tuple[str, ...]
    begins: bool
    is_whole: bool
    with_verb: bool


def _parsed() -> Iterator[Phrase]:
    for kind, text in _KINDS.items():
        for source in text.split("/"):
            phrase = source.strip()
            yield Phrase(
                kind=kind,
                words=tuple(phrase.strip("^=+").split()),
                begins=phrase[0] in "^=",
                is_whole=phrase[0] == "=",
                with_verb=phrase[-1] == "+",
            )


PHRASES: dict[tuple[str, ...], list[Phrase]] = {}
"""Phrases by their first two words."""
for _phrase in _parsed():
    PHRASES.setdefault(_phrase.words[:2], []).append(_phrase)
BEGIN = frozenset(words[0] for words in PHRASES)
"""Their first words."""
