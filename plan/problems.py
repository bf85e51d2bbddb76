"""Everything that can be wrong with a plan, as data: a code, an address, and what was read there.

``PROBLEM_KINDS`` is the whole list. Errors prevent a faithful reading and stop the load; warnings
and notices show as badges. Notices never change an exit code. Sentences are made when a problem is
shown.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Final, Literal, NamedTuple

from plan.locale.translation import Say
from plan.model.quantities import Period, Stated
from plan.model.tree_address import Address

Severity = Literal["error", "warning", "notice"]

_LONGEST_READ: Final = 1000


class Claim(NamedTuple):
    """What a record claims of a period: a value or a step, and its passages by source."""

    period: Period
    value: Stated | str
    quotes: tuple[tuple[str, str], ...]

    def words(self, say: Say) -> str:
        """The claim in words."""
        quotes = say.series(
            say("{source}: {quote}", source=source, quote=say.quoted(quote))
            for source, quote in self.quotes
        )
        return say("{period}: {value} ({quotes})", period=self.period, value=self.value,
                   quotes=quotes)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Problem:
    """One problem: its code, its address in the plan, and the arguments of its sentence."""

    code: str
    address: Address
    args: Mapping[str, Any] = field(default_factory=dict)

    @property
    def severity(self) -> Severity:
        """The severity of its kind."""
        return PROBLEM_KINDS[self.code].severity

    def message(self, say: Say) -> str:
        """What was read and what to write instead, in the reader's language."""
        kind = PROBLEM_KINDS[self.code]
        args = {"write": "", **self.args}
        for name in kind.phrases:
            args[name] = say(CODE_PHRASES.get(args[name], args[name]))
        if claims := args.get("claims"):
            args["read"] = " / ".join(each.words(say) for each in claims)
        if isinstance(read := args.get("read"), str) and len(read) > _LONGEST_READ:
            args["read"] = read[:_LONGEST_READ] + "…"
        sentence = say(kind.message, **args)
        if args["write"]:
            return f"{sentence} {say(kind.write, **args)}"
        return sentence if kind.severity == "notice" else f"{sentence} {self.remedy(say)}"

    def remedy(self, say: Say) -> str:
        """What to do about problems of its kind, in the reader's language."""
        return say(PROBLEM_KINDS[self.code].remedy)


@dataclass(frozen=True, slots=True)
class ProblemKind:
    """A kind of problem: its severity, its sentence, and its remedy, in English."""

    severity: Severity
    message: str
    remedy: str
    write: str = "Write {write}."
    phrases: tuple[str, ...] = ()  # arguments that are translated, unlike what was read


def _error(message: str, remedy: str, write: str = "Write {write}.") -> ProblemKind:
    return ProblemKind("error", message, remedy, write)


def _warning(message: str, remedy: str) -> ProblemKind:
    return ProblemKind("warning", message, remedy)


def _notice(message: str, remedy: str, write: str = "Write {write}.") -> ProblemKind:
    return ProblemKind("notice", message, remedy, write)


#: The messages of the YAML parser, to be translated.
PARSER_PHRASES: Final[tuple[str, ...]] = (
    "mapping values are not allowed in this context",
    "did not find expected key",
    "found character that cannot start any token",
    "found a tab character that violates indentation",
    "found a tab character where an indentation space is expected",
    "did not find expected node content",
    "could not find expected ':'",
    "found unexpected end of stream",
    "did not find expected ',' or ']'",
    "did not find expected ',' or '}'",
    "did not find expected '-' indicator",
    "block sequence entries are not allowed in this context",
    "block mapping keys are not allowed in this context",
    "did not find expected <document start>",
    "did not find expected comment or line break",
    "found unknown escape character",
    "control characters are not allowed",
)
_DID_YOU_MEAN: Final = "Did you mean “{write}”?"

#: Codes of the file that are no words, in words.
CODE_PHRASES: Final[dict[str, str]] = {"biannual": "twice a year"}

PROBLEM_KINDS: Final[dict[str, ProblemKind]] = {
    # The file itself
    "file-missing": _error(
        "The file “{read}” does not exist.", "Give the path of an existing indicators file."
    ),
    "file-empty": _error("The file is empty.", "Begin with the plan, its articles and its axes."),
    "file-encoding": _error(
        "The file is not UTF-8 text: byte {read} cannot be read.",
        "Save the file again with the encoding UTF-8.",
    ),
    "file-size": _error(
        "The file is too large: {read} bytes, for a limit of {expected}.",
        "Split or shorten the file.",
    ),
    "yaml-syntax": ProblemKind(
        "error",
        "The file is not valid YAML: {read}.",
        "Check the indentation (spaces, not tabs) and the quotation marks. Put no "
        "space before the colon of a key. Put a text that contains “: ” between "
        "quotation marks.",
        phrases=("read",),
    ),
    "yaml-alias": _error(
        "“{read}”: anchors, aliases and merge keys are not accepted.",
        "Write the value out in full.",
    ),
    "yaml-tag": _error(
        "The tag “{read}” is not accepted.", "Remove the tag: the field gives the type."
    ),
    "yaml-depth": _error(
        "There are more than {expected} nested levels here.", "Check the indentation."
    ),
    "yaml-documents": _error(
        "A second document begins here.", "Keep one document in the file: remove the line “---”."
    ),
    # Keys, types, references
    "key-unknown": _error(
        "Unknown key “{read}”; expected: {expected}.",
        "Correct the key, or remove it.",
        _DID_YOU_MEAN,
    ),
    "key-missing": _error("The key “{expected}” is missing.", "Add the key and its value."),
    "key-duplicate": _error(
        "The key “{read}” appears twice; the first is on line {line}.", "Keep one of the two."
    ),
    "type-mismatch": ProblemKind(
        "error",
        "Found: {read}; expected: {expected}.",
        "Write the value in the form that the field expects.",
        phrases=("read", "expected"),
    ),
    "text-invalid": _error(
        "“{read}” does not have the form expected here: {expected}.",
        "Write the value in the form that the field expects.",
    ),
    "choice-unknown": _error(
        "“{read}” is not one of the possible values: {expected}.",
        "Choose one of the possible values.",
        _DID_YOU_MEAN,
    ),
    "boolean-invalid": _error("“{read}” is neither true nor false.", "Write true or false."),
    "id-duplicate": _error(
        "The identifier “{read}” is used twice; the first is on line {line}.",
        "Give each one its own identifier.",
    ),
    "id-invalid": _error(
        "“{read}” cannot be an identifier.",
        "Use at most 80 letters, digits, dots, hyphens and underscores, without spaces.",
    ),
    "source-unknown": _error(
        "No article has the identifier “{read}”.",
        "Correct the identifier, or add the article.",
        _DID_YOU_MEAN,
    ),
    "step-unknown": _error(
        "This indicator has no step “{read}”.",
        "Correct the identifier, or add the step to the indicator.",
        _DID_YOU_MEAN,
    ),
    "unit-unknown": _error(
        "The unit “{read}” does not exist.",
        "Correct the identifier, or add the unit to the plan.",
        _DID_YOU_MEAN,
    ),
    "dimension-unknown": _error(
        "The dimension “{read}” does not exist.",
        "Correct the identifier, or add the dimension to the plan.",
        _DID_YOU_MEAN,
    ),
    "category-unknown": _error(
        "The dimension “{dimension}” has no category “{read}”.",
        "Correct the identifier, or add the category to the dimension.",
        _DID_YOU_MEAN,
    ),
    # Numbers, dates, values
    "number-ambiguous": _error(
        "“{read}” can be read in two ways.",
        "Write thousands without separator (100000) and decimals with a dot (2.9).",
    ),
    "number-invalid": _error(
        "“{read}” is not a number.",
        "Write digits only: the unit and the precision have their own fields.",
    ),
    "number-negative": _error(
        "{read} is negative; what is counted cannot be negative.", "Write 0 or a larger number."
    ),
    "range-reversed": _error(
        "The range {read} goes from the larger to the smaller number.", "Swap the two numbers."
    ),
    "date-invalid": _error(
        "“{read}” is not a valid date.",
        "Write YYYY-MM-DD; for a period also YYYY, YYYY-MM, A/B or ../B.",
    ),
    "date-impossible": _error(
        "The date “{read}” does not exist.", "Check the day and the month: YYYY-MM-DD."
    ),
    "period-reversed": _error("The period “{read}” ends before it begins.", "Swap the two dates."),
    "period-open": _error(
        "A date is missing from the period “{read}”.",
        "Write both dates, A/B; only an observed value may have an unknown start, ../B.",
    ),
    "value-missing": _error(
        "No value is given.",
        "Give an exact value, a minimum, a maximum, an approximate value, a range, a "
        "step or a statement.",
    ),
    "target-value-missing": _error(
        "The target has neither a value nor a step.",
        "Give a value, or a step if the indicator has steps.",
    ),
    "value-several": _error(
        "Several values are given: {read}.",
        "Keep one, and record the other as another observed value.",
    ),
    "nature-mismatch": _error(
        "“{read}” does not suit an indicator of this type.",
        "A series of steps takes steps; other indicators take numbers and a unit.",
    ),
    "flow-baseline": _error(
        "A running total has no baseline: it starts from 0 on the first day of the plan.",
        "Remove the baseline, or measure the indicator as a level or a rate.",
    ),
    "flow-down": _error(
        "A running total can only increase: the desired change cannot be a decrease.",
        "Measure what should decrease as a level or a rate.",
    ),
    # The articles
    "article-outside": _error(
        "“{read}” is not in the folder seeds/.",
        "Give the name of a file in the folder seeds/, without “..”.",
    ),
    "article-missing": _warning(
        "The article “{read}” is missing from the folder seeds/.",
        "Put the file there, or correct its name.",
    ),
    "article-empty": _warning(
        "The article “{read}” is empty.", "Put the text of the article into the file."
    ),
    "article-encoding": _warning(
        "The article “{read}” is not UTF-8 text.", "Save the text again with the encoding UTF-8."
    ),
    "article-unreadable": _warning(
        "No text can be read in the page or the PDF “{read}”.",
        "Save the article's text in a .txt file.",
    ),
    "article-incomplete": _warning(
        "Pages of the PDF “{read}” could not be read: {part}.",
        "Passages on those pages cannot be verified. Save the PDF again, or copy its text into a "
        ".txt file.",
    ),
    "article-size": _warning(
        "The article “{read}” is larger than {expected} bytes.", "Keep only the article's text."
    ),
    "body-not-found": _warning(
        "The words “{read}”, given as the beginning or the end, are not in the article.",
        "Copy the first and the last words of the article exactly.",
    ),
    "dating-inferred": _notice(
        "The date of publication, {read}, is inferred: it is not printed on the article.",
        "Look for a copy that shows its date.",
    ),
    "dating-unexplained": _warning(
        "The date of publication is inferred, without an explanation.",
        "Explain how the date was inferred.",
    ),
    # The indicators
    "body-unknown": _notice(
        "“{read}” is shown as a name: no body has this identifier.",
        "Nothing to do if it is a name; otherwise correct the identifier, or add the body.",
        "If a body is meant, write {write}.",
    ),
    # Targets
    "target-direction": _warning(
        "From {start} to {read}, the target goes against the desired change.",
        "Check the desired change, the baseline and the target.",
    ),
    "target-order": _warning(
        "The target of {read} comes after a later one ({expected}).",
        "Put the targets in order of date.",
    ),
    "target-after-plan": _warning(
        "The target is due on {read}, after the end of the plan ({expected}).",
        "Check the date of the target.",
    ),
    "target-unfounded": _warning(
        "The target has neither a passage nor an explanation.",
        "A published target needs the passage that publishes it; a deduced target "
        "needs a note that explains it.",
    ),
    "unit-unfit": _warning(
        "The unit “{read}” does not suit an indicator of this type.",
        "A percentage is a rate; running totals and levels count things.",
    ),
    # Passages
    "quote-orphan": _warning(
        "The passage “{read}” is not in the article “{source}”.",
        "Copy the passage exactly from the article.",
    ),
    "quote-changed": _warning(
        "The passage differs from the article “{source}”: {difference}.",
        "Read the passage again, and copy it exactly.",
    ),
    "quote-variant": _warning(
        "The spelling differs from the article “{source}”: {difference}.",
        "Copy the passage exactly, mistakes included.",
    ),
    "quote-moved": _warning(
        "The passage is in “{source}”, but the words around it have changed.",
        "Check that it still means the same, then save the words around it again.",
    ),
    "quote-ambiguous": _warning(
        "The passage “{read}” occurs more than once in “{source}”.",
        "Give the words just before it or just after it.",
    ),
    "quote-outside": _warning(
        "The passage is outside the body of the article “{source}”.",
        "Quote the article itself, not what surrounds it on the page.",
    ),
    "quote-short": _warning(
        "“{read}” is too short to identify a passage.",
        "Quote at least three words and fifteen characters.",
    ),
    "figure-missing": _warning(
        "The value is {expected}, but the passage contains no figure.",
        "Quote the words that give the figure, or say in the remarks how it was counted.",
    ),
    "figure-counted": _notice(
        "The value is {expected}, counted from passages without figures.",
        "The remarks say how; check them again if the passages change.",
    ),
    "figure-differs": _warning(
        "The value is {expected}, but the passage says {read}.",
        "Use the figure of the passage.",
    ),
    "qualifier-differs": _warning(
        "The passage says “{read}”: the value is not qualified in the same way.",
        "Qualify the value as the passage does: “plus de” is a minimum, “moins de” a maximum.",
    ),
    "qualifier-cut": _warning(
        "The article says “{read}”: the passage as quoted omits words that change the figure.",
        "Quote the figure with the words that qualify it.",
    ),
    "share-arithmetic": _warning(
        "“{read}” is not correct: {part} of {total} is {expected} %.",
        "Check the passage; note the mistake, or quote only what is correct.",
    ),
    "unit-noun": _warning(
        "The unit is “{expected}”, but the passage counts “{read}”.",
        "Move the value to an indicator with that unit, or quote a passage that counts this one.",
    ),
    # Observations
    "observation-after-publication": _warning(
        "The period {read} was not over when the article was published ({expected}).",
        "Check the period and the date of publication.",
    ),
    "period-outside": _notice(
        "The period {read} is partly or wholly outside the plan ({expected}).",
        "Nothing to do if this is what was published: only what falls within the plan is counted.",
    ),
    "evidence-missing": _warning(
        "No passage supports this value: it is not counted.",
        "Add the passage that proves it.",
    ),
    "parts-total": _warning(
        "The parts by {dimension} add up to {read}, but the total is {expected}.",
        "Check the parts and the total.",
    ),
    "conflict": _warning(
        "These values cannot all be true: {read}.",
        "Read the passages again; set aside what is wrong, and say why.",
    ),
    "contested": _warning(
        "A passage contradicts this value: “{read}” ({source}).",
        "Read both passages again; set the value aside if it is wrong.",
    ),
    "same-origin": _notice(
        "Passages from one origin ({read}) count as one source.",
        "Nothing to do if they cite the same report; otherwise correct the original source.",
    ),
    "stale": ProblemKind(
        "notice",
        "The latest evidence dates from {read}; with {expected} reporting, more was expected.",
        "Look for newer articles.",
        phrases=("expected",),
    ),
    "small-count": _notice(
        "This group has {read} people, fewer than {expected}: it is masked in tables and exports.",
        "Nothing to do: the passage itself is shown as published.",
    ),
}
