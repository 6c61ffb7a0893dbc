"""Who may ask the server, and what a browser may do with its answers.

The server listens on the loopback interface only; but any page in a browser can send requests there, a name that
somebody else owns can lead there (DNS rebinding), and so can other people's programs on the same computer. So every
request must name this server as its host; it must carry the key that was printed when the server was started (in a
cookie, after the first visit); and what changes anything must come from a page of ours and carry the token in it.
"""

from __future__ import annotations

import secrets
from collections.abc import Awaitable, Callable, Mapping, MutableMapping
from dataclasses import dataclass
from http.cookies import CookieError, SimpleCookie
from typing import Any
from urllib.parse import parse_qs, urlencode

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import HTMLResponse, PlainTextResponse, Response

Scope = MutableMapping[str, Any]
Message = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]
App = Callable[[Scope, Receive, Send], Awaitable[None]]

TOKEN_HEADER = "X-Irises-Token"
_SAFE = frozenset({"GET", "HEAD"})
_HEADERS: Mapping[str, str] = {
    "Content-Security-Policy": "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cache-Control": "no-store",
}
_WELCOME = '<!doctype html>\n<meta http-equiv="refresh" content="0;url=/">\n<a href="/">Library</a>\n'
_WHERE = "Open the address that `irises serve` printed: it lets this browser in."


@dataclass(frozen=True, kw_only=True)
class Access:
    """What lets a browser in: the port, the key to read (in a cookie), the token to change (in our pages)."""

    port: int
    key: str
    token: str

    @property
    def hosts(self) -> tuple[str, ...]:
        """The names under which the server answers."""
        return tuple(f"{name}:{self.port}" for name in ("127.0.0.1", "localhost"))

    @property
    def cookie(self) -> str:
        """The name of the cookie; cookies don't tell ports apart."""
        return f"irises-{self.port}"

    @property
    def address(self) -> str:
        """The address to open, with the key."""
        return f"http://127.0.0.1:{self.port}/?{urlencode({'key': self.key})}"


class Guard:
    """Lets only what is allowed through to the app, and puts the headers on its answers."""

    def __init__(self, app: App, access: Access) -> None:
        self._app = app
        self._access = access

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """One request."""
        if scope["type"] == "lifespan":
            await self._app(scope, receive, send)
            return
        if scope["type"] != "http":
            raise RuntimeError("only HTTP is served")
        answer = self._refusal(scope) or self._welcome(scope)
        await (answer or self._app)(scope, receive, _with_headers(send))

    def _refusal(self, scope: Scope) -> Response | None:
        """Why a request is not let through, if it isn't."""
        headers = Headers(scope=scope)
        if headers.getlist("host") != [headers.get("host")] or headers.get("host") not in self._access.hosts:
            return _refused("This server answers only under its own address.")
        if headers.get("sec-fetch-site", "none") not in ("none", "same-origin") and not _is_visit(scope, headers):
            return _refused("This request comes from another page.")
        if scope["method"] in _SAFE:
            return None
        if headers.get("origin") != f"http://{headers['host']}":
            return _refused("This request comes from another page.")
        if not _is_same(headers.get(TOKEN_HEADER, ""), self._access.token):
            return _refused("This page is from before the server was started again: load it anew.")
        return None

    def _welcome(self, scope: Scope) -> Response | None:
        """None for who has the key in a cookie; a cookie for who brings it in the address; else a refusal."""
        if _is_same(_cookie(scope, self._access.cookie), self._access.key):
            return None
        given = parse_qs(scope.get("query_string", b"").decode("latin-1")).get("key", [""])[0]
        if scope["method"] != "GET" or not _is_same(given, self._access.key):
            return _refused(_WHERE)
        # A page, and no redirect: after a visit from elsewhere a browser sends the cookie only from a page of ours.
        answer = HTMLResponse(_WELCOME)
        answer.set_cookie(self._access.cookie, self._access.key, httponly=True, samesite="strict", max_age=31_536_000)
        return answer


def new_access(port: int, *, key: str | None = None) -> Access:
    """Access with a new token, and a new key unless one is given."""
    return Access(port=port, key=key or secrets.token_urlsafe(24), token=secrets.token_urlsafe(24))


def _is_visit(scope: Scope, headers: Headers) -> bool:
    """Whether somebody follows a link to the library: it opens as a page of its own, which no other can look into."""
    is_page = headers.get("sec-fetch-mode") == "navigate" and headers.get("sec-fetch-dest") == "document"
    return is_page and scope["method"] == "GET" and not scope["path"].startswith("/api/")


def _is_same(given: str, wanted: str) -> bool:
    return secrets.compare_digest(given.encode("utf-8", "replace"), wanted.encode())


def _cookie(scope: Scope, name: str) -> str:
    try:
        cookies: SimpleCookie = SimpleCookie(Headers(scope=scope).get("cookie", ""))
    except CookieError:
        return ""
    return cookies[name].value if name in cookies else ""


def _refused(why: str) -> Response:
    return PlainTextResponse(f"{why}\n", status_code=403)


def _with_headers(send: Send) -> Send:
    """Puts on the headers that an answer doesn't have of its own."""

    async def sending(message: Message) -> None:
        if message["type"] == "http.response.start":
            headers = MutableHeaders(scope=message)
            for name, value in _HEADERS.items():
                headers.setdefault(name, value)
        await send(message)

    return sending
