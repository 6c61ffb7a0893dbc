"""How letters end: closing formulas, signatures, postscripts."""

from __future__ import annotations

import re

from irises.document.headings import all_caps, plain, title_case
from irises.document.layout import Layout
from irises.document.marks import is_mark_line
from irises.document.units import Unit, fold, words_of

_CLOSING = re.compile(
    r"[\"“'‘_*\s]*(?:(?:I am|I remain|believe me|with|and|ever|always|from|very|most|my|dear "
    r"\w+|sir|madam|your)[,\s]+){0,8}"
    r"(?:yours?(?:[,\s]+(?:ever|very|most|truly|sincerely|faithfully|respectfully|affectionately"
    r"|lovingly|always|in haste|obediently|forever|gratefully|devotedly))*"
    r"|your (?:\w+[,\s]+){0,5}(?:friend|servant|brother|sister|son|daughter|mother|father"
    r"|wife|husband|aunt|uncle|cousin|niece|nephew|lover|love|girl|boy|child|well-wisher|ward"
    r"|pupil)"
    r"|(?:yours|your)\b[\w ,'’-]{0,40}|sincerely|(?:all (?:my )?)?love(?: (?:always|you|and "
    r"kisses|to all|from|ever))*|love and (?:kisses|hugs)|best(?: (?:wishes|regards))?|(?:kind"
    r"|warm|warmest)? ?regards|respectfully|affectionately|faithfully|cordially|gratefully"
    r"|adieu|farewell|goodbye|good-bye|xoxo|xxx?|hugs(?: and kisses)?|until (?:then|we meet "
    r"again|next time)|take care|cheers|signed|thine(?: ever)?|ever thine|ever yours)(?:\s+(?:truly"
    r"|sincerely|always|forever|ever|again))?[,.!—–:-]*[\"”'’_*]*$",
    re.IGNORECASE,
)
_PS = re.compile(
    r"[\"“'‘_*\s(]*(?:P\.?\s?){1,3}S(?:[.:,]|\b\s)|[\"“'‘_*\s]*postscript\b|[\"“_*\s]*N\.\s?B\.", re.IGNORECASE
)


def is_closing(unit: Unit, *, first: bool) -> bool:
    """Whether a paragraph is or ends with a closing formula; `first` if it is the one that greets."""
    lines = unit.lines
    if unit.n_words <= 16 and not first and _CLOSING.match(fold(unit.text)):
        return True
    if first and len(lines) < 3:
        return False
    return any(_CLOSING.match(line) and len(line.split()) <= 12 for line in lines[-3:]) or _ends_signed(unit)


def _ends_signed(unit: Unit) -> bool:
    """Whether a short paragraph is a closing formula and the name in one: "Your affectionate brother, R. Walton"."""
    lines = unit.lines
    tail = fold(" ".join(lines[-3:]))[-90:]
    match = re.search(
        r"\b(?:yours?|love|sincerely|affectionately|regards|adieu)\b[\w ,'’-]{0,50},\s+[_*]*[A-Z][\w.'’ "
        r"]{0,40}[._*\"”]*$",
        tail,
        re.IGNORECASE,
    )
    return match is not None and (len(lines) > 1 or unit.n_words < 25)


def is_signed(layout: Layout, i: int, *, opened: bool) -> bool:
    """Whether unit `i` is a bare name (if the letter has `opened`), or trails off into one: "I remain your friend,"."""
    unit = layout.units[i]
    if opened and unit.n_words <= 5 and is_name(unit) and not re.search(r"[:;—–]$", unit.text):
        return True
    trails = re.search(r"\b(?:yours?|love)\b[\w ,'’-]{0,70}[,.—–-]*$", fold(unit.text[-120:]), re.IGNORECASE)
    return bool(trails) and i + 1 < len(layout.units) and is_name(layout.units[i + 1])


def after_signature(layout: Layout, i: int, limit: int) -> int:
    """The unit after a letter's signature and postscripts, which follow its closing formula in unit `i`."""
    end = i + 1
    if end < limit and layout.is_free(end) and is_name(layout.units[end]):
        end += 1
    for j in range(end, min(limit, end + 6)):
        if layout.is_free(j) and _PS.match(layout.units[j].text[:20]):
            end = j + 1
            if end < limit and layout.is_free(end) and is_name(layout.units[end]):
                end += 1
    return end


def is_name(unit: Unit) -> bool:
    """Whether a short paragraph may be a signature."""
    words = plain(unit.text)
    few = 0 < len(words_of(words)) <= 7 and unit.text[0] not in '"“' and not is_mark_line(unit.text)
    return (
        few
        and words[:1].isupper()
        and (title_case(words) or all_caps(words) or len(words_of(words)) <= 2)
        and words[-1:] not in "?!,"
    )
