"""Lines that part scenes: `* * *`, `xXx`, "Line break", "Three days later" between marks, "Anna's POV"."""

from __future__ import annotations

import re
from dataclasses import dataclass

from irises.document.units import fold

LONGEST_MARK = 400

_CLEAR = re.compile(
    r"[*#~=_+•·⁂❦❧☙§✦✧★☆♥♡❤◆◇■□●○◊†‡⚜❖✿❀✽✾✻✼⁕⁎※∗❋▪▫♦♣♠♪♫^<>\-–—―─━═|/\\:;&@%$°¤¨.…·oOxX0ØøÖö\s()\[\]{}]+$"
)
_FACE = re.compile(
    r"[<>]?[:;=]['-]?[\\/()\[\]|]+|\^[_.-]?\^|<+3+|[<>][._-][<>]|-[._]-|-_+-|=[_.]=|[oO0][._][oO0]|x[._]x",
    re.IGNORECASE,
)
_LETTERS = re.compile(r"[oOxX0ØøÖö]")
_SYMBOL = re.compile(r"[^\w\s.…()\[\]{}]|_")
_WORDS = re.compile(
    r"(?:insert\s+)?(?:(?:line|page|scene|section|story|time|chapter)\s*-?\s*(?:break|change"
    r"|skip|jump|switch|shift|divider|lapse)s?"
    r"|break|linebreak|pagebreak|timeskip|horizontal (?:line|rule)|hr|divider|line|ruler|border|scene"
    r"|(?:insert|this is a|i'm a|i am a|another|and a|random)\s+(?:line|page|scene|pretty|random|break)[\w\s]{0,20}"
    r"|pov\s*(?:change|switch|shift)|change (?:of )?pov|switch (?:of )?pov)(?:\s+here)?[.!]?$",
    re.IGNORECASE,
)
_FLASH = re.compile(
    r"(?:(?:start|begin|end|ends|begins|of|the)\s+)*(?:flash\s?-?(?:back|forward)|dream)s?(?:\s+(?:over"
    r"|ends?|begins?|starts?|sequence))?\W*$",
    re.IGNORECASE,
)
_POV = re.compile(
    r"(?:(?P<who>[A-Z][\w'’.-]*(?:\s+[A-Z][\w'’.-]*){0,2}?)(?:'s|’s|s'|s’)?\s*[-–—:]*\s*(?:p\.?o\.?v\.?"
    r"|point of view|perspective)"
    r"|(?:p\.?o\.?v\.?|point of view|perspective)\s*(?:of|:|-|–|—)?\s*(?P<whom>[A-Z][\w'’.-]*(?:\s+[A-Z][\w'’"
    r".-]*){0,2}))"
    r"(?:\s*[-–—:(].{0,40})?$",
    re.IGNORECASE,
)
_DECORATED = re.compile(
    r"(?P<left>[-*~=_#+<>•·.:|\\/^–—]{2,}|[oOxX0]{3,}(?=\s)|[~=#+•·|⁂☆★♥♡]+)\s*(?P<words>[^\W_](?:.{0,70}?[^\W"
    r"_.,])?[!?.,…]*)\s*(?P<right>(?<=\s)[oOxX0]{3,}|[-*~=_#+<>•·.:|\\/^–—]{2,}|[~=#+•·|⁂☆★♥♡]+)$"
)
_TIME = re.compile(
    r"(?:(?:about|almost|nearly|over|just|some|only|exactly)\s+)?(?:(?:a|an|one|two|three"
    r"|four|five|six|seven|eight|nine|ten|eleven|twelve|fifteen|twenty|thirty|several|some"
    r"|few|many|\d+)\s+)?"
    r"(?:(?:few|couple of|couple|half|more|long|hundred|very)\s+)*"
    r"(?:seconds?|minutes?|hours?|days?|nights?|weeks?|weekends?|months?|years?|decades?|centur(?:y"
    r"|ies)|while|mornings?|moments?|time|summers?|winters?)"
    r"\s+(?:later|earlier|ago|before|after|since)(?:[,—–-]? (?:in|at|on|near|outside|inside)\b.{0,30})?\W*$"
    r"|(?:later|earlier)\s+(?:that|the|this)\s+(?:same\s+|very\s+)?\w+[.…:]*$"
    r"|(?:the|that)\s+(?:next|following|same|previous)\s+(?:day|morning|night|evening|afternoon"
    r"|week|month|year|summer|weekend)(?:[,—–-]? (?:in|at|on|near|outside|inside)\b.{0,30})?\W*$"
    r"|meanwhile\b.{0,50}$|(?:years?|months?|weeks?|days?|hours?)\s+(?:later|earlier|ago)\W*$"
    r"|(?:later|present day|present|past|now|then|before|after|back (?:at|in|with)\b.{0,40})\W*$",
    re.IGNORECASE,
)
_ENDING = re.compile(
    r"(?:the\s+)?(?:end|fin|finis|ende|owari|finished)(?:\s+of\s+(?:the\s+)?(?:chapter|part"
    r"|book|story|volume|prologue|phase|act|flashback|episode|vol|fic|season|first|second"
    r"|third|\w+ (?:book|part|volume))\b.{0,40})?(?:\s*\?)?"
    r"|to be continued.{0,20}|tbc|t\.b\.c|fini|explicit|end of .{0,30}(?:chapter|part|book"
    r"|volume).{0,20}|end\s+(?:ch(?:apter|ap)?|part)\.?\s*\w{1,12}",
    re.IGNORECASE,
)
_OPENERS = "\"“”'‘«„"


@dataclass(frozen=True, slots=True)
class Mark:
    """A line that parts scenes: how sure, and the words it gives the scene after it, if any."""

    confidence: float
    title: str | None = None


def mark_of(line: str) -> Mark | None:
    """What the line says as a scene mark, if it can be one."""
    if len(line) > LONGEST_MARK and not _is_one_run(line):
        return None
    words = line.strip()
    if not words or words[0] in _OPENERS:
        return None
    return _symbols(words) or _worded(words)


def is_mark_line(line: str) -> bool:
    """Whether the line is a mark of symbols alone."""
    words = line.strip()
    return bool(words) and len(words) <= LONGEST_MARK and words[0] not in _OPENERS and _symbols(words) is not None


def ending_of(line: str) -> bool:
    """Whether the line says that a story or a part of it ends or goes on: "The End", "TBC"."""
    words = fold(line).strip(" \t*_~-–—=#.()[]<>!:…|")
    return len(words) < 60 and _ENDING.fullmatch(words) is not None


def time_shift(line: str) -> bool:
    """Whether the short line only says when: "Three days later", "The next morning"."""
    words = fold(line).strip(" *_~-–—=#.()[]<>:…|")
    return len(words) < 80 and _TIME.match(words) is not None


def point_of_view(line: str) -> str | None:
    """Whose eyes the line announces ("Anna's POV"), or None."""
    words = fold(line).strip(" *_~-–—=#.()[]<>:|")
    match = _POV.match(words) if len(words) < 70 else None
    if not match:
        return None
    return (match["who"] or match["whom"]).removesuffix("'s").removesuffix("’s")


def _is_one_run(line: str) -> bool:
    return len(set(line[:5000])) <= 3 and len(set(line)) <= 3


def _symbols(words: str) -> Mark | None:
    if not _CLEAR.match(words[:LONGEST_MARK]):
        return None
    if _FACE.fullmatch(words):
        return None
    letters = len(_LETTERS.findall(words))
    symbols = len(_SYMBOL.findall(words))
    dots = len(re.findall(r"[.…]", words))
    if letters:
        return _with_letters(words, letters, symbols)
    if symbols:
        return Mark(0.97 if symbols > 1 or words in "⁂❦❧☙" else 0.8)
    if dots:
        return Mark(0.85) if dots > 4 or " ." in words else (Mark(0.7) if dots == 1 and words == "." else None)
    return None


def _with_letters(words: str, letters: int, symbols: int) -> Mark | None:
    bare = re.sub(r"[\s.…()\[\]{}]", "", words)
    if symbols and letters <= 12 and not re.fullmatch(r"[<:;=]-?[oO0xX]|[oO0xX]-?[:;=]", bare):
        return Mark(0.95)
    if letters >= 3 and len(set(bare.lower())) <= 3:
        return Mark(0.95)
    if bare in ("x", "X", "o", "O") or (letters == 2 and len(bare) == 2 and " " in words):
        return Mark(0.7)
    return None


def _worded(words: str) -> Mark | None:
    inner = fold(words).strip(" *_~-–—=#.()[]<>{}|:+/\\")
    if _WORDS.match(inner):
        return Mark(0.95 if inner.lower() != "line" or inner != words else 0.6)
    if _FLASH.match(inner):
        return Mark(0.85, fold(inner))
    if point_of_view(words):
        return Mark(0.9, fold(words).strip(" *_~-–—=#.()[]<>|"))
    match = _DECORATED.match(words)
    if match and _is_sign(match):
        return Mark(0.85, fold(match["words"]))
    if time_shift(words) and len(inner.split()) <= 8 and not re.search(r"[a-z]{2}[,;]\s|[\"”]$", words):
        return Mark(0.75, inner)
    return None


def _is_sign(match: re.Match[str]) -> bool:
    """Whether marks stand alike on both sides, so that the words between are a sign and not stressed words."""
    left, right = match["left"], match["right"]
    if set(left.lower()) <= set("*_") and len(left) < 4:
        return time_shift(match["words"])
    return bool(set(left.lower()) & set(right.lower())) and len(match["words"].split()) <= 10
