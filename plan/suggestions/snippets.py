"""What would record a suggestion in ``indicators.yaml``, as trees and as YAML text.

The text has one key a line and reads back as exactly what was suggested. A value that the article
does not give is a comment, for a person to fill in.
"""

from __future__ import annotations

import re
from decimal import Decimal
from fractions import Fraction
from typing import Final, NamedTuple

from plan.file.emitter import lines, with_quoted_names
from plan.file.tree import Tree
from plan.model.quantities import Amount, Period, Stated
from plan.model.records import DatingMethod, Plan
from plan.suggestions.offered_parts import offered_parts
from plan.suggestions.suggestion import Suggestion

_THOUSANDS: Final = 3  # digits
_BREAKS: Final = re.compile(r"[\s\u0085\u2028\u2029]+")
_OBSERVATIONS: Final = 10  # the columns of the records in the lists of the file
_SOURCES: Final = 2


def _line(text: str) -> str:
    return _BREAKS.sub(" ", text).strip()


def number(amount: Amount) -> str:
    """A number as the file writes it: no separators, a dot before decimals."""
    if isinstance(amount, int):
        return str(amount)
    exact = Fraction(amount)
    written = format(Decimal(exact.numerator) / Decimal(exact.denominator), "f")
    # Three digits after a dot would be read as thousands.
    return f"{written}0" if len(written.partition(".")[2]) == _THOUSANDS else written


def written_value(value: Stated) -> dict[str, Tree]:
    """A value as the file writes it, under the key of its qualifier."""
    if isinstance(value.number, tuple):
        return {value.qualifier: [number(each) for each in value.number]}
    return {value.qualifier: number(value.number)}


def observation_records(
    plan: Plan, suggestion: Suggestion, source: str, published: Period | None
) -> list[dict[str, Tree]]:
    """The records for ``observations`` of the indicator: the value, then its known parts.

    ``source`` is the id of the article among the sources of the plan. Without a period of the
    suggestion and without ``published`` there is no ``period``: a person adds it.
    """
    period = suggestion.period or (Period(None, published.end) if published else None)
    if suggestion.announced and published:
        period = published  # the day of the announcement; the quotation has the announced date
    dated: dict[str, Tree] = {} if period is None else {"period": period.iso()}
    outcome = suggestion.outcome
    quote: dict[str, Tree] = {"source": source, "quote": _line(suggestion.quote)}
    noted: dict[str, Tree] = {}
    if "counted" in suggestion.flags and outcome in ("value", "statement"):
        noted = {"note": {"fr": "Compté d’après le passage."}}
    held: dict[str, Tree]
    if outcome != "value":
        statement = _line(suggestion.quote)
        if outcome != "statement":
            state = "Annoncé" if outcome == "announcement" else "En cours"
            statement = f"{state}, non réalisé : {statement}"
        held = {"statement": {"fr": statement}}
    elif suggestion.step:
        held = {"step": suggestion.step}
    else:
        assert suggestion.value is not None
        held = written_value(suggestion.value)
    records: list[dict[str, Tree]] = [{**dated, **held, **noted, "evidence": [quote]}]
    for part in offered_parts(plan, suggestion) if period else ():
        if part.category is not None:
            dimension, category = part.category
            records.append({**dated, **written_value(part.stated), "part": {dimension: category},
                            "evidence": [quote]})  # fmt: skip
    return records


def observation_snippet(
    plan: Plan, suggestion: Suggestion, source: str, published: Period | None
) -> str:
    """The text of ``observation_records`` under ``observations:``."""
    written: list[str] = []
    pad = " " * _OBSERVATIONS
    for n, record in enumerate(observation_records(plan, suggestion, source, published)):
        below = lines(with_quoted_names(record), _OBSERVATIONS, "-", flow=False)
        if "period" not in record:
            below = [
                f"{pad}# period: …", f"{pad}-", f"{pad}  {below[0].strip()[2:]}", *below[1:]
            ]  # fmt: skip
        if n == 0 and "alleged" in suggestion.flags:
            at = 1 if "period" in record else 2
            below.insert(at, f"{pad}  # au conditionnel dans l’article : à confirmer")
        written += below
    return "\n".join(written) + "\n"


class NewSource(NamedTuple):
    """What is known of a new article, under the names of the fields of ``Source``."""

    id: str
    file: str
    title: str | None = None
    author: str | None = None
    published: Period | None = None
    dating: DatingMethod = "inferred"
    url: str | None = None


def source_record(source: NewSource) -> dict[str, Tree]:
    """The record for ``sources`` of a new article; a person decides on its kind and grade."""
    record: dict[str, Tree] = {"id": source.id, "file": _line(source.file)}
    if source.title:
        record["title"] = {"fr": _line(source.title)}
    if source.author:
        record["author"] = _line(source.author)
    record["kind"] = "press"
    if source.published is not None:
        record |= {"published": source.published.iso(), "dating": source.dating}
    if source.url:
        record["url"] = _line(source.url)
    return record


def source_snippet(record: dict[str, Tree]) -> str:
    """The text of a ``source_record`` under ``sources:``."""
    written = lines(with_quoted_names(record), _SOURCES, "-", flow=False)
    at = next(n for n, line in enumerate(written) if line.strip() == "kind: press")
    written[at] += "          # law · report · communique · press · opinion"
    if "published" not in record:
        written.insert(
            at + 1, "    # published: …       # l’article ne dit pas son jour : à compléter"
        )
    elif record.get("dating") == "inferred":
        at = written.index("    dating: inferred")
        written.insert(at + 1, "    # dating_note: {fr: …}   # de quoi la date est déduite")
    return "\n".join(written) + "\n"
