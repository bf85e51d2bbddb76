"""Behind forwarders of ports and the real nginx: who may edit, and what is served how."""

import os
import re
import sys
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from browsing import browser, context_of, settled
from plan_files import ROOT
from playwright.sync_api import BrowserContext, expect

sys.path.insert(0, str(ROOT))

from benchmarks.attack import proxies
from benchmarks.attack.client import opened
from benchmarks.attack.proxies import (
    Desk,
    Press,
    changes,
    copy_plan,
    edit,
    forwarder,
    nginx,
    record,
    served,
)
from plan.desk.journal import read_journal

__all__ = ["browser", "context_of"]  # fixtures

if proxies.NGINX is None:
    if os.environ.get("CI"):
        pytest.fail("nginx is missing, and CI must not skip its tests", pytrace=False)
    pytest.skip("nginx is not installed", allow_module_level=True)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("proxies")


@pytest.fixture(scope="module")
def desk(folder: Path) -> Iterator[Desk]:
    """A dashboard that asks whoever edits for its link."""
    with served(copy_plan(folder / "desk"), folder / "settings") as running:
        yield running


@pytest.fixture(scope="module")
def presses(desk: Desk) -> list[Press]:
    """What whoever opened the link presses to make an edit."""
    return record(desk, {"Cookie": desk.enter()})


@pytest.fixture(scope="module")
def documented() -> list[str]:
    """What the documentation says of nginx: of the root, of a folder, of two processes."""
    texts = [(ROOT / "docs" / name).read_text("utf-8") for name in ("serving.md", "serving.fr.md")]
    code, french = (
        [each for each in re.findall(r"^```\w*\n(.*?)^```$", text, re.DOTALL | re.MULTILINE)
         if "proxy_pass" in each or "upstream" in each]
        for text in texts
    )  # fmt: skip
    assert code == french
    locations = re.findall(r"location \S+ \{(.*?)\n *\}", "".join(code), re.DOTALL)
    return [*locations, *re.findall(r"upstream \w+ \{.*?\n\}", texts[0], re.DOTALL)]


# --- Who may edit --------------------------------------------------------------------------------


@pytest.mark.parametrize("more", ["", "proxy_set_header Host localhost;",
                                  "proxy_set_header Origin '';"])  # fmt: skip
def test_through_a_proxy_that_says_nothing_nobody_edits_without_the_link(
    desk: Desk, presses: list[Press], tmp_path: Path, more: str
) -> None:
    bare = f"proxy_pass http://127.0.0.1:{desk.port}; {proxies.SOCKETS} {more}"
    with nginx(tmp_path, bare) as port:
        with opened(port, "", "", {}) as client:
            assert client.rights() == "read"
            assert client.buttons() == {}
        assert not changes(desk, presses, port, {})


def test_a_bare_proxy_pass_forwards_no_websocket_at_all(desk: Desk, tmp_path: Path) -> None:
    with nginx(tmp_path, f"proxy_pass http://127.0.0.1:{desk.port};") as port:
        assert b"first-paint" in urllib.request.urlopen(f"http://127.0.0.1:{port}/").read()
        with pytest.raises(Exception, match="rejected"), opened(port, "", "", {}):
            pass


def test_through_a_forwarder_of_ports_whoever_has_the_link_edits_and_nobody_else(
    desk: Desk, presses: list[Press]
) -> None:
    with forwarder(desk.port) as port:
        assert not changes(desk, presses, port, {})
        assert changes(desk, presses, port, {"Cookie": desk.enter()})


def test_the_documented_proxy_shows_the_dashboard_read_only_even_with_the_link(
    desk: Desk, presses: list[Press], tmp_path: Path, documented: list[str]
) -> None:
    location = documented[0].replace("127.0.0.1:8501", f"127.0.0.1:{desk.port}")
    with nginx(tmp_path, location) as port:
        sent = {"Host": f"localhost:{port}", "Cookie": desk.enter()}
        with opened(port, "", "", sent) as client:
            assert client.rights() == "read"
        assert not changes(desk, presses, port, sent)


# --- In a folder ---------------------------------------------------------------------------------


def test_a_proxy_can_show_the_dashboard_in_a_folder(
    desk: Desk, tmp_path: Path, documented: list[str], context_of: Callable[..., BrowserContext]
) -> None:
    location = documented[1].replace("127.0.0.1:8501", f"127.0.0.1:{desk.port}")
    # Compressing all of the frontend for the first time takes seconds.
    location += "proxy_set_header Accept-Encoding '';"
    with nginx(tmp_path, location, "/plan/") as port:
        root = f"http://localhost:{port}/plan/"
        page = context_of("en-GB").new_page()
        failed: list[str] = []
        page.on("response", lambda each: failed.append(each.url) if each.status > 399 else None)
        # The links of the first paint, without scripts.
        painted = urllib.request.urlopen(f"{root}indicator?indicator=1.1").read().decode()
        assert not re.findall(r'(?:href|src)="/', painted)
        page.goto(f"{root}indicator?indicator=1.1&on=2026-06-30")
        settled(page)
        expect(page.locator("[data-plan-access]")).to_have_attribute("data-plan-access", "read")
        for name, place in (("Articles", "/plan/articles"), ("Overview", "/plan/")):
            page.get_by_role("link", name=name, exact=True).first.click()
            settled(page)
            assert page.evaluate("location.pathname") == place
        with page.expect_download() as awaited:
            page.get_by_text("Download the axes (CSV)").click()
        assert "Prevention" in Path(awaited.value.path()).read_text(encoding="utf-8-sig")
        assert failed == []
        page.close()


# --- Two processes -------------------------------------------------------------------------------


def test_two_processes_behind_one_name_show_and_save_one_plan(
    desk: Desk, folder: Path, tmp_path: Path, documented: list[str]
) -> None:
    with served(desk.plan, folder / "settings") as second:
        ports = {"8501": desk.port, "8502": second.port}
        group, location = (
            re.sub(r"(?<=127\.0\.0\.1:)850[12]", lambda port: str(ports[port[0]]), text)
            for text in (documented[3], documented[2])
        )
        with nginx(tmp_path, location, more=group) as port:
            before = len(read_journal(desk.plan).entries)
            for each, due in ((desk, "2026-12-29"), (second, "2026-12-28"), (desk, "2026-12-27")):
                edit(each.port, {"Cookie": each.enter()}, due)
                assert due in desk.plan.read_text(encoding="utf-8")
                with opened(port, "indicator", "indicator=3.1&lang=en", {}) as client:
                    assert client.rights() == "read"
            assert len(read_journal(desk.plan).entries) == before + 3
