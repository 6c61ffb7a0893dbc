"""Who the server answers, and what a browser may do with it."""

from __future__ import annotations

from pathlib import Path

import pytest
from starlette.testclient import TestClient

from irises.story import Story, load
from irises.web.server.guard import TOKEN_HEADER, new_access
from tests.web.server.helpers import ACCESS, BASE, PORT, client, shelved

CORRECTIONS = "/api/stories/late.irises/corrections"
RENAME = {"verb": "rename", "person": "Kate", "name": "Catherine"}


@pytest.fixture
def browser(handmade: Story, tmp_path: Path) -> TestClient:
    """A browser that is let in, before a library of one story."""
    return client(shelved(handmade, tmp_path / "library"))


@pytest.mark.parametrize(
    "host", ["evil.example", f"evil.example:{PORT}", "127.0.0.1", f"127.0.0.1:{PORT + 1}", f"127.0.0.1.evil:{PORT}", ""]
)
def test_other_hosts(browser: TestClient, host: str) -> None:
    """A name that somebody else owns and points here is not answered, key or not (DNS rebinding)."""
    assert browser.get("/", headers={"Host": host}).status_code == 403
    assert browser.post(CORRECTIONS, json=RENAME, headers={"Host": host, "Origin": f"http://{host}"}).status_code == 403


def test_localhost_is_answered(browser: TestClient) -> None:
    """The name localhost is this server, too."""
    cookie = {"Cookie": f"{ACCESS.cookie}={ACCESS.key}"}
    assert browser.get("/", headers={"Host": f"localhost:{PORT}", **cookie}).status_code == 200


@pytest.mark.parametrize(
    "origin", ["http://evil.example", "null", f"http://127.0.0.1:{PORT + 1}", f"https://127.0.0.1:{PORT}"]
)
def test_other_origins_change_nothing(browser: TestClient, tmp_path: Path, origin: str) -> None:
    """A page from elsewhere can change nothing, even with cookie and token."""
    assert browser.post(CORRECTIONS, json=RENAME, headers={"Origin": origin}).status_code == 403
    assert browser.post("/api/stories?name=a.txt", content=b"x", headers={"Origin": origin}).status_code == 403
    assert load(tmp_path / "library" / "late.irises").corrections == ()


def test_no_origin_changes_nothing(browser: TestClient) -> None:
    """What doesn't say where it comes from changes nothing."""
    del browser.headers["Origin"]
    assert browser.post(CORRECTIONS, json=RENAME).status_code == 403


@pytest.mark.parametrize("token", ["", "x", ACCESS.key, "ü".encode()])
def test_token_is_needed(browser: TestClient, token: str | bytes) -> None:
    """Without the token of this start nothing is changed; the key to read is not it."""
    assert browser.post(CORRECTIONS, json=RENAME, headers={TOKEN_HEADER: token}).status_code == 403


@pytest.mark.parametrize("method", ["POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE"])
def test_every_other_method_is_guarded(browser: TestClient, method: str) -> None:
    """Whatever the method, without the token nothing goes through."""
    assert browser.request(method, "/api/jobs", headers={TOKEN_HEADER: "x"}).status_code == 403


def test_key_is_needed_to_read(browser: TestClient) -> None:
    """Other people on the computer can't read along: without the key there is only a word on how to come in."""
    browser.cookies.clear()
    for path in ("/", "/stories/late.irises", CORRECTIONS, "/api/events", "/api/stories", "/nowhere"):
        answer = browser.get(path)
        assert answer.status_code == 403, path
        assert "irises serve" in answer.text
        assert "Late" not in answer.text
    for cookie in ("x", "", f'"{ACCESS.key}x"'):
        assert browser.get("/", headers={"Cookie": f"{ACCESS.cookie}={cookie}"}).status_code == 403
    assert browser.get("/?key=wrong").status_code == 403
    assert browser.post(f"{CORRECTIONS}?key={ACCESS.key}", json=RENAME).status_code == 403


def test_key_in_the_address_becomes_a_cookie(browser: TestClient) -> None:
    """The printed address lets a browser in for good, and doesn't stay in its address bar."""
    browser.cookies.clear()
    answer = browser.get(ACCESS.address.removeprefix(BASE))
    assert answer.status_code == 200
    assert 'content="0;url=/"' in answer.text
    assert ACCESS.key not in answer.text
    cookie = answer.headers["set-cookie"].lower()
    assert "httponly" in cookie
    assert "samesite=strict" in cookie
    assert browser.get("/").status_code == 200


@pytest.mark.parametrize("site", ["cross-site", "same-site"])
def test_other_pages_embed_nothing(browser: TestClient, site: str) -> None:
    """Another page can't load ours as an image, a frame or data; following a link to the library is allowed."""
    for dest, mode in (("image", "no-cors"), ("iframe", "navigate"), ("empty", "cors")):
        headers = {"Sec-Fetch-Site": site, "Sec-Fetch-Mode": mode, "Sec-Fetch-Dest": dest}
        assert browser.get("/", headers=headers).status_code == 403, dest
    link = {"Sec-Fetch-Site": site, "Sec-Fetch-Mode": "navigate", "Sec-Fetch-Dest": "document"}
    assert browser.get("/", headers=link).status_code == 200
    assert browser.get("/api/stories", headers=link).status_code == 403


@pytest.mark.parametrize("path", ["/", "/stories/late.irises", "/api/stories", "/nowhere", "/stories/none"])
def test_every_answer_has_a_policy(browser: TestClient, path: str) -> None:
    """Every answer, refusals too, forbids whatever isn't ours."""
    answer = browser.get(path)
    policy = answer.headers["content-security-policy"]
    assert policy.startswith("default-src 'none'")
    assert "frame-ancestors 'none'" in policy
    assert "unsafe" not in policy
    assert "*" not in policy
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert answer.headers["referrer-policy"] == "no-referrer"
    assert answer.headers["cache-control"] == "no-store"
    assert "access-control-allow-origin" not in answer.headers


def test_secrets_are_long_and_apart() -> None:
    """Key and token can't be guessed, and one doesn't give the other."""
    access = new_access(1)
    assert min(len(access.key), len(access.token)) >= 32
    assert len({access.key, access.token, new_access(1).key, new_access(1).token}) == 4
