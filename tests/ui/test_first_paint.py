"""The first paint of pages: what it says, to whom, and that it is escaped."""

import json
import re
import shutil
from collections.abc import Callable, Mapping
from datetime import date
from html.parser import HTMLParser
from pathlib import Path

import pytest
from markupsafe import Markup
from plan_files import ROOT, SENEGAL

from plan.edition.edition import load
from plan.edition.view import View
from plan.locale.translation import LANGUAGES, say_in
from plan.model.quantities import Language
from plan.presentation.findings import overview_finding
from plan.presentation.values import in_one_line
from plan.server.page import FirstPaint, PageRequest
from plan.ui import signin
from plan.ui.first_paint import paint
from plan.ui.sitemap import GROUPS, PAGES

QUOTED = "plus de cent milles (100.000) personnes ont été sensibilisées"


class Words(HTMLParser):
    """The text, the tags and the addresses of a piece of HTML."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.text, self.tags, self.links = "", [""], [""]
        self.feed(html.encode().decode())  # plain text, which escapes nothing by itself

    def handle_data(self, data: str) -> None:
        self.text += data

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.links += [each or "" for name, each in attrs if name == "href"]


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> Callable[..., FirstPaint]:
    """The first paint of a page of a plan, as an address and headers ask for it."""

    def ask(
        folder: Path = ROOT, page: str = "", language: Language = "fr",
        headers: Mapping[str, str] | None = None, **parameters: str,
    ) -> FirstPaint:  # fmt: skip
        monkeypatch.setenv("PLAN_FILE", str(folder / "indicators.yaml"))
        head, body = paint(PageRequest(page, parameters, headers or {}, language))
        return FirstPaint(Markup(re.sub("<style>.*?</style>", "", head, flags=re.DOTALL)), body)

    return ask


def test_an_indicator_is_painted_with_its_finding_its_quotation_and_its_source(
    asked: Callable[..., FirstPaint],
) -> None:
    head, body = asked(page="indicator", indicator="1.1", on="2025-12-31")
    words = Words(body)
    assert "1.1 Personnes touchées par les actions de sensibilisation" in words.text
    assert "100\u202f000" in words.text
    assert QUOTED in words.text
    assert "L’Essor, 30 juillet 2025" in words.text
    assert any(
        re.fullmatch(r"articles\?article=lessor-2025-07-30&passage=\d+&on=2025-12-31&lang=fr", link)
        for link in words.links
    )
    assert "31 décembre 2025" in words.text
    assert '<meta property="og:description" content="' in head
    assert QUOTED.split()[0] in head


def test_what_was_not_known_on_the_day_is_not_painted(asked: Callable[..., FirstPaint]) -> None:
    for days in ({"on": "2024-12-31"}, {"on": "2025-12-31", "known": "2024-12-31"}):
        head, body = asked(page="indicator", indicator="1.1", **days)
        assert "100" not in Words(body).text
        assert QUOTED not in head + body
        assert "lessor-2025-07-30" not in asked(page="articles", **days).body
        unknown = asked(page="articles", article="lessor-2025-07-30", **days).body
        assert QUOTED not in unknown
        assert "31 décembre 2024" in unknown


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("page", PAGES)
def test_every_page_has_a_title_in_the_language_asked_for_and_links_that_stay_in_it(
    asked: Callable[..., FirstPaint], page: str, language: Language
) -> None:
    head, body = asked(SENEGAL, "" if page == "overview" else page, language, on="2025-06-30")
    words = Words(body)
    title = re.findall(r"<title>(.*?)</title>", head)[0]
    assert title.endswith(
        " – De l’eau et des arbres, plan d’essai 2024–2028" if language == "fr"
        else " – Water and trees, a test plan 2024–2028"
    )  # fmt: skip
    if page not in ("axis", "indicator"):
        assert title.startswith(say_in(language)(PAGES[page]))
    assert words.tags.count("main") == words.tags.count("h1") == 1
    assert all(f"lang={language}" in link for link in words.links[1:])
    assert all("on=2025-06-30" in link for link in words.links[1:])
    assert {link.split("?")[0] for link in words.links[1:]} >= {"./", *list(GROUPS[""])[1:]}


def test_the_overview_leads_to_every_axis_and_an_axis_to_its_indicators(
    asked: Callable[..., FirstPaint],
) -> None:
    plan = load(ROOT / "indicators.yaml").plan
    assert plan is not None
    overview = asked(on="2026-06-30").body
    view = View(load(ROOT / "indicators.yaml"), date(2026, 6, 30), date(2026, 6, 30), "fr")
    assert overview_finding(view) in Words(overview).text
    for axis in plan.axes:
        assert f"axis?axis={axis.id}&amp;" in overview
        body = asked(page="axis", axis=axis.id).body
        assert all(f"indicator?indicator={each.id}&amp;" in body for each in axis.indicators)


@pytest.mark.parametrize(
    ("page", "name"), [("axis", "axis"), ("indicator", "indicator"), ("articles", "article")]
)
def test_what_an_address_asks_for_and_is_not_there_is_named_and_nothing_shown_in_its_place(
    asked: Callable[..., FirstPaint], page: str, name: str
) -> None:
    head, body = asked(page=page, **{name: "</script><b>9.9"})
    assert "</script><b>9.9" in Words(body).text
    assert "<b>" not in head + body
    assert "<blockquote" not in body
    assert "100\u202f000" not in head


def test_text_of_the_plan_and_of_articles_is_escaped(
    asked: Callable[..., FirstPaint], tmp_path: Path
) -> None:
    shutil.copytree(SENEGAL / "seeds", tmp_path / "seeds")
    hostile = '</title><script>alert(1)</script>" onload="x" {0} %s <!--body-->'
    text = (SENEGAL / "indicators.yaml").read_text(encoding="utf-8")
    named = f"{{fr: {json.dumps(hostile)}}}"
    text = re.sub(r'title: \{fr: "De l’eau.*\}', f"title: {named}", text)
    text = text.replace("name: {fr: Personnes formées à l’entretien des pompes, en: "
                        "People trained in pump maintenance}", f"name: {named}")  # fmt: skip
    (tmp_path / "indicators.yaml").write_text(text, encoding="utf-8")
    for page, more in (("", {}), ("indicator", {"indicator": "C1"}), ("axis", {"axis": "people"})):
        head, body = asked(tmp_path, page, **more)
        assert hostile in Words(body).text
        assert "<script" not in head + body
        assert 'onload="' not in head + body
        assert "<!--" not in head + body


def test_small_numbers_of_people_are_masked(asked: Callable[..., FirstPaint]) -> None:
    head, body = asked(SENEGAL, "indicator", indicator="C1")
    said = Words(body).text
    assert "184 personnes" in said
    assert "8 femmes" not in head + body
    assert "176" not in head + body


def test_a_simulation_is_marked_and_only_painted_where_there_is_one(
    asked: Callable[..., FirstPaint], tmp_path: Path
) -> None:
    simulated = asked(SENEGAL, simulate="true").body
    assert "Simulation" in simulated
    assert "simulate=true" in simulated
    assert "Simulation" not in asked(SENEGAL).body
    text = (SENEGAL / "indicators.yaml").read_text(encoding="utf-8")
    shutil.copytree(SENEGAL / "seeds", tmp_path / "seeds")
    (tmp_path / "indicators.yaml").write_text(text.replace("basis: proposed", "basis: derived"))
    assert "Simulation" not in asked(tmp_path, simulate="true").body


@pytest.mark.parametrize(
    ("secrets", "open_to_all"),
    [
        ({}, True),
        ({"auth": {"client_id": "x"}}, True),
        ({"auth": {"client_id": "x"}, "plan": {"editors": ["a@b.example"]}}, True),
        ({"auth": {"client_id": "x"}, "plan": {"readers": ["@b.example"]}}, False),
        ({"auth": {"client_id": "x"}, "plan": {"readers": []}}, False),
        ({"plan": {"readers": ["@b.example"]}}, False),
        (None, False),
    ],
    ids=str,
)
def test_the_plan_is_painted_only_where_whoever_comes_may_read(
    asked: Callable[..., FirstPaint], monkeypatch: pytest.MonkeyPatch,
    secrets: dict[str, dict[str, object]] | None, open_to_all: bool,
) -> None:  # fmt: skip
    monkeypatch.setattr(signin, "_section", lambda name: (secrets or {}).get(name, {}))
    monkeypatch.setattr(signin, "_broken", lambda: secrets is None)
    for page, more in (("", {}), ("indicator", {"indicator": "1.1"}), ("articles", {})):
        head, body = asked(ROOT, page, headers={"host": "plan.example.org"}, **more)
        assert ("traite" in head) is ("traite" in body) is open_to_all
        assert ("lessor" in body) <= open_to_all
        if not open_to_all:
            assert re.findall(r"<title>(.*?)</title>", head) == [
                say_in("fr")(PAGES[page or "overview"])
            ]
            assert "1.1" not in head + body


def test_a_file_with_errors_is_said_to_have_them(
    asked: Callable[..., FirstPaint], tmp_path: Path
) -> None:
    path = tmp_path / "indicators.yaml"
    path.write_text("plan: [", encoding="utf-8")
    shutil.copytree(SENEGAL / "seeds", tmp_path / "seeds")
    said = "Le fichier des indicateurs ne peut pas être lu."
    broken = asked(tmp_path)
    assert said in broken.body
    assert "<title>Vue d’ensemble</title>" in broken.head
    path.write_bytes((SENEGAL / "indicators.yaml").read_bytes())
    assert said not in asked(tmp_path).body
    path.write_text("plan: [", encoding="utf-8")
    last = asked(tmp_path).body
    assert said in last
    assert "De l’eau et des arbres" in last


def test_a_day_that_is_none_is_today(asked: Callable[..., FirstPaint]) -> None:
    today = say_in("fr").day(date.today())
    for days in ({"on": "2024-02-31"}, {"on": "tomorrow"}, {"known": "<b>"}, {"on": "0001-01-01"}):
        body = asked(**days).body
        assert f"Situation au {today}" in body


@pytest.mark.parametrize(
    ("text", "most", "cut"),
    [
        ("court", 10, "court"),
        ("juste assez", 11, "juste assez"),
        ("un nom bien trop long", 12, "un nom…"),
        ("un  nom\nsur lignes", 40, "un nom sur lignes"),
        ("coupé, ici", 8, "coupé…"),
        ("insécableinsécable", 8, "insécab…"),
    ],
)
def test_a_long_text_is_cut_between_words(text: str, most: int, cut: str) -> None:
    assert in_one_line(text, most) == cut
    assert len(in_one_line(text, most)) <= most
