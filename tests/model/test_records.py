"""Scalars are read by the type the field asks for, from the text as written."""

import json
import re
from collections.abc import Callable
from datetime import date, timedelta
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plan.model.declaration import Record
from plan.model.json_schema import schema
from plan.model.quantities import InvalidValue, Period, Stated, read_amount, read_day, read_period
from plan.model.records import Axis, Evidence, Head, Indicator, Observation, Plan, Target, Text
from plan.model.value_types import Invalid


def refusal(read: Callable[[Any], Any], text: object) -> tuple[str, str]:
    """The code of the refusal and what it says to write instead."""
    with pytest.raises(InvalidValue) as caught:
        read(text)
    return caught.value.code, caught.value.write


def outcome(read: Callable[[str], Any], text: str) -> tuple[Any, str]:
    """What is read, or the code of the refusal."""
    try:
        return read(text), ""
    except InvalidValue as refused:
        return None, refused.code


# --- Numbers -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("written", "number"),
    [
        ("0", 0), ("-0", 0), ("100000", 100000), ("100_000", 100000), ("2.5", Fraction(5, 2)),
        ("2.9e9", 2_900_000_000), ("2E3", 2000), ("25e-1", Fraction(5, 2)), ("+7", 7), ("-3", -3),
        (" 12 ", 12), ("010", 10), ("08", 8), ("0.125", Fraction(1, 8)), ("1.10", Fraction(11, 10)),
        ("1000.125", Fraction(1000125, 1000)), ("2.0", 2), ("1234.5678", Fraction(6172839, 5000)),
    ],
)  # fmt: skip
def test_numbers_are_exact(written: str, number: int | Fraction) -> None:
    read = read_amount(written)
    assert read == number
    assert isinstance(read, int) is (Fraction(number).denominator == 1)


@pytest.mark.parametrize(
    ("written", "write"),
    [
        ("100.000", "100000"), ("13.813", "13813"), ("1.000.000", "1000000"), ("1,000", "1000"),
        ("100 000", "100000"), ("100\u00a0000", "100000"), ("100\u202f000", "100000"),
        ("2,9", "2.9"), ("0,5", "0.5"), ("1000,125", "1000.125"), ("-13.813", "-13813"),
    ],
)  # fmt: skip
def test_an_ambiguous_number_is_refused_with_what_to_write(written: str, write: str) -> None:
    assert refusal(read_amount, written) == ("number-ambiguous", write)
    assert Fraction(write) == Fraction(read_amount(write))


@pytest.mark.parametrize(
    ("written", "write"),
    [
        ("", ""), ("-", ""), (".", ""), (".5", ""), ("5.", ""), ("1e", ""), ("1e400", ""),
        ("0x1F", ""), ("0o17", ""), (".nan", ""), (".inf", ""), ("nan", ""), ("inf", ""),
        ("Infinity", ""), ("12 %", "12"), ("12%", "12"), ("1__0", ""), ("_10", ""), ("10_", ""),
        ("12:30", ""), ("1:30:00", ""), ("1/2", ""), ("١٢٣", ""), ("½", ""), ("²", ""),
        ("douze", ""), ("plus de 12", ""), ("12 personnes", ""), ("1,5,5", ""), ("2024-06", ""),
        ("9" * 5000, ""), ("yes", ""), ("1e1000000000", ""), ("--1", ""),
    ],
)  # fmt: skip
def test_what_is_no_number_is_refused(written: str, write: str) -> None:
    assert refusal(read_amount, written) == ("number-invalid", write)


@pytest.mark.parametrize("value", [None, True, 1.5, [], {}])
def test_what_is_no_text_is_no_number(value: object) -> None:
    assert refusal(read_amount, value)[0] == "number-invalid"


@given(st.integers(-(10**30), 10**30))
def test_every_whole_number_written_plainly_is_read_back(number: int) -> None:
    assert read_amount(str(number)) == number


@given(st.text(max_size=60))
def test_any_text_is_a_number_or_refused(text: str) -> None:
    read, code = outcome(read_amount, text)
    if code:
        assert code in ("number-ambiguous", "number-invalid")
    else:
        assert re.fullmatch(r"[0-9+\-_.eE]+", text.strip())
        assert read == Fraction(text.strip())


# --- Days and periods ----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("written", "start", "end"),
    [
        ("2024-06-30", "2024-06-30", "2024-06-30"),
        ("2024-02", "2024-02-01", "2024-02-29"),
        ("2023-02", "2023-02-01", "2023-02-28"),
        ("2024-12", "2024-12-01", "2024-12-31"),
        ("2024", "2024-01-01", "2024-12-31"),
        ("2022/2024", "2022-01-01", "2024-12-31"),
        ("2023-11/2024-01-15", "2023-11-01", "2024-01-15"),
        ("2023-01-01/2027-12-31", "2023-01-01", "2027-12-31"),
        (" 2023 / 2024 ", "2023-01-01", "2024-12-31"),
        ("2024/2024-01-01", "2024-01-01", "2024-01-01"),
    ],
)
def test_periods_include_both_ends(written: str, start: str, end: str) -> None:
    assert read_period(written) == (date.fromisoformat(start), date.fromisoformat(end))


def test_an_unknown_start_is_no_day() -> None:
    period = read_period("../2025-07-30")
    assert period == (None, date(2025, 7, 30))
    assert period.days is None
    assert period.iso() == "../2025-07-30"


@pytest.mark.parametrize(
    ("written", "code", "write"),
    [
        ("2024/..", "period-open", ""),
        ("../..", "period-open", ""),
        ("2024/", "period-open", ""),
        ("2025/2024", "period-reversed", "2024/2025"),
        ("2024-06-30/2024-06-29", "period-reversed", "2024-06-29/2024-06-30"),
        ("2023-02-29", "date-impossible", ""),
        ("2023-13", "date-impossible", ""),
        ("2023-00", "date-impossible", ""),
        ("0000", "date-impossible", ""),
        ("9999", "date-impossible", ""),
        ("9999-12", "date-impossible", ""),
        ("2024/9999-12-31", "date-impossible", ""),
        ("31/12/2027", "date-invalid", "2027-12-31"),
        ("1.7.2024", "date-invalid", "2024-07-01"),
        ("31/02/2027", "date-invalid", ""),
        ("11 octobre 2023", "date-invalid", "2023-10-11"),
        ("1er août 2023", "date-invalid", "2023-08-01"),
        ("décembre 2023", "date-invalid", "2023-12"),
        ("5 July 2023", "date-invalid", "2023-07-05"),
        ("", "date-invalid", ""),
        ("..", "date-invalid", ""),
        ("/2024", "date-invalid", ""),
        ("24-06-30", "date-invalid", ""),
        ("2024-6-30", "date-invalid", "2024-06-30"),
        ("2026-2-3", "date-invalid", "2026-02-03"),
        ("2026.2.3", "date-invalid", "2026-02-03"),
        ("2026-2-30", "date-invalid", ""),
        ("2024-2025", "date-invalid", "2024/2025"),
        ("2024–2025", "date-invalid", "2024/2025"),
        ("2024 - 2025", "date-invalid", "2024/2025"),
        ("2025-2024", "date-invalid", ""),
        ("01/01/2024 - 31/12/2024", "date-invalid", "2024-01-01/2024-12-31"),
        ("1er janvier 2024 au 31 décembre 2024", "date-invalid", "2024-01-01/2024-12-31"),
        ("01/01/2024 - hier", "date-invalid", ""),
        ("2024-06-30T10:00", "date-invalid", ""),
        ("2024-06-30 10:00:00", "date-invalid", ""),
        ("20240630", "date-invalid", ""),
        ("2024-W12", "date-invalid", ""),
        ("2023/2024/2025", "date-invalid", ""),
        ("٢٠٢٤", "date-invalid", ""),
        ("12:30", "date-invalid", ""),
    ],
)
def test_other_spellings_are_refused_with_the_likely_date(
    written: str, code: str, write: str
) -> None:
    assert refusal(read_period, written) == (code, write)


@pytest.mark.parametrize("written", ["2024", "2024-06", "2024-06-30/2024-07-01", "", "31/12/2024"])
def test_a_day_is_one_day(written: str) -> None:
    assert refusal(read_day, written)[0] == "date-invalid"


def test_the_likely_day_is_offered_where_a_day_is_asked() -> None:
    assert refusal(read_day, "31/12/2027") == ("date-invalid", "2027-12-31")


DAYS = st.dates(date(1800, 1, 1), date(2200, 12, 31))


@given(DAYS, st.integers(0, 5000))
def test_a_period_is_read_back_from_what_it_writes(start: date, days: int) -> None:
    period = Period(start, start + timedelta(days=days))
    assert read_period(period.iso()) == period
    assert period.days == days + 1


@given(st.integers(1, 9998), st.integers(1, 12))
def test_a_month_ends_the_day_before_the_next(year: int, month: int) -> None:
    start, end = read_period(f"{year:04}-{month:02}")
    assert start == date(year, month, 1)
    assert (end + timedelta(days=1)).day == 1
    assert (end - start).days < 31


@given(st.text(alphabet="0123456789-/. TWéûaoût", max_size=25))
def test_any_text_is_a_period_or_refused(text: str) -> None:
    period, code = outcome(read_period, text)
    if code:
        assert code.startswith(("date-", "period-"))
    else:
        assert period.start is None or period.start <= period.end


# --- Records -------------------------------------------------------------------------------------


def fault(record: type[Record], **given: object) -> str:
    with pytest.raises(Invalid) as caught:
        record.read(given)
    return caught.value.faults[0].code


@pytest.mark.parametrize(
    "written", ["no", "yes", "on", "off", "oui", "non", "True", "1", "", "TRUE"]
)
def test_only_true_and_false_are_flags(written: str) -> None:
    unit = {"id": "eleve", "name": {"fr": "élève"}, "people": written}
    faulty = {"title": {"fr": "T"}, "period": "2024", "units": [unit]}
    assert fault(Head, **faulty) == "boolean-invalid"


def test_a_flag_is_read_from_its_text() -> None:
    unit = {"id": "eleve", "name": {"fr": "élève"}, "people": "true"}
    head = Head.read({"title": {"fr": "T"}, "period": "2024", "units": [unit]})
    assert head.units[0].people is True


@pytest.mark.parametrize("written", ["no", "1.10", "2024-06-30", "12:30", "null", "0x1F", "1e3"])
def test_a_text_stays_as_it_is_written(written: str) -> None:
    assert Text(fr=written).fr == written
    assert Observation.read({"period": "2024", "step": written}).step == written


def test_a_text_without_english_is_shown_in_french() -> None:
    assert Text(fr="école").in_language("en") == "école"
    assert Text(fr="école", en="school").in_language("en") == "school"
    assert Text(fr="école", en="school").in_language("fr") == "école"


@pytest.mark.parametrize("kind", ["exactly", "at_least", "at_most", "about"])
def test_a_value_keeps_its_qualifier(kind: str) -> None:
    observation = Observation.read({"period": "2024", kind: "1_000"})
    assert observation.stated == Stated(kind, 1000)  # type: ignore[arg-type]


def test_a_range_keeps_both_ends_in_order() -> None:
    observation = Observation.read({"period": "2024", "between": ["2.5", "3"]})
    assert observation.stated == Stated("between", (Fraction(5, 2), 3))
    assert fault(Observation, period="2024", between=["3", "2.5"]) == "range-reversed"
    same = Observation.read({"period": "2024", "between": ["3", "3"]})
    assert same.stated == Stated("between", (3, 3))


@pytest.mark.parametrize("given", [{}, {"exactly": None}, {"note": {"fr": "rien"}}])
def test_an_observation_without_a_value_is_refused(given: dict[str, object]) -> None:
    assert fault(Observation, period="2024", **given) == "value-missing"


@pytest.mark.parametrize(
    "given",
    [
        {"exactly": "1", "at_least": "1"},
        {"about": "1", "step": "votee"},
        {"step": "votee", "statement": "dit"},
        {"exactly": "0", "at_most": "0"},
    ],
)
def test_an_observation_has_one_value(given: dict[str, object]) -> None:
    assert fault(Observation, period="2024", **given) == "value-several"


def test_a_target_has_one_value() -> None:
    due = {"by": "2026-12-31", "basis": "proposed"}
    assert fault(Target, **due) == "target-value-missing"
    assert fault(Target, **due, value="3", step="votee") == "value-several"
    assert Target.read({**due, "value": "0"}).value == 0


def test_zero_is_a_value() -> None:
    observation = Observation.read({"period": "2024", "exactly": "0"})
    assert observation.stated == Stated("exactly", 0)


def test_what_is_read_cannot_be_changed() -> None:
    evidence = Evidence(source="gazette", quote="120 écoles")
    with pytest.raises(AttributeError):
        evidence.quote = "121 écoles"  # type: ignore[misc]


def test_a_plan_begins_on_a_day() -> None:
    assert fault(Head, title={"fr": "T"}, period="../2026") == "period-open"


def test_the_schema_is_plain_json() -> None:
    assert json.loads(json.dumps(schema())) == schema()


# --- Frozen values -------------------------------------------------------------------------------

WRITTEN = {
    "id": "1.1", "name": {"fr": "Forages"}, "nature": "flow", "unit": "site",
    "observations": [{"period": "2024", "exactly": "3", "part": {"sex": "f"}}],
}  # fmt: skip


def test_the_mappings_of_a_plan_cannot_be_changed() -> None:
    indicator = Indicator.read(WRITTEN)
    plan = Plan(
        head=Head.read({"title": {"fr": "Plan"}, "period": "2023/2027"}),
        axes=(Axis(id="1", name=Text(fr="Eau"), indicators=(indicator,)),),
    )
    held = (
        indicator.observations[0].part, indicator.ranks, plan.source, plan.units, plan.nouns,
        plan.dimensions, plan.indicator, plan.axis_of,
    )  # fmt: skip
    for mapping in held:
        with pytest.raises(TypeError):
            mapping["sex"] = "m"  # type: ignore[index]
    assert indicator.observations[0].part == {"sex": "f"}


def test_records_with_a_part_have_equal_hashes_where_they_are_equal() -> None:
    one, other = Indicator.read(WRITTEN), Indicator.read(WRITTEN)
    assert one == other
    assert len({one, other}) == 1
    assert len({*one.observations, *other.observations}) == 1
