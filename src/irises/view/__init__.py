"""Answers about a story: outline, cast, talk, how sure, one's own story, two readings compared, the text with marks."""

from irises.view.cast import CastMember, cast
from irises.view.comparison import Comparison, compare
from irises.view.marked_text import MarkedParagraph, Run, marked_text
from irises.view.outline import OutlineItem, outline
from irises.view.places import Place, Places, said_kind
from irises.view.summary import Summary, names_of, summary
from irises.view.sureness import Sureness, sureness
from irises.view.talk import Talk, who_talks_to_whom
from irises.view.through_eyes import ThroughEyes, Told, Unknown, through_eyes

__all__ = [
    "CastMember",
    "Comparison",
    "MarkedParagraph",
    "OutlineItem",
    "Place",
    "Places",
    "Run",
    "Summary",
    "Sureness",
    "Talk",
    "ThroughEyes",
    "Told",
    "Unknown",
    "cast",
    "compare",
    "marked_text",
    "names_of",
    "outline",
    "said_kind",
    "summary",
    "sureness",
    "through_eyes",
    "who_talks_to_whom",
]
