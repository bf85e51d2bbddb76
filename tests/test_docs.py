"""The documentation agrees with the code, in both languages.

The tables of the pages on the method and on the indicators file are parsed here, and their contents
are recomputed. The tables of keys and of problems are generated from the model and the catalogue:
run this file (``.venv/bin/python tests/test_docs.py``) to write them again.
"""

from __future__ import annotations

import io
import json
import re
import tomllib
import unicodedata
from collections.abc import Callable
from contextlib import redirect_stdout
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from fractions import Fraction
from functools import cache
from pathlib import Path
from types import SimpleNamespace
from typing import Any, NamedTuple

import pytest

from plan.cli.main import main
from plan.desk.access import decide_access
from plan.edition.edition import check, load
from plan.edition.latest import LatestEdition
from plan.edition.view import View
from plan.evidence.anchoring import find
from plan.evidence.dossier import Dossier, Passage
from plan.evidence.figure_checks import check_value
from plan.evidence.match import GREEN, Match
from plan.file.reading import read_text
from plan.file.tree import compose
from plan.language.folding import fold
from plan.locale.translation import LANGUAGES, Say, say_in
from plan.method.assessment import Assessment, assess
from plan.method.coverage import elapsed, tally
from plan.method.reporting import reporting
from plan.method.status import ACCELERATE, NO_STATUS_REASONS
from plan.method.targets import ON_TRACK, expected_share, judged_targets
from plan.model import records
from plan.model import value_types as vt
from plan.model.declaration import Key, Record
from plan.model.key_labels import KEY_LABELS, KEY_MEANINGS
from plan.model.quantities import (
    INF,
    MONTHS,
    QUALIFIER_KEYS,
    Interval,
    InvalidValue,
    Period,
    Stated,
    read_amount,
    read_interval,
    read_period,
)
from plan.model.records import Evidence, Indicator, Observation, Plan, Source
from plan.presentation.glossary import (
    FREQUENCY_WORDS,
    KIND_WORDS,
    RANK_WORDS,
    REASON_WORDS,
    REASONS_EXPLAINED,
    RELIABILITY_WORDS,
    RULE_WORDS,
    STATE_WORDS,
    STATUS_WORDS,
)
from plan.presentation.proposal_words import FLAG_WORDS
from plan.presentation.values import pace_words, share_words, status_words, steps_words, value_words
from plan.problems import PROBLEM_KINDS
from plan.server.bounds import BOUND_NAMES, DEFAULT_BOUNDS
from plan.server.serve import health
from plan.suggestions.evaluation import Score, measure
from plan.suggestions.exclusions import EXCLUSIONS
from plan.suggestions.labelled_pages import NO_EVIDENCE, labelled_pages, read_labelled
from plan.suggestions.matching import RELATIONS
from plan.suggestions.reader import Reader

ROOT = Path(__file__).parents[1]
DOCS = ROOT / "docs"
NARROW, WIDE = "\u202f", "\u00a0"  # the no-break spaces of French
LATE = date(2100, 1, 1)

both = pytest.mark.parametrize("language", LANGUAGES)


# --- A page and its tables -----------------------------------------------------------------------


class Table(NamedTuple):
    """The cells of a table, and the heading above it."""

    section: str
    head: list[str]
    rows: list[list[str]]


@dataclass(frozen=True)
class Page:
    """A Markdown page, split into blocks at blank lines."""

    path: Path
    text: str

    @property
    def blocks(self) -> list[str]:
        return [block for block in re.split(r"\n{2,}", self.text.strip()) if block]

    @property
    def headings(self) -> list[str]:
        return re.findall(r"^#+ .+$", without_code(self.text), re.MULTILINE)

    @property
    def tables(self) -> list[Table]:
        found, section = [], ""
        for block in self.blocks:
            if heading := re.match(r"#+ (.+)", block):
                section = heading[1]
            if block.startswith("|"):
                head, _, *rows = map(cells, block.split("\n"))
                found.append(Table(section, head, rows))
        return found

    def code(self, language: str) -> list[str]:
        """The contents of the fenced code blocks of a language."""
        return re.findall(rf"^```{language}\n(.*?)^```$", self.text, re.MULTILINE | re.DOTALL)

    @property
    def prose(self) -> str:
        """The text outside of tables and code."""
        text = without_code(self.text)
        return "\n".join(line for line in text.split("\n") if not line.startswith("|"))


def cells(line: str) -> list[str]:
    return [each.replace(r"\|", "|").strip() for each in re.split(r"(?<!\\)\|", line)[1:-1]]


def without_code(text: str) -> str:
    return re.sub(r"^```.*?^```$|`[^`\n]*`", "", text, flags=re.MULTILINE | re.DOTALL)


@cache
def page(name: str, language: str) -> Page:
    path = DOCS / (f"{name}.fr.md" if language == "fr" else f"{name}.md")
    return Page(path, path.read_text(encoding="utf-8"))


# --- Values as the pages write them --------------------------------------------------------------


@dataclass(frozen=True)
class Words:
    """Parses the values of a page, and checks that the dashboard writes them in the same way."""

    language: records.Language

    @property
    def say(self) -> Say:
        return say_in(self.language)

    @property
    def view(self) -> Any:
        """A stub with the attributes of a view that the wording needs."""
        return SimpleNamespace(language=self.language, say=self.say)

    def number(self, text: str) -> Fraction:
        plain = text.replace("−", "-").replace("%", "").strip(f" {NARROW}{WIDE}")
        if self.language == "fr":
            plain = plain.replace(NARROW, "").replace(",", ".")
        return Fraction(plain.replace(",", ""))

    def stated(self, text: str) -> Stated:
        """A value with its qualifier; the dashboard must write it as the page does."""
        found = None
        for kind in ("at_least", "at_most", "about"):
            before = self.say.measure(kind, 1).removesuffix("1")
            if text.startswith(before):
                found = Stated(kind, self.number(text.removeprefix(before)))
        between = re.fullmatch(r"(?:entre|between) (.+) (?:et|and) (.+)", text)
        if between:
            found = Stated("between", (self.number(between[1]), self.number(between[2])))
        found = found or Stated("exactly", self.number(text))
        if "%" not in text:
            assert self.say.measure(*found) == text
        return found

    def day(self, text: str) -> date:
        match = re.fullmatch(r"(\d+)(?:er)? (\w+) (\d{4})", text)
        assert match, text
        month = unicodedata.normalize("NFKD", match[2].lower()).encode("ascii", "ignore").decode()
        found = date(int(match[3]), MONTHS[month], int(match[1]))
        assert self.say.day(found) == text
        return found

    def period(self, text: str) -> Period:
        if years := re.fullmatch(r"(\d{4})(?:–(\d{4}))?", text):
            return Period(date(int(years[1]), 1, 1), date(int(years[2] or years[1]), 12, 31))
        before = self.say.period(Period(None, date(2024, 5, 5))).removesuffix(
            self.say.day(date(2024, 5, 5))
        )
        if text.startswith(before):
            return Period(None, self.day(text.removeprefix(before)))
        if month := re.fullmatch(r"([^\W\d]+) (\d{4})", text):
            months = (read_period(f"{month[2]}-{number:02}") for number in range(1, 13))
            return next(period for period in months if self.say.period(period) == text)
        return Period(self.day(text), self.day(text))

    def observed(self, text: str) -> list[tuple[str, Period]]:
        """Observations such as ``60 (2023) ; 100 (2023–2024)``: values and their periods."""
        found = []
        for each in re.split(rf"{NARROW}?; ", text):
            match = re.fullmatch(r"(.+) \((.+)\)", each)
            assert match, each
            found.append((match[1], self.period(match[2])))
        return found

    def numbers(self, text: str) -> list[str]:
        """All numbers of a text, sorted, in one notation."""
        text = re.sub(rf"(?<=\d){NARROW}(?=\d{{3}})", "", text)
        if self.language == "fr":
            text = re.sub(r"(?<=\d),(?=\d)", ".", text)
        else:
            text = re.sub(r"(?<=\d),(?=\d{3})", "", text)
        return sorted(re.findall(r"\d+(?:\.\d+)?", text))


def words(language: str) -> Words:
    return Words("fr" if language == "fr" else "en")


# --- The method: its tables are recomputed -------------------------------------------------------

TABLES = (
    "intervals", "flows", "stocks", "steps", "parts", "ranks", "grades", "conflicts", "shares",
    "expected", "statuses", "paces", "reasons", "due", "stale", "awaited", "axis", "counts",
    "days", "small", "states", "quotations",
)  # fmt: skip


def method(language: str, name: str) -> Table:
    return page("method", language).tables[TABLES.index(name)]


def prose(language: str) -> str:
    return page("method", language).prose


def plan_of(language: str) -> Period:
    """The period of the plan that the examples of the page assume."""
    match = re.search(r"(?:plan, du|plan, from) (.+?) (?:au|to) (.+?)\.", prose(language))
    assert match
    return Period(words(language).day(match[1]), words(language).day(match[2]))


def source(published: date = date(2023, 1, 1), **more: Any) -> Source:
    read = {"id": "s", "file": "s.txt", "kind": "press", "published": published.isoformat()}
    return Source.read({**read, **more})


def passage(where: Source | None = None, **more: Any) -> Passage:
    where = where or source()
    evidence = Evidence.read({"source": where.id, "quote": "mot pour mot", **more})
    return Passage(evidence, where, Match("exact", 0, 12, "mot pour mot", ()), True)


def indicator(nature: str, observations: list[dict[str, Any]], **more: Any) -> Indicator:
    read = {"id": "1", "name": {"fr": "Nom"}, "nature": nature, "observations": observations}
    return Indicator.read({**read, **more})


def stated(kind: str, number: Any, period: Period, **more: Any) -> dict[str, Any]:
    return {"period": period, kind: number, **more}


def seen(
    language: str, made: Indicator, on: date, passages: list[Passage] | None = None,
    known: date = LATE,
) -> Assessment:  # fmt: skip
    held = passages or [passage() for _ in made.observations]
    dossier = Dossier(tuple((each,) for each in held))
    return assess(made, dossier, plan_of(language), on, known)


def rounded(say: Say, interval: Interval | None) -> str:
    """A value in words, rounded as on the page: without decimals."""
    assert interval is not None
    low, high = (end if end == INF else round(Fraction(end)) for end in interval)
    return say.interval(Interval(low, high))  # type: ignore[arg-type]


def last_day(language: str, head: str) -> date:
    """The date in the heading of a column."""
    match = re.search(r"\d+(?:er)? \w+ \d{4}", head)
    assert match
    return words(language).day(match[0])


@both
def test_every_table_of_the_method_has_a_name_here(language: str) -> None:
    assert len(page("method", language).tables) == len(TABLES)


@both
def test_a_figure_is_the_interval_that_the_method_states(language: str) -> None:
    read = words(language)
    for said, noted, least, most in method(language, "intervals").rows:
        tree, _, _ = compose(noted.strip("`"))
        assert isinstance(tree, dict)
        value = Observation.read({"period": "2024", **tree}).stated
        assert value is not None
        interval = read_interval(*value)
        pair = value.number if isinstance(value.number, tuple) else (value.number, value.number)
        assert check_value(said, value.qualifier, *pair)[0] == "same"
        assert interval.low == read.number(least)
        if interval.high == INF:
            assert most in ("sans limite", "no limit")
        else:
            assert interval.high == read.number(most)


@both
def test_flows_are_bounded_as_the_method_states(language: str) -> None:
    read, table = words(language), method(language, "flows")
    on = last_day(language, table.head[1])
    for published, certain, even in table.rows:
        observations = [stated(*read.stated(said), when) for said, when in read.observed(published)]
        found = seen(language, indicator("flow", observations, unit="person"), on)
        assert (rounded(read.say, found.value), rounded(read.say, found.even)) == (certain, even)


@both
def test_the_arithmetic_in_the_prose_is_correct(language: str) -> None:
    read = words(language)
    products = re.findall(
        r"([\d.,\s]+) × ([\d.,\s]+) / ([\d.,\s]+) \w+ ([\d.,\s]*\d)", prose(language)
    )
    assert products
    for each in products:
        a, b, c, result = map(read.number, each)
        assert round(a * b / c) == result
    window, plan = Period(date(2022, 1, 1), date(2024, 12, 31)), plan_of(language)
    within = (window.end - plan.start).days + 1  # type: ignore[operator]
    assert read.number(products[0][1]) == within
    assert read.number(products[0][2]) == window.days


@both
def test_stocks_are_bounded_as_the_method_states(language: str) -> None:
    read, table = words(language), method(language, "stocks")
    on = last_day(language, table.head[1])
    for published, value in table.rows:
        observations = [stated(*read.stated(said), when) for said, when in read.observed(published)]
        found = seen(language, indicator("stock", observations, unit="site"), on).value
        assert found is not None
        assert read.say.interval(found) == value


@both
def test_ladders_are_bounded_as_the_method_states(language: str) -> None:
    read = words(language)
    match = re.search(r": 1 (.+?) · 2 (.+?) · 3 (.+?) · 4 (.+?)\.", prose(language))
    assert match
    steps = [{"id": f"s{n}", "name": {"fr": name}} for n, name in enumerate(match.groups(), 1)]
    names = {step["name"]["fr"]: step["id"] for step in steps}  # type: ignore[index]
    for reported, as_of, *values in method(language, "steps").rows:
        seen_steps = [
            {"period": when, "step": names[said]} for said, when in read.observed(reported)
        ]
        for reversible, value in zip(("false", "true"), values, strict=True):
            made = indicator("steps", seen_steps, steps=steps, reversible=reversible)
            found = seen(language, made, read.day(as_of)).value
            assert found is not None
            assert steps_words(read.view, made, found) == value


@both
def test_parts_bound_their_total_as_the_method_states(language: str) -> None:
    read, table = words(language), method(language, "parts")
    on = last_day(language, table.head[2])
    for part, total, value in table.rows:
        held = [
            stated(*read.stated(said), when, part={"sex": "female"})
            for said, when in read.observed(part)
        ]
        if total != read.say("not reported"):
            held += [stated(*read.stated(said), when) for said, when in read.observed(total)]
        found = seen(language, indicator("flow", held, unit="person"), on).value
        assert found is not None
        assert read.say.interval(found) == value


@both
def test_ranks_and_grades_are_those_of_the_method(language: str) -> None:
    say = words(language).say
    ranks = [[str(rank), say(word)] for rank, word in RANK_WORDS.items()]
    assert method(language, "ranks").rows == ranks
    grades = [[grade, say(word)] for grade, word in RELIABILITY_WORDS.items()]
    assert method(language, "grades").rows == grades
    relayed = [passage(source(kind=kind), origin="report").rank[0] for kind in KIND_WORDS]
    match = re.search(
        r"(?:prend le rang|takes rank) (\d).+?(?:ou le rang|or rank) (\d)", prose(language)
    )
    assert match
    assert relayed == [int(match[2] if kind == "opinion" else match[1]) for kind in KIND_WORDS]


@both
def test_conflicts_are_resolved_as_the_method_states(language: str) -> None:
    read = words(language)
    kinds = {read.say(word): kind for kind, word in KIND_WORDS.items()}
    on = date(2024, 12, 31)
    for *said, retained, rule in method(language, "conflicts").rows:
        observations, passages = [], []
        for each in said:
            match = re.fullmatch(r"(.+) \((.+), ([A-F]), (.+)\)", each)
            assert match
            observations.append(stated(*read.stated(match[1]), Period(on, on)))
            where = source(read.day(match[4]), kind=kinds[match[2]], reliability=match[3])
            passages.append(passage(where))
        found = seen(language, indicator("stock", observations, unit="site"), on, passages)
        (conflict,) = found.conflicts
        assert read.say(RULE_WORDS[conflict.rule]) == rule
        if found.value is None:
            assert retained in ("rien", "nothing")
        else:
            assert read.say.interval(found.value) == retained


def formula(language: str, name: str) -> str:
    """The right side of a formula of the method, as a Python expression with English names."""
    match = re.search(rf"^{name} = (.+?)[,.](?:\s|$)", prose(language), re.MULTILINE)
    assert match
    text = match[1].replace("−", "-")
    for several, one in {
        "valeur|value": "now", "départ|start": "start", "cible|target": "aim",
        "progression attendue|expected progress": "due", "progression|progress": "share",
    }.items():  # fmt: skip
        text = re.sub(rf"\b(?:{several})\b", one, text)
    return text


def evaluated(text: str, **names: Any) -> Any:
    assert re.fullmatch(r"[a-z()/ -]+", text)
    return eval(text, {"__builtins__": {}}, names)


@both
def test_progress_towards_a_target_is_computed_as_the_method_states(language: str) -> None:
    read = words(language)
    how = formula(language, "Progression" if language == "fr" else "Progress")
    on = date(2024, 12, 31)
    for start, aim, value, share in method(language, "shares").rows:
        kind, number = read.stated(value)
        made = indicator(
            "stock", [stated(kind, number, Period(on, on))], unit="site",
            baseline={"exactly": read.number(start)},
            targets=[{"by": "2027-12-31", "value": read.number(aim), "basis": "official"}],
        )  # fmt: skip
        found = seen(language, made, on).progress
        assert found is not None
        assert share_words(read.view, found) == share
        ends = [
            evaluated(how, now=now, start=read.number(start), aim=read.number(aim))
            for now in (number if isinstance(number, tuple) else (number,))
        ]
        assert {min(ends), max(ends)} <= set(found)


@both
def test_expected_progress_is_computed_as_the_method_states(language: str) -> None:
    read, plan = words(language), plan_of(language)
    targets = []
    for name in "AB":
        match = re.search(rf"^- \w+ {name}{WIDE}?: (.+)\.$", prose(language), re.MULTILINE)
        assert match
        due = re.findall(r"([\d.,\s]*\d) (?:au|by) (\d+ \w+ \d{4})", match[1])
        targets.append([
            {"by": read.day(when), "value": read.number(number), "basis": "official"}
            for number, when in due
        ])  # fmt: skip
    assert [len(each) for each in targets] == [1, 2]
    for due_day, days, time, *expected in method(language, "expected").rows:
        on = read.day(due_day)
        share = elapsed(plan, on)
        passed, all_days = map(read.number, days.split(" / "))
        assert (passed / all_days, all_days) == (share, plan.days)
        assert read.say.percent(share) == time
        for each, way in zip(expected, targets, strict=True):
            made = indicator("flow", [], unit="person", targets=way)
            due = expected_share(made, judged_targets(made), plan, on)
            assert due is not None
            assert read.say.percent(due, 1 if due.denominator % 5 else 0) == each


@both
def test_statuses_have_the_thresholds_of_the_method(language: str) -> None:
    read, rows = words(language), method(language, "statuses").rows
    codes = ["reached", "on-track", "accelerate", "limited", "regression"]
    assert [row[0] for row in rows] == [read.say(STATUS_WORDS[code]) for code in codes]
    thresholds = [[Fraction(number) for number in read.numbers(row[1])] for row in rows]
    assert thresholds == [[100], [ON_TRACK], [ACCELERATE, ON_TRACK], [ACCELERATE], []]


@both
def test_paces_give_the_statuses_that_the_method_states(language: str) -> None:
    read, on = words(language), date(2024, 12, 31)
    how = formula(language, "Rythme" if language == "fr" else "Pace")
    for share, expected, pace, status in method(language, "paces").rows:
        kind, number = read.stated(share)
        assert not isinstance(number, tuple)
        due = read.number(expected) / 100
        made = indicator(
            "stock", [stated(kind, number * 10, Period(on, on))], unit="site",
            baseline={"exactly": 0},
            targets=[
                {"by": on, "value": due * 1000, "basis": "official"},
                {"by": "2027-12-31", "value": 1000, "basis": "official"},
            ],
        )  # fmt: skip
        found = seen(language, made, on)
        assert found.progress is not None
        assert found.expected == due
        assert share_words(read.view, found.progress) == share
        assert status_words(read.view, found) == status
        if due:
            assert pace_words(read.view, found.progress, due) == pace
            assert found.progress.low / due == evaluated(how, share=number / 100, due=due)
        else:
            assert pace in ("sans objet", "not applicable")


@both
def test_reasons_are_listed_in_their_order_with_their_words(language: str) -> None:
    say = words(language).say
    assert method(language, "reasons").rows == [
        [str(n), say(REASON_WORDS[reason]), say(REASONS_EXPLAINED[reason])]
        for n, reason in enumerate(NO_STATUS_REASONS, 1)
    ]


@both
def test_a_target_that_fell_due_is_kept_as_the_method_states(language: str) -> None:
    read, table = words(language), method(language, "due")
    judged, *dues = (last_day(language, head) for head in table.head[1:4])
    on = last_day(language, table.head[4])
    assert judged < dues[0] == on < dues[1]
    match = re.search(r": 1 (.+?) · 2 (.+?) · 3 (.+?) · 4 (.+?)\.", prose(language))
    assert match
    steps = [{"id": f"s{n}", "name": {"fr": name}} for n, name in enumerate(match.groups(), 1)]
    names = {step["name"]["fr"]: step["id"] for step in steps}  # type: ignore[index]
    natures: dict[str, tuple[str, dict[str, Any]]] = {
        "cumul": ("flow", {"unit": "person"}),
        "niveau": ("stock", {"unit": "site", "baseline": {"exactly": 0}}),
        "suite d’étapes": ("steps", {"steps": steps}),
        "suite réversible": ("steps", {"steps": steps, "reversible": "true"}),
    }
    natures |= {"running total": natures["cumul"], "level": natures["niveau"],
                "series of steps": natures["suite d’étapes"],
                "reversible series": natures["suite réversible"]}  # fmt: skip
    plan = plan_of(language)
    statuses = []
    for nature, value, *aims, status in table.rows:
        kind, more = natures[nature]
        targets = [
            {"by": by, "basis": "official"}
            | ({"step": names[aim]} if kind == "steps" else {"value": read.number(aim)})
            for by, aim in zip(dues, aims, strict=True)
        ]
        when = Period(plan.start if kind == "flow" else judged, judged)
        observed = (
            {"period": when, "step": names[value]}
            if kind == "steps"
            else stated(*read.stated(value), when)
        )
        made = indicator(kind, [observed], targets=targets, **more)
        found = seen(language, made, on)
        assert found.horizon == judged
        assert status_words(read.view, found) == status
        statuses.append(found.reason)
    assert set(statuses) == {None, "no-evidence-since-due"}


@both
def test_every_status_reason_and_state_on_screen_is_in_the_method(language: str) -> None:
    text = page("method", language).text
    for word in (*STATUS_WORDS.values(), *REASON_WORDS.values(), *STATE_WORDS.values()):
        assert words(language).say(word) in text


@both
def test_evidence_becomes_stale_as_the_method_states(language: str) -> None:
    read, seen_on = words(language), date(2023, 6, 30)
    rows = method(language, "stale").rows
    assert [row[0] for row in rows] == [read.say(word) for word in FREQUENCY_WORDS.values()]
    for frequency, (_, after) in zip(FREQUENCY_WORDS, rows, strict=True):
        observed = [stated("exactly", 1, Period(seen_on, seen_on))]
        made = indicator("stock", observed, unit="site", frequency=frequency)
        days = re.fullmatch(r"(\d+) \w+", after)
        last = seen_on + timedelta(days=int(days[1]) if days else 3650)
        assert not seen(language, made, last).stale
        assert seen(language, made, last + timedelta(days=1)).stale is bool(days)
        assert days or after in ("jamais", "never")
        unsaid = indicator("stock", observed, unit="site")
        stale = seen(language, unsaid, last + timedelta(days=1)).stale
        assert stale is (frequency in ("annual", "once"))  # a year is counted


@both
def test_a_value_is_awaited_as_the_method_states(language: str) -> None:
    read, plan, codes = words(language), plan_of(language), {}
    for code, word in FREQUENCY_WORDS.items():
        codes[read.say(word)] = code
    awaited = []
    for frequency, latest, since in method(language, "awaited").rows:
        ends = [] if latest in ("aucune", "none") else [read.day(latest)]
        observed = [stated("exactly", 1, Period(end, end)) for end in ends]
        made = indicator("stock", observed, unit="site", frequency=codes[frequency])
        never = since in ("jamais", "never")
        first = LATE if never else read.day(since)
        found = reporting(seen(language, made, first), plan, first)
        before = first - timedelta(days=1)
        assert reporting(seen(language, made, before), plan, before).awaited == "nothing"
        assert found.since == (None if never else first)
        awaited.append(found.awaited)
    assert awaited == [
        "newer", "newer", "first", "first", "first", "newer", "newer", "nothing", "first",
        "nothing",
    ]  # fmt: skip


@both
def test_the_indicators_of_an_axis_are_counted_as_the_method_states(language: str) -> None:
    read, on = words(language), date(2024, 12, 31)
    found = []
    for _, target, value in method(language, "axis").rows:
        aims = (
            [] if target == read.say("none published")
            else [{"by": "2027-12-31", "value": read.number(target), "basis": "official"}]
        )  # fmt: skip
        observed = (
            [] if value == read.say("not reported")
            else [stated(*read.stated(value), Period(on, on))]
        )  # fmt: skip
        made = indicator("stock", observed, unit="site", baseline={"exactly": 0}, targets=aims)
        found.append(seen(language, made, on))
    count = tally(found)
    (row,) = method(language, "counts").rows
    assert list(map(int, row)) == [
        count.indicators, count.with_evidence, count.assessable, count.reached_at_least,
        count.reached_at_most,
    ]  # fmt: skip


@both
def test_reference_date_and_knowledge_date_have_the_effect_that_the_method_states(
    language: str,
) -> None:
    read = words(language)
    match = re.search(r"(?:Un article du|An article of) (.+?) (?:pour|as an) .+?: (.+)\.$",
                     prose(language), re.MULTILINE)  # fmt: skip
    assert match
    observations = [stated(*read.stated(said), when) for said, when in read.observed(match[2])]
    made = indicator("flow", observations, unit="person")
    held = [passage(source(read.day(match[1])))]
    for on, known, value in method(language, "days").rows:
        found = seen(language, made, read.day(on), held, read.day(known)).value
        shown = read.say("not reported") if found is None else read.say.interval(found)
        assert shown == value


@both
def test_small_counts_are_masked_as_the_method_states(language: str) -> None:
    read, rows = words(language), method(language, "small").rows
    threshold = re.search(
        r"(?:moins de|fewer than) (\d+) (?:personnes est|people is)", prose(language)
    )
    assert threshold
    assert int(threshold[1]) == keys(records.Head)["small_counts"].default
    values = [{"id": f"c{n}", "name": {"fr": row[0]}} for n, row in enumerate(rows)]
    head = {"title": {"fr": "T"}, "period": plan_of(language),
            "dimensions": [{"id": "age", "name": {"fr": "âge"}, "values": values}]}  # fmt: skip
    plan = Plan.read({"plan": head})
    year = Period(date(2024, 1, 1), date(2024, 12, 31))
    parts = [
        stated("exactly", read.number(row[1]), year, part={"age": f"c{n}"})
        for n, row in enumerate(rows)
    ]
    made = indicator("flow", parts, unit="person")
    hidden = View.masked(SimpleNamespace(plan=plan), made)  # type: ignore[arg-type]
    shown = [
        read.say("masked ({parts})", parts=row[0]) if n in hidden else row[1]
        for n, row in enumerate(rows)
    ]
    assert shown == [row[2] for row in rows]


@both
def test_the_method_lists_every_state_of_a_quotation_and_whether_it_counts(language: str) -> None:
    say = words(language).say
    rows = method(language, "states").rows
    assert [row[0] for row in rows] == [say(word) for word in STATE_WORDS.values()]
    for state, row in zip(STATE_WORDS, rows, strict=True):
        assert row[2] in (("oui", "yes") if state in GREEN else ("non", "no"))


@both
def test_quotations_have_the_states_that_the_method_states(language: str) -> None:
    say, rows = words(language).say, method(language, "quotations").rows
    for cited, article, state in rows:
        match = re.fullmatch(r"(?:\[(.+)\] )?(.+)", cited)
        assert match
        assert say(STATE_WORDS[find(fold(article), match[2], match[1]).state]) == state
    assert {row[2] for row in rows} == {say(word) for word in STATE_WORDS.values()}


# --- Both languages, Markdown and typography -----------------------------------------------------

PAGES = ("method", "indicators", "serving")


@pytest.mark.parametrize("name", PAGES)
def test_both_languages_have_the_same_structure(name: str) -> None:
    french, english = (page(name, language) for language in LANGUAGES)
    levels = [[len(each.split()[0]) for each in one.headings] for one in (french, english)]
    assert levels[0] == levels[1]
    shapes = [
        [(len(table.head), len(table.rows)) for table in one.tables] for one in (french, english)
    ]
    assert shapes[0] == shapes[1]
    assert [kind(block) for block in french.blocks] == [kind(block) for block in english.blocks]


def kind(block: str) -> str:
    found = re.match(r"#+ |\||```|- |\d\. |> ", block)
    return found[0] if found else "text"


def test_both_languages_of_the_method_contain_the_same_numbers() -> None:
    french, english = (page("method", language).blocks for language in LANGUAGES)
    for ours, theirs in zip(french, english, strict=True):
        assert words("fr").numbers(ours) == words("en").numbers(theirs), ours


@both
def test_the_method_is_plain_markdown(language: str) -> None:
    one = page("method", language)
    lines = one.text.split("\n")
    assert lines[0].startswith("# ")
    assert sum(line.startswith("# ") for line in lines) == 1
    assert re.fullmatch(r"[^#|`].+\.", lines[2])
    assert not lines[3]
    assert not re.search(r"^####", one.text, re.MULTILINE)
    # The dashboard shows it too: there, links between files do not resolve, and Streamlit
    # interprets dollar signs, directives and arrows.
    assert not re.search(r"</?\w|!\[|\]\(|\$|:\w+(?:\[|:)|->|<-|--(?!-)(?<!---)|~", one.prose)


FRENCH = [*sorted(DOCS.glob("*.fr.md"))]


@pytest.mark.parametrize("path", FRENCH, ids=lambda path: path.name)
def test_french_typography_is_respected(path: Path) -> None:
    text = re.sub(
        r"\]\([^)]*\)|^\|[-| ]+\|$", "", without_code(path.read_text("utf-8")), flags=re.M
    )
    shown = text.replace(NARROW, "~").replace(WIDE, "_")
    for line in shown.split("\n"):
        assert not re.search(r"[^~\s][;?!]|(?<![_~]) [;?!:»%]|[^_\s|]:(?=\s|$)", line), line
        assert not re.search(r"«[^_]|[^_]»|'|(?<=\d) (?=\d{3}\b)|[“”]", line), line


# --- The indicators file: examples and notation --------------------------------------------------

SMALL = ("example", "quoting", "numbers", "numbers-refused", "periods", "periods-refused",
         "commands")  # fmt: skip


def guide(language: str, name: str) -> Table:
    return page("indicators", language).tables[SMALL.index(name)]


def code(cell: str) -> str:
    return cell.strip("`")


@pytest.fixture(params=LANGUAGES)
def example(request: pytest.FixtureRequest, plan_file: Callable[..., Path]) -> tuple[str, Path]:
    """The language of the page, and its first example as a file."""
    one = page("indicators", request.param)
    return request.param, plan_file(one.code("yaml")[0], {"gazette.txt": one.code("text")[0]})


def test_the_first_example_loads_without_problems(example: tuple[str, Path]) -> None:
    _, path = example
    edition = load(path)
    assert edition.plan is not None
    assert check(edition, date(2025, 12, 31)) == ()


def test_the_dashboard_shows_the_first_example_as_the_page_states(
    example: tuple[str, Path],
) -> None:
    language, path = example
    read, edition = words(language), load(path)
    assert edition.plan is not None
    rows = guide(language, "example").rows
    assert {row[0] for row in rows} == set(edition.plan.indicator)
    for name, as_of, value, status in rows:
        view = View(edition, read.day(as_of), read.day(as_of), read.language)
        assert value_words(view, edition.plan.indicator[name]) == value
        assert status_words(view, view.assessments[name]) == status


@both
def test_prefix_and_suffix_distinguish_repeated_quotations_as_the_page_states(
    language: str,
) -> None:
    article = fold(page("indicators", language).code("text")[1])
    for quote, prefix, suffix, state in guide(language, "quoting").rows:
        match = find(article, code(quote), code(prefix) or None, code(suffix) or None)
        assert words(language).say(STATE_WORDS[match.state]) == state


@both
def test_numbers_and_periods_are_read_as_the_page_states(language: str) -> None:
    say = words(language).say
    for written, shown in guide(language, "numbers").rows:
        assert say.number(read_amount(code(written))) == shown
    for written, shown in guide(language, "periods").rows:
        assert say.period(read_period(code(written))) == shown


@both
@pytest.mark.parametrize(
    ("name", "read"),
    [("numbers-refused", read_amount), ("periods-refused", read_period)],
)
def test_an_invalid_value_is_refused_with_the_correction_on_the_page(
    language: str, name: str, read: Callable[[object], object]
) -> None:
    for written, problem, write in guide(language, name).rows:
        with pytest.raises(InvalidValue) as caught:
            read(code(written))
        refusal = caught.value.code, caught.value.write
        assert refusal == (code(problem), code(write))


def help_text(*command: str) -> str:
    """The help text of a command."""
    printed = io.StringIO()
    with redirect_stdout(printed), pytest.raises(SystemExit):
        main([*command, "--help"])
    return printed.getvalue()


def commands() -> dict[str, set[str]]:
    """Every command with its options, from its help text."""
    names = re.findall(r"^    (\w+)\s", help_text(), re.MULTILINE)
    listed = {
        name: re.findall(r"^  (-\S+(?:, -\S+)*)", help_text(name), re.MULTILINE) for name in names
    }
    return {name: set(re.findall(r"--?[a-z-]+", " ".join(listed[name]))) for name in names}


@both
def test_every_command_and_option_is_documented(language: str) -> None:
    text = page("indicators", language).text
    rows, known = guide(language, "commands").rows, commands()
    assert len(known) >= 6
    assert [code(row[0]) for row in rows] == list(known)
    everywhere = {"-h", "--help", "--lang", "--plan"}
    for option in everywhere:
        assert re.search(rf"`{option}\b", text)
    for options, row in zip(known.values(), rows, strict=True):
        assert set(re.findall(r"`(--?[a-z-]+)", row[2])) == options - everywhere


# --- The indicators file: every key --------------------------------------------------------------

#: The records in the order of the page, by their place in the file.
RECORDS: dict[str, type[Record]] = {
    "plan, bodies, sources, axes": records.Plan,
    "plan": records.Head,
    "plan.units": records.Unit,
    "plan.dimensions": records.Dimension,
    "plan.dimensions.values": records.Category,
    "bodies": records.Body,
    "sources": records.Source,
    "sources.body": records.BodyExtent,
    "axes": records.Axis,
    "axes.indicators": records.Indicator,
    "steps": records.Step,
    "baseline": records.Baseline,
    "targets": records.Target,
    "observations": records.Observation,
    "evidence": records.Evidence,
    "fr, en": records.Text,
}
#: Types in French and in English.
TYPES = {
    vt.NUMBER: ("nombre", "number"),
    vt.DAY: ("date", "date"),
    vt.PERIOD: ("période", "period"),
    vt.FLAG: ("`true` ou `false`", "`true` or `false`"),
    records.SHORT_TEXT: ("texte ou `{fr, en}`", "text or `{fr, en}`"),
    vt.IDENTIFIER: ("identifiant", "identifier"),
    vt.RANGE: ("`[nombre, nombre]`", "`[number, number]`"),
    vt.PARTS: ("`{dimension: modalité}`", "`{dimension: value}`"),
}
TEXT = ("texte", "text")
LIST = ("liste : {}", "list: {}")
YES, NO = ("oui", "yes"), ("non", "no")
ELSE = ("non ; sinon `{}`", "no; else `{}`")
ONE = ("une seule de ces clés", "one of these keys")
#: Keys that are required under a condition.
CONDITIONS: dict[tuple[str, str], tuple[str, str]] = {
    ("Indicator", "unit"): ("oui, sauf `nature: steps`", "yes, except `nature: steps`"),
    ("Indicator", "steps"): ("oui si `nature: steps`", "yes if `nature: steps`"),
    ("Indicator", "baseline"): ("non ; jamais pour un cumul", "no; never for a running total"),
    ("Source", "dating_note"): ("oui si `dating: inferred`", "yes if `dating: inferred`"),
    ("Target", "value"): ONE,
    ("Target", "step"): ONE,
    **{
        (record, key): ONE
        for record in ("Baseline", "Observation")
        for key in (*QUALIFIER_KEYS, "step", "statement")
    },
}
TABLE_HEADS = {
    "fr": ("Clé", "Type", "Obligatoire", "Sens", "Exemple"),
    "en": ("Key", "Type", "Required", "Meaning", "Example"),
}
PROBLEM_HEADS = {
    "fr": ("Code", "Gravité", "Ce qui est dit", "Que faire"),
    "en": ("Code", "Severity", "What is told", "What to do"),
}
COLUMN = {"fr": 0, "en": 1}


def keys(record: type[Record]) -> dict[str, Key]:
    return {each.name: each for each in record.keys}


def type_words(value_type: Any, column: int) -> str:
    if isinstance(value_type, vt.ListOf):
        return LIST[column].format(type_words(value_type.item, column))
    if isinstance(value_type, vt.Choice):
        return ", ".join(f"`{each}`" for each in value_type.codes)
    if isinstance(value_type, vt.PlainText | vt.Pattern):
        return TEXT[column]
    if isinstance(value_type, type):
        record: type[Record] = value_type
        needed = [each.name for each in record.keys if each.required or record is records.Text]
        return "`{" + ", ".join(needed) + ("}`" if len(needed) == len(record.keys) else ", …}`")
    return TYPES[value_type][column]


def test_every_key_has_a_label_and_an_english_meaning() -> None:
    for record in RECORDS.values():
        assert set(KEY_MEANINGS[record]) == set(keys(record))
        assert set(keys(record)) <= {*KEY_LABELS, "fr", "en"}


def required_words(record: type[Record], declared: Key, column: int) -> str:
    if condition := CONDITIONS.get((record.__name__, declared.name)):
        return condition[column]
    if declared.required:
        return YES[column]
    default = declared.default
    if default in (None, (), {}):
        return NO[column]
    shown = str(default).lower() if isinstance(default, bool) else default
    return ELSE[column].format(shown)


def typeset(text: str) -> str:
    """A French text with file syntax marked as code, and with its no-break spaces."""
    text = re.sub(r"\{[^}]*\}|\[a, b\]|\.\./B|(?<= )\*(?= )", r"`\g<0>`", text)
    return no_break(text)


def no_break(text: str) -> str:
    """A French text with its no-break spaces, except in code."""
    pieces = re.split(r"(`[^`]*`)", text)
    return "".join(each if each.startswith("`") else _no_break(each) for each in pieces)


def _no_break(text: str) -> str:
    text = re.sub(r" ([;?!%])", NARROW + r"\1", text)
    return text.replace(" :", WIDE + ":").replace("« ", "«" + WIDE).replace(" »", WIDE + "»")


def key_rows(record: type[Record], language: str, kept: dict[str, list[str]]) -> list[list[str]]:
    """The rows of the table of a record; the examples are taken from the page."""
    rows, column = [], COLUMN[language]
    for key, declared in keys(record).items():
        *_, example = kept.get(f"`{key}`", [""])
        meaning = typeset(declared.description) if language == "fr" else KEY_MEANINGS[record][key]
        type_shown = type_words(declared.type, column)
        needed = required_words(record, declared, column)
        if language == "fr":
            type_shown, needed = no_break(type_shown), no_break(needed)
        rows.append([f"`{key}`", type_shown, needed, meaning, example])
    return rows


def problem_rows(language: str) -> list[list[str]]:
    """The rows of the table of all problems, in the order of their definition."""
    say = words(language).say
    severities = {
        name: say.plural(f"{{n}} {name}", f"{{n}} {name}s", 1).split()[-1]
        for name in ("error", "warning", "notice")
    }
    gaps = dict.fromkeys(
        ("read", "expected", "line", "source", "difference", "start", "part", "total", "dimension"),
        "…",
    )
    return [
        [f"`{code}`", severities[kind.severity], say(kind.message, **gaps), say(kind.remedy)]
        for code, kind in PROBLEM_KINDS.items()
    ]


def drawn(head: tuple[str, ...], rows: list[list[str]]) -> str:
    lines = [head, ["---"] * len(head), *rows]
    return "\n".join(
        "| " + " | ".join(cell.replace("|", r"\|") for cell in line) + " |" for line in lines
    ).replace("| --- ", "|---").replace("|--- |", "|---|")  # fmt: skip


def made_tables(language: str) -> dict[str, tuple[tuple[str, ...], list[list[str]]]]:
    """The tables that are generated from the code, by their heading."""
    there = {table.section: table for table in page("indicators", language).tables}
    found = {}
    for place, record in RECORDS.items():
        section = ", ".join(f"`{each}`" for each in place.split(", "))
        kept = {row[0]: row for row in there[section].rows} if section in there else {}
        found[section] = TABLE_HEADS[language], key_rows(record, language, kept)
    last = "Toutes les anomalies" if language == "fr" else "All problems"
    found[last] = PROBLEM_HEADS[language], problem_rows(language)
    return found


# --- How an article is read ----------------------------------------------------------------------

#: The codes and words of the tables generated from the code, by their sections.
CODE_TABLES = {
    ("What is kept back", "Ce qui est retenu à part"): EXCLUSIONS,
    ("What a proposal warns of", "Ce qu’une proposition signale"): FLAG_WORDS,
    ("Beside what is recorded", "À côté de ce qui est enregistré"): RELATIONS,
}
MEASURED = ("How well it reads", "Comment il lit")
EVIDENCE = ROOT / "tests" / "labelled"
COLUMNS = ("lines", "figures", "periods", "suggestions", "values", "times")


@cache
def measured() -> dict[str, dict[str, Score]]:
    """The scores of the article reader on each folder of labelled pages."""
    found = {}
    for folder in sorted(EVIDENCE.glob("*/*/")):
        beside = folder / "indicators.yaml"
        if folder.parent.name not in ("build", "held"):
            continue
        plan = load(beside if beside.exists() else ROOT / "indicators.yaml").plan
        assert plan is not None
        scores = measure(labelled_pages(folder), Reader(plan))
        found[f"{folder.parent.name}/{folder.name}"] = scores
    return found


def evidence_tables(language: str) -> dict[str, tuple[tuple[str, ...], list[list[str]]]]:
    """The tables of the page on evidence, by their sections."""
    say, french = say_in(language), language == "fr"
    page_head = ("code", "ce qui est dit" if french else "what is told")
    found = {
        sections[french]: (
            page_head, [[f"`{each}`", say(words, words="…")] for each, words in glossary.items()]
        )
        for sections, glossary in CODE_TABLES.items()
    }  # fmt: skip
    head = page("evidence", language).tables[-1].head
    rows = [
        [f"`{name}`", *(two_shares(say, each, scores[each]) for each in COLUMNS)]
        for name, scores in measured().items()
    ]
    return found | {MEASURED[french]: (tuple(head), rows)}


def two_shares(say: Say, code: str, score: Score) -> str:
    shares = (score.precision,) if code in ("values", "times") else (score.precision, score.recall)
    return " / ".join(say.number(Fraction(round(share * 100), 100), 2) for share in shares)


@both
def test_the_tables_on_evidence_agree_with_the_code(language: str) -> None:
    tables = page("evidence", language).tables
    made = evidence_tables(language)
    assert [table.section for table in tables] == list(made), AGAIN
    for table in tables:
        head, rows = made[table.section]
        assert (table.head, table.rows) == (list(head), rows), AGAIN


@both
def test_the_example_of_labels_is_valid(language: str, tmp_path: Path) -> None:
    (labels,) = page("evidence", language).code("text")
    lines = [row[2:] for row in labels.splitlines() if row[0] in "BR" and row[1] == " "]
    (tmp_path / "page.txt").write_text("\n".join(lines), encoding="utf-8")
    (tmp_path / "page.labels").write_text(
        labels.replace("  not attendance : ont répondu\n", ""), encoding="utf-8"
    )
    read = read_labelled(tmp_path / "page.txt")
    assert [fact.what for fact in read.facts] == ["figure", "period", "evidence", "announced"]
    assert read.labelled == {"lines", "figures", "periods", "evidence"}
    for what in ("figure", "period", "evidence", "announced", "not"):
        assert f"`{what} " in page("evidence", language).text
    for reason in NO_EVIDENCE:
        assert reason in page("evidence", language).text


AGAIN = "run this file to write the tables again: .venv/bin/python tests/test_docs.py"


@both
def test_the_tables_of_keys_and_problems_agree_with_the_code(language: str) -> None:
    tables = page("indicators", language).tables[len(SMALL) :]
    made = made_tables(language)
    assert [table.section for table in tables] == list(made), AGAIN
    for table in tables:
        head, rows = made[table.section]
        assert (table.head, table.rows) == (list(head), rows), AGAIN


def test_every_record_of_the_model_has_a_table() -> None:
    measured = records.MeasuredValue
    defined = {
        each
        for each in (*Record.__subclasses__(), *measured.__subclasses__())
        if each.__module__ == records.__name__
    }
    assert set(RECORDS.values()) == defined - {measured}
    known = {
        (record.__name__, key)
        for record in RECORDS.values()
        for key in (*keys(record), "statement")
    }
    assert set(CONDITIONS) <= known


@both
def test_every_key_has_a_meaning_and_a_valid_example(language: str) -> None:
    there = {table.section: table for table in page("indicators", language).tables}
    for place, record in RECORDS.items():
        for row in there[", ".join(f"`{each}`" for each in place.split(", "))].rows:
            key, meaning, shown = code(row[0]), row[3], code(row[4])
            assert meaning.endswith((".", "…")), (place, key)
            tree, _, _ = compose(f"{key}: {shown}")
            assert isinstance(tree, dict)
            assert tree[key] is not None, (place, key)
            try:
                record.read(tree)
            except vt.Invalid as invalid:
                faulty = [each for each in invalid.faults if each.path[:1] == (key,)]
                assert not faulty, (place, key, faulty)


def test_examples_are_the_same_in_both_languages() -> None:
    french, english = (page("indicators", language) for language in LANGUAGES)
    assert [french.code(each) for each in ("yaml", "text", "sh")] == [
        english.code(each) for each in ("yaml", "text", "sh")
    ]
    for ours, theirs in zip(french.tables[len(SMALL) : -1], english.tables[len(SMALL) : -1],
                            strict=True):  # fmt: skip
        assert [row[4] for row in ours.rows] == [row[4] for row in theirs.rows]


@pytest.mark.parametrize("key", ["unit", "steps"])
def test_a_key_that_a_nature_requires_is_reported_as_missing(key: str) -> None:
    nature = "flow" if key == "unit" else "steps"
    text = (
        "plan: {title: {fr: T}, period: 2024}\naxes: [{id: a, name: {fr: A}, indicators: "
        f'[{{id: "1", name: {{fr: N}}, nature: {nature}}}]}}]\n'
    )
    missing = [each.args["expected"] for each in read_text(text).problems]
    assert missing == [key]


# --- Serving -------------------------------------------------------------------------------------


@both
def test_the_example_of_secrets_gives_the_documented_rights(language: str) -> None:
    secrets = tomllib.loads(page("serving", language).code("toml")[0])
    assert set(secrets["auth"]) == {
        "redirect_uri", "cookie_secret", "client_id", "client_secret", "server_metadata_url",
    }  # fmt: skip
    now = datetime(2026, 3, 2, tzinfo=UTC)
    may = {}
    for email in ("officer@example.org", "any@comite.example.org", "any@example.net",
                  "any@example.org", "any@sub.comite.example.org"):  # fmt: skip
        user = {"is_logged_in": True, "email": email, "email_verified": True,
                "iat": now.timestamp() - 11 * 3600}  # fmt: skip
        found = decide_access(address="127.0.0.1", headers={}, sign_in=True, user=user, now=now,
                       settings=secrets["plan"], account="")  # fmt: skip
        may[email] = (found.may_read, found.may_edit)
    both_, read, none = (True, True), (True, False), (False, False)
    assert list(may.values()) == [both_, both_, read, none, none]


@both
def test_every_setting_and_every_health_report_is_documented(language: str, tmp_path: Path) -> None:
    settings, answers, *_ = page("serving", language).tables
    source = (ROOT / "plan" / "desk" / "access.py").read_text("utf-8")
    read = set(re.findall(r'(?:settings\.get\(|settings, )"(\w+)"', source))
    assert {code(row[0]) for row in settings.rows} == read
    path = tmp_path / "indicators.yaml"
    latest, reports = LatestEdition(path), []
    for text in ("plan: [", "plan: {title: {fr: T}, period: 2024}\naxes: []\n", "plan:  ["):
        path.write_text(text, encoding="utf-8")
        reports.append(health(latest))
    shown = [json.loads(code(row[0])) for row in answers.rows]
    assert shown == [reports[1], reports[2], reports[0]]


@both
def test_every_bound_of_the_server_is_documented_with_its_default(language: str) -> None:
    rows = page("serving", language).tables[-1].rows
    say = words(language).say
    given = {
        name: what + bound
        for what, bound, change in rows
        for name in re.findall(r"--bound (\w+)=", change)
    }
    assert sorted(given) == sorted(BOUND_NAMES)
    for name, said in given.items():
        assert say.number(getattr(DEFAULT_BOUNDS, name)) in said, name


# --- Links ---------------------------------------------------------------------------------------

LINKED = [ROOT / "README.md", ROOT / "seeds" / "README.md", *sorted(DOCS.glob("*.md"))]


@cache
def anchors(path: Path) -> set[str]:
    """The anchors of a page, as GitHub and similar sites generate them from its headings."""
    found = set()
    for heading in Page(path, path.read_text("utf-8")).headings:
        text = heading.lstrip("#").strip().lower().replace("`", "")
        found.add(re.sub(r"[^\w\- ]", "", text).replace(" ", "-"))
    return found


linked = pytest.mark.parametrize("path", LINKED, ids=lambda path: str(path.relative_to(ROOT)))


@linked
def test_links_between_files_resolve(path: Path) -> None:
    for link in re.findall(r"\]\(([^)\s]+)\)", without_code(path.read_text("utf-8"))):
        if re.match(r"[a-z]+:", link):
            continue
        name, _, place = link.partition("#")
        target = path.parent / name if name else path
        assert target.exists(), link
        assert not place or place in anchors(target), link


@linked
def test_a_list_of_links_names_each_target_once(path: Path) -> None:
    text = without_code(path.read_text("utf-8"))
    lists = re.findall(r"(?:^[ \t]*[-*] .*\n(?:[ \t]+\S.*\n)*)+", text, re.MULTILINE)
    assert lists or path.name != "README.md" or path.parent != ROOT
    for each in lists:
        targets = re.findall(r"^[ \t]*[-*] \[[^\]]*\]\(([^)\s]+)\)", each, re.MULTILINE)
        assert len(targets) == len(set(targets)), each


def write_again() -> None:
    """Write the tables that are generated from the code into their pages."""
    for language in LANGUAGES:
        pages = (("indicators", made_tables), ("evidence", evidence_tables))
        for one, made in ((page(name, language), make(language)) for name, make in pages):
            section, blocks = "", []
            for block in one.blocks:
                if heading := re.match(r"#+ (.+)", block):
                    section = heading[1]
                fresh = block.startswith("|") and section in made
                blocks.append(drawn(*made[section]) if fresh else block)
            one.path.write_text("\n\n".join(blocks) + "\n", encoding="utf-8")


if __name__ == "__main__":
    write_again()
