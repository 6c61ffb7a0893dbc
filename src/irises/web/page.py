"""One self-contained page of a story: the text as a book, the cast, and whose each mention and quotation is."""

from __future__ import annotations

import base64
import hashlib
import json
from functools import cache
from importlib.resources import files

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from irises.story import Story
from irises.web.context import PageContext, page_context


@cache
def _environment() -> Environment:
    return Environment(
        loader=PackageLoader("irises.web", "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )


@cache
def _static(name: str) -> str:
    return (files("irises.web") / "static" / name).read_text(encoding="utf-8")


def render(story: Story) -> str:
    """The page as HTML: nothing is loaded from anywhere, and the story's words can never become markup or script."""
    context = page_context(story)
    script = _static("page.js")
    digest = base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()
    return _environment().get_template("page.html").render(
        page=context,
        style=Markup(_static("page.css")),
        script=Markup(script),
        script_digest=digest,
        data=Markup(_as_json(context)),
    )


def _as_json(context: PageContext) -> str:
    """The data island; `<` is escaped so that no text can end the element it stands in."""
    content = {"people": context.people, "paragraphs": context.marks}
    return json.dumps(content, ensure_ascii=False, separators=(",", ":")).replace("<", "\\u003c").replace("\u2028", " ")
