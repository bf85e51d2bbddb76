"""A new plan: what must be known of it, read as people type it.

In: the answers to the questions below, typed on a form or a command line. Out: a ``NewPlan``, or
what is wrong with each answer. ``plan_text`` makes the text of its file.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Final, Literal, TypeAlias

from plan.desk.template import Template
from plan.locale.translation import LANGUAGES, Say
from plan.model.quantities import InvalidValue, Language, Period, read_period
from plan.model.records import Text
from plan.model.value_types import Invalid
from plan.presentation.countries import country_code, is_currency

Question: TypeAlias = Literal[
    "languages", "country", "title", "period", "currency", "owner", "axes"
]  # fmt: skip

#: The questions in the order in which they are asked, each a sentence of the catalogue.
QUESTION_WORDS: Final[Mapping[Question, str]] = {
    "languages": "Languages of the texts",
    "country": "Country",
    "title": "Title",
    "period": "Period",
    "currency": "Currency",
    "owner": "Responsible body",
    "axes": "Strategic axes",
}
#: What to answer; sentences of the catalogue.
HINT_WORDS: Final[Mapping[Question, str]] = {
    "languages": "“fr” for French alone, “fr,en” for French and English, “en,fr” for English first",
    "country": "its two letters, such as BF for Burkina Faso, or its name",
    "title": "the official title of the plan",
    "period": "its first and last days: 2024-01-01/2028-12-31, or 2024/2028 for whole years",
    "currency": "its three letters, such as XOF; empty if there is none",
    "owner": "the body responsible for the plan; empty if not yet named",
    "axes": "one per line, as in the plan",
}
#: A text in two languages, by the choice of them.
EXAMPLES: Final[Mapping[str, str]] = {"fr,en": "Santé | Health", "en,fr": "Health | Santé"}
LANGUAGE_CHOICES: Final[Mapping[str, tuple[Language, ...]]] = {
    "fr": ("fr",), "fr,en": ("fr", "en"), "en,fr": ("en", "fr"),
}  # fmt: skip
#: What is wrong with an answer, by its code; sentences of the catalogue.
UNFIT_WORDS: Final[Mapping[str, str]] = {
    "missing": "This answer is required.",
    "languages": "“{read}” is not a choice of languages: write fr, fr,en or en,fr. The file "
    "requires every text in French.",
    "country": "“{read}” is not a country: write the two letters of ISO 3166-1, such as BF, "
    "or its name.",
    "period": "“{read}” is not a period: write its first and last days, such as "
    "2024-01-01/2028-12-31.",
    "period-reversed": "“{read}” ends before it begins: put the earlier day first.",
    "currency": "“{read}” is not a currency: write the three letters of ISO 4217, such as XOF.",
    "characters": "The text holds characters that the file cannot hold.",
    "french-missing": "The French of “{read}” is missing; the file requires it. On one line: the "
    "English, a bar, the French, such as “Health | Santé”.",
    "languages-many": "“{read}” has more parts between bars than there are languages.",
    "axis-twice": "The axis “{read}” is named twice.",
}
_NEEDED: Final[frozenset[Question]] = frozenset(("country", "title", "period", "axes"))
_BAR: Final = re.compile(r"(?:^|\s)\|(?:\s|$)")
#: White space but no-break spaces, which belong to French typography.
_SPACES: Final = re.compile(r"[ \t\n\r\x0b\x0c\x1c-\x1f\x85\u2028\u2029]+")


def hint_words(say: Say, question: Question, languages: Sequence[Language]) -> str:
    """What to answer, where texts are in these languages."""
    hint = say(HINT_WORDS[question])
    example = EXAMPLES.get(",".join(languages))
    if example is None or question not in ("title", "owner", "axes"):
        return hint
    return say("{hint}; in two languages, a bar between them: {example}", hint=hint,
               example=example)  # fmt: skip


class Unfit(Exception):
    """An answer that cannot be used; holds the code of the reason and what was read."""

    def __init__(self, code: str, read: str = "") -> None:
        """Say why, by a code of ``UNFIT_WORDS``."""
        super().__init__(code)
        self.code, self.sentence, self.arguments = code, UNFIT_WORDS[code], {"read": read}


class Unanswered(Exception):
    """Answers from which no plan can be made; holds what is wrong by question."""

    def __init__(self, faults: Mapping[Question, Unfit]) -> None:
        """Hold the faults, in the order of the questions."""
        super().__init__(", ".join(faults))
        self.faults: Final = faults


@dataclass(frozen=True)
class NewPlan:
    """What a new plan is made of.

    ``languages``: those of its texts, the first being that of the explanations in its file.
    ``template``: the axes and indicators of another plan in these languages, which come before the
    ``axes`` given here.
    """

    country: str
    title: Text
    period: Period
    axes: tuple[Text, ...]
    currency: str | None = None
    owner: Text | None = None
    languages: tuple[Language, ...] = ("fr",)
    template: Template | None = None


def is_needed(question: Question, template: Template | None = None) -> bool:
    """Whether a plan cannot be made without an answer; axes may come from another plan."""
    return question in _NEEDED and not (question == "axes" and template and template.axes)


def read_answers(answers: Mapping[Question, str], template: Template | None = None) -> NewPlan:
    """The plan of the answers, where a missing one is empty. Raises ``Unanswered``.

    A text in two languages is written with a bar between them, in the order of the languages; axes
    one a line.
    """
    faults: dict[Question, Unfit] = {}
    read: dict[Question, Any] = {}
    languages: tuple[Language, ...] = LANGUAGES
    for question in QUESTION_WORDS:
        try:
            read[question] = read_answer(question, answers.get(question, ""), languages, template)
        except Unfit as unfit:
            faults[question] = unfit
        languages = read.get("languages", languages)
    if faults:
        raise Unanswered(faults)
    new = NewPlan(**read)
    return replace(new, template=template.in_languages(new.languages)) if template else new


def read_answer(
    question: Question, typed: str, languages: tuple[Language, ...],
    template: Template | None = None,
) -> Any:  # fmt: skip
    """The value of one answer: that of the field of ``NewPlan``. Raises ``Unfit``."""
    bare = _SPACES.sub(" ", typed).strip(" ")
    if not bare and is_needed(question, template):
        raise Unfit("missing")
    match question:
        case "languages":
            chosen = re.sub(r"[\s,;+]+", ",", bare.lower()) or "fr"
            if chosen not in LANGUAGE_CHOICES:
                raise Unfit("languages", bare)
            return LANGUAGE_CHOICES[chosen]
        case "country":
            return _known(question, bare, country_code(bare))
        case "period":
            return _period(bare)
        case "currency":
            code = bare.upper()
            return _known(question, bare, code if is_currency(code) else None) if bare else None
        case "axes":
            return _axes(typed, languages)
    return _text(bare, languages) if bare else None


def _known(question: Question, read: str, found: str | None) -> str:
    if found is None:
        raise Unfit(question, read)
    return found


def _period(typed: str) -> Period:
    try:
        period = read_period(typed)
    except InvalidValue as invalid:
        if invalid.code == "period-reversed":
            raise Unfit(invalid.code, typed) from None
        # As people write it: 01/01/2024 – 31/12/2028.
        if invalid.code != "date-invalid" or not invalid.write:
            raise Unfit("period", typed) from None
        try:
            period = read_period(invalid.write)
        except InvalidValue:
            raise Unfit("period", typed) from None
    if period.start is None:
        raise Unfit("period", typed)
    return period


def _axes(typed: str, languages: tuple[Language, ...]) -> tuple[Text, ...]:
    lines = (_SPACES.sub(" ", line).strip(" ") for line in typed.split("\n"))
    axes = [_text(line, languages) for line in lines if line]
    for n, each in enumerate(axes):
        if each.fr in {earlier.fr for earlier in axes[:n]}:
            raise Unfit("axis-twice", each.fr)
    return tuple(axes)


def _text(line: str, languages: tuple[Language, ...]) -> Text:
    parts = [part.strip(" ") for part in _BAR.split(line)] if len(languages) > 1 else [line]
    if len(parts) > len(languages):
        raise Unfit("languages-many", line)
    written = {name: part for name, part in zip(languages, parts, strict=False) if part}
    if "fr" not in written:
        raise Unfit("french-missing", line.strip(" |"))
    try:
        return Text.read(written)
    except Invalid:
        raise Unfit("characters") from None
