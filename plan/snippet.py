"""What a suggestion would be in ``indicators.yaml``: a piece of text to copy there.

The piece is written as people write the file, one key a line, and reads back as exactly what was
suggested. What the article does not tell stands as a comment, to be filled in by a person.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from decimal import Decimal
from fractions import Fraction
from typing import Final

from plan.model import Amount, Period, Plan, Stated
from plan.suggestions import Suggestion
from plan.units import head_of

__all__ = ["observation_snippet", "source_snippet"]

_PLAIN: Final = re.compile(r"[A-Za-zÀ-ÿ][\wÀ-ÿ ’'.,()%/«»–-]*[\wÀ-ÿ)%»]")
_NEVER_PLAIN: Final = re.compile(
    r"(?:true|false|null|yes|no|on|off|y|n|oui|non)", re.IGNORECASE
)  # fmt: skip
#: What YAML accepts only when it is escaped.
_UNPRINTED: Final = re.compile("[\x7f-\x9f\ufffe\uffff]")
_THOUSANDS: Final = 3
_BREAKS: Final = re.compile(r"[\s\u0085\u2028\u2029]+")


def scalar(text: str) -> str:
    """A text as one line of YAML: as it is where that is safe, else within quotation marks."""
    text = _BREAKS.sub(" ", text).strip()
    plain = _PLAIN.fullmatch(text) and not _NEVER_PLAIN.fullmatch(text)
    return text if plain and ", " not in text and " #" not in text else _quoted(text)


def _quoted(text: str) -> str:
    return _UNPRINTED.sub(lambda m: f"\\u{ord(m[0]):04x}", json.dumps(text, ensure_ascii=False))


def number(amount: Amount) -> str:
    """A number as the file reads it: no separators, a dot before decimals."""
    if isinstance(amount, int):
        return str(amount)
    exact = Fraction(amount)
    said = format(Decimal(exact.numerator) / Decimal(exact.denominator), "f")
    # Three digits after the dot could be thousands, to a reader and to the file.
    return f"{said}0" if len(said.partition(".")[2]) == _THOUSANDS else said


def _value(value: Stated) -> str:
    if isinstance(value.number, tuple):
        low, high = value.number
        return f"between: [{number(low)}, {number(high)}]"
    return f"{value.kind}: {number(value.number)}"


def observation_snippet(
    plan: Plan, suggestion: Suggestion, source: str, published: Period | None
) -> str:
    """The entries for ``observations`` of the indicator: the value, and its known parts.

    ``source`` is the id of the article among the sources of the plan.
    """
    return "\n".join(_entries(plan, suggestion, source, published)) + "\n"


def _entries(
    plan: Plan, suggestion: Suggestion, source: str, published: Period | None
) -> Iterator[str]:
    period = suggestion.period or (Period(None, published.end) if published else None)
    if suggestion.announced and published:
        period = published  # it was announced that day; for when, its words say
    when = "# period: …" if period is None else f"period: {period.iso()}"
    yield f"          - {when}" if period else f"          # {when[2:]}\n          -"
    if "alleged" in suggestion.flags:
        yield "            # au conditionnel dans l’article : à confirmer"
    ongoing = "ongoing" in suggestion.flags and not suggestion.step
    if suggestion.announced or ongoing or not (suggestion.value or suggestion.step):
        told = suggestion.quote
        if suggestion.announced or ongoing:
            told = f"{'Annoncé' if suggestion.announced else 'En cours'}, non réalisé : {told}"
        yield f"            statement: {{fr: {_quoted(_BREAKS.sub(' ', told))}}}"
    elif suggestion.step:
        yield f"            step: {suggestion.step}"
    elif suggestion.value:
        yield f"            {_value(suggestion.value)}"
    evidence = (
        "            evidence:",
        f"              - source: {scalar(source)}",
        f"                quote: {scalar(suggestion.quote)}",
    )
    if "counted" in suggestion.flags and not (suggestion.announced or ongoing):
        yield "            note: {fr: Compté d’après le passage.}"
    yield from evidence
    if suggestion.announced or ongoing or period is None:
        return
    for stated, words in suggestion.parts:
        if part := _category(plan, suggestion.indicator, words):
            yield f"          - period: {period.iso()}"
            yield f"            {_value(stated)}"
            yield f"            part: {{{part[0]}: {part[1]}}}"
            yield from evidence


def _category(plan: Plan, indicator: str, words: str) -> tuple[str, str] | None:
    """The dimension and the category that the words of a part name, if the plan has them."""
    nouns = {each.rstrip("s") for word in words.split() for each in head_of(word)}
    for name in plan.indicator[indicator].disaggregation:
        for category in plan.dimensions[name].values:
            own = {each.rstrip("s") for word in category.name.fr.split() for each in head_of(word)}
            if nouns & own - {"de", "et"}:
                return name, category.id
    return None


def source_snippet(
    source: str, file: str, title: str | None, author: str | None, published: Period | None,
    dating: str, url: str | None = None,
) -> str:  # fmt: skip
    """The entry for ``sources`` of a new article; kind and grade are a person's to judge."""
    lines = [f"  - id: {scalar(source)}", f"    file: {scalar(file)}"]
    if title:
        lines.append(f"    title: {{fr: {_quoted(_BREAKS.sub(' ', title))}}}")
    if author:
        lines.append(f"    author: {scalar(author)}")
    lines.append("    kind: press          # law · report · communique · press · opinion")
    if published is None:
        lines.append("    # published: …       # l’article ne dit pas son jour : à compléter")
    else:
        lines.append(f"    published: {published.iso()}")
        lines.append(f"    dating: {dating}")
        if dating == "inferred":
            lines.append("    # dating_note: {fr: …}   # de quoi la date est déduite")
    if url:
        lines.append(f"    url: {scalar(url)}")
    return "\n".join(lines) + "\n"
