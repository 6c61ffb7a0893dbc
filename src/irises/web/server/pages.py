"""The pages that the server gives: the library, and a story's page that may ask for corrections."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from urllib.parse import quote

from jinja2 import Environment
from markupsafe import Markup

from irises.web.page import digest, templates_of
from irises.web.server.library import Hit

_POLICY = re.compile(r'<meta http-equiv="Content-Security-Policy" content="([^"]*)">')
_CHARSET = '<meta charset="utf-8">'
_NOWHERE = "default-src 'none';"
_HERE = "default-src 'none'; connect-src 'self';"


@dataclass(frozen=True, kw_only=True)
class Page:
    """A page and the content security policy to send with it."""

    content: str
    policy: str


def library_page(hits: Sequence[Hit], *, words: str, n_stories: int, n_read: int, token: str) -> Page:
    """The library: stories to open, those that a search for the words has found if there are any, and the queue.

    `n_read` is how many stories the server had read when the list was begun; the page loads itself anew when it hears
    of more.
    """
    style, script = _static("library.css"), _static("library.js")
    policy = (
        f"{_HERE} style-src '{digest(style)}'; script-src '{digest(script)}'; "
        "base-uri 'none'; form-action 'self'; frame-ancestors 'none'"
    )
    shown = {"hits": hits, "words": words, "n_stories": n_stories, "n_read": n_read, "token": token}
    template = _environment().get_template("library.html")
    content = template.render(shown, style=Markup(style), script=Markup(script))
    return Page(content=content, policy=policy)


def story_page(page: str, *, key: str, token: str, state: str) -> Page:
    """A story's own page (see `irises.web.page.render`), which may now ask this server and knows how.

    Three elements are added to its head: `meta[name=irises-api]`, the path below which its corrections are;
    `meta[name=irises-token]`, what a request that changes anything carries as `X-Irises-Token`; and
    `meta[name=irises-state]`, what names the story as the page shows it, for `X-Irises-State`.
    """
    told = Markup(
        '<meta name="irises-api" content="{}">\n<meta name="irises-token" content="{}">\n'
        '<meta name="irises-state" content="{}">\n'
    )
    head = told.format(story_path(key, api=True), token, state)
    # All of this stands before the first word of the story, so only our own elements are met.
    content = page.replace(_CHARSET, f"{_CHARSET}\n{head}", 1).replace(_NOWHERE, _HERE, 1)
    policy = _POLICY.search(content)
    said = policy[1] if policy else "default-src 'none'"
    return Page(content=content, policy=f"{Markup(said).unescape()}; frame-ancestors 'none'")


def story_path(key: str, *, api: bool = False) -> str:
    """The path of a story's page, or of what programs ask about it."""
    return f"{'/api' if api else ''}/stories/{quote(key, safe='')}"


def failed_page(message: str) -> Page:
    """A page that says what is wrong."""
    style = _static("library.css")
    content = _environment().get_template("failed.html").render(message=message, style=Markup(style))
    return Page(content=content, policy=f"default-src 'none'; style-src '{digest(style)}'; frame-ancestors 'none'")


@cache
def _environment() -> Environment:
    environment = templates_of("irises.web.server")
    environment.filters["path"] = story_path
    return environment


@cache
def _static(name: str) -> str:
    return (files("irises.web.server") / "static" / name).read_text(encoding="utf-8")
