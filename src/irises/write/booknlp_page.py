"""The page that stands for BookNLP's `.book.html`: the people, and the text with entities and speakers marked."""

from __future__ import annotations

from collections.abc import Iterator
from html import escape

from irises.story import Story
from irises.view import MarkedParagraph, Run, cast, marked_text, names_of

_STYLE = """
body { max-width: 42em; margin: 2em auto; line-height: 1.5; font-family: serif; }
p { white-space: pre-line; }
.entity { border-bottom: 1px solid currentcolor; }
.quotation { background: #eef2ee; }
sub { font-family: sans-serif; }
"""


def page(story: Story) -> str:
    """A whole HTML page that loads nothing from anywhere."""
    title = escape(story.title or "Without a title")
    head = f'<meta charset="utf-8"><title>{title}</title><style>{_STYLE}</style>'
    begins = f'<!DOCTYPE html>\n<html lang="en"><head>{head}</head><body>\n<h1>{title}</h1>'
    return "\n".join([begins, *_people(story), *_text(story), "</body></html>\n"])


def _people(story: Story) -> Iterator[str]:
    yield "<h2>Characters</h2>\n<ol>"
    for member in cast(story):
        person = member.character
        names = ", ".join((person.name, *person.aliases))
        yield f"<li>{escape(names)} <sub>{person.entity_id}</sub> {person.n_mentions}</li>"
    yield "</ol>\n<h2>Text</h2>"


def _text(story: Story) -> Iterator[str]:
    names = names_of(story)
    entities = {mention.mention_id: mention.entity_id for mention in story.mentions}
    speakers = {quotation.quotation_id: quotation.speaker for quotation in story.quotations}
    ends = {mention.mention_id: mention.end for mention in story.mentions}

    def run(part: Run) -> str:
        marked = escape(part.text)
        for mention in reversed(part.mentions):
            who = entities[mention]
            number = f"<sub>{who}</sub>" if ends[mention] == part.end else ""
            marked = f'<span class="entity" title="{escape(names.get(who, "not known"))}">{marked}</span>{number}'
        for quotation in reversed(part.quotations):
            speaker = speakers[quotation]
            said_by = "not known" if speaker is None else names.get(speaker, "not known")
            marked = f'<span class="quotation" title="{escape(said_by)}">{marked}</span>'
        return marked

    def paragraph(marked: MarkedParagraph) -> str:
        return f"<p>{''.join(map(run, marked.runs))}</p>"

    yield from map(paragraph, marked_text(story))
