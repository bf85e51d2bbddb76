"""Allowed hosts, body sizes and paths; security headers; refusals and errors as pages."""

import asyncio
import base64
import hashlib
from pathlib import Path
from typing import Any

import pytest
from asking import Sent, ask, status, text, welcome

from plan.server.security import (
    AllowedHosts,
    BodyLimit,
    KnownPaths,
    SecurityHeaders,
    allowed_hosts,
    content_security_policy,
    is_same_origin,
)

# --- Hosts ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("host", "known"),
    [
        ("localhost:8501", True),
        ("LOCALHOST", True),
        ("localhost.", True),
        ("127.0.0.1:8501", True),
        ("[::1]:8501", True),
        ("plan.example.org", True),
        ("plan.example.org:443", True),
        ("evil.example", False),
        ("localhost.evil.example", False),
        ("plan.example.org.evil.example", False),
        ("", False),
        ("[::1", False),
        ("localhost@evil.example", False),
        ("evil.example@localhost", False),
        ("localhost/evil.example", False),
    ],
)
def test_only_requests_to_allowed_hosts_are_answered(host: str, known: bool) -> None:
    layer = AllowedHosts(welcome, allowed_hosts("127.0.0.1", ["Plan.example.org"]))
    sent = ask(layer, headers=(("host", host),))
    assert status(sent) == (200 if known else 400)
    opened = ask(AllowedHosts(hello, layer.names), kind="websocket", headers=(("host", host),))
    assert opened[0]["type"] == ("websocket.accept" if known else "websocket.close")


async def hello(scope: Any, receive: Any, send: Any) -> None:
    await send({"type": "websocket.accept"})


def test_a_request_with_no_host_header_or_two_is_refused() -> None:
    layer = AllowedHosts(welcome, allowed_hosts("127.0.0.1", []))
    assert status(ask(layer)) == 400
    assert status(ask(layer, headers=(("host", "localhost"), ("host", "localhost")))) == 400


def test_hosts_are_restricted_on_loopback_or_where_names_are_configured() -> None:
    own = {"localhost", "127.0.0.1", "::1"}
    assert allowed_hosts("127.0.0.1", []) == own
    assert allowed_hosts("127.0.0.2", []) == own | {"127.0.0.2"}
    assert allowed_hosts("::1", ["plan.example.org."]) == own | {"plan.example.org"}
    assert allowed_hosts("0.0.0.0", []) is None
    assert allowed_hosts("0.0.0.0", ["[fd00::1]"]) == own | {"0.0.0.0", "fd00::1"}
    assert status(ask(AllowedHosts(welcome, None), headers=(("host", "any.example"),))) == 200


@pytest.mark.parametrize(
    ("origin", "host", "own"),
    [
        (None, "localhost:8501", True),
        ("http://localhost:8501", "localhost:8501", True),
        ("https://plan.example.org", "plan.example.org", True),
        ("https://Plan.example.org", "plan.EXAMPLE.org", True),
        ("http://localhost:3000", "localhost:8501", False),
        ("http://localhost", "localhost:8501", False),
        ("https://evil.example", "localhost:8501", False),
        ("null", "localhost:8501", False),
        ("null", None, False),
        ("file://", "", False),
        ("http://", "", False),
    ],
)
def test_a_websocket_from_another_origin_is_refused(
    origin: str | None, host: str | None, own: bool
) -> None:
    assert is_same_origin(origin, host) is own
    headers = tuple((n, v) for n, v in (("origin", origin), ("host", host)) if v is not None)
    opened = ask(AllowedHosts(hello, None), kind="websocket", headers=headers)
    assert opened[0]["type"] == ("websocket.accept" if own else "websocket.close")


# --- Sizes ---------------------------------------------------------------------------------------

LIMIT = 2**20
MOST = 2 * LIMIT  # with the overhead of a form


@pytest.mark.parametrize("pieces", [1, 7, 300])
@pytest.mark.parametrize(("size", "answer"), [(0, 200), (LIMIT, 200), (MOST, 200), (MOST + 1, 413)])
def test_the_size_of_a_body_is_counted_while_it_arrives(
    size: int, answer: int, pieces: int
) -> None:
    step = -(-size // pieces) or 1
    body = tuple(b"x" * min(step, size - at) for at in range(0, size, step)) or (b"",)
    sent = ask(BodyLimit(welcome, LIMIT), body=body, method="PUT")
    assert status(sent) == answer
    assert ("1" in text(sent)) if answer == 413 else text(sent) == str(size)


def test_a_body_with_too_large_a_content_length_is_not_read() -> None:
    async def untouched(scope: Any, receive: Any, send: Any) -> None:
        raise AssertionError

    sent = ask(
        BodyLimit(untouched, LIMIT), headers=(("content-length", str(MOST + 1)),), method="PUT"
    )
    assert status(sent) == 413


def test_too_large_a_body_is_answered_with_413_even_if_the_application_handles_the_error() -> None:
    async def stubborn(scope: Any, receive: Any, send: Any) -> None:
        try:
            await welcome(scope, receive, send)
        except Exception:
            await send({"type": "http.response.start", "status": 500, "headers": []})
            await send({"type": "http.response.body", "body": b"oh"})

    sent = ask(BodyLimit(stubborn, LIMIT), body=(b"x" * (MOST + 1),), method="PUT")
    assert [message["type"] for message in sent] == ["http.response.start", "http.response.body"]
    assert status(sent) == 413


def test_other_exceptions_of_the_application_are_raised_unchanged() -> None:
    async def broken(scope: Any, receive: Any, send: Any) -> None:
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        ask(BodyLimit(broken, LIMIT))


# --- Paths ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("request_line", "found"),
    [
        ("GET /", True),
        ("GET /axis", True),
        ("GET /axis/", True),
        ("GET /healthz", True),
        ("GET /_stcore/health", True),
        ("HEAD /_stcore/health", True),
        ("PUT /_stcore/upload_file/a/b", True),
        ("DELETE /_stcore/upload_file/a/b", True),
        ("GET /static/js/index.js", True),
        ("GET /media/1234.csv", True),
        ("GET /auth/login", True),
        ("GET /oauth2callback", True),
        ("GET /favicon.png", True),
        ("GET /nowhere", False),
        ("GET /axis/nowhere", False),
        ("GET /axis/_stcore/health", False),
        ("GET /AXIS", False),
        ("GET /static", False),
        ("GET /static/", False),
        ("GET /static/js", False),
        ("GET /static/js/none.js", False),
        ("GET /static/.env", False),
        ("GET /static/js/../../index.html", False),
        ("GET /index.html", False),
        ("GET /statics/a.js", False),
        ("GET /wp-login.php", False),
        ("GET /.env", False),
        ("GET //", False),
        ("GET /healthz/x", False),
        ("GET /_stcore/upload_file/a/b", False),
        ("POST /_stcore/upload_file/a/b", False),
        ("PUT /_stcore/upload_file/a/b/c", False),
        ("GET /_stcore/script-health-check", False),
        ("POST /_stcore/agent/mcp", False),
        ("GET /_stcore/agent/openapi.json", False),
        ("GET /component/a/index.html", False),
        ("GET /app/static/a", False),
    ],
)
def test_what_no_page_needs_is_not_found(request_line: str, found: bool, static: Path) -> None:
    method, path = request_line.split(" ")
    layer = KnownPaths(welcome, frozenset({"", "axis", "healthz"}), static)
    assert status(ask(layer, path, method=method)) == (200 if found else 404)
    assert status(ask(KnownPaths(welcome, frozenset(), static), path)) == 200


@pytest.fixture
def static(tmp_path: Path) -> Path:
    """A folder such as that of Streamlit's frontend."""
    (tmp_path / "static" / "js").mkdir(parents=True)
    for name in ("index.html", "favicon.png", "static/.env", "static/js/index.js"):
        (tmp_path / name).touch()
    return tmp_path


def test_the_websocket_of_pages_is_the_only_one(static: Path) -> None:
    layer = KnownPaths(hello, frozenset({""}), static)
    assert ask(layer, "/_stcore/stream", "websocket")[0]["type"] == "websocket.accept"
    assert ask(layer, "/_stcore/other", "websocket")[0]["status"] == 404


@pytest.mark.parametrize(
    ("query", "accepted", "language", "title"),
    [
        ("", "fr-ML,fr;q=0.9", "fr", "Page introuvable"),
        ("", "en-GB,en;q=0.9", "en", "Page not found"),
        ("", "", "fr", "Page introuvable"),
        ("lang=en", "fr", "en", "Page not found"),
    ],
)
def test_a_refusal_is_a_page_in_the_language_of_the_reader(
    query: str, accepted: str, language: str, title: str, static: Path
) -> None:
    headers = (("accept-language", accepted),) if accepted else ()
    sent = ask(KnownPaths(welcome, frozenset({""}), static), "/x", query=query, headers=headers)
    fields, page = dict(sent[0]["headers"]), text(sent)
    assert fields[b"content-type"] == b"text/html; charset=utf-8"
    assert int(fields[b"content-length"]) == len(page.encode())
    assert page.startswith(f'<!DOCTYPE html><html lang="{language}">')
    assert f"<h1>{title}</h1>" in page
    assert text(ask(KnownPaths(welcome, frozenset({""}), static), "/x", method="HEAD")) == ""


@pytest.mark.parametrize(("path", "way"), [("/x", "./"), ("/x/", "../"), ("/x/y/z", "../../")])
def test_a_refusal_leads_to_the_dashboard_wherever_a_proxy_shows_it(
    path: str, way: str, static: Path
) -> None:
    assert f'<a href="{way}">' in text(ask(KnownPaths(welcome, frozenset({""}), static), path))


# --- Security headers ----------------------------------------------------------------------------

POLICY = content_security_policy(
    "<script>\n  a = 1\n</script><script src='b.js'></script>", ["c('é')"]
)


def test_the_policy_allows_inline_scripts_by_their_hashes() -> None:
    directives = dict(each.split(" ", 1) for each in POLICY.split("; "))
    digests = [base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()
               for script in ("\n  a = 1\n", "c('é')")]  # fmt: skip
    assert directives["script-src"].split() == [
        "'self'", "'wasm-unsafe-eval'", *(f"'sha256-{digest}'" for digest in digests),
    ]  # fmt: skip
    assert directives["object-src"] == directives["frame-ancestors"] == "'none'"
    assert directives["base-uri"] == directives["form-action"] == "'self'"
    assert "'unsafe-eval'" not in POLICY
    assert POLICY.count("'unsafe-inline'") == directives["style-src"].count("'unsafe-inline'")


def test_every_response_carries_each_security_header_once() -> None:
    async def own(scope: Any, receive: Any, send: Any) -> None:
        headers = [
            (b"X-Frame-Options", b"SAMEORIGIN"),
            (b"set-cookie", b"a"),
            (b"set-cookie", b"b"),
        ]
        await send({"type": "http.response.start", "status": 204, "headers": headers})
        await send({"type": "http.response.body", "body": b""})

    headers = ask(SecurityHeaders(own, POLICY))[0]["headers"]
    fields = {name.lower(): value for name, value in headers}
    assert fields[b"content-security-policy"] == POLICY.encode()
    assert fields[b"x-content-type-options"] == b"nosniff"
    assert fields[b"x-frame-options"] == b"DENY"
    assert fields[b"referrer-policy"] == b"same-origin"
    assert [name.lower() for name, _ in headers].count(b"x-frame-options") == 1
    assert [value for name, value in headers if name == b"set-cookie"] == [b"a", b"b"]


def test_an_exception_is_answered_with_an_error_page_and_raised_again() -> None:
    async def broken(scope: Any, receive: Any, send: Any) -> None:
        raise ZeroDivisionError("secret")

    sent: Sent = []

    async def send(message: dict[str, Any]) -> None:
        sent.append(message)

    scope = {"type": "http", "method": "GET", "query_string": b"lang=en", "headers": []}
    with pytest.raises(ZeroDivisionError):
        asyncio.run(SecurityHeaders(broken, POLICY)(scope, None, send))  # type: ignore[arg-type]
    assert status(sent) == 500
    assert dict(sent[0]["headers"])[b"content-security-policy"] == POLICY.encode()
    assert "Something went wrong" in text(sent)
    assert "secret" not in text(sent)
