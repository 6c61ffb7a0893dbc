"""The words that stand before or after a name, and what they say about its bearer."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Literal

Gender = Literal["masculine", "feminine", "plural"]
Binding = Literal["family", "given", "either"]


@dataclass(frozen=True, kw_only=True)
class Title:
    """A title in its usual short spelling.

    `takes` is the part of a name that follows it when one word does ("Mr. Darcy": family; "Sir Walter": given).
    `rank` groups titles one person can hold at once; two people of one family with different ranks are two.
    """

    word: str
    gender: Gender | None
    takes: Binding
    rank: str
    is_kin: bool = False


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


# spelling variants, then gender, what it takes, rank; the first spelling is the canonical one
_TABLE = """
mr mister mistah mistuh muster | masculine family mr
messrs messieurs | plural family mr
mrs missus missis mistress mis mis' miz | feminine family mrs
miss misses missy | feminine either miss
ms | feminine family ms
mx | - family mx
master mas mas'r mars marse massa marster | masculine either master
sir | masculine given sir
dame | feminine given dame
lady | feminine either lady
lord milord laird | masculine either lord
madame mme madam ma'am | feminine family mrs
mademoiselle mlle | feminine either miss
monsieur m | masculine family mr
herr | masculine family mr
frau | feminine family mrs
fraulein | feminine either miss
signor signore sior | masculine family mr
signora | feminine family mrs
signorina | feminine either miss
senor señor | masculine family mr
senora señora | feminine family mrs
senorita señorita | feminine either miss
don | masculine given don
doña dona | feminine given dona
mynheer meneer mijnheer | masculine family mr
sahib | masculine family mr
memsahib | feminine family mrs
goodman farmer gaffer | masculine family mr
goodwife goody | feminine family mrs
dr doctor doc | - family dr
professor prof | - family professor
nurse matron | feminine either nurse
inspector insp | - family police
detective | - family police
sergeant sgt sarge serjeant | - family army
constable | - family police
superintendent | - family police
sheriff deputy marshal | - family police
officer agent auror | - family police
commissioner | - family police
private pvt | - family army
corporal cpl | - family army
lieutenant lieut lt leftenant | - family lieutenant
ensign cadet midshipman bosun gunner trooper ranger | - family army
captain capt cap'n cap | - family captain
major maj | - family major
colonel col | - family colonel
general gen | - family general
brigadier | - family general
admiral adm | - family admiral
commander cmdr commodore | - family commander
commandant | - family commander
judge justice | - family judge
magistrate | - family judge
counsellor counselor advocate | - family lawyer
president premier chancellor | - family president
senator congressman governor mayor minister secretary ambassador consul councillor | - family office
alderman | masculine family office
congresswoman | feminine family office
reverend rev revd parson vicar rector curate pastor deacon canon dean chaplain preacher | - family clergy
bishop archbishop cardinal | masculine family bishop
pope | masculine given pope
rabbi imam elder | - either clergy
padre abbe abbé fra monsignor dom | masculine either father
abbot prior friar | masculine either friar
abbess prioress | feminine either abbess
king | masculine given king
queen | feminine given queen
prince crown-prince | masculine given prince
princess | feminine given princess
emperor tsar czar kaiser sultan shah khan rajah raja maharajah | masculine given emperor
empress tsarina czarina sultana ranee rani maharani | feminine given empress
duke archduke grand-duke | masculine either duke
duchess archduchess | feminine either duchess
marquis marquess | masculine either marquis
marchioness marquise | feminine either marchioness
count comte conte graf | masculine either count
countess comtesse contessa | feminine either countess
earl | masculine either count
viscount vicomte | masculine either viscount
viscountess | feminine either viscountess
baron | masculine either baron
baroness | feminine either baroness
baronet squire esquire | masculine family squire
chevalier cavaliere | masculine either chevalier
hon honourable honorable | - either hon
comrade citizen citoyen | - family comrade
citoyenne citizeness | feminine family comrade
chief chieftain boss | - family chief
coach | - family coach
director principal warden | - family director
headmaster | masculine family office
headmistress | feminine family office
wizard warlock sorcerer mage archmage | masculine either wizard
witch sorceress enchantress priestess | feminine either witch
priest | masculine either clergy
knight ser paladin | - given knight
jedi sith padawan darth | - either jedi
majesty | - either king
highness | - either prince
lordship | masculine either lord
ladyship | feminine either lady
grace | - either duke
excellency eminence worship holiness reverence honour honor | - either excellency
"""

_KIN = """
mother mamma mama mam mom mommy momma mum mummy ma maman mater mommie mutti | feminine either
father papa dad daddy pa pop pops pater dada pappa | masculine either
grandmother grandma granny gran grandmamma grandmama nana grammy babushka oma | feminine given
grandfather grandpa granddad grandad grandpapa gramps granddaddy opa grandsire | masculine given
sister sis | feminine either
brother bro | masculine either
aunt auntie aunty tante tía tia | feminine given
uncle oncle tío tio nuncle | masculine given
cousin coz | - given
godfather | masculine given
godmother | feminine given
stepmother | feminine given
stepfather | masculine given
"""

MAYBE_NAMES = _words("""
abbot baron bishop cardinal chance coach count deacon dean deputy doc don duke earl elder general judge justice
khan king knight m ma major marshal mayor minister nana pa page pastor pop pope prince princess principal prior private
queen rector warden sage shah squire sis sultan tia tio ranger hunter agent dom oma opa gran pater mater dame canon
parson grace honor honour
""")
"""Titles that also serve as given or family names ("Dean Winchester"): the book's own usage decides."""

COMMON_WORDS = _words("general major private chief count justice grace honour honor principal minister agent page")
"""Titles that are other words where a name follows them and they have no capital ("in general Charlotte ...")."""

FAMILY_SUFFIXES = MappingProxyType(
    {"jr": "junior", "jnr": "junior", "junior": "junior", "sr": "senior", "snr": "senior", "senior": "senior"}
    | {"ii": "second", "iii": "third", "iv": "fourth", "v": "fifth", "vi": "sixth", "vii": "seventh", "viii": "eighth"}
    | dict.fromkeys(("esq", "esquire", "bart", "phd", "md", "mp", "kc", "qc", "dds", "rn", "lld"), "")
)
"""What follows a name and tells father from son; the empty string tells nothing."""

SENIORITY = MappingProxyType(
    {"late": "late", "elder": "senior", "senior": "senior", "younger": "junior", "junior": "junior"}
    | {"old": "old", "young": "young", "first": "first", "second": "second"}
)
"""Words before a name that may tell its bearer from a relation of the same name."""

ADJECTIVES = _words("""
poor dear dearest little good sweet darling beloved great big beautiful pretty brave gentle kind sainted
wretched own honest worthy unfortunate lovely fair tiny clever excellent charming noble holy blessed handsome
proud foolish mad precious happy unhappy wicked saucy faithful silly stupid gallant stout fat thin tall drunken
only other same very aged ancient friend naughty
""")
"""Words before a name that say nothing about who bears it."""

ARTICLES = _words("""
the a an my our his her your their its this that these those some any both all two three four
""")
PARTICLES = _words("""
de del della dello degli di da das do dos du des d' l' la le les lo von vom zu zum zur van den der ten ter af av
bin ibn ben al el ap ab mac mc st saint san santa y
""")
"""Words that belong to the family name after them."""

HONORIFICS = _words("""
san sama sensei senpai sempai dono shi hime taichou nii-san nee-san niisan neesan nii nee kun chan tan rin nim ssi xiong
ge gege jie jiejie shixiong shijie shizun laoshi
""")
"""Suffixes joined by a hyphen or a space ("Naruto-kun"); none is safe evidence of gender."""


def _read_titles() -> dict[str, Title]:
    titles: dict[str, Title] = {}
    for line in _TABLE.strip().splitlines():
        spellings, facts = line.split(" | ")
        gender, takes, rank = facts.split()
        words = spellings.split()
        for word in words:
            titles[word] = Title(word=words[0], gender=_gender(gender), takes=_binding(takes), rank=rank)
    for line in _KIN.strip().splitlines():
        spellings, facts = line.split(" | ")
        gender, takes = facts.split()
        words = spellings.split()
        for word in words:
            kin = Title(word=words[0], gender=_gender(gender), takes=_binding(takes), rank=words[0], is_kin=True)
            titles[word] = kin
    return titles


def _gender(word: str) -> Gender | None:
    genders: dict[str, Gender] = {"masculine": "masculine", "feminine": "feminine", "plural": "plural"}
    return genders.get(word)


def _binding(word: str) -> Binding:
    bindings: dict[str, Binding] = {"family": "family", "given": "given"}
    return bindings.get(word, "either")


TITLES: Mapping[str, Title] = MappingProxyType(_read_titles())
"""Titles by every spelling, in lower case, without accents and full stop."""
