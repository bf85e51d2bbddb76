"""A snippet, copied into the file, is read back as exactly what was suggested."""

import re
from datetime import date, timedelta
from fractions import Fraction

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from plan.file.reading import Reading, read_text
from plan.model.quantities import Period, Stated, read_amount, read_period
from plan.model.records import DatingMethod, Observation, Plan, Source
from plan.suggestions.offered_parts import offered_parts
from plan.suggestions.snippets import (
    NewSource,
    number,
    observation_snippet,
    source_record,
    source_snippet,
)
from plan.suggestions.suggestion import Suggestion

FILE = """\
plan:
  title: {fr: Plan des puits}
  period: 2020/2090
  currency: XOF
  dimensions:
    - id: sex
      name: {fr: sexe}
      values: [{id: female, name: {fr: femmes et filles}}, {id: male, name: {fr: hommes}}]
sources:
  - {id: gazette, file: gazette.txt, kind: press, published: 2025-01-15}
  - {id: "2025", file: b.txt, kind: press, published: 2025-01-15}
  - {id: "null", file: c.txt, kind: press, published: 2025-01-15}
NEW SOURCE
axes:
  - id: water
    name: {fr: Eau}
    indicators:
      - id: "1"
        name: {fr: Personnes formées}
        nature: flow
        unit: person
        disaggregation: [sex]
        observations:
OBSERVATIONS OF 1
      - id: "2"
        name: {fr: Puits ouverts}
        nature: steps
        steps: [{id: drawn, name: {fr: Dessiné}}, {id: open, name: {fr: Ouvert}}]
        observations:
OBSERVATIONS OF 2
"""


def inserted(snippet: str, at: str) -> Reading:
    """The plan's file with a snippet where it belongs."""
    text = FILE.replace(f"{at}\n", snippet)
    return read_text(re.sub(r"(?m)^(OBSERVATIONS OF \d|NEW SOURCE)\n", "", text))


def sound(reading: Reading) -> Plan:
    assert reading.plan is not None, reading.problems
    return reading.plan


PLAN = sound(inserted("", "NEW SOURCE"))


def suggestion(
    quote: str = "les puits sont là",
    value: Stated | None = None,
    period: Period | None = None,
    *,
    step: str | None = None,
    announced: bool = False,
    parts: tuple[tuple[Stated, str], ...] = (),
    flags: tuple[str, ...] = (),
) -> Suggestion:
    return Suggestion(
        start=0,
        end=len(quote),
        quote=quote,
        indicator="2" if step else "1",
        value=value,
        step=step,
        unit=None if step else "person",
        period=period,
        announced=announced,
        flags=flags,
        score=0.9,
        reasons=(),
        sentence=(0, len(quote)),
        parts=parts,
    )


def read_back(
    given: Suggestion, source: str = "gazette", published: Period | None = None
) -> tuple[Observation, ...]:
    snippet = observation_snippet(PLAN, given, source, published)
    reading = inserted(snippet, f"OBSERVATIONS OF {given.indicator}")
    return tuple(sound(reading).indicator[given.indicator].observations)


def on_one_line(text: str) -> str:
    return " ".join(text.split())


# --- What is drawn -------------------------------------------------------------------------------

#: Texts as an article may hold them: any character that can be seen, and all white space.
TRICKY = st.sampled_from(
    [
        ": ", " #", "# ", "\"", "'", "\\", "\\n", "«\u00a0", "\u202f»", "’", "\n", "\r\n", "\t",
        "\u2028", "\x85", "- ", "? ", "{", "}", "[", "]", ", ", "&a", "*a", "!", "|", ">", "%",
        "@", "`", "null", "~", "non", "2025-01-01", "1.5", "0x1F", "é", "ẹ̀", "\U0001f4a7", "\x7f",
        "\x00", "\x1b", "\ufeff", "{fr: x}", "mot", " puits ", "...", "---", "<<", "=", "$",
    ]
)  # fmt: skip
SEEN = st.characters(
    exclude_categories=["Cs", "Cc"], exclude_characters="\ufffe\uffff", max_codepoint=0xFFFF
)
QUOTES = st.one_of(
    st.lists(st.one_of(TRICKY, st.text(SEEN, max_size=6)), min_size=1, max_size=12).map("".join),
    st.text(SEEN, min_size=1, max_size=40),
).filter(str.strip)

#: Whole, or with as many decimals as articles have.
AMOUNTS = st.one_of(
    st.integers(0, 10**15),
    st.builds(
        lambda whole, part, ten: Fraction(whole * ten + part, ten),
        st.integers(0, 10**9),
        st.integers(1, 9),
        st.sampled_from([10, 100]),
    ),
)
VALUES = st.one_of(
    st.builds(Stated, st.sampled_from(["exactly", "at_least", "at_most", "about"]), AMOUNTS),
    st.builds(
        lambda one, other: Stated("between", (min(one, other), max(one, other))), AMOUNTS, AMOUNTS
    ),
)
DAYS = st.dates(date(2021, 1, 1), date(2089, 12, 31))
PERIODS = st.builds(
    lambda end, days: Period(None if days is None else end - timedelta(days), end),
    DAYS,
    st.one_of(st.none(), st.integers(0, 900)),
)


# --- Observations --------------------------------------------------------------------------------


@settings(max_examples=60)
@given(QUOTES, VALUES, PERIODS)
def test_a_value_is_read_back_with_its_qualifier_period_and_quote(
    quote: str, value: Stated, period: Period
) -> None:
    (found,) = read_back(suggestion(quote, value, period))
    assert found.stated == value
    assert found.period == period
    assert (found.step, found.statement, found.part) == (None, None, {})
    (evidence,) = found.evidence
    assert (evidence.source, evidence.quote) == ("gazette", on_one_line(quote))
    assert evidence.stance == "supports"


@settings(max_examples=60)
@given(QUOTES, st.sampled_from(["drawn", "open"]), PERIODS)
def test_a_step_is_read_back(quote: str, step: str, period: Period) -> None:
    (found,) = read_back(suggestion(quote, None, period, step=step))
    assert (found.step, found.period, found.stated) == (step, period, None)
    assert [each.quote for each in found.evidence] == [on_one_line(quote)]


@settings(max_examples=60)
@given(QUOTES, PERIODS)
def test_a_suggestion_without_a_value_is_read_back_as_a_statement(
    quote: str, period: Period
) -> None:
    (found,) = read_back(suggestion(quote, None, period))
    assert found.statement is not None
    assert on_one_line(found.statement.fr) == on_one_line(quote)
    assert (found.stated, found.step, found.period) == (None, None, period)
    assert [each.quote for each in found.evidence] == [on_one_line(quote)]


@settings(max_examples=60)
@given(QUOTES, VALUES, PERIODS)
def test_an_announced_fact_becomes_a_statement_without_a_value(
    quote: str, value: Stated, period: Period
) -> None:
    part = Stated("exactly", 1), "une femme"
    for given_as in ("value", "step"):
        given = (
            suggestion(quote, value, period, announced=True, parts=(part,))
            if given_as == "value"
            else suggestion(quote, None, period, announced=True, step="open")
        )
        (found,) = read_back(given)
        assert (found.stated, found.step, found.period) == (None, None, period)
        assert found.statement is not None
        assert found.statement.fr.startswith("Annoncé, non réalisé")
        assert on_one_line(quote) in on_one_line(found.statement.fr)
        assert [each.quote for each in found.evidence] == [on_one_line(quote)]


@pytest.mark.parametrize("source", ["gazette", "2025", "null"])
def test_the_id_of_the_source_is_read_back_as_text(source: str) -> None:
    (found,) = read_back(suggestion(value=Stated("exactly", 3), period=read_period("2024")), source)
    assert [each.source for each in found.evidence] == [source]


def test_an_ongoing_fact_becomes_a_statement_without_a_value() -> None:
    going = suggestion("50 places en chantier", value=Stated("exactly", 50), flags=("ongoing",))
    (read,) = read_back(going, published=read_period("2025-06-12"))
    assert read.stated is None
    assert read.statement is not None
    assert "non réalisé" in read.statement.fr


def test_an_alleged_fact_is_marked_in_the_snippet() -> None:
    heard = suggestion("50 places", value=Stated("exactly", 50), flags=("alleged",))
    assert "au conditionnel" in observation_snippet(PLAN, heard, "gazette", read_period("2025"))


@pytest.mark.parametrize(
    ("amount", "written"),
    [
        (Fraction(1047, 1000), "1.0470"),  # 1.047 could be a thousand and more
        (Fraction(333_333_333, 10_000_000), "33.3333333"),
        (Fraction(5, 2), "2.5"),
        (10**21, "1" + "0" * 21),
    ],
)
def test_a_number_is_written_exactly_and_unambiguously(
    amount: int | Fraction, written: str
) -> None:
    assert number(amount) == written
    assert read_amount(written) == amount


@pytest.mark.parametrize("character", ["\x92", "\x7f", "\x80", "\ufffe", "\uffff"])
def test_a_character_that_cannot_be_printed_does_not_break_the_file(character: str) -> None:
    quote = f"l{character}eau est claire"
    (read,) = read_back(suggestion(quote, step="open"), published=read_period("2025-06-12"))
    assert read.evidence[0].quote == quote


def test_snippets_can_be_concatenated() -> None:
    period = read_period("2024")
    snippets = [
        observation_snippet(PLAN, suggestion(quote, Stated("exactly", n), period), "gazette", None)
        for n, quote in enumerate(["un : deux", "trois # quatre", "« cinq »"])
    ]
    plan = sound(inserted("".join(snippets), "OBSERVATIONS OF 1"))
    observations = plan.indicator["1"].observations
    assert [each.stated for each in observations] == [
        ("exactly", 0),
        ("exactly", 1),
        ("exactly", 2),
    ]


def missing(reading: Reading) -> list[str]:
    """The keys that a file still needs, where it needs nothing else."""
    assert {problem.code for problem in reading.problems} == {"key-missing"}
    return [problem.args["expected"] for problem in reading.problems]


# --- When nothing is stated ----------------------------------------------------------------------


def test_an_undated_fact_is_recorded_as_true_by_the_day_of_publication() -> None:
    published = read_period("2025-01-15")
    (found,) = read_back(suggestion(value=Stated("exactly", 3)), published=published)
    assert found.period == Period(None, published.end)


@settings(max_examples=60)
@given(QUOTES, st.booleans())
def test_without_any_day_the_period_is_a_comment_to_complete(quote: str, step: bool) -> None:
    given = suggestion(quote, None if step else Stated("about", 7), step="open" if step else None)
    snippet = observation_snippet(PLAN, given, "gazette", None)
    reading = inserted(snippet, f"OBSERVATIONS OF {given.indicator}")
    assert reading.plan is None
    assert missing(reading) == ["period"]
    assert snippet.count("period: …") == 1
    completed = snippet.replace("          -\n", "          - period: 2024\n", 1)
    (found,) = (
        sound(inserted(completed, f"OBSERVATIONS OF {given.indicator}"))
        .indicator[given.indicator]
        .observations
    )
    assert (found.stated, found.step) == (given.value, given.step)
    assert [each.quote for each in found.evidence] == [on_one_line(quote)]


# --- Parts ---------------------------------------------------------------------------------------


def test_the_parts_that_the_plan_names_follow_their_total() -> None:
    period = read_period("2024")
    parts = (
        (Stated("exactly", 120), "120 femmes"),
        (Stated("at_least", 30), "plus de 30 filles"),
        (Stated("exactly", 7), "7 voisins"),
    )
    total, *categories = read_back(
        suggestion("en tout", Stated("exactly", 157), period, parts=parts)
    )
    assert (total.stated, total.part) == (("exactly", 157), {})
    assert [(each.stated, each.part) for each in categories] == [
        (("exactly", 120), {"sex": "female"}),
        (("at_least", 30), {"sex": "female"}),
    ]
    for each in categories:
        assert each.period == period
        assert each.evidence == total.evidence


@pytest.mark.parametrize(
    ("total", "parts", "sure"),
    [
        (157, ((120, "120 femmes"),), [True]),
        (157, ((120, "120 femmes"), (30, "30 filles")), [False, False]),
        (100, ((120, "120 femmes"),), [False]),
        (157, ((7, "7 voisins"),), [False]),
    ],
)
def test_a_part_is_sure_that_alone_has_its_category_and_is_within_the_total(
    total: int, parts: tuple[tuple[int, str], ...], sure: list[bool]
) -> None:
    stated = tuple((Stated("exactly", number), words) for number, words in parts)
    found = suggestion("en tout", Stated("exactly", total), read_period("2024"), parts=stated)
    assert [each.sure for each in offered_parts(PLAN, found)] == sure


def test_what_is_no_value_offers_no_parts() -> None:
    part = ((Stated("exactly", 120), "120 femmes"),)
    value, period = Stated("exactly", 157), read_period("2024")
    for each in (
        suggestion("q", value, period, announced=True, parts=part),
        suggestion("q", value, period, flags=("ongoing",), parts=part),
        suggestion("q", None, period, parts=part),
    ):
        assert each.outcome != "value"
        assert offered_parts(PLAN, each) == ()


# --- Sources -------------------------------------------------------------------------------------

NAMES = st.one_of(
    st.text(SEEN, min_size=1, max_size=30),
    st.lists(TRICKY, min_size=1, max_size=5).map("".join),
).filter(str.strip)
FILES = st.text(st.sampled_from("abé1 -_.#,'’&!%"), min_size=1, max_size=20).map(
    lambda name: f"a{name}.txt"
)


def new_source(snippet: str) -> Source:
    plan = sound(inserted(snippet, "NEW SOURCE"))
    assert [each.id for each in plan.sources[:-1]] == [each.id for each in PLAN.sources]
    return plan.sources[-1]


@settings(max_examples=60)
@given(
    st.from_regex(r"\A[a-z0-9.-]{1,30}\Z"),
    FILES,
    st.none() | NAMES,
    st.none() | NAMES,
    DAYS,
    st.sampled_from(["printed", "inferred"]),
    st.sampled_from([None, "https://journal.example/une#a:b", "https://a.example/é?x='1', y"]),
)
def test_a_source_is_read_back(
    name: str,
    file: str,
    title: str | None,
    author: str | None,
    day: date,
    dating: DatingMethod,
    url: str | None,
) -> None:
    assume(name not in {each.id for each in PLAN.sources})
    source = NewSource(name, file, title, author, Period(day, day), dating, url)
    snippet = source_snippet(source_record(source))
    found = new_source(snippet)
    assert (found.id, found.file) == (name, on_one_line(file))
    assert (found.title and on_one_line(found.title.fr)) == (title and on_one_line(title))
    assert found.author == (author and on_one_line(author))
    assert (found.published, found.dating, found.url) == (Period(day, day), dating, url)
    assert ("dating_note" in snippet) == (dating == "inferred")


def test_a_source_without_a_day_has_a_comment_to_complete() -> None:
    snippet = source_snippet(source_record(NewSource("neuf", "neuf.txt")))
    reading = inserted(snippet, "NEW SOURCE")
    assert reading.plan is None
    assert missing(reading) == ["published"]
    completed = re.sub(r"# published: ….*", "published: 2025-02", snippet)
    assert new_source(completed).published == read_period("2025-02")
