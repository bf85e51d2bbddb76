"""Every fault of form is reported at its position with what to write; one fault hides no other."""

import textwrap

import pytest

from plan.file.reading import Reading, read_text
from plan.locale.translation import say_in

HEAD = """\
plan:
  title: {fr: Plan des écoles}
  period: 2024/2026
  units:
    - {id: ecole, name: {fr: école}}
  dimensions:
    - {id: milieu, name: {fr: milieu}, values: [{id: rural, name: {fr: rural}}]}
sources:
  - {id: gazette, file: article.txt, kind: press, published: 2025-01-15}
axes:
  - id: ecoles
    name: {fr: Écoles}
    indicators:
"""
FLOW = "- id: '1'\n  name: {fr: Écoles ouvertes}\n  nature: flow\n  unit: ecole\n"
STEPS = (
    "- id: '2'\n  name: {fr: Loi}\n  nature: steps\n"
    "  steps: [{id: redigee, name: {fr: Rédigée}}, {id: votee, name: {fr: Votée}}]\n"
)


def reading(*indicators: str) -> Reading:
    return read_text(HEAD + "".join(textwrap.indent(each, "      ") for each in indicators))


def reported(read: Reading) -> list[tuple[str, str]]:
    """The code of each problem, and the line from its position on."""
    lines = read.text.splitlines()
    return [
        (problem.code, lines[read.place_of(problem)[0] - 1][read.place_of(problem)[1] - 1 :])
        for problem in read.problems
    ]


def observed(*given: str, base: str = FLOW) -> str:
    return base + "  observations:\n" + "".join(f"    - {{{each}}}\n" for each in given)


def test_a_sound_file_has_no_problem() -> None:
    sound = reading(FLOW, observed("period: 2024, step: votee", base=STEPS))
    assert reported(sound) == []
    assert sound.plan is not None
    assert sound.plan is sound.sound


# --- Did you mean --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("indicator", "code", "write"),
    [
        (observed("period: 2024, exactely: 3"), "key-unknown", "exactly"),
        (observed("period: 2024, Exactly: 3"), "key-unknown", "exactly"),
        (FLOW.replace("nature: flow", "nature: flo"), "choice-unknown", "flow"),
        (FLOW.replace("unit: ecole", "unit: ecoles"), "unit-unknown", "ecole"),
        (FLOW.replace("unit: ecole", "unit: Person"), "unit-unknown", "person"),
        (observed("period: 2024, step: vote", base=STEPS), "step-unknown", "votee"),
        (FLOW + "  disaggregation: [milieux]\n", "dimension-unknown", "milieu"),
        (observed("period: 2024, exactly: 3, part: {mileu: rural}"), "dimension-unknown", "milieu"),
        (observed("period: 2024, exactly: 3, part: {milieu: rurale}"), "category-unknown", "rural"),
        (
            observed("period: 2024, exactly: 3, evidence: [{source: gazete, quote: a b c}]"),
            "source-unknown",
            "gazette",
        ),
        (observed("period: 2024, exactly: 1.200"), "number-ambiguous", "1200"),
        (observed("period: 2024, between: [3, 2]"), "range-reversed", "[2, 3]"),
        (observed("period: 2025/2024, exactly: 3"), "period-reversed", "2024/2025"),
    ],
)
def test_the_nearest_known_name_is_offered(indicator: str, code: str, write: str) -> None:
    (problem,) = [each for each in reading(indicator).problems if each.code == code]
    assert problem.args["write"] == write
    for language, lead in (("fr", write), ("en", write)):
        say = say_in("fr" if language == "fr" else "en")
        assert lead in problem.message(say).replace("\u202f", "")


def test_nothing_is_offered_where_nothing_is_near() -> None:
    (problem,) = reading(FLOW.replace("unit: ecole", "unit: xylophone")).problems
    assert problem.args["write"] == ""
    assert "Did you mean" not in problem.message(say_in("en"))


def test_an_unknown_key_is_located_at_the_key_and_a_bad_value_at_the_value() -> None:
    found = reported(reading(observed("period: 2024, exactely: 3, exactly: x")))
    assert found == [("key-unknown", "exactely: 3, exactly: x}"), ("number-invalid", "x}")]


@pytest.mark.parametrize("space", ["\u00a0", "\u202f", "\u200b"])
def test_an_invisible_space_in_a_key_is_shown_by_its_code_point(space: str) -> None:
    found = reading(observed(f"period: 2024, at_least: 3, exactly{space}: 3")).problems
    (problem,) = found
    assert problem.code == "key-unknown"
    assert problem.args["read"] == f"exactly[U+{ord(space):04X}]"
    assert problem.args["write"] == "exactly"
    assert f"exactly[U+{ord(space):04X}]" in problem.message(say_in("en"))


# --- All faults at once --------------------------------------------------------------------------


def test_all_faults_are_reported_at_once_in_the_order_of_the_file() -> None:
    text = """\
plan:
  title: Plan des écoles
  country: Sénégal
  period: 2026/2024
  country: SN
sources:
  - {id: gazette, file: ../article.txt, kind: presse, published: 2025-13}
  - {id: journal, file: journal.txt, kind: press, published: 31/12/2024, reliability: G}
axes:
  - id: les écoles
    nom: {fr: Écoles}
    indicators:
      - id: "1"
        name: {fr: Écoles ouvertes}
        nature: flow
        unit: ecole
        direction: down
        baseline: {exactly: 3}
        observations:
          - {period: 2024, exactly: 1.200, at_least: 3}
          - {period: 2024}
          - {exactly: x, flag: b}
        targets:
          - {by: 2026, value: 3, basis: promised}
          - {by: 2026-12-31, basis: derived}
      - id: "1"
        name: {fr: Loi}
        nature: steps
        unit: person
        steps: [{id: votee, name: {fr: Votée}}, {id: votee, name: {fr: Votée}}]
        observations: [{period: 2024, step: signee}]
"""
    read = read_text(text)
    assert read.plan is None
    found = [(problem.code, read.place_of(problem)[0]) for problem in read.problems]
    assert found == [
        ("type-mismatch", 2), ("text-invalid", 3), ("period-reversed", 4), ("key-duplicate", 5),
        ("choice-unknown", 7), ("date-impossible", 7), ("date-invalid", 8), ("choice-unknown", 8),
        ("key-missing", 10), ("id-invalid", 10), ("key-unknown", 11), ("unit-unknown", 16),
        ("flow-down", 17), ("flow-baseline", 18), ("value-several", 20), ("number-ambiguous", 20),
        ("value-missing", 21), ("key-missing", 22), ("number-invalid", 22), ("text-invalid", 22),
        ("date-invalid", 24), ("choice-unknown", 24), ("target-value-missing", 25),
        ("id-duplicate", 26), ("nature-mismatch", 29), ("id-duplicate", 30), ("step-unknown", 31),
    ]  # fmt: skip
    places = [read.place_of(problem) for problem in read.problems]
    assert places == sorted(places)


def test_a_missing_value_is_reported_beside_an_invalid_period() -> None:
    found = reported(
        reading(observed("period: 2024-13", "period: 2024, exactly: 1, about: 2, x: y"))
    )
    assert [code for code, _ in found] == [
        "value-missing", "date-impossible", "value-several", "key-unknown",
    ]  # fmt: skip


def test_a_missing_value_is_reported_once() -> None:
    found = reported(reading(observed("period: 2024", "period: 2024-13", "flag: E")))
    assert [code for code, _ in found].count("value-missing") == 3


# --- The entries that have no fault --------------------------------------------------------------


def test_sound_entries_keep_their_addresses_in_the_file() -> None:
    read = reading(FLOW.replace("flow", "flux"), FLOW.replace("'1'", "'3'"), STEPS)
    assert read.plan is None
    assert read.sound is not None
    assert list(read.sound.indicator) == ["3", "2"]
    assert read.file_address(("axes", 0, "indicators", 1, "name")) == (
        "axes", 0, "indicators", 2, "name",
    )  # fmt: skip


def test_an_indicator_that_quotes_a_faulty_source_is_left_out() -> None:
    quoting = observed("period: 2024, exactly: 3, evidence: [{source: gazette, quote: a b c}]")
    text = reading(quoting, STEPS).text.replace("kind: press", "kind: presse")
    read = read_text(text)
    assert [problem.code for problem in read.problems] == ["choice-unknown"]
    assert read.sound is not None
    assert list(read.sound.indicator) == ["2"]


def test_the_second_of_two_with_one_name_is_not_sound() -> None:
    read = reading(FLOW, STEPS.replace("'2'", "'1'"))
    assert [problem.code for problem in read.problems] == ["id-duplicate"]
    assert read.sound is not None
    assert [each.nature for _, _, each in read.sound.indicators()] == ["flow"]


def test_ids_that_look_like_equal_numbers_are_distinct() -> None:
    read = reading(FLOW.replace("'1'", "1.1"), FLOW.replace("'1'", "1.10"))
    assert read.plan is not None
    assert list(read.plan.indicator) == ["1.1", "1.10"]


# --- Types ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("indicator", "said"),
    [
        (
            FLOW.replace("{fr: Écoles ouvertes}", "Écoles"),
            "Found: “Écoles”; expected: a set of keys and values.",
        ),
        (FLOW + "  observations: 3\n", "Found: “3”; expected: a list."),
        (FLOW + "  observations: {a: b}\n", "Found: a set of keys and values; expected: a list."),
        (FLOW + "  observations: [3]\n", "Found: “3”; expected: a set of keys and values."),
        (FLOW + "  terms: [[a]]\n", "Found: a list; expected: a text."),
        (FLOW + "  direction:\n", "Found: nothing; expected: a text."),
        (FLOW + "  direction: [up]\n", "Found: a list; expected: a text."),
        (FLOW + "  level: {a: b}\n", "Found: a set of keys and values; expected: a text."),
        (FLOW + "  responsible: [a]\n", "Found: a list; expected: a set of keys and values."),
        (FLOW + "  responsible: ''\n", "Found: “”; expected: a text that is not empty."),
        (observed("period: [2024], exactly: 3"), "Found: a list; expected: a date."),
        (
            observed("period: 2024, exactly: {a: b}"),
            "Found: a set of keys and values; expected: a number.",
        ),
        (observed("period: 2024, between: 3"), "Found: “3”; expected: a list."),
        (observed("period: 2024, between: [3]"), "Found: a list; expected: a list of two numbers."),
        (observed("period: 2024, between: [1, 2, 3]"), "expected: a list of two numbers."),
        (
            observed("period: 2024, exactly: 3, part: [a]"),
            "Found: a list; expected: a set of keys and values.",
        ),
        (
            observed("period: 2024, exactly: 3, part: {milieu: }"),
            "Found: nothing; expected: a text.",
        ),
        ("- 3\n", "Found: “3”; expected: a set of keys and values."),
        ("-\n", "Found: nothing; expected: a set of keys and values."),
    ],
)
def test_a_value_of_another_type_is_reported_in_plain_words(indicator: str, said: str) -> None:
    (problem,) = reading(indicator).problems
    assert problem.code == "type-mismatch"
    remedy = "Write the value in the form that the field expects."
    assert problem.message(say_in("en")).endswith(f"{said} {remedy}")


@pytest.mark.parametrize("text", ["3\n", "[]\n", "- a\n", "a\n", "'#'\n"])
def test_a_file_that_is_no_mapping_is_reported(text: str) -> None:
    (problem,) = read_text(text).problems
    assert problem.code == "type-mismatch"


@pytest.mark.parametrize(
    "part", ["sources", "axes", "observations", "targets", "steps: []\n  terms"]
)
def test_an_empty_list_may_be_left_empty(part: str) -> None:
    indicator = FLOW if part in ("sources", "axes") else FLOW + f"  {part}:\n"
    text = reading(indicator).text
    if part in ("sources", "axes"):
        text = text[: text.index("sources:")] + f"{part}:\n"
    assert read_text(text).problems == ()


# --- The nature ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("indicator", "found"),
    [
        (FLOW.replace("  unit: ecole\n", ""), [("key-missing", "id: '1'")]),
        (FLOW + "  steps: [{id: a, name: {fr: A}}]\n", [("nature-mismatch", "steps: [{id: a")]),
        (FLOW + "  reversible: true\n", [("nature-mismatch", "reversible: true")]),
        (FLOW + "  reversible: false\n", []),
        (STEPS + "  unit: ecole\n", [("nature-mismatch", "unit: ecole")]),
        (STEPS.replace("  steps:", "  terms: [a]\n  #"), [("key-missing", "id: '2'")]),
        (observed("period: 2024, exactly: 2", base=STEPS), [("nature-mismatch", "exactly: 2}")]),
        (
            STEPS + "  targets: [{by: 2026-12-31, value: 2, basis: proposed}]\n",
            [("nature-mismatch", "value: 2")],
        ),
        (STEPS + "  baseline: {about: 1}\n", [("nature-mismatch", "about: 1}")]),
        (STEPS + "  baseline: {step: redigee, on: 2023-12-31}\n", []),
        (FLOW + "  direction: down\n", [("flow-down", "down")]),
        (FLOW.replace("flow", "stock") + "  direction: down\n", []),
        (FLOW + "  baseline: {exactly: 2}\n", [("flow-baseline", "{exactly: 2}")]),
        (FLOW.replace("flow", "stock") + "  baseline: {exactly: 2}\n", []),
    ],
)
def test_what_does_not_fit_the_nature_is_reported(
    indicator: str, found: list[tuple[str, str]]
) -> None:
    said = reported(reading(indicator))
    assert [code for code, _ in said] == [code for code, _ in found]
    for (_, at), (_, expected) in zip(said, found, strict=True):
        assert at.startswith(expected)


@pytest.mark.parametrize(
    ("nature", "value", "is_reported"),
    [
        ("flow", "exactly: -1", True),
        ("flow", "at_least: -1", True),
        ("flow", "between: [-1, 2]", True),
        ("flow", "exactly: 0", False),
        ("stock", "at_most: -1", True),
        ("rate", "exactly: -1", False),
    ],
)
def test_counts_are_never_negative(nature: str, value: str, is_reported: bool) -> None:
    read = reading(observed(f"period: 2024, {value}", base=FLOW.replace("flow", nature)))
    assert [problem.code for problem in read.problems] == ["number-negative"] * is_reported


# --- Paths ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "name",
    ["../a.txt", "/etc/passwd", "a/../../b", "'C:\\a.txt'", "'..\\a'", "' '", "'a\\nb'", "'a:b'"],
)
def test_a_file_that_could_lie_outside_is_refused(name: str) -> None:
    quoted = name.replace("'", '"').replace("\\a.txt", "\\\\a.txt").replace("..\\a", "..\\\\a")
    read = read_text(reading(FLOW).text.replace("article.txt", quoted))
    assert [problem.code for problem in read.problems] == ["article-outside"]


@pytest.mark.parametrize("name", ["a.txt", "2024/a.txt", "a b é.txt", "...txt", ".a"])
def test_a_file_inside_is_accepted(name: str) -> None:
    assert read_text(reading(FLOW).text.replace("article.txt", name)).problems == ()
