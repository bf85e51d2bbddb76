"""What every page shows, in both languages and for several dates, by Streamlit's test harness."""

import json
import re
import shutil
from collections.abc import Callable, Iterator
from datetime import date
from functools import cache
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import altair
import jsonschema
import pytest
import streamlit as st
from babel.messages.pofile import read_po
from markupsafe import escape
from streamlit.testing.v1 import AppTest

from plan.desk.access import Access
from plan.edition.edition import load
from plan.edition.view import View
from plan.locale.translation import LANGUAGES, say_in
from plan.model.quantities import Language, read_period
from plan.model.records import Indicator
from plan.presentation.charts.theme import palette
from plan.presentation.glossary import UNIT_WORDS
from plan.presentation.states import SIGNS, state_of, state_words
from plan.server.page import PageRequest
from plan.ui import cache as shared
from plan.ui import signin, sitemap
from plan.ui.first_paint import paint

ROOT = Path(__file__).parents[2]
REAL = ROOT / "indicators.yaml"
SECOND = ROOT / "tests" / "plans" / "senegal" / "indicators.yaml"
PLANS = {"real": REAL, "second": SECOND}
PAGES = (
    "overview", "axis", "indicator", "bodies", "articles", "proposals", "conflicts", "timeline",
    "method",
)  # fmt: skip
#: Before the first article, in the middle of the plan, and today (no date in the URL).
DAYS = {"before": "2023-02-01", "middle": "2025-09-01", "today": ""}

Show = Callable[..., "Screen"]


class Words(HTMLParser):
    """The text of some HTML, its tags and their attributes."""

    def __init__(self, body: str, skip: str = "") -> None:
        super().__init__()
        self.tags: list[str] = []
        self.attributes: list[tuple[str, str]] = []
        self.pieces: list[str] = []
        self.skip, self.inside = skip, 0
        self.feed(body)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.attributes += [(name, value or "") for name, value in attrs]
        if self.inside or (self.skip and ("lang", self.skip) in attrs):
            self.inside += tag not in ("br", "img", "input")

    def handle_endtag(self, tag: str) -> None:
        if self.inside:
            self.inside -= 1

    def handle_data(self, data: str) -> None:
        if not self.inside:
            self.pieces.append(data)

    @property
    def text(self) -> str:
        return "\n".join(self.pieces)


class Screen:
    """The elements that one run of a page has shown."""

    def __init__(self, test: AppTest) -> None:
        self.test = test
        self.nodes = [node for node in test.main if node.proto is not None]
        bodies = [(n, node.proto.body) for n, node in enumerate(self.nodes) if node.type == "html"]
        #: The HTML elements, without our style sheet and our script.
        ours = ("<style>", "<span data-plan-lang=")
        self.html = [(n, body) for n, body in bodies if not body.startswith(ours)]

    @property
    def body(self) -> str:
        return "\n".join(body for _, body in self.html)

    @property
    def text(self) -> str:
        return Words(self.body).text

    @property
    def labels(self) -> str:
        """All text outside of HTML: labels, options and Markdown."""
        found = []
        for node in self.nodes:
            if node.type != "html":
                found += strings(node.proto, ("spec", "id", "query_string", "raw_values", "alt"))
        return "\n".join(found)

    @property
    def charts(self) -> list[Any]:
        return [node.proto for node in self.nodes if node.type == "vega_lite_chart"]

    def of_class(self, name: str) -> list[str]:
        return [Words(body).text for _, body in self.html if f'class="{name}"' in body]


def strings(message: Any, without: tuple[str, ...] = ()) -> Iterator[str]:
    """All strings of a message and of the messages nested in it."""
    for field, value in message.ListFields():
        if field.name in without:
            continue
        values = value if field.is_repeated else [value]
        for each in values:
            if field.type == field.TYPE_MESSAGE:
                yield from strings(each, without)
            elif field.type == field.TYPE_STRING:
                yield str(each)


@pytest.fixture
def show(monkeypatch: pytest.MonkeyPatch) -> Show:
    """A function that opens a page of a plan with URL parameters and returns what it shows.

    ``may_edit``: for a reader who may; by default so on the pages of the desk only.
    """

    def open_page(
        plan: Path, name: str = "overview", locale: str | None = "fr-ML",
        may_edit: bool | None = None, **address: Any,
    ) -> Screen:  # fmt: skip
        if may_edit if may_edit is not None else name in sitemap.DESK:
            granted = Access(True, True, "awa@example.net", "", True)
        else:
            granted = Access(True, False, "", "elsewhere", False)
        monkeypatch.setattr(signin, "access", lambda: granted)
        monkeypatch.setenv("PLAN_FILE", str(plan))
        monkeypatch.delenv("PLAN_SERVER_NOTIFIES", raising=False)
        test = AppTest.from_file(str(ROOT / "dashboard.py"), default_timeout=60)
        if locale:
            test.context = {"locale": locale}
        for key, value in address.items():
            if value:
                test.query_params[key] = value
        if name != "overview":
            test.switch_page(f"plan/pages/{name}.py")
        test.run()
        assert not test.exception, [each.value for each in test.exception]
        return Screen(test)

    return open_page


@cache
def viewed(plan: Path, language: Language, on: str = "", simulate: bool = False) -> View:
    day = date.fromisoformat(on) if on else date.today()
    return View(load(plan), day, day, language, simulate)


@cache
def foreign(language: Language) -> tuple[str, ...]:
    """Sentences, or long parts of them, that occur only in the other language of the catalogue."""
    with (ROOT / "plan" / "locale" / "fr.po").open("rb") as file:
        catalogue = read_po(file, locale="fr")
    theirs, ours = set(), set()
    for entry in catalogue:
        english = entry.id if isinstance(entry.id, tuple) else (entry.id,)
        french = entry.string if isinstance(entry.string, tuple | list) else (entry.string,)
        theirs |= {piece for each in english for piece in fixed(each)}
        ours |= {piece for each in french for piece in fixed(each)}
    mine, other = (ours, theirs) if language == "fr" else (theirs, ours)
    own = "\n".join(mine)
    return tuple(sorted(piece for piece in other if piece not in own))


def fixed(sentence: str) -> Iterator[str]:
    """The parts of a sentence between its placeholders that are long enough to identify it."""
    for literal in re.split(r"\{\w+\}", sentence):
        piece = literal.strip(" ,.;:()“”«»\u202f\xa0")
        if len(piece) >= 12 and " " in piece:
            yield piece


# --- Every page, in both languages, on three dates, for both plans -------------------------------


@pytest.mark.parametrize("day", DAYS)
@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("page", PAGES)
@pytest.mark.parametrize("plan", PLANS)
def test_a_page_is_in_one_language_and_starts_with_its_finding(
    show: Show, plan: str, page: str, language: Language, day: str
) -> None:
    screen = show(PLANS[plan], page, lang=language, on=DAYS[day])
    tags = Words(screen.body).tags

    if page == "method":
        name = "method.fr.md" if language == "fr" else "method.md"
        written = (ROOT / "docs" / name).read_text(encoding="utf-8")
        titles = re.findall(r"(?m)^## (.+)$", written)
        linked = re.findall(r'<a href="#(section-\d+)">(.+?)</a>', screen.body)
        headed = re.findall(r'<h2 class="plan-h plan-section" id="(.+?)">(.+?)</h2>', screen.body)
        assert linked == headed
        assert [title for _, title in linked] == titles
        for each in screen.test.markdown:
            assert each.value in written
        assert tags.count("h1") == 1
    else:
        assert tags.count("h1") == 1
        (finding,) = screen.of_class("plan-finding")
        assert len(finding) > 10
        assert finding.rstrip()[-1] in ".!"
        places = [n for n, body in screen.html if "plan-finding" in body]
        pictures = [n for n, node in enumerate(screen.nodes) if node.type == "vega_lite_chart"]
        tables = [n for n, body in screen.html if "<table" in body]
        assert max(places) < min([*pictures, *tables, 10**6])

    shown = Words(screen.body, skip="fr" if language == "en" else "").text + screen.labels
    for each in screen.test.markdown:
        shown = shown.replace(each.value, "")
    assert [piece for piece in foreign(language) if piece in shown] == []

    foot = screen.of_class("plan-footer")
    shown_day = date.fromisoformat(DAYS[day]) if day != "today" else date.today()
    assert say_in(language).day(shown_day) in foot[0]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("page", PAGES)
@pytest.mark.parametrize("plan", PLANS)
def test_an_unknown_or_unreported_value_is_never_shown_as_zero(
    show: Show, plan: str, page: str, language: Language
) -> None:
    edition = load(PLANS[plan])
    assert edition.plan is not None
    words = {word for pair in UNIT_WORDS.values() for word in map(say_in(language), pair)}
    for unit in edition.plan.units.values():
        words |= {each.in_language(language) for each in (unit.name, unit.plural) if each}
    zero = re.compile(rf"(?<![\d.,\u202f])0[ \xa0\u202f]({'|'.join(map(re.escape, words))})\b")
    bound = re.compile(r"\b(at least|au moins) 0(?![.,\d])")
    ids = [each.id for _, _, each in edition.plan.indicators()] if page == "indicator" else [""]
    for name in ids:
        screen = show(PLANS[plan], page, lang=language, indicator=name)
        alternatives = "\n".join(chart.alt for chart in screen.charts)
        shown = Words(screen.body, skip="fr").text + alternatives
        assert not zero.search(shown)
        assert not bound.search(shown)


SCHEMA = Path(altair.__file__).parent / "vegalite" / "v6" / "schema" / "vega-lite-schema.json"


@cache
def validator() -> jsonschema.Draft7Validator:
    return jsonschema.Draft7Validator(json.loads(SCHEMA.read_text(encoding="utf-8")))


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("page", ["indicator"])
def test_a_chart_has_alternative_text_a_locale_and_no_data_in_its_specification(
    show: Show, page: str, language: Language
) -> None:
    seen = set()
    for name in ("E1", "E4") if page == "indicator" else ("",):
        for chart in show(SECOND, page, lang=language, indicator=name).charts:
            assert len(chart.alt) > 10
            spec = json.loads(chart.spec)
            assert "data" not in spec
            assert "datasets" not in spec
            assert '"values": [{' not in chart.spec
            locale = spec["config"]["locale"]
            assert locale["number"]["decimal"] == ("," if language == "fr" else ".")
            assert locale["time"]["months"][1] == ("février" if language == "fr" else "February")
            assert locale["time"]["days"][0] == ("dimanche" if language == "fr" else "Sunday")
            if chart.spec not in seen:
                seen.add(chart.spec)
                assert [error.message for error in validator().iter_errors(spec)] == []
    assert seen


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("plan", PLANS)
def test_an_axis_shows_the_status_of_every_indicator_in_words(
    show: Show, plan: str, language: Language
) -> None:
    say = say_in(language)
    view = viewed(PLANS[plan], language)
    for axis in view.plan.axes:
        body = show(PLANS[plan], "axis", lang=language, axis=axis.id).body
        label = re.escape(say("Status"))
        cells = re.findall(rf'<td role="cell" data-label="{label}">(.*?)</td>', body)
        assert len(cells) == len(axis.indicators)
        for cell, indicator in zip(cells, axis.indicators, strict=True):
            words = re.sub("[ \n]+", " ", Words(cell).text)
            sign = SIGNS[state_of(view, indicator)]
            assert words.startswith(f"{sign} {state_words(view, indicator)}")
            assert (say("old evidence") in words) == view.assessments[indicator.id].stale


# --- The URL -------------------------------------------------------------------------------------


def test_the_language_is_that_of_the_url_else_of_the_browser_else_french(show: Show) -> None:
    def spoken(screen: Screen) -> Language:
        french = say_in("fr")("Situation of the plan")
        return "fr" if french in screen.text else "en"

    assert spoken(show(SECOND, locale="en-GB")) == "en"
    assert spoken(show(SECOND, locale="fr-ML")) == "fr"
    assert spoken(show(SECOND, locale="de-DE")) == "fr"
    assert spoken(show(SECOND, locale=None)) == "fr"
    assert spoken(show(SECOND, locale="en-GB", lang="fr")) == "fr"
    assert spoken(show(SECOND, locale="fr-ML", lang="en")) == "en"
    assert spoken(show(SECOND, locale="en-GB", lang="xx")) in LANGUAGES


def test_a_page_declares_its_language_to_the_browser(show: Show) -> None:
    for language in LANGUAGES:
        bodies = [node.proto.body for node in show(SECOND, lang=language).nodes
                  if node.type == "html"]  # fmt: skip
        (declared,) = [body for body in bodies if "data-plan-lang" in body]
        assert declared.startswith(f'<span data-plan-lang="{language}"')
        # The script must match exactly: the security policy of the server contains its hash.
        script = (ROOT / "plan" / "ui" / "page.js").read_text(encoding="utf-8").strip()
        assert declared.endswith(f"<script>{script}\n</script>")
        assert [body for body in bodies if "<script" in body] == [declared]


def test_editing_is_disabled_without_our_own_server(show: Show) -> None:
    bodies = [node.proto.body for node in show(SECOND).nodes if node.type == "html"]
    assert any('data-plan-access="read"' in body for body in bodies)


def test_the_warning_about_unsaved_changes_is_escaped() -> None:
    def page() -> None:
        from plan.ui import theme

        theme.mark_unsaved('<b>"Non enregistré"')

    (node,) = [each for each in AppTest.from_function(page).run().main if each.type == "html"]
    marks = Words(node.proto.body)
    assert ("data-plan-unsaved", '<b>"Non enregistré"') in marks.attributes
    assert marks.tags == ["span"]


def test_the_url_selects_the_indicator(show: Show) -> None:
    screen = show(SECOND, "indicator", indicator="C2", lang="en")
    assert "C2  Active management committees" in screen.text
    assert screen.test.selectbox[0].value.id == "C2"


def test_the_url_selects_the_axis(show: Show) -> None:
    screen = show(SECOND, "axis", axis="trees", lang="en")
    assert Words(screen.body).pieces[1:3] == ["Trees"] or "Trees planted" in screen.text
    assert "Water act" not in screen.text


def test_the_url_selects_the_article(show: Show) -> None:
    screen = show(SECOND, "articles", article="tribune-2025", lang="en")
    assert "70 comités de gestion" in screen.body
    assert "En 2024, 412 points d’eau" not in screen.body


def test_an_article_shows_its_body_and_on_request_the_whole_page(show: Show) -> None:
    name = "lessor-2025-07-30"
    narrow = show(REAL, "articles", article=name)
    whole = show(REAL, "articles", article=name, whole="true")
    text = (ROOT / "seeds" / "003_7ffee6f7e0d0e4fb.txt").read_text(encoding="utf-8")
    assert 'class="outside"' not in narrow.body
    assert 'class="outside"' in whole.body
    (read,) = [Words(re.sub(r"<sup>.*?</sup>", "", body)) for _, body in whole.html
               if "plan-article" in body]  # fmt: skip
    assert "".join(read.pieces) == text


def test_every_cited_passage_of_an_article_is_marked_and_links_to_its_indicator(show: Show) -> None:
    view = viewed(SECOND, "fr")
    for source in view.plan.sources:
        (body,) = [body for _, body in show(SECOND, "articles", article=source.id).html
                   if "plan-article" in body]  # fmt: skip
        marked = "".join(Words(piece).text for piece in re.findall(r"<mark.*?</mark>", body))
        for citing, passage in view.cited[source.id]:
            assert passage.match.found in marked
            assert isinstance(citing, Indicator)
            assert f'href="indicator?indicator={citing.id}&amp;' in body


def test_the_url_sets_the_reference_date_and_the_knowledge_date(show: Show) -> None:
    early = show(SECOND, "indicator", indicator="E1", lang="en", on="2025-04-01")
    assert "412 water points" in early.of_class("plan-finding")[0]
    later = show(SECOND, "indicator", indicator="E1", lang="en", on="2025-07-01")
    assert "389 water points" in later.of_class("plan-finding")[0]
    unread = show(
        SECOND, "indicator", indicator="E1", lang="en", on="2025-07-01", known="2025-04-01"
    )
    assert "412 water points" in unread.of_class("plan-finding")[0]
    assert (
        "As of 1 July 2025, from what was published up to 1 April 2025"
        in unread.of_class("plan-footer")[0]
    )


def test_links_keep_the_dates_and_the_language(show: Show) -> None:
    screen = show(SECOND, lang="en", on="2025-07-01", known="2025-04-01")
    links = [value for name, value in Words(screen.body).attributes if name == "href"]
    assert links
    for link in links:
        assert "on=2025-07-01" in link
        assert "known=2025-04-01" in link
        assert link.endswith("lang=en")


def test_filters_in_the_url_restrict_the_rows_of_an_axis(show: Show) -> None:
    def rows(**address: Any) -> list[str]:
        body = show(SECOND, "axis", axis="water", lang="en", on="2026-01-15", **address).body
        return re.findall(r'<th scope="row".*?>(?:<a.*?>)?(.*?)<', body)

    whole = rows()
    assert whole == ["Water points built", "Boreholes in working order",
                     "Households with access to safe water", "Water act"]  # fmt: skip
    assert rows(q="WATER P") == ["Water points built"]
    assert rows(q="e3") == ["Households with access to safe water"]
    assert rows(status="between") == ["Boreholes in working order"]
    assert rows(status=["between", "unassessed"]) == [whole[1], whole[2]]
    assert rows(status="reached") == []
    assert rows(status="nonsense") == whole


def test_a_long_list_is_paginated_by_the_url(show: Show, plan_file: Callable[..., Path]) -> None:
    several = [indicator(f"I{n}", name=text(f"Objet {n}")) for n in range(1, 46)]
    path = plan_file(written(axes=[{"id": "a", "name": text("Axe"), "indicators": several}]))

    def rows(**address: Any) -> list[str]:
        body = show(path, "axis", **address).body
        return re.findall(r'<th scope="row".*?><a.*?>(Objet \d+)<', body)

    assert rows() == [f"Objet {n}" for n in range(1, 21)]
    assert rows(page="3") == [f"Objet {n}" for n in range(41, 46)]
    assert rows(page="99") == rows(page="3")
    body = show(path, "conflicts", page="2").body
    assert re.findall(r"<b>(I\d+)</b>", body) == [f"I{n}" for n in range(31, 46)]


def test_the_timeline_and_its_table_show_the_same_page_of_facts(
    show: Show, plan_file: Callable[..., Path]
) -> None:
    quote = "Les chiffres du comité sont établis"
    facts = [
        {"period": f"2025-01-{n:02}", "exactly": n, "evidence": [{"source": "s", "quote": quote}]}
        for n in range(1, 31)
    ]
    axes = [{"id": "a", "name": text("Axe"),
             "indicators": [indicator("1", unit="case", observations=facts)]}]  # fmt: skip
    source = {"id": "s", "file": "a.txt", "kind": "report", "published": "2025-12-01"}
    path = plan_file(written(axes=axes, sources=[source]), {"a.txt": f"{quote}.\n"})
    for page, days in (("", range(1, 26)), ("2", range(26, 31))):
        screen = show(path, "timeline", lang="en", on="2026-01-15", page=page)
        assert "30 dated facts, " in screen.of_class("plan-finding")[0]
        (lines,) = [body for _, body in screen.html if 'plan-timeline"' in body]
        assert re.findall(r"(\d+) January 2025", lines) == [str(day) for day in days]
        assert "As a table" in [each.label for each in screen.test.expander]


def test_the_lists_of_changes_and_of_open_points_are_paginated_separately(
    show: Show, plan_file: Callable[..., Path]
) -> None:
    quote = "Les chiffres du comité sont établis"
    proof = [{"source": "s", "quote": quote}]
    fresh = [{"period": "2025", "exactly": 50, "evidence": proof}]
    waiting = [{"period": "2024", "exactly": 50,
                "evidence": [{"source": "s", "quote": "Ces mots ne sont nulle part"}]}]  # fmt: skip
    several = [
        indicator(f"I{n}", name=text(f"Objet {n}"), observations=fresh + waiting)
        for n in range(1, 24)
    ]
    axes = [{"id": "a", "name": text("Axe"), "indicators": several}]
    source = {"id": "s", "file": "a.txt", "kind": "report", "published": "2025-12-01"}
    path = plan_file(written(axes=axes, sources=[source]), {"a.txt": f"{quote}.\n"})

    def listed(**address: Any) -> tuple[list[str], list[str]]:
        screen = show(path, lang="en", on="2026-01-15", **address)
        lists = "\n".join(screen.of_class("plan-list"))
        return (
            re.findall(r"(Objet \d+): first value", lists),
            re.findall(r"(Objet \d+): 1 value is still", lists),
        )

    first = [f"Objet {n}" for n in range(1, 21)]
    rest = [f"Objet {n}" for n in range(21, 24)]
    assert listed() == (first, first)
    assert listed(new="2") == (rest, first)
    assert listed(care="2") == (first, rest)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("page", PAGES)
def test_the_title_of_a_page_is_that_of_its_first_paint(
    show: Show, monkeypatch: pytest.MonkeyPatch, page: str, language: Language
) -> None:
    configured: list[dict[str, Any]] = []
    monkeypatch.setattr(st, "set_page_config", lambda **keys: configured.append(keys))
    show(SECOND, page, lang=language)
    name = "" if page == "overview" else page
    head, _ = paint(PageRequest(name, {"lang": language}, {}, language))
    titles = [each["page_title"] for each in configured if "page_title" in each]
    assert [f"<title>{escape(each)}</title>" for each in titles] == re.findall(
        "<title>.*?</title>", head
    )


@pytest.mark.parametrize(
    ("page", "address"),
    [
        ("axis", {"status": "<b>none"}),
        ("overview", {"on": "<b>none"}),
        ("overview", {"on": "2024-13-45"}),
        ("timeline", {"known": "<b>none"}),
    ],
)
@pytest.mark.parametrize("language", LANGUAGES)
def test_a_url_parameter_that_matches_nothing_is_reported_in_words(
    show: Show, page: str, address: dict[str, str], language: Language
) -> None:
    screen = show(SECOND, page, lang=language, **address)
    (read,) = address.values()
    assert any(read in note for note in screen.of_class("plan-note"))
    assert screen.of_class("plan-finding")


@pytest.mark.parametrize(
    ("page", "address"),
    [
        ("overview", {"bogus": "1", "proven": "x", "since": "yesterday"}),
        ("overview", {"on": "2025-01-01", "since": "2026-01-01"}),
        ("overview", {"simulate": "perhaps", "lang": "tlh"}),
        ("axis", {"page": "x", "q": "§" * 500}),
        ("articles", {"page": "0", "whole": "perhaps"}),
        ("conflicts", {"page": "-1", "missing": "1e9"}),
        ("timeline", {"page": "9" * 5000}),
        ("timeline", {"on": "1900-01-01"}),
        ("indicator", {"on": "2199-12-31"}),
    ],
)
def test_a_url_with_invalid_parameters_still_opens_the_page(
    show: Show, page: str, address: dict[str, str]
) -> None:
    assert show(SECOND, page, **address).of_class("plan-finding")


def test_a_date_far_from_today_is_accepted(show: Show, plan_file: Callable[..., Path]) -> None:
    axes = [{"id": "a", "name": text("Axe"), "indicators": [indicator("1")]}]
    path = plan_file(written("1999/2003", axes))
    screen = show(path, lang="en", on="2001-06-30")
    assert "30 June 2001" in screen.of_class("plan-footer")[0]


def test_choices_on_a_page_are_written_into_its_url(show: Show) -> None:
    axis = show(SECOND, "axis", lang="en").test
    axis.selectbox[0].select("Trees").run()
    axis.multiselect[0].set_value(["unassessed"]).run()
    axis.text_input(key="pick-q").set_value("nur").run()
    assert axis.query_params == {"lang": "en", "axis": "trees", "status": "unassessed", "q": "nur"}
    assert "Nurseries opened" in Screen(axis).text
    axis.multiselect[0].set_value([]).run()
    axis.text_input(key="pick-q").set_value("").run()
    assert axis.query_params == {"lang": "en", "axis": "trees"}

    page = show(SECOND, "indicator", lang="fr").test
    page.selectbox[0].select_index(3).run()
    page.text_input(key="pick-on").set_value("31/12/2024").run()
    page.text_input(key="pick-known").set_value("31/12/2025").run()
    assert page.query_params == {
        "lang": "fr", "indicator": "E4", "on": "2024-12-31", "known": "2025-12-31"
    }  # fmt: skip
    assert "Situation au 31 décembre 2024" in Screen(page).of_class("plan-footer")[0]
    assert not page.exception


def test_switching_the_language_keeps_all_other_parameters(show: Show) -> None:
    test = show(SECOND, "axis", lang="fr", axis="trees", status="unassessed", on="2026-01-01").test
    (language,) = [each for each in test.button_group if list(each.options) == list(LANGUAGES)]
    language.set_value("en").run()
    assert test.query_params == {
        "lang": "en", "axis": "trees", "status": "unassessed", "on": "2026-01-01"
    }  # fmt: skip
    assert "Trees" in Screen(test).text
    assert "As of 1 January 2026" in Screen(test).of_class("plan-footer")[0]


# --- Reference date and knowledge date -----------------------------------------------------------


@pytest.mark.parametrize("page", ["overview", "indicator", "conflicts", "timeline"])
def test_nothing_published_later_is_shown(show: Show, page: str) -> None:
    """What only the second article says is not shown before its publication date."""
    later = ["389", "n’est pas confirmé", "not confirmed", "48%", "votée", "12 May", "30 June 2025",
             "20,000", "90 management"]  # fmt: skip
    for name in ("E1", "E2", "E3", "E4", "C2", "A1") if page == "indicator" else ("",):
        screen = show(SECOND, page, lang="en", on="2025-05-15", indicator=name)
        shown = screen.text + "\n".join(chart.alt for chart in screen.charts)
        assert [each for each in later if each in shown] == []


def test_the_articles_page_marks_an_article_that_was_not_yet_published(show: Show) -> None:
    screen = show(SECOND, "articles", lang="en", on="2025-05-15", article="rapport-2024")
    assert any("15 May 2025" in note for note in screen.of_class("plan-note"))
    assert "article with 9 passages" in screen.of_class("plan-finding")[0]


def test_recent_changes_are_relative_to_the_date_in_the_url(show: Show) -> None:
    screen = show(SECOND, lang="en", on="2025-07-01", since="2025-05-01")
    listed = "\n".join(screen.of_class("plan-list"))
    assert "Water points built: contradictory sources now." in listed
    nothing = show(SECOND, lang="en", on="2026-07-01", since="2026-06-30")
    assert "Nothing published since then changes a value." in nothing.text


# --- Simulation ----------------------------------------------------------------------------------


@pytest.mark.parametrize("page", PAGES)
def test_a_simulation_is_marked_on_every_page(show: Show, page: str) -> None:
    marked = show(SECOND, page, lang="en", simulate="true").of_class("plan-note")
    plain = show(SECOND, page, lang="en").of_class("plan-note")
    assert sum("Simulation: includes proposed targets" in note for note in marked) == 1
    assert not any("Simulation" in note for note in plain)


def test_a_simulation_assesses_proposed_targets_and_is_offered_only_if_there_are_any(
    show: Show,
) -> None:
    plain = show(SECOND, lang="en").of_class("plan-finding")[0]
    assert "Of 3 targets (1 published, 2 deduced)," in plain
    simulated = show(SECOND, lang="en", simulate="true").of_class("plan-finding")[0]
    assert "Of 5 targets (1 published, 2 deduced, 2 proposed)," in simulated
    assert len(show(SECOND).test.toggle) == 1
    assert len(show(REAL).test.toggle) == 0


def test_the_url_cannot_start_a_simulation_without_proposed_targets(show: Show) -> None:
    screen = show(REAL, lang="en", simulate="true")
    assert not any("Simulation" in note for note in screen.of_class("plan-note"))


# --- Errors in the file --------------------------------------------------------------------------


@pytest.fixture
def copied(plan_file: Callable[..., Path]) -> Path:
    """A copy of the second plan, which a test may break."""
    return plan_file(SECOND.parent)


def test_sessions_share_the_views_of_an_edition_and_their_assessments(copied: Path) -> None:
    edition, day = load(copied), date(2025, 9, 1)
    french = shared.view_of(edition, day, day, False, "fr")
    english = shared.view_of(edition, day, day, False, "en")
    assert shared.view_of(edition, day, day, False, "fr") is french
    assert english.assessments is french.assessments
    assert french.edition is edition
    new_year = date(2025, 1, 1)
    earlier = shared.earlier(french, new_year)
    assert (earlier.on, earlier.known, earlier.language) == (new_year, new_year, "fr")
    changes = shared.changes_since(french, new_year)
    assert shared.changes_since(french, new_year) is changes
    again = load(copied, edition)
    assert shared.view_of(again, day, day, False, "fr").edition is again


def test_warnings_of_indicators_agree_with_the_problems_of_the_whole_plan(copied: Path) -> None:
    view = View(load(copied), date(2025, 9, 1), date(2025, 9, 1), "fr")
    found = shared.warnings(view, view.plan.indicator.values())
    assert found
    for name, count in found.items():
        problems = shared.problems_of(view, view.plan.indicator[name])
        assert count == sum(problem.severity == "warning" for problem in problems)
    in_axes = [each for each in shared.problems(view) if each.address[:1] == ("axes",)]
    warned = [each for each in in_axes if each.severity == "warning"]
    assert sum(found.values()) == len(warned)


def test_a_broken_file_keeps_the_last_valid_version_and_reports_the_error_and_its_line(
    show: Show, copied: Path
) -> None:
    good = copied.read_text(encoding="utf-8")
    before = show(copied, lang="en")
    assert not before.of_class("plan-alert")
    assert 'role="alert"' not in before.body

    at = good[: good.index("nature: flow")].count("\n") + 1
    copied.write_text(good.replace("nature: flow", "nature: flood", 1), encoding="utf-8")
    (alert,) = show(copied, lang="en").of_class("plan-alert")
    assert alert.strip() == ("The indicators file cannot be read. The last valid version is shown.")
    broken = show(copied, lang="en", may_edit=True)
    (alert,) = broken.of_class("plan-alert")
    assert "The last valid version is shown." in alert
    assert f"indicators.yaml:{at}:" in alert
    assert "flood" in alert
    assert broken.of_class("plan-finding") == before.of_class("plan-finding")

    copied.write_text(good.replace("Water points built", "Wells built"), encoding="utf-8")
    repaired = show(copied, lang="en")
    assert not repaired.of_class("plan-alert")
    assert "Wells built" in repaired.text


def test_an_open_page_follows_changes_of_the_file(show: Show, copied: Path) -> None:
    good = copied.read_text(encoding="utf-8")
    test = show(copied, lang="en").test
    copied.write_text(good[: len(good) // 2] + "\n  - [", encoding="utf-8")
    assert Screen(test.run()).of_class("plan-alert")
    copied.unlink()
    assert Screen(test.run()).of_class("plan-alert")
    copied.write_text(good.replace("Water and trees", "Wells and trees"), encoding="utf-8")
    repaired = Screen(test.run())
    assert not repaired.of_class("plan-alert")
    assert "Wells and trees" in repaired.text
    assert not test.exception


@pytest.mark.parametrize("page", PAGES)
@pytest.mark.parametrize("content", ["", "plan: [", "plan: {titel: x}", "\x00"])
def test_a_file_that_was_never_valid_shows_only_its_problems(
    show: Show, tmp_path: Path, page: str, content: str
) -> None:
    path = tmp_path / "indicators.yaml"
    path.write_text(content, encoding="utf-8")
    if page not in sitemap.DESK:
        (sentence,) = show(path, page, lang="en").html
        assert Words(sentence[1]).text == "The indicators file cannot be read."
    screen = show(path, page, lang="en", may_edit=True)
    (alert,) = screen.of_class("plan-alert")
    assert "The indicators file cannot be read." in alert
    assert "last valid version" not in alert
    assert "indicators.yaml:" in alert
    assert len(screen.html) == 2
    assert 'href="problems' in screen.html[1][1]
    assert not screen.charts


def test_many_problems_are_counted_rather_than_listed(
    show: Show, plan_file: Callable[..., Path]
) -> None:
    keys = "".join(f"unknown{n}: 1\n" for n in range(40))
    path = plan_file("plan: {title: {fr: Essai}, period: 2024}\naxes: []\n" + keys)
    (alert,) = show(path, lang="en", may_edit=True).of_class("plan-alert")
    assert alert.count("indicators.yaml:") == 12
    assert "… and 28 more." in alert


def test_a_missing_article_is_reported_and_everything_else_is_still_shown(
    show: Show, copied: Path
) -> None:
    assert not show(copied, lang="en").of_class("plan-alert")
    (copied.parent / "seeds" / "003_tribune.txt").unlink()
    for page in PAGES:
        screen = show(copied, page, lang="en", may_edit=True)
        (alert,) = screen.of_class("plan-alert")
        assert "Some articles cannot be read: what they prove is not counted." in alert
        assert "003_tribune.txt" in alert
        assert "001_rapport" not in alert
        if page != "method":
            assert screen.of_class("plan-finding")
    screen = show(copied, "articles", article="tribune-2025", lang="en")
    assert any("cannot be read" in note for note in screen.of_class("plan-note"))


def test_a_plan_whose_articles_are_all_missing_reports_it_and_proves_nothing(
    show: Show, copied: Path
) -> None:
    shutil.rmtree(copied.parent / "seeds")
    screen = show(copied, lang="fr", may_edit=True)
    (alert,) = screen.of_class("plan-alert")
    assert "Des articles ne peuvent pas être lus" in alert
    edition = load(copied)
    assert len(edition.library.problems) == len(edition.plan.sources if edition.plan else ()) > 1
    for source in edition.plan.sources if edition.plan else ():
        assert source.file in alert
    assert "aucun indicateur n’a de valeur prouvée" in screen.of_class("plan-finding")[0]


def test_many_articles_that_cannot_be_read_are_counted_rather_than_listed(
    show: Show, plan_file: Callable[..., Path]
) -> None:
    sources = [
        {"id": f"s{n}", "file": f"absent-{n}.txt", "kind": "press", "published": "2025-01-01"}
        for n in range(30)
    ]
    (alert,) = show(plan_file(written(sources=sources)), lang="en", may_edit=True).of_class(
        "plan-alert"
    )
    assert alert.count("absent-") == 12
    assert "… and 18 more." in alert


# --- Sparse plans --------------------------------------------------------------------------------


def text(french: str, english: str | None = None) -> dict[str, str]:
    return {"fr": french} | ({"en": english} if english else {})


def indicator(code: str, **more: Any) -> dict[str, Any]:
    return {"id": code, "name": text("Objet"), "nature": "flow", "unit": "person"} | more


def written(
    period: str = "2024/2026",
    axes: list[dict[str, Any]] | None = None,
    head: dict[str, Any] | None = None,
    **more: Any,
) -> str:
    plan = {"title": text("Essai", "Trial"), "period": period, **(head or {})}
    return json.dumps({"plan": plan, "axes": axes or [], **more}, ensure_ascii=False)


SPARSE = {
    "no axis": written(),
    "an axis without indicators": written(
        axes=[{"id": "a", "name": text("Axe", "Axis"), "indicators": []}]
    ),
    "no sources": written(
        axes=[{"id": "a", "name": text("Axe", "Axis"), "indicators": [indicator("1")]}]
    ),
    "a target and nothing else": written(
        axes=[
            {
                "id": "a",
                "name": text("Axe", "Axis"),
                "indicators": [
                    indicator("1", targets=[{"by": "2025-12-31", "value": 9, "basis": "official"}]),
                    indicator("2", nature="rate", unit="percent"),
                    {
                        "id": "3", "name": text("Loi"), "nature": "steps",
                        "steps": [{"id": "x", "name": text("Votée")}],
                    },
                ],
            }
        ]
    ),
}  # fmt: skip


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("page", PAGES)
@pytest.mark.parametrize("kind", SPARSE)
def test_a_sparse_plan_is_shown(
    show: Show, plan_file: Callable[..., Path], kind: str, page: str, language: Language
) -> None:
    screen = show(plan_file(SPARSE[kind]), page, lang=language)
    assert screen.of_class("plan-footer")
    assert not screen.of_class("plan-alert")
    if page != "method":
        assert Words(screen.body).tags.count("h1") == 1


# --- Proposals -----------------------------------------------------------------------------------


@pytest.fixture
def with_new_article(plan_file: Callable[..., Path]) -> Path:
    """The real plan, with an article in its folder that no source refers to yet."""
    return plan_file(ROOT, {"neuf.txt": NEW_ARTICLE})


NEW_ARTICLE = """\
Lutte contre la traite des personnes : le bilan du semestre

Publié le jeudi 10 juillet 2025

Au premier semestre 2025, les agents du Comité ont identifié 412 victimes de traite à Kayes.

De nombreuses victimes de la traite ont été assistées, a dit la présidente du Comité.

Au Niger, la police a identifié 900 victimes de traite des personnes en 2024.

Lire aussi : Football

La finale a réuni 12.000 spectateurs.
"""


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_new_article_comes_first_with_its_proposals_in_words(
    show: Show, with_new_article: Path, language: Language
) -> None:
    screen = show(with_new_article, "proposals", lang=language)
    assert str(screen.test.selectbox[0].value) == "neuf.txt"
    (offer,) = [each for each in screen.of_class("plan-offer") if "412" in each]
    assert say_in(language).period(read_period("2025-01-01/2025-06-30")) in offer


@pytest.mark.parametrize("language", LANGUAGES)
def test_an_excluded_suggestion_is_shown_with_its_reason(
    show: Show, with_new_article: Path, language: Language
) -> None:
    screen = show(with_new_article, "proposals", lang=language)
    say = say_in(language)
    assert say("It concerns another country: “{words}”.", words="Niger") in screen.text
    assert say("It does not give a number: “{words}”.", words="nombreuses") in screen.text
    assert not any("900" in each for each in screen.of_class("plan-offer"))


def test_a_publication_date_in_the_url_dates_relative_periods(
    show: Show, plan_file: Callable[..., Path]
) -> None:
    text = NEW_ARTICLE.replace("Publié le jeudi 10 juillet 2025\n", "").replace(
        "Au premier semestre 2025", "Au premier semestre"
    )
    plan = plan_file(REAL.read_bytes(), {"neuf.txt": text})
    words = say_in("fr").period(read_period("2024-01-01/2024-06-30"))
    undated = show(plan, "proposals", lang="fr").of_class("plan-offer")
    dated = show(plan, "proposals", lang="fr", published="2024-08-01")
    assert not any(words in each for each in undated)
    assert any(words in each for each in dated.of_class("plan-offer"))


def test_the_proposals_page_reports_that_there_is_no_article(
    show: Show, plan_file: Callable[..., Path]
) -> None:
    plan = plan_file("plan: {title: {fr: Plan des écoles}, period: 2024/2026}\n")
    screen = show(plan, "proposals", lang="en")
    assert "No article has been added yet." in screen.text


def test_no_whole_article_is_shown_where_only_passages_are_allowed(
    show: Show, with_new_article: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert show(with_new_article, "proposals").of_class("plan-article read")
    monkeypatch.setenv("PLAN_PASSAGES_ONLY", "true")
    screen = show(with_new_article, "proposals")
    assert not screen.of_class("plan-article read")
    assert "412 victimes" in screen.text


# --- Citation, colours ---------------------------------------------------------------------------


def test_a_citation_contains_value_passage_article_date_and_link(show: Show) -> None:
    page = show(SECOND, "indicator", indicator="E2", lang="en", on="2025-04-01")
    (cited,) = (each for each in page.of_class("plan-fold") if each.startswith("Cite"))
    assert "Boreholes in working order: at least 1,150 boreholes" in cited
    assert "“Au 31 décembre 2024, plus de 1.150 forages étaient en état de marche”" in cited
    assert "Journal inventé, 10 March 2025" in cited
    assert "As of 1 April 2025, from what was published up to 1 April 2025" in cited
    assert "indicator?indicator=E2&on=2025-04-01&known=2025-04-01&lang=en" in cited


def test_a_citation_names_each_passage_once(show: Show) -> None:
    page = show(SECOND, "indicator", indicator="C1", lang="fr")
    (cited,) = (each for each in page.of_class("plan-fold") if each.startswith("Citer"))
    lines = [line for line in cited.splitlines() if line.startswith("«")]
    assert len(lines) == len(set(lines))


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_charts_follow_the_theme_of_the_reader(monkeypatch: pytest.MonkeyPatch, theme: str) -> None:
    monkeypatch.setenv("PLAN_FILE", str(SECOND))
    test = AppTest.from_file(str(ROOT / "dashboard.py"), default_timeout=60)
    test.context = {"locale": "fr", "theme": theme}
    test.switch_page("plan/pages/indicator.py").run()
    spec = json.loads(test.get("vega_lite_chart")[0].proto.spec)
    wanted = palette(theme == "dark")
    assert spec["config"]["axis"]["labelColor"] == wanted.muted
