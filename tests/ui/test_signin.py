"""Signing in, in Chromium, with a local OpenID Connect provider."""

from __future__ import annotations

import json
import re
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from browsing import browser, context_of, new_context, until, violations
from itsdangerous import URLSafeTimedSerializer
from plan_files import ROOT
from playwright.sync_api import Browser, BrowserContext, Page, expect

__all__ = ["browser", "context_of"]  # fixtures

SIGNED_WITH = "a secret of these tests, and of nothing else"
#: The users of the provider: their address, and whether the provider has verified it.
PEOPLE = {
    "officer": ("officer@example.org", True),
    "reader": ("reader@example.net", True),
    "stranger": ("stranger@example.com", True),
    "unverified": ("officer@example.org", False),
}
BRIEF = 12  # lifetime of a short sign-in, in seconds


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def provider(lasts: int) -> Iterator[str]:
    """Run a provider whose sign-ins last ``lasts`` seconds; yield its URL."""
    port = free_port()
    people = [
        f"--user-claims={json.dumps({'sub': name, 'email': email, 'email_verified': verified})}"
        for name, (email, verified) in PEOPLE.items()
    ]
    running = subprocess.Popen(
        [sys.executable, "-m", "oidc_provider_mock", "--port", str(port), "--token-max-age",
         str(lasts), *people],
        stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
    )  # fmt: skip
    url = f"http://localhost:{port}"
    until(lambda: urllib.request.urlopen(f"{url}/.well-known/openid-configuration").status == 200)
    yield url
    running.terminate()
    running.wait(20)


@pytest.fixture(scope="module")
def lasting() -> Iterator[str]:
    yield from provider(3600)


@pytest.fixture(scope="module")
def brief() -> Iterator[str]:
    yield from provider(BRIEF)


class Desk:
    """A dashboard served with sign-in and the given settings."""

    def __init__(self, folder: Path, provider: str, settings: str) -> None:
        self.port = free_port()
        self.url = f"http://localhost:{self.port}"
        self.secrets = folder / "secrets.toml"
        self.signing = (
            f'[auth]\nredirect_uri = "{self.url}/oauth2callback"\n'
            f'cookie_secret = "{SIGNED_WITH}"\nclient_id = "desk"\nclient_secret = "none"\n'
            f'server_metadata_url = "{provider}/.well-known/openid-configuration"\n'
        )
        self.set(settings)
        self.process = subprocess.Popen(
            [sys.executable, "-m", "plan", "serve", "--port", str(self.port), "--no-browser",
             "--secrets", str(self.secrets)],
            cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True,
        )  # fmt: skip
        self.printed = self.process.stdout.readline().strip() if self.process.stdout else ""
        until(lambda: urllib.request.urlopen(f"{self.url}/healthz").status == 200)

    def set(self, settings: str) -> None:
        self.secrets.write_text(f"{self.signing}[plan]\n{settings}\n", encoding="utf-8")

    def stop(self) -> None:
        self.process.terminate()
        self.process.wait(20)


Serve = Callable[..., Desk]
EDITORS = 'editors = ["Officer@example.org"]'


@pytest.fixture
def serve(tmp_path: Path, lasting: str) -> Iterator[Serve]:
    desks = []

    def start(settings: str = EDITORS, provider: str = lasting) -> Desk:
        folder = tmp_path / str(len(desks))
        folder.mkdir()
        desks.append(Desk(folder, provider, settings))
        return desks[-1]

    yield start
    for desk in desks:
        desk.stop()


@pytest.fixture(scope="module")
def open_desk(tmp_path_factory: pytest.TempPathFactory, lasting: str) -> Iterator[Desk]:
    """A dashboard that everybody may read and only the officer may edit."""
    desk = Desk(tmp_path_factory.mktemp("desk"), lasting, EDITORS)
    yield desk
    desk.stop()


@pytest.fixture
def context(context_of: Callable[..., BrowserContext]) -> Iterator[BrowserContext]:
    """A browser context in which nobody is signed in."""
    shared = context_of("en-GB")
    shared.clear_cookies()
    yield shared
    for page in shared.pages:
        page.close()


def rights(page: Page, may: str) -> None:
    """Wait until the page declares this access for its reader, and no run is in progress."""
    expect(page.locator("[data-plan-access]")).to_have_attribute("data-plan-access", may)
    page.wait_for_selector("[data-testid=stApp][data-test-script-state=notRunning]")


def visit(context: BrowserContext, desk: Desk) -> Page:
    page = context.new_page()
    page.goto(desk.url)
    page.wait_for_selector("[data-plan-access]", state="attached")
    return page


def record_messages(page: Page) -> list[bytes]:
    """A list that collects all further WebSocket messages from the server to a page."""
    received: list[bytes] = []

    def keep(frame: str | bytes) -> None:
        received.append(frame if isinstance(frame, bytes) else frame.encode())

    page.on("websocket", lambda line: line.on("framereceived", keep))
    return received


def mentions_the_plan(received: list[bytes]) -> bool:
    return bool(re.search("traite|trafficking", b"".join(received).decode(errors="replace"), re.I))


def sign_in(page: Page, name: str) -> None:
    page.get_by_role("button", name="Sign in").click()
    page.locator(f"button[value={name}]").click()
    page.wait_for_selector("[data-plan-access]", state="attached")


# --- Who may edit --------------------------------------------------------------------------------


def test_without_signing_in_access_is_read_only_even_on_this_machine(
    open_desk: Desk, context: BrowserContext
) -> None:
    assert open_desk.printed == open_desk.url  # there is no link with a token to open
    page = visit(context, open_desk)
    rights(page, "read")
    expect(page.get_by_role("button", name="Sign in")).to_be_visible()
    expect(page.locator("h1")).to_have_text("Situation of the plan")


def test_an_editor_signs_in_may_edit_and_signs_out(
    open_desk: Desk, context: BrowserContext
) -> None:
    page = visit(context, open_desk)
    sign_in(page, "officer")
    rights(page, "edit")
    expect(page.locator(".plan-signed")).to_have_text("Signed in as officer@example.org")
    again = visit(context, open_desk)
    rights(again, "edit")
    again.close()
    page.get_by_role("button", name="Sign out").click()
    page.get_by_role("button", name="End session").click()  # the provider asks, too
    rights(page, "read")
    expect(page.get_by_role("button", name="Sign in")).to_be_visible()
    page.reload()
    rights(page, "read")


@pytest.mark.parametrize("name", ["reader", "stranger"])
def test_a_signed_in_user_who_is_no_editor_may_only_read(
    name: str, open_desk: Desk, context: BrowserContext
) -> None:
    page = visit(context, open_desk)
    sign_in(page, name)
    rights(page, "read")
    expect(page.locator(".plan-signed")).to_have_text(f"Signed in as {PEOPLE[name][0]}")


def test_an_unverified_address_gives_no_rights(open_desk: Desk, context: BrowserContext) -> None:
    page = visit(context, open_desk)
    sign_in(page, "unverified")
    rights(page, "read")
    expect(page.get_by_role("button", name="Sign out")).to_be_visible()
    expect(page.locator(".plan-signed")).to_have_count(0)


# --- For how long --------------------------------------------------------------------------------


def test_a_sign_in_expires_as_the_provider_says_unless_the_server_sets_its_duration(
    serve: Serve, brief: str, context: BrowserContext, browser: Browser
) -> None:
    page = visit(context, serve(provider=brief))
    sign_in(page, "officer")
    rights(page, "edit")
    elsewhere = new_context(browser, "en-GB")  # cookies are shared between ports
    lasting = visit(elsewhere, serve(f"{EDITORS}\nsession_hours = 8", provider=brief))
    sign_in(lasting, "officer")
    lasting.wait_for_timeout(BRIEF * 1000)
    lasting.reload()
    rights(lasting, "edit")
    elsewhere.close()
    # The page stayed open: access is decided again at its next run.
    page.get_by_role("link", name="Timeline").first.click()
    rights(page, "read")
    expect(page.get_by_role("button", name="Sign in")).to_be_visible()
    sign_in(page, "officer")
    rights(page, "edit")


# --- Cookies -------------------------------------------------------------------------------------


def cookie(desk: Desk, secret: str, age: int = 0) -> dict[str, str]:
    """The sign-in cookie of the officer as Streamlit would set it, signed with ``secret``."""
    now = int(time.time())
    claims = {
        "email": "officer@example.org", "email_verified": True, "iat": now - age,
        "exp": now - age + 3600, "origin": desk.url, "is_logged_in": True, "provider": "default",
    }  # fmt: skip
    signed = URLSafeTimedSerializer(secret, salt="_streamlit_user").dumps(json.dumps(claims))
    return {"name": "_streamlit_user", "value": str(signed), "url": desk.url}


@pytest.mark.parametrize(
    ("secret", "age", "may"),
    [
        (SIGNED_WITH, 0, "edit"),  # so that the others fail only for their signature or their age
        ("another secret", 0, "read"),
        ("", 0, "read"),
        (SIGNED_WITH, 4000, "read"),
    ],
    ids=["as-streamlit-does", "other-secret", "no-secret", "expired"],
)
def test_a_forged_or_expired_cookie_gives_no_rights(
    secret: str, age: int, may: str, open_desk: Desk, context: BrowserContext
) -> None:
    context.add_cookies([cookie(open_desk, secret, age)])  # type: ignore[list-item]
    rights(visit(context, open_desk), may)


def test_a_tampered_cookie_gives_no_rights(open_desk: Desk, context: BrowserContext) -> None:
    kept = cookie(open_desk, SIGNED_WITH)
    payload, *signature = kept["value"].rsplit(".", 2)
    other = cookie(open_desk, SIGNED_WITH, age=1)["value"].rsplit(".", 2)[0]
    assert other != payload
    context.add_cookies([{**kept, "value": ".".join((other, *signature))}])  # type: ignore[list-item]
    rights(visit(context, open_desk), "read")


# --- Readers, and settings that change -----------------------------------------------------------


def test_a_dashboard_with_a_list_of_readers_sends_others_nothing_of_the_plan(
    serve: Serve, context: BrowserContext
) -> None:
    desk = serve(f'{EDITORS}\nreaders = ["example.net"]')
    page = visit(context, desk)
    received = record_messages(page)
    page.reload()
    for name, words in ((None, "sign in to read it"), ("stranger", "not among them")):
        if name:
            sign_in(page, name)
        rights(page, "none")
        expect(page.locator("h1")).to_have_text("Restricted access")
        expect(page.locator(".plan-note")).to_contain_text(words)
        expect(page.get_by_role("link", name="Timeline")).to_have_count(0)
    assert violations(page) == []
    # The plan is not merely hidden: it is not sent.
    assert received
    assert not mentions_the_plan(received)

    for name, may in (("reader", "read"), ("officer", "edit")):
        context.clear_cookies()
        page = visit(context, desk)
        received = record_messages(page)
        sign_in(page, name)
        rights(page, may)
        expect(page.locator("h1")).to_have_text("Situation of the plan")
        assert mentions_the_plan(received)
        assert violations(page) == []


def test_an_editor_removed_from_the_list_may_no_longer_edit(
    serve: Serve, context: BrowserContext
) -> None:
    desk = serve()
    page = visit(context, desk)
    sign_in(page, "officer")
    rights(page, "edit")

    def now(may: str) -> Callable[[], bool]:
        def shown() -> bool:
            page.reload()
            mark = page.wait_for_selector("[data-plan-access]", state="attached")
            return mark is not None and mark.get_attribute("data-plan-access") == may

        return shown

    desk.set('editors = ["somebody@example.org"]')
    until(now("read"))
    desk.secrets.write_text("[plan\n", encoding="utf-8")
    until(now("none"))
    expect(page.locator(".plan-note")).to_contain_text("cannot be read")
    desk.set(EDITORS)
    until(now("edit"))
