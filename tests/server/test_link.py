"""The link that lets a browser edit, the cookie behind it, and the account's secret."""

import asyncio
import os
import stat
import threading
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as some

from plan.server.account_key import KEY_FAULTS, Unkept, draw_key, kept_key, settings_folder
from plan.server.link import EditLink, LinkOpened
from plan.server.opening import page_that_opens

KEY = bytes(range(32))
#: Its token is the same in all processes, since it is in the names of tests.
LINK = replace(EditLink.draw(KEY, 8501), token="jU3-nR8_pXw2")


def ask(
    path: str, query: str, link: EditLink | None = LINK, method: str = "GET", kind: str = "http"
) -> tuple[int, dict[str, str]]:
    """The status and headers of an answer; 200 if the application behind has answered."""
    sent: list[dict[str, Any]] = []

    async def behind(scope: Any, receive: Any, send: Any) -> None:
        await send({"type": "http.response.start", "status": 200, "headers": []})

    async def send(message: dict[str, Any]) -> None:
        sent.append(message)

    scope = {"type": kind, "path": path, "query_string": query.encode(), "method": method}
    asyncio.run(LinkOpened(behind, link)(scope, None, send))  # type: ignore[arg-type]
    headers = {name.decode(): value.decode() for name, value in sent[0]["headers"]}
    return sent[0]["status"], headers


# --- The link ------------------------------------------------------------------------------------


@pytest.mark.parametrize("method", ["GET", "HEAD"])
@pytest.mark.parametrize(
    ("path", "query", "place"),
    [
        ("/", "token={}", "./"),
        ("/", "lang=fr&token={}&on=2026-06-30", "./?lang=fr&on=2026-06-30"),
        ("/indicator", "token={}&indicator=1.1", "./indicator?indicator=1.1"),
        ("/indicator", "indicator=%C3%A9+%26&%74oken={}", "./indicator?indicator=%C3%A9+%26"),
        ("/axis/", "token={}", "./"),
        ("//evil.example", "token={}", "./evil.example"),
        ("//evil.example/", "token={}", "./"),
        ("/http://evil.example", "token={}", "./evil.example"),
        ("/a:b\r\nSet-Cookie: c", "token={}", "./a%3Ab%0D%0ASet-Cookie%3A%20c"),
    ],
)
def test_the_link_leads_to_the_same_address_without_the_token_and_sets_the_cookie(
    path: str, query: str, place: str, method: str
) -> None:
    status, headers = ask(path, query.format(LINK.token), method=method)
    assert (status, headers["location"], headers["cache-control"]) == (303, place, "no-store")
    assert LINK.token not in str(headers)
    cookie, *rules = headers["set-cookie"].split("; ")
    assert cookie == f"plan-edit-8501={LINK.value}"
    assert {"Path=/", "HttpOnly", "SameSite=Strict"} < set(rules)
    assert LINK.cookie.is_in({"cookie": cookie})


@pytest.mark.parametrize(
    "token", ["", "x", LINK.token[:-1], f"{LINK.token}A", LINK.token.swapcase(), LINK.value, "%FF"]
)
def test_a_wrong_token_is_taken_from_the_address_and_sets_no_cookie(token: str) -> None:
    status, headers = ask("/axis", f"token={token}&lang=fr")
    assert (status, headers["location"]) == (303, "./axis?lang=fr")
    assert "set-cookie" not in headers


def test_without_a_link_a_token_is_taken_from_the_address_all_the_same() -> None:
    status, headers = ask("/", f"token={LINK.token}", link=None)
    assert (status, headers["location"]) == (303, "./")
    assert "set-cookie" not in headers


@pytest.mark.parametrize(
    ("path", "query", "method", "kind"),
    [
        ("/", "", "GET", "http"),
        ("/", "tokens=1&lang=token", "GET", "http"),
        ("/", f"token={LINK.token}", "POST", "http"),
        ("/_stcore/stream", f"token={LINK.token}", "GET", "http"),
        ("/_stcore/stream", f"token={LINK.token}", "GET", "websocket"),
        ("/oauth2callback", f"token={LINK.token}", "GET", "http"),
    ],
)
def test_all_other_requests_pass(path: str, query: str, method: str, kind: str) -> None:
    assert ask(path, query, method=method, kind=kind) == (200, {})


def test_the_cookie_outlives_a_restart_and_the_token_does_not() -> None:
    again = EditLink.draw(KEY, 8501)
    assert (again.name, again.value) == (LINK.name, LINK.value)
    assert again.token != LINK.token
    assert not again.is_worth(LINK.token)


def test_a_cookie_is_good_for_one_port_and_one_account() -> None:
    for other in (EditLink.draw(KEY, 8502), EditLink.draw(draw_key(), 8501)):
        assert not other.cookie.is_in({"Cookie": f"{LINK.name}={LINK.value}"})
        assert not other.cookie.is_in({"Cookie": f"{other.name}={LINK.value}"})


def test_neither_the_token_nor_the_cookie_is_in_what_pages_are_given() -> None:
    given = str(LINK.cookie)
    assert LINK.token not in given
    assert LINK.value not in given


@given(some.text(), some.text())
def test_any_query_is_answered(query: str, path: str) -> None:
    encoded = query.encode("utf-8", "surrogatepass").decode("latin-1")
    status, headers = ask(f"/{path}", encoded.encode("latin-1").decode("utf-8", "replace"))
    assert status in (200, 303)
    assert "set-cookie" not in headers


# --- The secret of the account -------------------------------------------------------------------

posix = pytest.mark.skipif(os.name != "posix", reason="files have no such modes here")


def test_the_secret_is_drawn_once_and_kept(tmp_path: Path) -> None:
    folder = tmp_path / "a" / "b"
    key = kept_key(folder)
    assert len(key) == 32
    assert kept_key(folder) == key
    assert [each.name for each in folder.iterdir()] == ["key"]
    assert kept_key(tmp_path / "c") != key


def test_servers_that_start_together_keep_one_secret(tmp_path: Path) -> None:
    found: set[bytes] = set()
    threads = [threading.Thread(target=lambda: found.add(kept_key(tmp_path))) for _ in range(16)]
    for each in threads:
        each.start()
    for each in threads:
        each.join()
    assert len(found) == 1
    assert [each.name for each in tmp_path.iterdir()] == ["key"]


@posix
def test_only_the_account_can_read_its_secret(tmp_path: Path) -> None:
    folder = tmp_path / "settings"
    before = os.umask(0)
    try:
        kept_key(folder)
    finally:
        os.umask(before)
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    assert stat.S_IMODE((folder / "key").stat().st_mode) == 0o600


def refusal(folder: Path) -> str:
    with pytest.raises(Unkept) as refused:
        kept_key(folder)
    assert refused.value.path == folder / "key"
    assert refused.value.code in KEY_FAULTS
    return refused.value.code


@posix
@pytest.mark.parametrize("mode", [0o604, 0o640, 0o620, 0o602, 0o644, 0o777])
def test_a_secret_that_others_can_read_or_change_is_refused(tmp_path: Path, mode: int) -> None:
    kept_key(tmp_path)
    (tmp_path / "key").chmod(mode)
    assert refusal(tmp_path) == "exposed"


@posix
def test_a_secret_of_another_account_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    kept_key(tmp_path)
    monkeypatch.setattr(os, "geteuid", lambda: (tmp_path / "key").stat().st_uid + 1)
    assert refusal(tmp_path) == "exposed"


@pytest.mark.parametrize("text", ["", "00", "z" * 64, "0" * 63, "0" * 66, "é" * 64])
def test_a_damaged_secret_is_refused_and_left_as_it_is(tmp_path: Path, text: str) -> None:
    path = tmp_path / "key"
    path.write_text(text, encoding="utf-8")
    path.chmod(0o600)
    assert refusal(tmp_path) == "damaged"
    assert path.read_text(encoding="utf-8") == text


def test_where_no_secret_can_be_kept_the_reason_is_given(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    assert refusal(tmp_path / "file") == "unwritable"
    (tmp_path / "folder" / "key").mkdir(parents=True)
    assert refusal(tmp_path / "folder") == "unwritable"


@posix
def test_a_link_that_leads_nowhere_is_no_secret(tmp_path: Path) -> None:
    (tmp_path / "key").symlink_to("nowhere")
    assert refusal(tmp_path) == "unwritable"


@pytest.mark.parametrize(
    ("platform", "environment", "folder"),
    [
        ("linux", {}, "home/.config/plan-dashboard"),
        ("linux", {"XDG_CONFIG_HOME": ""}, "home/.config/plan-dashboard"),
        ("linux", {"XDG_CONFIG_HOME": "relative"}, "home/.config/plan-dashboard"),
        ("darwin", {}, "home/Library/Application Support/plan-dashboard"),
        ("win32", {"APPDATA": "roaming"}, "roaming/plan-dashboard"),
        ("win32", {}, "home/AppData/Roaming/plan-dashboard"),
    ],
)
def test_the_secret_is_where_the_system_keeps_settings(
    platform: str, environment: dict[str, str], folder: str
) -> None:
    assert settings_folder(environment, Path("home"), platform) == Path(folder)


@posix
def test_a_configured_settings_folder_is_used(tmp_path: Path) -> None:
    named = {"XDG_CONFIG_HOME": str(tmp_path)}
    assert settings_folder(named, Path("home"), "linux") == tmp_path / "plan-dashboard"


# --- Opening it ----------------------------------------------------------------------------------


@posix
def test_the_browser_is_led_to_the_link_by_a_file_that_only_the_account_reads(
    tmp_path: Path,
) -> None:
    address = LINK.opening("http://localhost:8501")
    page = page_that_opens(address, tmp_path)
    assert f'content="0; url={address}"' in page.read_text(encoding="utf-8")
    assert stat.S_IMODE(page.stat().st_mode) == 0o600
    assert LINK.token not in str(page)
